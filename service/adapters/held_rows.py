"""The two rows that every turn reads and writes: of the chat, and of its wish for turns.

They are objects of the schema like any other, and remember what was changed in them. But it is a
plain SELECT that fills them and a plain UPDATE that writes them, at each flush: loading and flushing
them as the session's own objects took a third of a turn. The price: an object that the session loads
by itself is another one, so that a row is changed in one of the two only (`access` is the only way
to a chat), and none is deleted as an object.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import bindparam, inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from service.adapters.schema import Base, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Update
    from sqlalchemy.ext.asyncio import AsyncSession

_HELD = "held"


class HoldingSession(Session):
    """A session that writes the rows it holds whenever it flushes."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what was changed, in its own objects and in the rows that it holds."""
        super().flush(objects)
        for (kind, key), row in self.info.get(_HELD, {}).items():
            if changed := _take_changes(row):
                self.connection().execute(_update(kind), {"of": key, **changed})


def hold[T: Base](
    session: AsyncSession, kind: type[T], key: str, values: Mapping[str, Any], *, anew: bool
) -> T:
    """Give the one object that stands for a row in this session.

    Args: values: of every column. An object that is held already takes them over only if it is
        read `anew`, and was flushed before.
    """
    held: dict[tuple[type[Base], str], Base] = session.info.setdefault(_HELD, {})
    row = held.get((kind, key))
    if row is None or anew:
        row = held.setdefault((kind, key), row or kind())
        vars(row).update(values)  # past the attributes, which would take it for a change
    return cast("T", row)


def _take_changes(row: Base) -> dict[str, Any]:
    """Give the columns that were changed since the last time, with their values."""
    before = dict(inspect(row).committed_state)
    now = {name: vars(row)[name] for name in before}
    for name, value in now.items():
        set_committed_value(row, name, value)
    return {name: value for name, value in now.items() if value != before[name]}


@cache
def _update(kind: type[Base]) -> Update:
    table = table_of(kind)
    (key,) = table.primary_key.columns
    return update(table).where(key == bindparam("of"))
