"""Identifiers and secrets: how they are made, how they are kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import NewType

ChatId = NewType("ChatId", str)
StaffId = NewType("StaffId", str)

_CHAT_ID_BYTES = 16
_TOKEN_BYTES = 32


def new_chat_id() -> ChatId:
    """Draw the id of a new chat: 128 random bits, safe in a path."""
    return ChatId(secrets.token_urlsafe(_CHAT_ID_BYTES))


def new_review_id() -> str:
    """Draw the id under which trainers see a chat: it says nothing of the chat's own id."""
    return secrets.token_urlsafe(_CHAT_ID_BYTES)


def new_token() -> str:
    """Draw a visitor's token: 256 random bits, shown to its browser only."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_token(token: str) -> bytes:
    """Hash a token for storage. It is random and long, so that a plain hash cannot be searched."""
    return hashlib.sha256(token.encode()).digest()
