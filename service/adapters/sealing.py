"""Encryption of all words: two keys a chat, wrapped by a generation of the key file.

The first key is for bodies, the engine's memory and choices; the second for redacted copies and
readings. Expiry destroys the first, erasing both. What a piece belongs to is bound to it (AAD), so
that a row moved to another chat, number or kind cannot be opened.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.adapters.key_file import KEY_BYTES
from service.adapters.schema import ChatKey

if TYPE_CHECKING:
    from service.adapters.key_file import KeyFile

_NONCE_BYTES = 12
type Json = Any


class UnreadableError(Exception):
    """A sealed piece cannot be opened: its key is gone, or it was changed or moved."""

    def __init__(self, what: str) -> None:
        super().__init__(f"cannot open {what}")
        self.what = what


@dataclass(frozen=True)
class ChatKeys:
    """The open keys of one chat; `body` is None once the chat has expired."""

    chat_id: str
    body: bytes | None = field(repr=False)
    copy: bytes = field(repr=False)

    def seal_body(self, value: Json, *, number: int | str, kind: str) -> bytes:
        """Encrypt words under the first key."""
        return _seal(self._body_key(kind), value, self._about(number, kind))

    def open_body(self, sealed: bytes, *, number: int | str, kind: str) -> Json:
        """Decrypt what `seal_body` gave.

        Raises: UnreadableError: the chat has expired, or the piece belongs elsewhere.
        """
        return _open(self._body_key(kind), sealed, self._about(number, kind))

    def seal_copy(self, value: Json, *, number: int | str, kind: str) -> bytes:
        """Encrypt redacted words under the second key."""
        return _seal(self.copy, value, self._about(number, kind))

    def open_copy(self, sealed: bytes, *, number: int | str, kind: str) -> Json:
        """Decrypt what `seal_copy` gave.

        Raises: UnreadableError: the piece belongs elsewhere.
        """
        return _open(self.copy, sealed, self._about(number, kind))

    def _body_key(self, kind: str) -> bytes:
        if self.body is None:
            raise UnreadableError(kind)
        return self.body

    def _about(self, number: int | str, kind: str) -> str:
        return f"{self.chat_id}|{number}|{kind}"


class KeyRing:
    """Makes, wraps and unwraps chats' keys; hashes codes."""

    def __init__(self, file: KeyFile) -> None:
        self._file = file

    def new_chat(self, chat_id: str) -> tuple[ChatKeys, ChatKey]:
        """Make the keys of a new chat, open and as the row to store."""
        keys = ChatKeys(chat_id, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
        assert keys.body is not None  # noqa: S101 - made one line above
        generation = self._file.current
        row = ChatKey(
            chat_id=chat_id,
            generation=generation,
            body_key=self._wrap(keys.body, generation, f"{chat_id}|body"),
            copy_key=self._wrap(keys.copy, generation, f"{chat_id}|copy"),
        )
        return keys, row

    def open_chat(self, row: ChatKey) -> ChatKeys:
        """Unwrap a chat's keys.

        Raises: UnreadableError: the generation is not in our key file.
        """
        return self.open_keys(
            row.chat_id, row.generation, body_key=row.body_key, copy_key=row.copy_key
        )

    def open_keys(
        self, chat_id: str, generation: str, *, body_key: bytes | None, copy_key: bytes
    ) -> ChatKeys:
        """Unwrap a chat's keys, given by column.

        Raises: UnreadableError: the generation is not in our key file.
        """
        body = None
        if body_key is not None:
            body = self._unwrap(body_key, generation, f"{chat_id}|body")
        copy = self._unwrap(copy_key, generation, f"{chat_id}|copy")
        return ChatKeys(chat_id, body, copy)

    def seal_secret(self, secret: str, *, about: str) -> bytes:
        """Encrypt a secret of staff (TOTP) with the current generation."""
        generation = self._file.current
        wrapped = self._wrap(secret.encode(), generation, about)
        return generation.encode() + b":" + wrapped

    def open_secret(self, sealed: bytes, *, about: str) -> str:
        """Decrypt what `seal_secret` gave."""
        generation, _, wrapped = sealed.partition(b":")
        return self._unwrap(wrapped, generation.decode(), about).decode()

    def hash_code(self, code: str) -> bytes:
        """Hash a come-back code with a key: the code is short, the key is not in the database."""
        return hmac.digest(self._file.code_key, code.encode(), hashlib.sha256)

    def _wrap(self, key: bytes, generation: str, about: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        cipher = AESGCM(self._file.generations[generation])
        return nonce + cipher.encrypt(nonce, key, f"{generation}|{about}".encode())

    def _unwrap(self, wrapped: bytes, generation: str, about: str) -> bytes:
        wrapping = self._file.generations.get(generation)
        if wrapping is None:
            raise UnreadableError(f"keys of generation {generation}")
        return _decrypt(wrapping, wrapped, f"{generation}|{about}")


def _seal(key: bytes, value: Json, about: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), about.encode())


def _open(key: bytes, sealed: bytes, about: str) -> Json:
    return json.loads(_decrypt(key, sealed, about))


def _decrypt(key: bytes, sealed: bytes, about: str) -> bytes:
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, rest, about.encode())
    except (InvalidTag, ValueError) as error:
        raise UnreadableError(about.rpartition("|")[2]) from error
