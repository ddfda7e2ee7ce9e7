"""Typed text is never a command, whatever stands in front of it."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.typed_text import clean

_BLANKS = [chr(code) for code in range(sys.maxunicode + 1) if not chr(code).strip()]
_UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u202e", "\u3164"]


@pytest.mark.parametrize(
    "command", ["/restart", '/affirm{"value": "x"}', "／restart", "⁄back", "//x"]
)
@pytest.mark.parametrize("blank", [*_BLANKS, *_UNSEEN, "\ufe0f", "\x00", "\x1b", " \u200b\t/"])
def test_a_command_behind_a_blank_is_plain_text(command: str, blank: str) -> None:
    assert clean(blank + command) == command.lstrip("/／⁄")


def test_behind_every_code_point_no_command_is_left() -> None:
    left = {
        chr(code) for code in range(sys.maxunicode + 1) if clean(f"{chr(code)}/restart")[:1] == "/"
    }
    assert not left


@given(st.text())
def test_no_text_ever_begins_with_a_slash_or_a_blank(text: str) -> None:
    cleaned = clean(text)
    assert not cleaned.strip().startswith("/")
    assert cleaned == cleaned.strip()
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "text", ["ça va / ça va pas", "1/2", "🫠", "مرحبا", "è", "👍🏽", "j'ai 14 ans"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert clean(unicodedata.normalize("NFC", text)) == unicodedata.normalize("NFC", text)
