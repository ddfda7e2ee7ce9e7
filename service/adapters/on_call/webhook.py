"""Posts calls as JSON to an address of the operator's: a pager service, a messenger, one's own."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

import aiohttp

from service.domain.on_call import SEND_S, CallFailedError

if TYPE_CHECKING:
    from service.domain.on_call import Call

SIGNATURE = "X-Signature-256"


class Webhook:
    """A notifier by HTTP. Neither its address nor its secret is ever logged: both may open a door."""

    name = "webhook"

    def __init__(self, url: str, *, secret: bytes | None) -> None:
        self._url = url
        self._secret = secret
        self._http: aiohttp.ClientSession | None = None

    async def send(self, call: Call) -> None:
        """Post it; any status of success is a delivery.

        Raises: CallFailedError: `slow`, `tls`, `unreachable` or `status_…`.
        """
        body = json.dumps(as_json(call), ensure_ascii=False).encode()
        try:
            # A redirect is not followed: it would take the call to an address that nobody wrote down.
            async with self._session().post(
                self._url, data=body, headers=self._headers(body), allow_redirects=False
            ) as answer:
                status = answer.status
        except TimeoutError as error:
            raise CallFailedError("slow") from error
        except aiohttp.ClientSSLError as error:
            raise CallFailedError("tls") from error
        except (aiohttp.ClientError, OSError) as error:
            raise CallFailedError("unreachable") from error
        if not 200 <= status < 300:
            raise CallFailedError(f"status_{status}")

    async def close(self) -> None:
        """Close the connection."""
        if self._http is not None:
            await self._http.close()

    def _session(self) -> aiohttp.ClientSession:
        if self._http is None:  # made inside the loop
            self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SEND_S))
        return self._http

    def _headers(self, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self._secret is not None:
            headers[SIGNATURE] = sign(self._secret, body)
        return headers


def as_json(call: Call) -> dict[str, Any]:
    """Give the body. `text` is what messengers show (Slack, Mattermost, Rocket.Chat read it)."""
    return {
        "id": call.id,
        "kind": "test" if call.test else "waiting",
        "level": call.level.value,
        "waiting_s": call.waiting_s,
        "waiting": {level.value: count for level, count in call.waiting.items()},
        "at": call.at.isoformat(timespec="seconds"),
        "desk": call.desk_url,
        "text": call.text,
    }


def sign(secret: bytes, body: bytes) -> str:
    """Give the signature of a body as GitHub writes it, which many receivers can check."""
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
