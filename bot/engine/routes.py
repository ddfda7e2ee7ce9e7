"""HTTP: four routes, the secret, and one place that turns failures into answers."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import time
import traceback
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import web

from bot.engine.errors import (
    BadRequestError,
    DeadlineError,
    EngineError,
    NotReadyError,
    OutOfMemoryError,
    WrongSecretError,
)
from bot.engine.limits import TurnInterrupted, deadline
from bot.engine.wire import model_request, read_request, turn_request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.engine.opening import Opened

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SECRET_HEADER = "X-Engine-Secret"  # noqa: S105 - the name of the header
MOST_BODY_BYTES = 1_000_000
_READ_S = 10.0
_BODY_S = 5.0
_log = logging.getLogger("engine")


class Post(Protocol):
    """The worker that these routes serve, as far as they know it."""

    opened: Opened | None
    secret: bytes

    def begin(self, seconds: float) -> None:
        """Say that a turn begins that may take so long."""

    def end(self, *, spoiled: bool) -> None:
        """Say that the turn is over; after a spoiled one the process is replaced."""

    async def switch(self, path: str) -> dict[str, Any]:
        """Ask the master for another model."""


POST: web.AppKey[Post] = web.AppKey("post", Post)


def application(post: Post) -> web.Application:
    """Give the application of one worker."""
    app = web.Application(middlewares=[_answer_failures], client_max_size=MOST_BODY_BYTES)
    app[POST] = post
    app.router.add_post("/turn", _turn)
    app.router.add_post("/read", _read)
    app.router.add_post("/model", _model)
    app.router.add_get("/health", _health)
    return app


async def _turn(request: web.Request) -> web.Response:
    post, opened = request.app[POST], _opened(request)
    body = await _body(request)
    started = time.monotonic()
    asked = turn_request(body, intents=opened.brain.intents)
    result = _within(post, asked.deadline_s, lambda: opened.taker.turn(asked))
    result["model"] = opened.model
    _log.info(
        "turn messages=%d replies=%d escalated=%s ms=%.1f",
        len(asked.messages),
        len(result["replies"]),
        bool(result["escalation"]),
        (time.monotonic() - started) * 1000,
    )
    return _json(result)


async def _read(request: web.Request) -> web.Response:
    post, opened = request.app[POST], _opened(request)
    asked = read_request(await _body(request))
    readings = _within(post, _READ_S, lambda: opened.taker.read(asked))
    _log.info("read messages=%d", len(readings))
    return _json({"readings": readings, "model": opened.model})


async def _model(request: web.Request) -> web.Response:
    _opened(request)
    path = model_request(await _body(request))
    return _json(await request.app[POST].switch(path))


async def _health(request: web.Request) -> web.Response:
    opened = request.app[POST].opened
    if opened is None:
        return _json({"model": None, "ready": False}, status=503)
    opened.brain.texts.refresh()
    return _json({"model": opened.model, "ready": True, "responses": opened.brain.texts.problem})


def _opened(request: web.Request) -> Opened:
    opened: Opened | None = request.app[POST].opened
    if opened is None:
        raise NotReadyError("The model is being loaded: ask again in a few seconds.")
    return opened


def _within(post: Post, seconds: float, work: Callable[[], Any]) -> Any:
    """Do the work of a turn, bounded in time and memory."""
    spoiled = False
    post.begin(seconds)
    try:
        with deadline(seconds):
            return work()
    except TurnInterrupted as error:
        # It was torn out of the middle of anything: this process is not trusted any more.
        spoiled = True
        raise DeadlineError(f"Not done within {seconds:g} s.") from error
    except MemoryError as error:
        spoiled = True
        raise OutOfMemoryError("The turn wanted more memory than a worker may have.") from error
    finally:
        post.end(spoiled=spoiled)


async def _body(request: web.Request) -> Any:
    try:
        raw = await asyncio.wait_for(request.read(), _BODY_S)
    except asyncio.TimeoutError as error:
        raise BadRequestError("body", f"did not come within {_BODY_S:g} s") from error
    try:
        return json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequestError("body", "is not JSON in UTF-8") from error


@web.middleware  # type: ignore[untyped-decorator]  # aiohttp's types are skipped, see pyproject.toml
async def _answer_failures(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        _check_secret(request)
        return await handler(request)
    except EngineError as error:
        _log.warning("%s failed code=%s at=%s", request.path, error.code, _where(error.__cause__))
        return _json(error.as_json(), status=error.status)
    except web.HTTPException as error:
        codes = {404: "no_such_call", 405: "wrong_method", 413: "too_large"}
        code = codes.get(error.status, "bad_request")
        return _json({"error": {"code": code, "message": error.reason}}, status=error.status)
    except Exception as error:  # noqa: BLE001 - the last place: a code, never words or a half answer
        _log.error("%s failed class=%s at=%s", request.path, type(error).__name__, _where(error))
        unexpected = EngineError(f"Unexpected {type(error).__name__}.")
        return _json(unexpected.as_json(), status=500)


def _where(error: BaseException | None) -> str:
    """Name the line that raised first, without a word of what it raised."""
    while error is not None and error.__cause__ is not None:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "-"


def _check_secret(request: web.Request) -> None:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(given, request.app[POST].secret):
        raise WrongSecretError(f"{SECRET_HEADER} is missing or wrong.")


def _json(body: dict[str, Any], *, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    response = web.Response(text=text, content_type="application/json", status=status)
    # One connection a call: the kernel gives each to a worker that is idle now, and a worker that
    # leaves has no connection on which a request could still come.
    response.force_close()
    return response
