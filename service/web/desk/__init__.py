"""The interface of staff, contract §5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.usecases.staff.passwords import PasswordDoor
from service.usecases.staff.sessions import Door
from service.usecases.staff.throttle import LoginThrottle
from service.web.desk.account import router as account_router
from service.web.desk.admin import router as admin_router
from service.web.desk.alarm import router as alarm_router
from service.web.desk.along import router as along_router
from service.web.desk.audit import router as audit_router
from service.web.desk.board import router as board_router
from service.web.desk.chats import router as chats_router
from service.web.desk.corrections import router as corrections_router
from service.web.desk.duty import router as duty_router
from service.web.desk.errors import STAFF_ANSWERS
from service.web.desk.rights import load_rights
from service.web.desk.safety import router as safety_router
from service.web.desk.session import router as session_router
from service.web.desk.talking import router as talking_router
from service.web.desk.whispers import router as whispers_router
from service.web.errors import ERROR_ANSWERS
from service.web.trainer.chats import router as trainer_router

if TYPE_CHECKING:
    from fastapi import FastAPI

_ROUTERS = (
    *(session_router, chats_router, corrections_router, board_router, duty_router),
    talking_router,
    safety_router,
    *(account_router, audit_router, admin_router, trainer_router),
    alarm_router,
    *(along_router, whispers_router),
)


def add_desk(app: FastAPI) -> None:
    """Add desk, trainer and their errors to the application, before its errors are installed."""
    app.state.door = Door(LoginThrottle(), PasswordDoor())
    app.state.rights = load_rights()
    ERROR_ANSWERS.update(STAFF_ANSWERS)
    for router in _ROUTERS:
        app.include_router(router)
