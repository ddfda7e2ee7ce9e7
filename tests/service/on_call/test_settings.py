"""Settings of the calls: each value does what it says, a bad one is one line before anything is served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service import __main__ as program
from service.adapters.on_call.mail import Security
from service.adapters.on_call.setting_up import on_call_notifiers
from service.settings import BadSettingError, Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[3]
DESK = {"desk_url": "https://chat.example.org/desk/"}
HOOK = DESK | {"on_call_notifiers": "webhook", "on_call_webhook_url": "https://hook.example/t0ken"}
MAIL = DESK | {
    "on_call_notifiers": "email",
    "on_call_smtp_host": "mail.example.org",
    "on_call_mail_from": "desk@example.org",
    "on_call_mail_to": "night@example.org, lead@example.org",
}


def settings(given: Mapping[str, Any]) -> Settings:
    return Settings.model_validate(dict(given))


@pytest.mark.parametrize(
    ("names", "made"),
    [
        ("", []),
        ("console", ["console"]),
        ("email, webhook console", ["email", "webhook", "console"]),
        ("console,console", ["console"]),
    ],
)
def test_it_makes_those_that_are_named(names: str, made: list[str]) -> None:
    given = settings(MAIL | HOOK | {"on_call_notifiers": names})
    assert [notifier.name for notifier in on_call_notifiers(given)] == made


def test_by_default_calls_go_to_the_log() -> None:
    assert [notifier.name for notifier in on_call_notifiers(settings({}))] == ["console"]


def test_mail_goes_where_the_settings_say(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n", "utf-8")
    login = {"on_call_smtp_user": "desk", "on_call_smtp_password_file": str(secret)}
    given = MAIL | login | {"on_call_smtp_port": "465", "on_call_smtp_security": "tls"}
    [mail] = on_call_notifiers(settings(given))
    kept = vars(mail)
    server = kept["_server"]
    assert (server.host, server.port, server.security) == ("mail.example.org", 465, Security.TLS)
    assert (server.user, server.password) == ("desk", "s3cret")
    assert kept["_to"] == ("night@example.org", "lead@example.org")


def test_the_webhook_signs_with_the_secret_of_its_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n", "utf-8")
    [hook] = on_call_notifiers(settings(HOOK | {"on_call_webhook_secret_file": str(secret)}))
    assert vars(hook)["_secret"] == b"s3cret"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"on_call_notifiers": "sms"}, "ON_CALL_NOTIFIERS knows console, webhook, email"),
        (HOOK | {"desk_url": ""}, "DESK_URL is missing"),
        (HOOK | {"desk_url": "chat.example.org"}, "DESK_URL is missing"),
        (HOOK | {"on_call_webhook_url": ""}, "ON_CALL_WEBHOOK_URL is missing"),
        (HOOK | {"on_call_webhook_url": "ftp://t0ken.example"}, "ON_CALL_WEBHOOK_URL is missing"),
        (HOOK | {"on_call_webhook_url": "https://[t0ken"}, "ON_CALL_WEBHOOK_URL is missing"),
        (HOOK | {"on_call_webhook_secret_file": "no/file"}, "no/file cannot be read"),
        (HOOK | {"on_call_webhook_secret_file": os.devnull}, "/dev/null is empty"),
        (MAIL | {"on_call_smtp_host": ""}, "ON_CALL_SMTP_HOST is missing"),
        (MAIL | {"on_call_mail_from": "Desk <desk@example.org>"}, "ON_CALL_MAIL_FROM must be one"),
        (MAIL | {"on_call_mail_to": ""}, "ON_CALL_MAIL_TO must be plain"),
        (MAIL | {"on_call_mail_to": "night"}, "ON_CALL_MAIL_TO must be plain"),
        (MAIL | {"on_call_smtp_user": "desk"}, "go together"),
    ],
)
def test_what_is_missing_is_said_without_repeating_a_value(
    given: Mapping[str, Any], says: str
) -> None:
    with pytest.raises(BadSettingError) as refused:
        on_call_notifiers(settings(given))
    text = str(refused.value)
    assert says in text
    assert "\n" not in text
    assert "t0ken" not in text


def test_a_password_is_never_sent_readable(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret", "utf-8")
    login = {"on_call_smtp_user": "desk", "on_call_smtp_password_file": str(secret)}
    with pytest.raises(BadSettingError, match="set it to starttls or tls"):
        on_call_notifiers(settings(MAIL | login | {"on_call_smtp_security": "none"}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ON_CALL_LIFE_MIN", "0"),
        ("ON_CALL_URGENT_MIN", "soon"),
        ("ON_CALL_AGAIN_MIN", "0.5"),
        ("ON_CALL_LANGUAGE", "de"),
        ("ON_CALL_SMTP_PORT", "70000"),
        ("ON_CALL_SMTP_SECURITY", "ssl"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingError, match=rf"^{name}: .+\. Correct it, then start again\.$"):
        load_settings()


def test_every_setting_stands_in_the_how_to() -> None:
    written = (ROOT / "docs" / "how-to" / "alarm-and-on-call.md").read_text("utf-8")
    ours = [name.upper() for name in Settings.model_fields if name.startswith("on_call_")]
    assert len(ours) > 10
    assert [name for name in (*ours, "DESK_URL") if f"`{name}`" not in written] == []


@pytest.mark.parametrize(
    "environment",
    [{"ON_CALL_NOTIFIERS": "pigeon"}, {"ON_CALL_LIFE_MIN": "soon"}],
)
def test_the_service_does_not_start_and_says_why_in_one_line(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    """The program itself, as an operator starts it."""
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", program.__package__ or "service"],
        cwd=ROOT,
        env={**os.environ, "PORT": "0", "KEY_FILE": str(tmp_path / "keys.json"), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    [line] = ended.stderr.strip().splitlines()
    assert line.startswith("✗ ON_CALL_")
