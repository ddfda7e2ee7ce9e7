"""`python -m service.cli on-call test`: an operator sees whether the person on call would be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service import cli
from service.adapters.on_call.webhook import Webhook
from service.domain.on_call import CallFailedError

if TYPE_CHECKING:
    from pathlib import Path

    from service.domain.on_call import Call
    from service.settings import Settings


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> pytest.MonkeyPatch:
    """The settings of the test as an operator gives them."""
    for name in ("database_url", "key_file", "erasure_file", "content_dir", "engine_secret_file"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))
    monkeypatch.setenv("DESK_URL", "https://chat.example.org/desk/")
    monkeypatch.setenv("ON_CALL_WEBHOOK_URL", "https://hook.example/t0ken")
    return monkeypatch


def fails_with(code: str) -> object:
    async def send(_: Webhook, call: Call) -> None:
        assert call.test
        raise CallFailedError(code)

    return send


def test_each_notifier_says_how_it_went(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("ON_CALL_NOTIFIERS", "console,webhook")
    environment.setattr(Webhook, "send", fails_with("unreachable"))
    assert cli.main(["on-call", "test"]) == 1
    said = capsys.readouterr()
    assert said.out == "✓ console: sent. Look whether it has arrived.\n"
    assert said.err.startswith("✗ webhook: unreachable. Nothing answers there: check the address")
    assert "t0ken" not in said.err


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("slow", "firewall"),
        ("tls", "certificate"),
        ("login", "password file"),
        ("recipient", "ON_CALL_MAIL_TO"),
        ("status_404", "the webhook server's own answer"),
    ],
)
def test_a_failure_comes_with_what_to_do(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], code: str, says: str
) -> None:
    environment.setenv("ON_CALL_NOTIFIERS", "webhook")
    environment.setattr(Webhook, "send", fails_with(code))
    assert cli.main(["on-call", "test"]) == 1
    assert says in capsys.readouterr().err


def test_it_is_well_when_all_were_sent(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ON_CALL_NOTIFIERS", "console")
    assert cli.main(["on-call", "test"]) == 0


def test_none_at_all_is_a_failure(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("ON_CALL_NOTIFIERS", "")
    assert cli.main(["on-call", "test"]) == 1
    assert "nobody would be called" in capsys.readouterr().err


def test_a_bad_setting_is_one_line(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    del tmp_path
    environment.setenv("ON_CALL_NOTIFIERS", "pigeon")
    assert cli.main(["on-call", "test"]) == 1
    assert capsys.readouterr().err.startswith("✗ ON_CALL_NOTIFIERS knows")
