"""The directed engine behind HTTP, speaking contract §4, so that the real client is tested too."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from service.domain.engine_turn import EngineFailedError, Help, Said, TurnRequest, TurnResult

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.service.fakes import ScriptedEngine


@contextmanager
def engine_over_http(engine: ScriptedEngine, secret: str) -> Iterator[str]:
    """Serve an engine on a free port of this machine; give its address."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(_app(engine, secret), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=_run, args=(server, listening), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


def _run(server: uvicorn.Server, listening: socket.socket) -> None:
    asyncio.run(server.serve(sockets=[listening]))


def _app(engine: ScriptedEngine, secret: str) -> FastAPI:
    app = FastAPI(openapi_url=None)

    @app.get("/health")
    async def health() -> dict[str, Any]:
        return {"ready": await engine.ready(), "model": "scripted"}

    @app.post("/turn")
    async def turn(request: Request) -> JSONResponse:
        if request.headers.get("x-engine-secret") != secret:
            return JSONResponse({"error": {"code": "wrong_secret", "message": ""}}, 401)
        try:
            result = await engine.turn(_asked(await request.json()))
        except EngineFailedError as error:
            return JSONResponse({"error": {"code": error.code, "message": ""}}, 503)
        return JSONResponse(_answer(result))

    return app


def _asked(body: dict[str, Any]) -> TurnRequest:
    return TurnRequest(
        language=body["language"],
        memory=body["state"],
        now=body["now"],
        help=Help(**body["help"]),
        messages=[
            Said(said["seq"], said.get("text"), said.get("payload"))
            for said in body.get("messages", ())
        ],
        event=body.get("event"),
        speaker=body["speaker"],
        silent_s=body.get("silent_s"),
        provisional=body.get("provisional", False),
    )


def _answer(result: TurnResult) -> dict[str, Any]:
    alarm = result.alarm
    return {
        "readings": result.readings,
        "reading": result.reading,
        "replies": [
            {
                "response": reply.response,
                "text": reply.text,
                "language": reply.language,
                "choices": [
                    {"label": o.label, "act": o.act, "payload": o.payload} for o in reply.choices
                ],
                "advice": list(reply.advice),
                "links": list(reply.links),
                "step": reply.step,
                "more": reply.more,
            }
            for reply in result.replies
        ],
        "plan": list(result.plan),
        "state": result.memory,
        "escalation": alarm and {"level": alarm.level.value, "reasons": list(alarm.reasons)},
        "language": result.language,
        "trace": {},
        "model": result.model,
    }
