"""Sends calls by e-mail, over SMTP.

Python's own `smtplib` in a thread: it is a few mails an hour, and one library less to trust with a
password.
"""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from service.domain.on_call import SEND_S, CallFailedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.on_call import Call

_STEP_S = 10.0  # for each step of the conversation with the server


class Security(StrEnum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True)
class MailServer:
    """Where mail goes out. `user` is empty where the server asks for no login."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


class Mail:
    """A notifier by e-mail."""

    name = "email"

    def __init__(self, server: MailServer, *, sender: str, to: Sequence[str]) -> None:
        self._server = server
        self._sender = sender
        self._to = tuple(to)

    async def send(self, call: Call) -> None:
        """Hand it to the mail server.

        Raises: CallFailedError: `slow`, `tls`, `login`, `recipient`, `unreachable` or `smtp_…`.
        """
        try:
            async with asyncio.timeout(SEND_S):
                await asyncio.to_thread(self._deliver, self._message(call))
        except smtplib.SMTPAuthenticationError as error:
            raise CallFailedError("login") from error
        except smtplib.SMTPRecipientsRefused as error:
            raise CallFailedError("recipient") from error
        except smtplib.SMTPNotSupportedError as error:
            raise CallFailedError("tls") from error
        except smtplib.SMTPResponseException as error:
            raise CallFailedError(f"smtp_{error.smtp_code}") from error
        except ssl.SSLError as error:
            raise CallFailedError("tls") from error
        except TimeoutError as error:
            raise CallFailedError("slow") from error
        except (smtplib.SMTPException, OSError) as error:
            # Of a server that went silent in the middle, smtplib says that it closed the connection.
            silent = isinstance(error.__context__, TimeoutError)
            raise CallFailedError("slow" if silent else "unreachable") from error

    async def close(self) -> None:
        """Nothing stays open between two mails."""

    def _deliver(self, message: EmailMessage) -> None:
        server = self._server
        with closing(self._connect()) as smtp:
            if server.security is Security.STARTTLS:
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password)
            # Where one of several addresses is refused, it may be that of the person on call.
            if refused := smtp.send_message(message, to_addrs=self._to):
                raise smtplib.SMTPRecipientsRefused(refused)
            # The mail is accepted: however the server takes leave, it must not be sent again.
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security is Security.TLS:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_STEP_S, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=_STEP_S)

    def _message(self, call: Call) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = ", ".join(self._to)
        message["Subject"] = call.subject
        message["Date"] = format_datetime(call.at)
        # The same for a repeat of the same call: mail programs then show it once.
        message["Message-ID"] = f"<{call.id}@{self._sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it
        message["X-Priority"] = "1"
        message.set_content(call.text)
        return message
