"""The only place that wires real things: database, keys, engine, notifier, runner, jobs."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from service.adapters.clock import SystemClock
from service.adapters.database import Database, NoDatabaseError
from service.adapters.engine_client import HttpEngine
from service.adapters.erasure_list import ErasureList
from service.adapters.helplines import HelplineBook
from service.adapters.key_file import BrokenKeyFileError, KeyFileTooOpenError, load_key_file
from service.adapters.migrating import migrate
from service.adapters.notifier import LocalNotifier
from service.adapters.on_call.setting_up import on_call_notifiers
from service.adapters.postgres_notifier import PostgresNotifier
from service.adapters.sealing import KeyRing
from service.adapters.written_texts import load_danger_phrases, load_written_texts
from service.adapters.yaml_file import BrokenFileError
from service.domain.danger_words import DangerWords
from service.settings import BadSettingError
from service.usecases.claims import end_dead_claims
from service.usecases.erasing import replay_erasures
from service.usecases.jobs import Jobs
from service.usecases.keeping import forget_notices
from service.usecases.offer_runner import OfferRunner
from service.usecases.on_call.calling import make_calls
from service.usecases.on_call.delivery import note_notifiers
from service.usecases.on_call.sender import CallSender
from service.usecases.reading_along import end_dead_alongs
from service.usecases.services import IdleRunner, Services
from service.usecases.staff.demo import make_demo_accounts
from service.usecases.staff.revocation_watch import RevocationWatch
from service.usecases.staff.sessions import forget_sessions
from service.usecases.starter_replies import load_at_first_start
from service.usecases.turn_runner import TurnRunner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from service.adapters.clock import Clock
    from service.adapters.notifier import Notifier
    from service.domain.engine_turn import Engine
    from service.settings import Settings

# What an operator has set wrong; each says in one line what to do.
UNUSABLE = (
    *(KeyFileTooOpenError, BrokenKeyFileError, BrokenFileError, FileNotFoundError),
    *(NoDatabaseError, BadSettingError),
)
DESK_JOBS = (
    ("dead_claims", end_dead_claims),
    ("dead_alongs", end_dead_alongs),
    ("old_sessions", forget_sessions),
    ("old_notices", forget_notices),
    ("on_call", make_calls),
)


def wire(
    settings: Settings, *, engine: Engine | None = None, clock: Clock | None = None
) -> Services:
    """Build what use cases are handed; nothing is started. Tests hand in an engine or a clock."""
    notifier: Notifier = LocalNotifier()
    if not settings.on_sqlite:
        conninfo = settings.async_database_url.replace("postgresql+psycopg", "postgresql")
        notifier = PostgresNotifier(conninfo)
    return Services(
        settings=settings,
        database=Database(settings.async_database_url, notifier=notifier),
        keyring=KeyRing(load_key_file(settings.key_file)),
        notifier=notifier,
        engine=engine or _http_engine(settings),
        erasures=ErasureList(settings.erasure_file),
        clock=clock or SystemClock(),
        texts=load_written_texts(settings.content_dir),
        danger_words=DangerWords(load_danger_phrases(settings.content_dir)),
        helplines=HelplineBook(settings.content_dir),
        runner=IdleRunner(),
        on_call=on_call_notifiers(settings),
    )


@asynccontextmanager
async def running(services: Services) -> AsyncIterator[None]:
    """Bring the tables up to date, then run turns and jobs for the time of the block."""
    await migrate(services.database)
    await replay_erasures(services)
    if services.settings.demo:
        await make_demo_accounts(services)
    await note_notifiers(services)
    await load_at_first_start(services)
    await services.notifier.start()
    runner, jobs = TurnRunner(services), Jobs(services, *DESK_JOBS)
    watch, sender = RevocationWatch(services), CallSender(services)
    offers = OfferRunner(services)
    services.runner = runner
    runner.start()
    jobs.start()
    watch.start()
    sender.start()
    offers.start()
    try:
        yield
    finally:
        services.end_streams()
        services.runner = IdleRunner()
        await sender.stop()
        await offers.stop()
        await watch.stop()
        await jobs.stop()
        await runner.stop()
        await services.notifier.stop()
        await services.engine.close()
        await services.database.close()


def _http_engine(settings: Settings) -> HttpEngine:
    return HttpEngine(
        settings.engine_url,
        secret_file=settings.engine_secret_file,
        deadline_s=settings.turn_deadline_s,
    )
