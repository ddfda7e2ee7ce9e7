"""The committed files of the encoder: where they lie, and whether they are what their manifest says."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = "encoder/model"
_REMEDY = (
    "fetch the file again from the repository, run `make encoder`, or train without an encoder: "
    "`NLU_CONFIG=config.light.yml`"
)


class EncoderFileError(Exception):
    """A file of the encoder is missing or altered; its text says what to do."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"{file} {problem}: {_REMEDY}.")


class OtherEncoderError(Exception):
    """The model was trained with another encoder than the one that lies here."""


@dataclass(frozen=True)
class EncoderFiles:
    """Files that agree with their manifest. `digest` stands for all of them."""

    network: Path
    tokenizer: Path
    out_of_fold: Path
    scores: tuple[str, ...]
    longest: int
    digest: str

    @classmethod
    def checked(cls, folder: str = FOLDER, *, root: Path = ROOT) -> EncoderFiles:
        """Compare every file with the manifest.

        Raises: EncoderFileError: one is missing, or is not the one that the manifest was written for.
        """
        place = root / folder
        text = _read(place / "manifest.json")
        try:
            manifest: dict[str, Any] = json.loads(text)
            hashes: dict[str, str] = manifest["sha256"]
            scores, longest = tuple(manifest["scores"]), int(manifest["longest"])
        except (ValueError, KeyError, TypeError) as error:
            raise EncoderFileError(place / "manifest.json", "is no manifest") from error
        for name, wanted in hashes.items():
            if hashlib.sha256(_read(place / name)).hexdigest() != wanted:
                raise EncoderFileError(place / name, "is not the file of its manifest")
        return cls(
            network=place / "encoder.onnx",
            tokenizer=place / "tokenizer.json",
            out_of_fold=place / "out_of_fold.npz",
            scores=scores,
            longest=longest,
            digest=hashlib.sha256(text).hexdigest(),
        )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise EncoderFileError(file, "is missing") from error
