"""The engine over HTTP. Whatever is not the contract's answer is a failure, never half a turn."""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

from service.domain.chat_states import Level
from service.domain.engine_turn import (
    Alarm,
    EngineFailedError,
    Offer,
    Reply,
    TurnRequest,
    TurnResult,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_log = logging.getLogger(__name__)
_HEALTH_S = 2.0
_GRACE_S = 0.5  # the engine keeps the deadline itself; this is for a hung connection


class HttpEngine:
    """Speaks contract §4 to one address; the engine's own workers share its socket."""

    def __init__(self, url: str, *, secret_file: Path, deadline_s: float) -> None:
        self._secret_file = secret_file
        self._deadline_s = deadline_s
        self._url = url
        self._http: aiohttp.ClientSession | None = None

    async def turn(self, request: TurnRequest) -> TurnResult:
        """Take one turn.

        Raises: EngineFailedError: no usable answer within the deadline.
        """
        body = _as_json(request) | {"deadline_ms": round(self._deadline_s * 1000)}
        status, answer = await self._ask("POST", "/turn", body, self._deadline_s + _GRACE_S)
        if status != HTTPStatus.OK:
            raise EngineFailedError(_code_of(answer, status))
        return read_result(_object(answer), request)

    async def ready(self) -> bool:
        """Say whether a turn would be taken now."""
        try:
            status, answer = await self._ask("GET", "/health", None, _HEALTH_S)
            return status == HTTPStatus.OK and bool(_object(answer).get("ready"))
        except EngineFailedError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.close()

    async def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None, timeout_s: float
    ) -> tuple[int, bytes]:
        """Give the status and the body of an answer.

        Raises: EngineFailedError: `slow` or `down`.
        """
        if self._http is None:
            # Made here, inside the loop. It takes no proxy from the environment: the engine is on
            # this machine or its private network.
            self._http = aiohttp.ClientSession(self._url)
        try:
            async with self._http.request(
                method,
                path,
                json=body,
                headers=self._headers(),
                timeout=aiohttp.ClientTimeout(total=timeout_s),
                # A redirect would take a child's words and the secret to another address.
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise EngineFailedError("slow") from error
        except aiohttp.ClientError as error:
            raise EngineFailedError("down") from error

    def _headers(self) -> dict[str, str]:
        """Read the secret anew each time: the engine may have made a new one at its start."""
        try:
            return {"X-Engine-Secret": self._secret_file.read_text(encoding="utf-8").strip()}
        except OSError as error:
            raise EngineFailedError("no_secret") from error


def _as_json(request: TurnRequest) -> dict[str, Any]:
    body: dict[str, Any] = {
        "language": request.language,
        "state": request.memory,
        "speaker": request.speaker,
        "now": request.now,
        "help": {
            "open": request.help.open,
            "wait_s": request.help.wait_s,
            "state": request.help.state,
        },
    }
    if request.event is not None:
        body["event"] = request.event
    else:
        body["messages"] = [
            {"seq": said.seq, "text": said.text}
            if said.payload is None
            else {"seq": said.seq, "payload": said.payload}
            for said in request.messages
        ]
    if request.silent_s is not None:
        body["silent_s"] = request.silent_s
    if request.provisional:
        body["provisional"] = True
    return body


def read_result(body: Mapping[str, Any], request: TurnRequest) -> TurnResult:
    """Turn the engine's JSON into a result.

    Raises: EngineFailedError: it is not an answer to this request.
    """
    try:
        result = _read(body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        _log.warning("the engine's answer is not the contract's: %s", type(error).__name__)
        raise EngineFailedError("wrong") from error
    if len(result.readings) != len(request.messages):
        raise EngineFailedError("wrong")
    if request.speaker == "bot" and request.messages and not result.replies:
        raise EngineFailedError("silent")
    return result


def _read(body: Mapping[str, Any]) -> TurnResult:
    alarm = body.get("escalation")
    return TurnResult(
        readings=[dict(reading) for reading in body["readings"]],
        reading=None if body.get("reading") is None else dict(body["reading"]),
        replies=[_reply(reply) for reply in body["replies"]],
        plan=[dict(step) for step in body["plan"]],
        memory=dict(body["state"]),
        alarm=None if alarm is None else Alarm(Level(alarm["level"]), list(alarm["reasons"])),
        language=_word(body.get("language")),
        model=str(body.get("model", "")),
        trace=body.get("trace"),
    )


def _reply(reply: Mapping[str, Any]) -> Reply:
    text = reply["text"]
    if not isinstance(text, str):
        raise TypeError("a reply without words")
    if not text.strip():
        raise ValueError("an empty reply")
    return Reply(
        response=str(reply["response"]),
        text=text,
        language=_word(reply.get("language")),
        choices=[
            Offer(str(choice["label"]), str(choice["act"]), str(choice["payload"]))
            for choice in reply.get("choices") or ()
        ],
        advice=[str(tag) for tag in reply.get("advice") or ()],
        links=[dict(link) for link in reply.get("links") or ()],
        step=_word(reply.get("step")),
        more=_word(reply.get("more")),
    )


def _word(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError("not a word")


def _object(answer: bytes) -> dict[str, Any]:
    try:
        body = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise EngineFailedError("wrong") from error
    if not isinstance(body, dict):
        raise EngineFailedError("wrong")
    return body


def _code_of(answer: bytes, status: int) -> str:
    """Take over the engine's own code: it holds no words."""
    try:
        return str(_object(answer)["error"]["code"])[:40]
    except (EngineFailedError, KeyError, TypeError):
        return f"status_{status}"
