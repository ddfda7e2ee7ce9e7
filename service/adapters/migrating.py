"""Bring the tables up to date when the service starts, once, however many processes start."""

from __future__ import annotations

import asyncio
import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from service.adapters.database import Database

_MIGRATIONS = Path(__file__).parent.parent / "migrations"
_ADVISORY_LOCK = 7_116_000  # any number, the same in every process
_TOGETHER = asyncio.Lock()  # Alembic keeps its context in a global of the process


async def migrate(database: Database, until: str = "head") -> None:
    """Run all migrations that are missing; a second process waits for the first.

    Args: until: the last one, for tests of the next.
    """
    async with _TOGETHER:
        if database.on_sqlite:
            await _migrate_sqlite(database, until)
            return
        async with database.engine.begin() as connection:
            await connection.execute(
                text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ADVISORY_LOCK}
            )
            await connection.run_sync(_upgrade, until)


async def _migrate_sqlite(database: Database, until: str) -> None:
    with _locked(Path(f"{database.url.database}.migrating")):
        async with database.engine.connect() as connection:
            await connection.execution_options(writes=True)
            await connection.run_sync(_upgrade, until)
            await connection.commit()


def _upgrade(connection: Connection, until: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, until)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file next to the database; the system frees it when the process dies."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
