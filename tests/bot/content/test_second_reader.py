"""A second reader, who did not see the tags, has tagged the texts; here both are compared.

tests/bot/content/second_reader/<language>.tsv: response, a hash of the text that was read, the tags read in it, and,
where we keep others against that reading, ours and the reason. A changed text no longer counts as read: have it read
again (docs/how-to/change-a-text.md), by somebody who does not see its tags.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bot.dialogue.content import Content

_HERE = Path(__file__).resolve().parent / "second_reader"
_LEAST_READ = 0.9


@dataclass(frozen=True)
class Read:
    """What the second reader found in a text."""

    text: str
    tags: frozenset[str]
    kept: frozenset[str] | None

    @property
    def settled(self) -> frozenset[str]:
        """What the text is tagged with now that both readings were looked at."""
        return self.tags if self.kept is None else self.kept


def hash_of(text: str) -> str:
    """Name a text by eight hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def readings(language: str) -> dict[str, Read]:
    """Give what was read, by response."""
    rows = (_HERE / f"{language}.tsv").read_text("utf-8").splitlines()
    found = {}
    for name, text, tags, kept, _reason in (row.split("\t") for row in rows):
        found[name] = Read(text, _tags(tags), _tags(kept) if kept else None)
    return found


def _tags(cell: str) -> frozenset[str]:
    return frozenset(cell.split(",")) - {"-"}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_both_readers_find_the_same_advice(content: Content, language: str) -> None:
    differ = []
    for name, read in readings(language).items():
        response = content.responses.get(name)
        if response is None or hash_of(response.wording(language).text) != read.text:
            continue
        ours = frozenset(response.wording(language).advice)
        if ours != read.settled:
            differ.append(
                f"{name}: ours {sorted(ours)}, second reader {sorted(read.tags)}, settled {sorted(read.settled)}"
            )
    assert not differ, "\n".join(differ)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_nearly_all_texts_have_had_a_second_reader(content: Content, language: str) -> None:
    read = readings(language)
    unread = [
        f"{name} ({hash_of(response.wording(language).text)})"
        for name, response in content.responses.items()
        if name not in read or read[name].text != hash_of(response.wording(language).text)
    ]
    share = 1 - len(unread) / len(content.responses)
    assert share >= _LEAST_READ, f"not read in these words: {', '.join(unread)}"
