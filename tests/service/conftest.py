"""Every test of the service runs on both databases unless it says which one it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.service.fakes import SetClock
from tests.service.postgres import fresh_postgres
from tests.service.world import World, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from service.settings import Settings


@pytest.fixture
def postgres_url() -> Iterator[str]:
    with fresh_postgres() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/chat.db"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def changes() -> dict[str, Any]:
    """Settings that a test module wants otherwise; override the fixture there."""
    return {}


@pytest.fixture
def settings(database_url: str, tmp_path: Path, changes: dict[str, Any]) -> Settings:
    return settings_for(database_url, tmp_path, **changes)


@pytest.fixture
async def world(settings: Settings) -> AsyncIterator[World]:
    async with serving(settings) as running:
        yield running


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def still_world(settings: Settings, clock: SetClock) -> AsyncIterator[World]:
    """A service whose time only passes when the test says so."""
    async with serving(settings, clock=clock) as running:
        yield running
