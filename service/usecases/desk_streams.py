"""Follow something of the desk: told at once, and again after every change.

What is read from the database is the same for everybody, and is read once for all streams of this
process; what one person may see of it is worked out for each stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from service.adapters.notifier import QUEUE_TOPIC
from service.usecases.following import Told
from service.usecases.shared_reading import SharedReading
from service.usecases.staff.revoking import keys_in_use

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from service.usecases.services import Services
    from service.usecases.staff.sessions import Session

    type Whole = dict[str, Any]
    type Read[R] = Callable[[AsyncSession, Services, R | None], Awaitable[R]]

_REST_S = 0.2  # between two readings: in a busy queue something changes all the time


@dataclass(frozen=True)
class Moment[R]:
    """What was read, and the keys of the staff's sessions that could be used then."""

    read: R
    keys: Collection[bytes]


async def follow_desk[R](
    services: Services, by: Session, read: Read[R], tell: Callable[[R], Sequence[Told]]
) -> AsyncIterator[Sequence[Told]]:
    """Yield what `tell` makes of a reading, whenever the queue's readers are woken.

    Ends with `logged_out`.

    Args: read: reads for everybody, given the reading before; a function of a module, since streams
        with the same one share its readings. `tell`: gives what is new to this stream.
    """
    with (
        services.notifier.subscribe(QUEUE_TOPIC) as news,
        _shared(services, read).following() as shared,
    ):
        while not services.stopping.is_set():
            moment = await shared.fresh()
            if by.key not in moment.keys:
                yield [Told("logged_out", {})]
                return
            yield tell(moment.read) or [Told(None, {})]
            await news.wait(services.settings.heartbeat_s)


class Teller[R]:
    """Tells something as a whole when it has changed.

    `standing` leaves out what runs on by itself and is no change.
    """

    def __init__(
        self, kind: str, whole_of: Callable[[R], Whole], standing: Callable[[Whole], Whole]
    ) -> None:
        self._kind = kind
        self._whole_of = whole_of
        self._standing = standing
        self._before: Whole | None = None

    def __call__(self, read: R) -> list[Told]:
        """Give what is new."""
        whole = self._whole_of(read)
        before, self._before = self._before, self._standing(whole)
        return [] if before == self._before else [Told(self._kind, whole)]


def _shared[R](services: Services, read: Read[R]) -> SharedReading[Moment[R]]:
    if read not in services.desk_readings:
        services.desk_readings[read] = SharedReading(
            partial(_read_moment, services, read), rest_s=_REST_S
        )
    return services.desk_readings[read]


async def _read_moment[R](services: Services, read: Read[R], before: Moment[R] | None) -> Moment[R]:
    async with services.database.read() as session:
        keys = await keys_in_use(session, services)
        return Moment(await read(session, services, before.read if before else None), keys)
