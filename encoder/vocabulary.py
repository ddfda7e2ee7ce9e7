"""Keeps the pieces of the tokenizer that French, Dutch, English and German chats need.

The embedding of all 250,000 pieces would be ten times the rest of the network.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from tokenizers import Tokenizer
from wordfreq import top_n_list

from encoder.noise import without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SPECIAL = 5  # begin, pad, end, unknown, and the comma that follows them
_WORDS = {"fr": 20_000, "nl": 20_000, "en": 10_000, "de": 5_000}
_WORD_BEGINS = "\u2581"
_LATIN, _SIGNS, _EMOJI = 0x250, range(0x2000, 0x2C00), 0x1F300


def kept_pieces(tokenizer: dict[str, Any], tokenizer_json: str, texts: Iterable[str]) -> list[int]:
    """List the numbers of the pieces to keep, in order.

    They are those in the texts and in the most frequent words, in several spellings, every single
    letter and sign, and every pair of Latin letters, so that any typing can still be spelled out.
    """
    encode = Tokenizer.from_str(tokenizer_json).encode
    kept = set(range(_SPECIAL))
    for written in _spellings(texts):
        kept.update(encode(written).ids)
    pieces = tokenizer["model"]["vocab"]
    kept.update(number for number, (piece, _) in enumerate(pieces) if _spells(piece))
    return sorted(number for number in kept if number < len(pieces))


def trimmed(tokenizer: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """Give the tokenizer with these pieces alone, numbered anew."""
    new = {old: number for number, old in enumerate(kept)}
    result = copy.deepcopy(tokenizer)
    model = result["model"]
    model["vocab"] = [model["vocab"][old] for old in kept]
    model["unk_id"] = new[model["unk_id"]]
    result["added_tokens"] = [
        {**token, "id": new[token["id"]]} for token in result["added_tokens"] if token["id"] in new
    ]
    for token in result["post_processor"]["special_tokens"].values():
        token["ids"] = [new[old] for old in token["ids"]]
    return result


def _spellings(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from {text, text.lower(), without_accents(text.lower())}
    for language, count in _WORDS.items():
        for word in top_n_list(language, count):
            yield from {word, word.capitalize(), without_accents(word)}


def _spells(piece: str) -> bool:
    letters = piece.removeprefix(_WORD_BEGINS)
    if len(letters) == 1:
        code = ord(letters)
        return code < _LATIN or code in _SIGNS or code >= _EMOJI
    return not letters or (len(letters) == 2 and all(ord(letter) < 0x180 for letter in letters))
