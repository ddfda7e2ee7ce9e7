"""Which year it is: ages are told by birth year, and a test must not depend on today."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

_BRUSSELS = ZoneInfo("Europe/Brussels")


def year_of(metadata: Mapping[str, Any]) -> int:
    """Give the year of the turn (`now`, ISO 8601, comes with the message), else today's."""
    now = metadata.get("now")
    moment = datetime.fromisoformat(str(now)) if now else datetime.now(_BRUSSELS)
    return moment.year
