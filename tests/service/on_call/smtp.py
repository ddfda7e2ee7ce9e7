"""A mail server on loopback, as small as a test needs it: it keeps what it is given."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import ipaddress
import ssl
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from email.message import EmailMessage
    from pathlib import Path


@dataclass
class MailServer:
    """What it is told to do, and what it got. `login` is what it asks for, `user:password`."""

    port: int = 0
    certificate: Path | None = None
    starttls: bool = False
    login: str | None = None
    refuses: frozenset[str] = frozenset()
    answer: bytes = b"250 ok"
    goodbye: bytes = b"221 bye"
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    secured: bool = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 test\r\n")
        while line := (await reader.readline()).decode().strip():
            self.heard.append(line)
            verb = line.split(" ")[0].upper()
            writer.write(await self._answer(verb, line, reader) + b"\r\n")
            await writer.drain()
            if verb == "STARTTLS":
                await writer.start_tls(_context(self.certificate))
                self.secured = True
            if verb == "QUIT":
                break

    async def _answer(self, verb: str, line: str, reader: asyncio.StreamReader) -> bytes:
        match verb:
            case "EHLO":
                return self._hello()
            case "AUTH":
                _, user, password = base64.b64decode(line.split(" ")[2]).decode().split("\0")
                return b"235 welcome" if f"{user}:{password}" == self.login else b"535 no"
            case "RCPT":
                to = line[line.index("<") + 1 : line.index(">")]
                self.recipients += [to] if to not in self.refuses else []
                return b"550 no such person" if to in self.refuses else b"250 ok"
            case "DATA":
                return await self._data(reader)
            case _:
                return {"STARTTLS": b"220 go ahead", "QUIT": self.goodbye}.get(verb, b"250 ok")

    def _hello(self) -> bytes:
        offers = [b"250-STARTTLS\r\n"] if self.starttls and not self.secured else []
        offers += [b"250-AUTH PLAIN\r\n"] if self.login else []
        return b"250-test\r\n" + b"".join(offers) + b"250 8BITMIME"

    async def _data(self, reader: asyncio.StreamReader) -> bytes:
        # The go-ahead has to be out before the mail comes.
        self._writer.write(b"354 go ahead\r\n")
        body = await reader.readuntil(b"\r\n.\r\n")
        if self.answer.startswith(b"250"):
            self.mails.append(message_from_bytes(body[:-5], policy=policy.default))
        return self.answer

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        try:
            await self.serve(reader, writer)
        except (ConnectionError, ssl.SSLError, asyncio.IncompleteReadError):
            pass  # The client went away.
        finally:
            writer.close()


@asynccontextmanager
async def mail_server(server: MailServer, *, tls: bool = False) -> AsyncIterator[MailServer]:
    """Run it on a free port for the time of the block."""
    context = _context(server.certificate) if tls else None
    listening = await asyncio.start_server(server.connected, "127.0.0.1", 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await listening.wait_closed()


def make_certificate(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return file


def _context(certificate: Path | None) -> ssl.SSLContext:
    assert certificate is not None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context
