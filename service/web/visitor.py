"""Who a visitor's request comes from: a bearer token, never in a URL, never in a cookie."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Request

from service.domain.errors import NoSuchChatError

_SALT = secrets.token_bytes(32)  # of this process and its life: addresses cannot be looked up
_LONGEST_TOKEN = 200


def bearer_token(request: Request) -> str | None:
    """Read the token, None if there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and 0 < len(token) <= _LONGEST_TOKEN else None


async def token_of(request: Request) -> str:
    """Read the token; asynchronous since FastAPI would send it to a thread otherwise.

    Raises: NoSuchChatError: without a token every chat is unknown.
    """
    token = bearer_token(request)
    if token is None:
        raise NoSuchChatError
    return token


def address_key(request: Request) -> bytes:
    """Give something that is equal for equal addresses and says nothing of them."""
    host = request.client.host if request.client else ""
    return hmac.digest(_SALT, host.encode(), hashlib.sha256)


Token = Annotated[str, Depends(token_of)]
