"""The plain rules: cleaning, danger words, states, company, order, codes, buckets."""

from __future__ import annotations

import ast
import base64
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.adapters.written_texts import load_danger_phrases, load_written_texts
from service.domain import labels
from service.domain.chat_states import ChatState, ForbiddenStepError, Level, check_step, highest
from service.domain.cleaning import clean
from service.domain.come_back_code import new_code, plain_code
from service.domain.company import next_line_at
from service.domain.danger_words import DangerWords
from service.domain.errors import EmptyMessageError, FilesRefusedError, SlowDownError, TooLongError
from service.domain.token_bucket import TokenBuckets

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  salut \n", "salut"),
        ("e\u0301te\u0301", "été"),
        ("a\u0000b\u0007c\u001b[31m", "abc[31m"),
        ("un\r\ndeux\rtrois", "un\ndeux\ntrois"),
        ("abc\u202edef\u2066\u200f", "abcdef"),
        ("/restart", "/restart"),
        ("👩‍👧 ok", "👩‍👧 ok"),
        ("a\ud800b", "ab"),
    ],
)
def test_a_text_is_cleaned_once(text: str, cleaned: str) -> None:
    assert clean(text, limit_chars=2000) == cleaned


@given(st.text(max_size=300))
def test_what_is_cleaned_is_clean(text: str) -> None:
    try:
        cleaned = clean(text, limit_chars=2000)
    except EmptyMessageError:
        return
    assert clean(cleaned, limit_chars=2000) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [c for c in cleaned if unicodedata.category(c) == "Cc" and c not in "\n\t"]


@pytest.mark.parametrize(
    "text",
    [
        "regarde data:image/png;base64,AAAA",
        "voilà " + base64.b64encode(bytes(range(256)) * 2).decode(),
    ],
)
def test_a_file_pasted_as_text_is_refused(text: str) -> None:
    with pytest.raises(FilesRefusedError):
        clean(text, limit_chars=2000)


def test_a_long_scream_is_no_file() -> None:
    assert clean("haha" * 400, limit_chars=2000)


def test_a_long_text_is_refused_not_cut() -> None:
    assert len(clean("a" * 2000 + "  ", limit_chars=2000)) == 2000
    with pytest.raises(TooLongError):
        clean("a" * 2001, limit_chars=2000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("je veux mourir", True),
        ("JE VEUX  mourir!!!", True),
        ("bon,je veux\nmourir", True),
        ("je veux mou\u200brir", True),
        ("je veux l’éteindre", True),
        ("je veux l'eteindre", True),
        ("je veux mourirais", False),
        ("xje veux mourir", False),
        ("veux mourir", False),
    ],
)
def test_danger_words_are_found_on_word_borders(text: str, *, found: bool) -> None:
    words = DangerWords(["Je veux mourir", "je veux l'éteindre", "  "])
    assert (words.find(text) is not None) is found


def test_no_danger_words_find_nothing() -> None:
    assert DangerWords([]).find("je veux mourir") is None


def test_the_words_of_the_content_are_a_floor_in_both_languages() -> None:
    words = DangerWords(load_danger_phrases(CONTENT))
    assert words.count >= 20
    assert words.find("je veux mourir")
    assert words.find("ik wil dood")
    assert not words.find("salut ça va")
    assert not words.find("hoi alles goed")


@pytest.mark.parametrize("language", ["fr", "nl", None, "en"])
def test_the_fixed_text_names_help_that_can_be_reached_now(language: str | None) -> None:
    written = load_written_texts(CONTENT).safety_reply(language)
    assert "112" in written.text
    assert written.advice


def test_a_chat_takes_only_known_steps() -> None:
    check_step(ChatState.BOT, ChatState.WAITING)
    check_step(ChatState.WAITING, ChatState.HUMAN)
    for before, after in (
        (ChatState.BOT, ChatState.HUMAN),
        (ChatState.CLOSED, ChatState.HUMAN),
        (ChatState.CLOSED, ChatState.WAITING),
        (ChatState.HUMAN, ChatState.HUMAN),
    ):
        with pytest.raises(ForbiddenStepError):
            check_step(before, after)


