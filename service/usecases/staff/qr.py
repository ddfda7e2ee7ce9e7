"""QR codes as one path of an SVG: drawn by the page itself, so that no image is made or kept."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

_BORDER = 4  # modules of quiet around it, as the standard asks for


@dataclass(frozen=True)
class QrPath:
    """The dark modules as the `d` of a path, in a square of `size` units."""

    size: int
    path: str


def qr_path(content: str) -> QrPath:
    """Draw the content; error correction M, which phones read from any screen."""
    rows = [list(row) for row in segno.make(content, error="m", micro=False).matrix]
    strokes = [stroke for y, row in enumerate(rows) for stroke in _strokes(row, y + _BORDER)]
    return QrPath(len(rows) + 2 * _BORDER, "".join(strokes))


def _strokes(row: list[int], y: int) -> list[str]:
    strokes, x = [], _BORDER
    for dark, run in groupby(row, key=bool):
        width = len(list(run))
        if dark:
            strokes.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return strokes
