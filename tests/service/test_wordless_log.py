"""What an exception says may quote a visitor: it does not reach the log."""

from __future__ import annotations

import logging
import sys

from service.adapters.wordless_log import WordlessFormatter


def fails() -> None:
    try:
        int("Zorglub")
    except ValueError as error:
        raise KeyError("Kwakkelaar") from error


def test_a_logged_exception_keeps_its_place_and_loses_its_words() -> None:
    try:
        fails()
    except KeyError:
        record = logging.LogRecord(
            "service", logging.ERROR, "", 0, "turn %d failed", (4,), sys.exc_info()
        )
    written = WordlessFormatter("%(message)s").format(record)
    assert "turn 4 failed" in written
    assert "builtins.KeyError" in written
    assert "builtins.ValueError" in written
    assert "test_wordless_log.py" in written
    assert "Zorglub" not in written
    assert "Kwakkelaar" not in written