def test_the_highest_level_counts() -> None:
    assert highest(None, Level.NORMAL, Level.LIFE, Level.URGENT) is Level.LIFE
    assert highest(None) is None
    assert highest() is None


@pytest.mark.parametrize(
    ("state", "life", "signals", "lines", "minutes"),
    [
        (ChatState.WAITING, True, [], 0, 1),
        (ChatState.WAITING, True, [], 2, 4),
        (ChatState.WAITING, True, [], 3, None),
        (ChatState.WAITING, True, ["danger_now"], 1, None),
        (ChatState.WAITING, False, [], 0, 5),
        (ChatState.WAITING, False, [], 1, None),
        (ChatState.BOT, False, [], 0, 5),
        (ChatState.BOT, False, [], 1, None),
        (ChatState.HUMAN, True, [], 0, None),
        (ChatState.CLOSED, False, [], 0, None),
    ],
)
def test_when_a_silent_visitor_gets_a_line(
    state: ChatState, signals: list[str], lines: int, minutes: float | None, *, life: bool
) -> None:
    at = next_line_at(
        state=state,
        life_open=life,
        signals=signals,
        silent_from=NOON,
        lines=lines,
        company_minutes=(1, 2, 4),
        silence_minutes=(5,),
    )
    assert at == (None if minutes is None else NOON + timedelta(minutes=minutes))


def test_a_code_survives_being_written_down() -> None:
    code = new_code()
    assert len(plain_code(code)) == 10
    assert plain_code(code.lower().replace("-", " ")) == plain_code(code)
    assert plain_code("oil") == "011"
    assert len({new_code() for _ in range(500)}) == 500


def test_a_bucket_fills_again() -> None:
    buckets = TokenBuckets(per_s=1, burst=2)
    for _ in range(2):
        buckets.check_rate("a", NOON)
    with pytest.raises(SlowDownError) as slow:
        buckets.check_rate("a", NOON)
    assert slow.value.retry_after_s == 1
    buckets.check_rate("b", NOON)
    buckets.check_rate("a", NOON + timedelta(seconds=1))


def test_the_labels_of_the_service_are_those_of_the_bot() -> None:
    """Read as text: the bot's package needs another Python."""
    tree = ast.parse((CONTENT.parent / "bot" / "labels.py").read_text())
    names: dict[str, list[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            names[node.target.id] = _words_in(node.value)
        if isinstance(node, ast.ClassDef):
            names[node.name] = [word for line in node.body[1:] for word in _words_in(line)]
    assert names["SITUATIONS"] == list(labels.SITUATIONS)
    assert sorted(names["Signal"]) == sorted(labels.SIGNALS)
    assert [word.upper() for word in labels.LIFE_SIGNALS] == _attributes(tree, "LIFE_SIGNALS")
    assert [word.upper() for word in labels.URGENT_SIGNALS] == _attributes(tree, "URGENT_SIGNALS")


def _words_in(node: ast.AST) -> list[str]:
    constants = [part for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return [part.value for part in constants if isinstance(part.value, str)]


def _attributes(tree: ast.Module, name: str) -> list[str]:
    """Give the members named in a tuple, as `ATTEMPT_NOW` of `Signal.ATTEMPT_NOW`."""
    found = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == name
    )
    assert isinstance(found, ast.Tuple)
    return [part.attr for part in found.elts if isinstance(part, ast.Attribute)]


@pytest.mark.parametrize(
    ("signal", "level"), [("suicide", Level.LIFE), ("abuser_close", Level.URGENT), ("paid", None)]
)
def test_a_signal_of_danger_makes_a_level_by_itself(signal: str, level: Level | None) -> None:
    assert labels.level_of_signal(signal) is level
