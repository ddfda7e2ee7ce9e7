"""Run migrations on the connection that the service hands in, or by hand on DATABASE_URL."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator, create_engine

from service.adapters.schema import Base
from service.settings import Settings


def _render_type(kind: str, thing: Any, _: object) -> str | Literal[False]:
    """Write our types as what they are in the database: a migration outlives our classes."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


def _run_on(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=_render_type,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_by_hand() -> None:
    with create_engine(Settings().sync_database_url).connect() as connection:
        _run_on(connection)
        connection.commit()


_handed_in = context.config.attributes.get("connection")
if _handed_in is None:
    _run_by_hand()
else:
    _run_on(_handed_in)
