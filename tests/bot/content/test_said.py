"""No text lies about that nothing says: Rasa itself cannot see it, since code and content/ name responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.content import FIXED
from bot.dialogue.content_check import named
from bot.dialogue.danger import BESIDE

if TYPE_CHECKING:
    from bot.dialogue.content import Content

_VARIANTS = ("_friend", "_adult", "_in_danger", *BESIDE)


def test_every_response_is_named_by_code_or_content(content: Content) -> None:
    known = {*FIXED, *(name for _, _, name in named(content))}
    wordings = {f"_{each}" for row in content.situations.values() for each in row.wording}
    endings = {*_VARIANTS, *wordings}
    assert {name for name in content.responses if not _is_said(name, known, endings)} == set()


def _is_said(name: str, known: set[str], endings: set[str]) -> bool:
    plain = (name.removesuffix(end) for end in endings if name.endswith(end))
    return name in known or any(_is_said(each, known, endings) for each in plain)
