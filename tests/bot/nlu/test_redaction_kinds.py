"""How children write what redaction must find, kind by kind, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.nlu.redaction import redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mon gsm 0470 puis 12 et puis 34 et 56", "mon gsm [telephone]"),
        ("tis 0470 en dan 12 34 en dan 56", "tis [telephone]"),
        ("nulvier zeventig elf tweeëntwintig drieëndertig", "[telephone]"),
        ("plus tweeëndertig vier zeventig elf tweeëntwintig drieëndertig", "[telephone]"),
        ("be68 5390 0754 7035 avec une faute", "[iban] avec une faute"),
        ("j'ai 12 et 14 et 15 et 16 ans", "j'ai 12 et 14 et 15 et 16 ans"),
    ],
)
def test_numbers(text: str, redacted: str) -> None:
    assert redact(text) == redacted
