"""Around the chats: is the service ready?"""

from __future__ import annotations

from fastapi import APIRouter, Response
from sqlalchemy.exc import SQLAlchemyError

from service.usecases.services import Services
from service.web.serving import Serving

router = APIRouter(prefix="/api", tags=["chat"])


@router.get("/health")
async def health(response: Response, services: Serving) -> dict[str, bool]:
    """Answer 200 once a message would be answered, 503 before."""
    ready = await _is_ready(services)
    if not ready:
        response.status_code = 503
    return {"ready": ready}


async def _is_ready(services: Services) -> bool:
    try:
        await services.database.check()
    except (SQLAlchemyError, OSError):
        return False
    return await services.engine.ready()
