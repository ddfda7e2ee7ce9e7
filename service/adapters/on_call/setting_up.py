"""Makes the notifiers that the settings name; what is missing is said before anything is served."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.adapters.on_call.console import Console
from service.adapters.on_call.mail import Mail, MailServer, Security
from service.adapters.on_call.webhook import Webhook
from service.settings import BadSettingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from service.domain.on_call import OnCallNotifier
    from service.settings import Settings

_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


def on_call_notifiers(settings: Settings) -> tuple[OnCallNotifier, ...]:
    """Make the notifiers, in the order in which they are named.

    Raises: BadSettingError: names the setting and says what to do; never repeats its value.
    """
    names = dict.fromkeys(settings.on_call_notifiers)
    for name in names:
        if name not in _MAKERS:
            raise BadSettingError(
                f"ON_CALL_NOTIFIERS knows {', '.join(_MAKERS)}: correct it, or leave it out."
            )
    if names.keys() - {Console.name} and not _is_web(settings.desk_url):
        raise BadSettingError(
            "DESK_URL is missing: set it to the desk's address, such as https://chat.example.org/desk/."
        )
    return tuple(_MAKERS[name](settings) for name in names)


def _console(_: Settings) -> OnCallNotifier:
    return Console()


def _webhook(settings: Settings) -> OnCallNotifier:
    if not _is_web(settings.on_call_webhook_url):
        raise BadSettingError(
            "ON_CALL_WEBHOOK_URL is missing: set it to the https:// address that calls go to."
        )
    secret = _secret("ON_CALL_WEBHOOK_SECRET_FILE", settings.on_call_webhook_secret_file)
    return Webhook(settings.on_call_webhook_url, secret=secret.encode() if secret else None)


def _email(settings: Settings) -> OnCallNotifier:
    if not settings.on_call_smtp_host:
        raise BadSettingError(
            "ON_CALL_SMTP_HOST is missing: set it to the name of the mail server."
        )
    if not _ADDRESS.fullmatch(settings.on_call_mail_from):
        raise BadSettingError(
            "ON_CALL_MAIL_FROM must be one plain address, such as desk@example.org."
        )
    if not settings.on_call_mail_to or not all(map(_ADDRESS.fullmatch, settings.on_call_mail_to)):
        raise BadSettingError(
            "ON_CALL_MAIL_TO must be plain addresses with commas between them: set it to whoever is on call."
        )
    return Mail(
        _mail_server(settings), sender=settings.on_call_mail_from, to=settings.on_call_mail_to
    )


def _mail_server(settings: Settings) -> MailServer:
    password = _secret("ON_CALL_SMTP_PASSWORD_FILE", settings.on_call_smtp_password_file)
    if bool(settings.on_call_smtp_user) != bool(password):
        raise BadSettingError(
            "ON_CALL_SMTP_USER and ON_CALL_SMTP_PASSWORD_FILE go together: set both, or neither."
        )
    security = Security(settings.on_call_smtp_security)
    if password and security is Security.NONE:
        raise BadSettingError(
            "ON_CALL_SMTP_SECURITY=none would send the password readable: set it to starttls or tls."
        )
    return MailServer(
        host=settings.on_call_smtp_host,
        port=settings.on_call_smtp_port,
        security=security,
        user=settings.on_call_smtp_user,
        password=password or "",
    )


def _secret(setting: str, file: Path | None) -> str | None:
    """Read a secret from its file: in the environment it would be seen by the engine, too."""
    if file is None:
        return None
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettingError(
            f"{setting}: {file} cannot be read. Write the secret into it."
        ) from error
    if not secret:
        raise BadSettingError(f"{setting}: {file} is empty. Write the secret into it.")
    return secret


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


_MAKERS: dict[str, Callable[[Settings], OnCallNotifier]] = {
    Console.name: _console,
    Webhook.name: _webhook,
    Mail.name: _email,
}
