"""What every route is handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

from service.usecases.services import Services

if TYPE_CHECKING:
    from service.domain.tickets import TicketOffice
    from service.domain.token_bucket import TokenBuckets


@dataclass(frozen=True)
class Limits:
    """The rate limits of this process; in memory only."""

    messages: TokenBuckets
    other: TokenBuckets
    codes: TokenBuckets
    codes_all: TokenBuckets
    tickets: TicketOffice


def services_of(request: Request) -> Services:
    """Give the services of the application that serves this request."""
    return cast("Services", request.app.state.services)


def limits_of(request: Request) -> Limits:
    """Give the limits of the application that serves this request."""
    return cast("Limits", request.app.state.limits)


# Asynchronous although they wait for nothing: FastAPI sends any other to a thread, which costs
# milliseconds while the loop is busy.
async def _services(request: Request) -> Services:
    return services_of(request)


async def _limits(request: Request) -> Limits:
    return limits_of(request)


Serving = Annotated[Services, Depends(_services)]
Limited = Annotated[Limits, Depends(_limits)]
