"""Calls by e-mail, against a real conversation over SMTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from service.adapters.on_call import mail
from service.adapters.on_call.mail import Mail, Security
from service.domain.on_call import CallFailedError
from tests.service.on_call.calls import CALL
from tests.service.on_call.smtp import MailServer, mail_server, make_certificate

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One that this process trusts."""
    file = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def by(server: MailServer, security: Security = Security.NONE, **more: Any) -> Mail:
    to = more.pop("to", ("night@example.org",))
    where = mail.MailServer(host="127.0.0.1", port=server.port, security=security, **more)
    return Mail(where, sender="desk@example.org", to=to)


async def code_of(notifier: Mail) -> str:
    with pytest.raises(CallFailedError) as failed:
        await notifier.send(CALL)
    return failed.value.code


async def test_the_mail_says_what_the_call_says() -> None:
    async with mail_server(MailServer()) as server:
        await by(server, to=("night@example.org", "lead@example.org")).send(CALL)
    [got] = server.mails
    assert server.recipients == ["night@example.org", "lead@example.org"]
    assert got["Subject"] == CALL.subject
    assert got["From"] == "desk@example.org"
    assert got["Message-ID"] == "<c0ffee@example.org>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == CALL.at
    assert got.get_content().splitlines() == CALL.text.splitlines()


async def test_it_logs_in_over_a_connection_that_is_secured_first(certificate: Path) -> None:
    server = MailServer(certificate=certificate, starttls=True, login="desk:s3cret")
    async with mail_server(server):
        await by(server, Security.STARTTLS, user="desk", password="s3cret").send(CALL)
    assert server.secured
    assert len(server.mails) == 1
    verbs = [line.split(" ")[0].upper() for line in server.heard]
    assert verbs.index("STARTTLS") < verbs.index("AUTH")


async def test_it_speaks_over_tls_from_the_first_byte(certificate: Path) -> None:
    async with mail_server(MailServer(certificate=certificate), tls=True) as server:
        await by(server, Security.TLS).send(CALL)
    assert len(server.mails) == 1


async def test_a_server_that_cannot_be_trusted_gets_neither_password_nor_mail(
    tmp_path: Path,
) -> None:
    server = MailServer(certificate=make_certificate(tmp_path), starttls=True, login="desk:s3cret")
    async with mail_server(server):
        notifier = by(server, Security.STARTTLS, user="desk", password="s3cret")
        assert await code_of(notifier) == "tls"
    assert server.mails == []
    assert not any(line.startswith("AUTH") for line in server.heard)


async def test_a_server_without_starttls_gets_no_password() -> None:
    async with mail_server(MailServer(login="desk:s3cret")) as server:
        notifier = by(server, Security.STARTTLS, user="desk", password="s3cret")
        assert await code_of(notifier) == "tls"
    assert not any(line.startswith("AUTH") for line in server.heard)


async def test_a_wrong_password_is_told_apart(certificate: Path) -> None:
    server = MailServer(certificate=certificate, starttls=True, login="desk:s3cret")
    async with mail_server(server):
        notifier = by(server, Security.STARTTLS, user="desk", password="wrong")
        assert await code_of(notifier) == "login"


@pytest.mark.parametrize("to", [("gone@example.org",), ("night@example.org", "gone@example.org")])
async def test_one_refused_address_is_a_failure_as_it_may_be_the_one_that_matters(
    to: tuple[str, ...],
) -> None:
    async with mail_server(MailServer(refuses=frozenset({"gone@example.org"}))) as server:
        assert await code_of(by(server, to=to)) == "recipient"


async def test_what_the_server_answers_is_told_by_its_number() -> None:
    async with mail_server(MailServer(answer=b"452 full")) as server:
        assert await code_of(by(server)) == "smtp_452"


async def test_a_mail_that_was_accepted_is_sent_however_the_server_takes_leave() -> None:
    async with mail_server(MailServer(goodbye=b"451 no time")) as server:
        await by(server).send(CALL)
    assert len(server.mails) == 1


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    async with mail_server(MailServer()) as server:
        pass
    assert await code_of(by(server)) == "unreachable"


async def test_a_server_that_says_nothing_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "_STEP_S", 0.2)

    class Silent(MailServer):
        async def serve(self, reader: Any, writer: Any) -> None:
            del writer
            await reader.read()

    async with mail_server(Silent()) as server:
        assert await code_of(by(server)) == "slow"


def test_its_password_is_not_in_what_it_prints_of_itself() -> None:
    server = mail.MailServer("mail", 587, Security.TLS, user="desk", password="s3cret")
    assert "s3cret" not in repr(server)
