"""How many call for somebody: bare counts, also for a page that the idle lock has closed."""

from __future__ import annotations

from fastapi import APIRouter

from service.usecases.on_call.overdue import read_untaken
from service.web.desk.guard import By
from service.web.desk.shapes import AlarmShape
from service.web.serving import Serving

router = APIRouter(prefix="/api/desk", tags=["desk"])


@router.get("/alarm")
async def alarm(by: By, services: Serving) -> AlarmShape:
    """Count those for whom the alarm rings. It goes on at a desk that nobody has touched for long."""
    del by
    async with services.database.read() as session:
        counts = (await read_untaken(session, services)).counts
    return AlarmShape.model_validate({level.value: count for level, count in counts.items()})
