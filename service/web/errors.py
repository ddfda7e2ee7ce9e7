"""One module turns exceptions into answers: `{"error": {"code", "message"}}`.

The desk and trainer routes add their own classes with `ERROR_ANSWERS.update(…)` where they are
defined; the texts are in `service/texts.yml`, below `errors`, by code.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from service.adapters.sealing import UnreadableError
from service.domain.chat_states import ForbiddenStepError
from service.domain.errors import (
    BadRequestError,
    BodyTooLargeError,
    ChoiceGoneError,
    EmptyMessageError,
    FilesRefusedError,
    NoSuchChatError,
    NoSuchCodeError,
    ServiceError,
    SlowDownError,
    TicketNeededError,
    TooLongError,
    WrongStateError,
)
from service.usecases.access import language_for_token
from service.usecases.speaking import StateMovedError
from service.web.serving import services_of
from service.web.visitor import bearer_token

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """How a cause is answered."""

    status: int
    code: str


ERROR_ANSWERS: dict[type[Exception], Answer] = {
    NoSuchChatError: Answer(404, "no_such_chat"),
    UnreadableError: Answer(404, "no_such_chat"),
    NoSuchCodeError: Answer(404, "no_such_code"),
    TooLongError: Answer(422, "too_long"),
    EmptyMessageError: Answer(422, "empty"),
    ChoiceGoneError: Answer(409, "choice_gone"),
    BadRequestError: Answer(422, "bad_request"),
    RequestValidationError: Answer(422, "bad_request"),
    BodyTooLargeError: Answer(413, "too_large"),
    FilesRefusedError: Answer(415, "no_files"),
    SlowDownError: Answer(429, "slow_down"),
    TicketNeededError: Answer(428, "ticket_needed"),
    WrongStateError: Answer(409, "wrong_state"),
    ForbiddenStepError: Answer(409, "wrong_state"),
    StateMovedError: Answer(409, "wrong_state"),
    OperationalError: Answer(503, "unavailable"),
    InterfaceError: Answer(503, "unavailable"),
    PoolTimeoutError: Answer(503, "unavailable"),
}
_HTTP = {404: "not_found", 405: "wrong_method"}
_LANGUAGES = ("fr", "nl", "en")


def install_error_answers(app: FastAPI) -> None:
    """Answer every exception from the one table."""
    causes: tuple[type[Exception], ...] = (ServiceError, *ERROR_ANSWERS)
    for cause in causes:
        app.add_exception_handler(cause, answer_error)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(Exception, _answer_unknown)


async def answer_error(request: Request, error: Exception) -> JSONResponse:
    """Answer a known cause, in the chat's language."""
    known = next((cls for cls in type(error).__mro__ if cls in ERROR_ANSWERS), None)
    if known is None:
        return await _answer_unknown(request, error)
    answer = ERROR_ANSWERS[known]
    if answer.status >= 500:
        _log.error("%s on %s", type(error).__name__, _route_of(request))
    return await _respond(request, answer, error)


async def _answer_http(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return await _respond(request, Answer(status, _HTTP.get(status, "bad_request")), error)


async def _answer_unknown(request: Request, error: Exception) -> JSONResponse:
    """Answer what nobody foresaw, and log where it happened: class and place, no words."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
    _log.error("%s in %s on %s", type(error).__name__, where, _route_of(request))
    return await _respond(request, Answer(500, "internal"), error)


async def _respond(request: Request, answer: Answer, error: Exception) -> JSONResponse:
    language = await _language_of(request)
    message = services_of(request).texts.error(answer.code, language)
    body: dict[str, Any] = {"error": {"code": answer.code, "message": message}}
    headers = {}
    if isinstance(error, SlowDownError):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, TicketNeededError):
        body |= {"ticket": error.ticket, "bits": error.bits}
    extra = getattr(error, "fields", None)
    if isinstance(extra, dict):
        body["error"] |= extra
    return JSONResponse(body, answer.status, headers)


async def _language_of(request: Request) -> str | None:
    """Take the chat's language for its own visitor, else the browser's.

    For anybody else an unknown and a foreign chat must look alike, in this too.
    """
    chat_id, token = request.path_params.get("chat"), bearer_token(request)
    if isinstance(chat_id, str) and token:
        language = await language_for_token(services_of(request), chat_id=chat_id, token=token)
        if language is not None:
            return language
    for part in request.headers.get("accept-language", "").lower().split(","):
        if part.strip()[:2] in _LANGUAGES:
            return part.strip()[:2]
    return None


def _route_of(request: Request) -> str:
    """Name the route, never the path: paths hold ids."""
    route = request.scope.get("route")
    return f"{request.method} {getattr(route, 'path', 'an unknown path')}"
