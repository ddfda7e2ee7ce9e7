"""Every test of the service runs on both databases unless it says which one it is about."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher

from service.adapters.schema import Base
from service.usecases.staff import passwords
from tests.service.fakes import SetClock
from tests.service.postgres import empty_tables, fresh_postgres
from tests.service.world import World, migrate_once, serving, settings_for

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from service.settings import Settings


@pytest.fixture
def strong_hashes() -> Iterator[None]:
    """Ask for the hashes of the product: they take long, since that is what they are for."""
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture(autouse=True)
def _quick_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "strong_hashes" not in request.fixturenames:
        weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        monkeypatch.setattr(passwords, "_HASHER", weak)


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[str]:
    """A database with all tables, for one test after the other."""
    with fresh_postgres() as url:
        migrate_once(url)
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("template") / "chat.db"
    migrate_once(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgres_url(postgres_database: str) -> str:
    empty_tables(postgres_database, (t.name for t in reversed(Base.metadata.sorted_tables)))
    return postgres_database


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "chat.db")
    return f"sqlite:///{tmp_path}/chat.db"


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
