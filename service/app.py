"""The web application: routes of chat, desk and trainer, pages, headers, errors."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from service.bootstrap import running, wire
from service.domain.tickets import TicketOffice
from service.domain.token_bucket import TokenBuckets
from service.settings import Settings
from service.web import chat
from service.web.body_limit import BodyLimit
from service.web.desk import add_desk
from service.web.errors import install_error_answers
from service.web.headers import SecurityHeaders
from service.web.serving import Limits
from service.web.static.pages import router as pages_router

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from service.usecases.services import Services


def create_app(services: Services | None = None) -> FastAPI:
    """Build the application; without `services` they are wired by the environment's settings."""
    services = services or wire(Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with running(services):
            yield

    # No documents for the public: /api/openapi.json is for staff who are logged in.
    app = FastAPI(lifespan=lifespan, openapi_url=None, title="Chat")
    app.state.services = services
    app.state.limits = _limits(services)
    # Routes are tried in this order for each request; a visitor's message is the most frequent.
    for router in chat.routers:
        app.include_router(router)
    add_desk(app)
    app.include_router(pages_router)
    install_error_answers(app)
    app.add_middleware(BodyLimit, limit_bytes=services.settings.body_bytes)
    app.add_middleware(SecurityHeaders, widget_hosts=services.settings.widget_hosts)
    return app


def _limits(services: Services) -> Limits:
    settings = services.settings
    return Limits(
        messages=TokenBuckets(per_s=settings.rate_per_s, burst=settings.rate_burst),
        other=TokenBuckets(per_s=settings.rate_per_s, burst=settings.rate_burst),
        codes=_per_minute(settings.code_tries_per_min),
        codes_all=_per_minute(settings.code_tries_per_min_all),
        tickets=TicketOffice(
            services.keyring.hash_code, above_per_min=settings.tickets_above_per_min
        ),
    )


def _per_minute(tries: int) -> TokenBuckets:
    return TokenBuckets(per_s=tries / 60, burst=tries)
