"""How well redaction does on messages with marks: what must go, and what must stay.

A line of a marked file is one message; `{kind|exact text}` marks what points to a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.evaluation.figures import Share
from bot.nlu.fold import fold
from bot.nlu.gazetteers import read_words
from bot.nlu.redaction import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

KINDS = ("telephone", "email", "iban", "id", "card", "link", "handle", "name", "place")
# An account as trust.md has it, written with its sign, or with the word for it; one that is only named may look like any
# word.
_WITH_SIGN = "@handle"
_SIGN = re.compile(r"@|(?:at|ar+o ?bas+e?|ap(?:en|e)?staart(?:je)?|aapje) ", re.IGNORECASE)
# What trust.md calls guaranteed: one figure for all of them.
GUARANTEED = (*KINDS[:6], _WITH_SIGN)
# The words for a stop, a park or a hospital tell what happens, and not where: of "gare de namur" the town must go.
_KEPT = read_words("words_to_find_venues")["stops"] | read_words("words_to_find_halls")["kept"]
_LINKS = read_words("words_to_find_halls")["links"]
_MARK = re.compile(r"\{(\w+)\|([^{}]+)\}")
_WORD = re.compile(r"\w+")


class BadMarkError(Exception):
    """A line has a mark that is not closed or of no known kind."""


@dataclass(frozen=True)
class Marked:
    """One message and the pairs (kind, text) that must not be left in it.

    `spans` are (start, end, kind) of the same marks in `text`; `rest` is what stands around them.
    """

    text: str
    marks: tuple[tuple[str, str], ...]
    spans: tuple[tuple[int, int, str], ...]
    rest: str


@dataclass(frozen=True)
class RedactionFigures:
    """Shares per kind taken out whole, of ordinary words hit, and what was missed or hit."""

    taken: dict[str, Share]
    words_hit: Share
    missed: tuple[tuple[str, str, str], ...]
    hit: tuple[tuple[str, str], ...]

    def of(self, kinds: Sequence[str]) -> Share:
        """Give the share of several kinds together."""
        shares = [self.taken[kind] for kind in kinds if kind in self.taken]
        return Share(sum(share.hits for share in shares), sum(share.total for share in shares))


def read_marked(file: Path) -> list[Marked]:
    """Read a marked file; empty lines and lines that begin with # say nothing.

    Raises: BadMarkError: names the line.
    """
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        marked = marked_from(line)
        if {"{", "}"} & {*marked.rest} or {kind for kind, _ in marked.marks} - {*KINDS}:
            raise BadMarkError(f"{file}:{number}: a mark is not closed, or of no known kind")
        found.append(marked)
    return found


def marked_from(line: str) -> Marked:
    """Take the marks out of a line."""
    marks, spans = [], []
    shift = 0  # what the signs of the marks before took
    for match in _MARK.finditer(line):
        start = match.start() - shift
        end = start + len(match[2])
        marks.append((match[1], match[2]))
        spans.append((start, end, match[1]))
        shift = match.end() - end
    return Marked(_MARK.sub(r"\2", line), tuple(marks), tuple(spans), _MARK.sub(" ", line))


def measure(messages: Iterable[Marked], redact: Callable[[str], str]) -> RedactionFigures:
    """Redact all messages and compare."""
    taken: dict[str, list[int]] = {}
    missed, hit = [], []
    words = words_hit = 0
    for message in messages:
        left = redact(message.text)
        for marked, text in message.marks:
            kind = _WITH_SIGN if marked == "handle" and _SIGN.match(text) else marked
            count = taken.setdefault(kind, [0, 0])
            count[1] += 1
            if _is_left(text, PLACEHOLDER.sub(" ", left), message.rest):
                missed.append((kind, text, left))
            else:
                count[0] += 1
        ordinary = _WORD.findall(message.rest)
        kept = _WORD.findall(PLACEHOLDER.sub(" ", left))
        words += len(ordinary)
        for word in ordinary:
            if word in kept:
                kept.remove(word)
            else:
                words_hit += 1
                hit.append((word, left))
    shares = {kind: Share(*counts) for kind, counts in taken.items()}
    return RedactionFigures(shares, Share(words_hit, words), tuple(missed), tuple(hit))


def _is_left(text: str, left: str, rest: str) -> bool:
    """Whether any word of what was marked still stands there, or a run of its digits."""
    standing = {*_words(left)} - {*_words(rest)}
    parts = [word for word in _words(text) if len(word) > 1]
    stays = _KEPT | _LINKS if parts[:1] and parts[0] in _KEPT else frozenset()
    return any(part in standing and part not in stays for part in parts)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text).text)
