"""Every table of the service. Columns that hold words are encrypted bytes, named `sealed_…`.

Labels (language, topic, level, act, signal names) are readable; words, choices' labels, plan,
dialogue state and redacted copies are not. See `service.adapters.sealing`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.domain.chat_states import ChatState, EscalationStatus, Level
from service.domain.ids import new_review_id

if TYPE_CHECKING:
    from sqlalchemy import Dialect, Table


_OPEN_CALL = text("sent_at IS NULL AND ended_at IS NULL")


class Utc(TypeDecorator[datetime]):
    """An aware time in UTC, also on SQLite, which forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time; store UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a time zone; use the clock")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give every time back as aware UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class _Word[T: (ChatState, Level, EscalationStatus)](TypeDecorator[T]):
    """One of our closed sets, stored as its word."""

    impl = String(16)
    cache_ok = True

    def __init__(self, words: type[T]) -> None:
        super().__init__()
        self.words: type[T] = words

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T | None:
        del dialect
        return None if value is None else self.words(value)


class Base(DeclarativeBase):
    """The common base; table names are plural."""


def table_of(entity: type[Base]) -> Table:
    """Give the table behind a class, for statements of every turn: they cost half without objects."""
    return cast("Table", entity.__table__)


class Chat(Base):
    """One chat: who may speak, and what the queue shows of it (labels only)."""

    __tablename__ = "chats"
    __table_args__ = (
        Index("chats_by_state", "state", "waiting_since"),
        Index("chats_by_silence", "silence_at"),
        Index("chats_by_activity", "active_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(Utc)
    active_at: Mapped[datetime] = mapped_column(
        Utc, comment="last message of visitor or counsellor"
    )
    language: Mapped[str | None] = mapped_column(String(8), comment="null until it is known")
    state: Mapped[ChatState] = mapped_column(_Word(ChatState))
    next_seq: Mapped[int] = mapped_column(Integer, comment="written by append_event only")
    received_seq: Mapped[int] = mapped_column(
        Integer,
        default=0,
        server_default="0",
        comment="the last counsellor's message that the visitor's page said it has",
    )
    sealed_memory: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the engine's state, encrypted"
    )
    memory_version: Mapped[int] = mapped_column(Integer, comment="counts changes of the memory")
    sealed_plan: Mapped[bytes | None] = mapped_column(LargeBinary)
    safety_open: Mapped[bool] = mapped_column(
        Boolean, comment="a safety question stands unanswered"
    )

    level: Mapped[Level | None] = mapped_column(_Word(Level), comment="never falls by itself")
    topic: Mapped[str | None] = mapped_column(String(40))
    role: Mapped[str | None] = mapped_column(String(16))
    age_band: Mapped[str | None] = mapped_column(String(16))
    signals: Mapped[list[str]] = mapped_column(JSON, comment="names of all that stood so far")
    told: Mapped[list[str]] = mapped_column(JSON, comment="advice tags told so far, in order")
    sealed_words: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="{signal: the words that set it}, second key: the words are redacted"
    )
    signals_off: Mapped[dict[str, int]] = mapped_column(
        JSON, comment="signals that a counsellor took away, with the last event at that moment"
    )
    topic_fixed: Mapped[bool] = mapped_column(
        Boolean, comment="a counsellor set the topic: readings leave it until the bot speaks again"
    )

    waiting_since: Mapped[datetime | None] = mapped_column(
        Utc, comment="keeps the place in the queue, also over a claim that expired"
    )
    talk_declined: Mapped[bool] = mapped_column(
        Boolean, comment="stays in the queue, but the visitor does not want to talk now"
    )
    claimed_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(Utc)
    lease_until: Mapped[datetime | None] = mapped_column(Utc, comment="end of the claim's lease")
    joined_at: Mapped[datetime | None] = mapped_column(Utc)
    had_counsellor: Mapped[bool] = mapped_column(Boolean, comment="sets the time it is kept")
    has_code: Mapped[bool] = mapped_column(Boolean, comment="sets the time it is kept")
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON, comment="closed lists only")
    expired_at: Mapped[datetime | None] = mapped_column(
        Utc, comment="the first key is gone; the redacted story is left"
    )

    silence_from: Mapped[datetime | None] = mapped_column(
        Utc, comment="since when the visitor is silent, for lines of company"
    )
    silence_at: Mapped[datetime | None] = mapped_column(Utc, comment="the next line is due")
    silence_lines: Mapped[int] = mapped_column(Integer, comment="lines given in this silence")
    human_wanted: Mapped[bool] = mapped_column(
        Boolean, comment="the visitor asked for a human, or said yes to one"
    )
    join_asked_at: Mapped[datetime | None] = mapped_column(
        Utc, comment="since when the question stands whether who claimed it may join"
    )
    review_id: Mapped[str] = mapped_column(
        String(32), unique=True, default=new_review_id, comment="what trainers call the chat"
    )

    slow_until: Mapped[datetime | None] = mapped_column(
        Utc, comment="ended for misuse: until then a wish for a human counts later"
    )


class ChatKey(Base):
    """A chat's two keys, wrapped by a generation of the key file. No row, no words."""

    __tablename__ = "chat_keys"

    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"), primary_key=True)
    generation: Mapped[str] = mapped_column(String(32))
    body_key: Mapped[bytes | None] = mapped_column(LargeBinary, comment="wrapped; null: expired")
    copy_key: Mapped[bytes] = mapped_column(LargeBinary, comment="wrapped; for redacted copies")


class Event(Base):
    """The append-only log of a chat. Written by `service.usecases.log.append_event` only."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("chat_id", "client_id", name="one_event_per_client_id"),)

    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(16))
    sender: Mapped[str] = mapped_column(String(16), comment="visitor, bot, counsellor or system")
    client_id: Mapped[str | None] = mapped_column(
        String(64), comment="the client's uuid; for the bot made of turn and index"
    )
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    sealed_body: Mapped[bytes | None] = mapped_column(LargeBinary, comment="null: expired")
    sealed_copy: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="redacted text, and the reading; second key"
    )


class Turn(Base):
    """The wish for turns of a chat, and the lease of the runner that works on it. One row a chat.

    Visitor's messages up to `read_seq` were read by the engine, those up to `answered_seq` have
    their answer (or the fixed safety text). A turn is wanted while `wanted_seq` is above
    `read_seq`, or while `engine_event` is set.
    """

    __tablename__ = "turns"
    __table_args__ = (Index("turns_by_due", "due_at"),)

    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, comment="turns finished; names the bot's answers")
    wanted_seq: Mapped[int] = mapped_column(Integer)
    read_seq: Mapped[int] = mapped_column(Integer)
    answered_seq: Mapped[int] = mapped_column(Integer)
    engine_event: Mapped[str | None] = mapped_column(String(16))
    burst_from: Mapped[datetime | None] = mapped_column(Utc, comment="first message unanswered")
    due_at: Mapped[datetime | None] = mapped_column(Utc, comment="null: nothing wanted")
    failures: Mapped[int] = mapped_column(Integer, comment="of the engine, in a row")
    aside_seq: Mapped[int | None] = mapped_column(
        Integer, comment="an answer to the service's own question, to be closed with the next turn"
    )
    owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(Utc)


class Escalation(Base):
    """A human is needed because of this event. Unique, so that it is never doubled."""

    __tablename__ = "escalations"
    __table_args__ = (UniqueConstraint("chat_id", "seq", name="one_escalation_per_event"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"))
    seq: Mapped[int] = mapped_column(Integer)
    level: Mapped[Level] = mapped_column(_Word(Level))
    status: Mapped[EscalationStatus] = mapped_column(_Word(EscalationStatus))
    provisional: Mapped[bool] = mapped_column(Boolean, comment="danger words, not yet read")
    raised_at: Mapped[datetime] = mapped_column(Utc)
    corrected: Mapped[bool] = mapped_column(
        Boolean, comment="lowered by a counsellor: the same message read again leaves it"
    )
    settled_at: Mapped[datetime | None] = mapped_column(
        Utc, comment="when a reading confirmed or withdrew it"
    )
    note: Mapped[str | None] = mapped_column(String(64), comment="why it was withdrawn or changed")
    sealed_reasons: Mapped[bytes] = mapped_column(
        LargeBinary, comment="[{signal, words}], second key: the words are redacted"
    )


class Correction(Base):
    """What a counsellor put right. A signal added has no `before`, one taken away no `after`."""

    __tablename__ = "corrections"
    __table_args__ = (
        Index("corrections_by_chat", "chat_id", "at"),
        Index("corrections_by_status", "status"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(16), comment="level, topic or signal")
    before: Mapped[str | None] = mapped_column(String(40))
    after: Mapped[str | None] = mapped_column(String(40))
    seq: Mapped[int | None] = mapped_column(Integer, comment="the message that it is about")
    reason: Mapped[str | None] = mapped_column(String(24), comment="why a level was lowered")
    sealed_words: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the reason in the counsellor's words, first key; null: none, expired"
    )
    status: Mapped[str] = mapped_column(
        String(16), comment="done; of a proposal: proposed, confirmed, refused, withdrawn or void"
    )
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Utc)


class Wait(Base):
    """One wait for a counsellor: what the visitor was told at its beginning, and how it ended."""

    __tablename__ = "waits"
    __table_args__ = (Index("waits_by_end", "joined_at"),)

    chat_id: Mapped[str] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[datetime] = mapped_column(Utc, primary_key=True)
    level: Mapped[Level] = mapped_column(_Word(Level), comment="in the end: when somebody joined")
    told_s: Mapped[int | None] = mapped_column(
        Integer, comment="the first estimate; null: nobody could tell"
    )
    joined_at: Mapped[datetime | None] = mapped_column(Utc, comment="null: nobody has come")


class Alarm(Base):
    """A chat that nobody has taken for too long, while that is so."""

    __tablename__ = "alarms"

    chat_id: Mapped[str] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True
    )
    level: Mapped[Level] = mapped_column(_Word(Level), comment="at which it was told")
    told_at: Mapped[datetime | None] = mapped_column(
        Utc, comment="last call to the person on call that counts it; null: none yet"
    )


class DueCall(Base):
    """A call to the person on call, to be sent by one notifier. No chat, no words."""

    __tablename__ = "due_calls"
    __table_args__ = (
        Index("due_calls_by_due", "notifier", "due_at"),
        # Two processes that decide at once cannot double a call.
        Index(
            "one_open_call",
            "notifier",
            "level",
            unique=True,
            sqlite_where=_OPEN_CALL,
            postgresql_where=_OPEN_CALL,
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    notifier: Mapped[str] = mapped_column(String(16))
    level: Mapped[Level] = mapped_column(_Word(Level))
    made_at: Mapped[datetime] = mapped_column(Utc)
    due_at: Mapped[datetime] = mapped_column(Utc, comment="of the next try")
    tries: Mapped[int] = mapped_column(Integer, comment="that failed")
    owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(
        Utc, comment="unsent: everybody was taken before it went out"
    )


class NotifierState(Base):
    """How a notifier fares, for the board."""

    __tablename__ = "notifiers"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    delivered_at: Mapped[datetime | None] = mapped_column(Utc, comment="the last success")
    failing_since: Mapped[datetime | None] = mapped_column(Utc, comment="null: the last try worked")
    problem: Mapped[str | None] = mapped_column(String(40), comment="code of the last failure")


class Choice(Base):
    """An answer that the bot offered. Only its id goes out and comes back."""

    __tablename__ = "choices"
    __table_args__ = (Index("choices_by_chat", "chat_id", "status"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"))
    seq: Mapped[int] = mapped_column(Integer, comment="the message that offers it")
    act: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16), comment="offered, standing, used or replaced")
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary, comment="label and payload")


class VisitorToken(Base):
    """A browser that may read and write a chat."""

    __tablename__ = "visitor_tokens"
    __table_args__ = (Index("visitor_tokens_by_chat", "chat_id"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)


class Code(Base):
    """A come-back code, as a keyed hash."""

    __tablename__ = "codes"
    __table_args__ = (Index("codes_by_chat", "chat_id"),)

    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)


class Erasure(Base):
    """A chat that must never come back, also after the restore of an older backup."""

    __tablename__ = "erasures"

    chat_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(Utc)


class Stub(Base):
    """What is left for counsellors of an erased chat in danger: no words, no id of the chat."""

    __tablename__ = "stubs"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    level: Mapped[Level] = mapped_column(_Word(Level))
    language: Mapped[str | None] = mapped_column(String(8))
    raised_at: Mapped[datetime] = mapped_column(Utc)
    erased_at: Mapped[datetime] = mapped_column(Utc)
    claimed_by: Mapped[str | None] = mapped_column(
        String(32), comment="account of the counsellor who had the chat at that moment"
    )


class Feedback(Base):
    """Whether the chat helped, in the visitor's words."""

    __tablename__ = "feedback"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id"), index=True)
    at: Mapped[datetime] = mapped_column(Utc)
    helped: Mapped[bool] = mapped_column(Boolean)
    sealed_text: Mapped[bytes | None] = mapped_column(LargeBinary)


class Note(Base):
    """What one counsellor leaves for the next; never shown to the visitor, nor to trainers."""

    __tablename__ = "notes"
    __table_args__ = (Index("notes_by_chat", "chat_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary, comment="first key")


class Along(Base):
    """Somebody reads along in a colleague's chat just now; without a sign of life it ends."""

    __tablename__ = "alongs"

    chat_id: Mapped[str] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Utc)
    reason: Mapped[str] = mapped_column(String(24))
    sealed_words: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="the reason in their words, first key"
    )
    lease_until: Mapped[datetime] = mapped_column(Utc)


class Whisper(Base):
    """What a lead says to the counsellor who holds a chat. Never the visitor's, nor a trainer's."""

    __tablename__ = "whispers"
    __table_args__ = (Index("whispers_by_chat", "chat_id"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True, comment="the client's uuid")
    chat_id: Mapped[str] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    told_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), comment="who held the chat then")
    at: Mapped[datetime] = mapped_column(Utc)
    sealed_body: Mapped[bytes] = mapped_column(LargeBinary, comment="first key")


class CannedReply(Base):
    """A prepared answer, in French and Dutch: shared by all, or one counsellor's own.

    One that came from the starter file and was removed stays without words, so that the file does
    not bring it back.
    """

    __tablename__ = "canned_replies"
    __table_args__ = (
        UniqueConstraint("staff_id", "shortcut", name="one_own_reply_per_shortcut"),
        Index(
            "one_shared_reply_per_shortcut",
            "shortcut",
            unique=True,
            sqlite_where=text("staff_id IS NULL"),
            postgresql_where=text("staff_id IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    staff_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), comment="null: shared")
    starter: Mapped[str | None] = mapped_column(
        String(32),
        unique=True,
        comment="its name in content/canned_replies.yml; null: written here",
    )
    shortcut: Mapped[str | None] = mapped_column(String(20), comment="null: removed")
    sealed_words: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="{folder, fr, nl}, wrapped by the key file; null: removed"
    )
    version: Mapped[int] = mapped_column(
        Integer, comment="counts changes: the later of two is told"
    )
    changed_by: Mapped[str | None] = mapped_column(
        ForeignKey("staff.id"), comment="null: as it came from the starter file"
    )
    changed_at: Mapped[datetime] = mapped_column(Utc)


class JobLease(Base):
    """Which process runs a periodic job just now."""

    __tablename__ = "job_leases"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(Utc)


class Staff(Base):
    """A counsellor, team lead, trainer or admin."""

    __tablename__ = "staff"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(16), comment="counsellor, lead, trainer or admin")
    password_hash: Mapped[str] = mapped_column(String(255), comment="Argon2id, with its settings")
    totp_secret: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="wrapped by the key file; null: no second factor"
    )
    totp_used_step: Mapped[int | None] = mapped_column(Integer, comment="a code works once")
    totp_offered: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="shown as a QR code and not yet confirmed by a code; wrapped"
    )
    totp_due: Mapped[bool] = mapped_column(
        Boolean, server_default=false(), comment="nothing else is open before it is set up"
    )
    password_due: Mapped[bool] = mapped_column(
        Boolean, server_default=false(), comment="somebody else knows it: change it first"
    )
    shown_by_role: Mapped[bool] = mapped_column(
        Boolean, server_default=false(), comment="visitors read a role in place of the first name"
    )
    created_at: Mapped[datetime] = mapped_column(Utc)
    disabled_at: Mapped[datetime | None] = mapped_column(Utc)


class Duty(Base):
    """How a counsellor works just now. No row: online, door open, the setting's limit."""

    __tablename__ = "duties"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    presence: Mapped[str] = mapped_column(
        String(8), comment="as chosen: online, break or offline; away comes by itself"
    )
    door_closed: Mapped[bool] = mapped_column(Boolean, comment="wants no new chats")
    one_more: Mapped[bool] = mapped_column(Boolean, comment="asked for one beyond the limit")
    chat_limit: Mapped[int | None] = mapped_column(
        Integer, comment="chats at once, by an admin; null: the setting"
    )
    idle_since: Mapped[datetime] = mapped_column(Utc, comment="came, or took the last chat")
    missed_at: Mapped[datetime | None] = mapped_column(
        Utc, comment="let an offer or a claim run out without any input: away until the next one"
    )


class ClosedLine(Base):
    """The door of the whole line is closed while its one row is there."""

    __tablename__ = "closed_line"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    closed_by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime] = mapped_column(Utc)


class Offer(Base):
    """A waiting chat, shown to one counsellor for a time. One row a chat, and one a person."""

    __tablename__ = "offers"

    chat_id: Mapped[str] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), unique=True)
    offered_at: Mapped[datetime] = mapped_column(Utc)
    until: Mapped[datetime] = mapped_column(Utc)


class PassedOffer(Base):
    """Who had the offer of a chat and let it pass, in this round."""

    __tablename__ = "passed_offers"

    chat_id: Mapped[str] = mapped_column(
        ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True
    )
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)


class RecoveryCode(Base):
    """Stands in for the authenticator app once, as a keyed hash."""

    __tablename__ = "recovery_codes"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    used_at: Mapped[datetime | None] = mapped_column(Utc)


class StaffSession(Base):
    """A login of staff."""

    __tablename__ = "staff_sessions"
    __table_args__ = (Index("staff_sessions_by_staff", "staff_id"),)

    id_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Utc)
    last_seen_at: Mapped[datetime] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)


class Audit(Base):
    """What staff did: append-only, each record hashes the one before."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("audit_by_chat", "chat_id"),
        Index("audit_by_staff", "staff_id", "id"),
        Index("audit_by_action", "action", "id"),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Utc)
    staff_id: Mapped[str | None] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(40))
    chat_id: Mapped[str | None] = mapped_column(String(32))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, comment="codes and counts, never words")
    prev_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Notice(Base):
    """What the team lead is told at once. It outlives its chat, without the words."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("notices_by_chat", "chat_id", "kind"),
        Index("notices_by_seen", "seen_at", "at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc, comment="the last time")
    kind: Mapped[str] = mapped_column(String(24), comment="a NoticeKind")
    what: Mapped[str | None] = mapped_column(
        String(24), comment="which kind of contact, or why the chat was ended"
    )
    chat_id: Mapped[str | None] = mapped_column(
        ForeignKey("chats.id", ondelete="SET NULL"), comment="null: the chat is gone"
    )
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), comment="who did it")
    times: Mapped[int] = mapped_column(Integer, comment="the same again before a lead saw it")
    sealed_words: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="[what was stopped], first key; null: none, or the chat has expired"
    )
    undone_at: Mapped[datetime | None] = mapped_column(Utc, comment="a lead took it back")
    seen_at: Mapped[datetime | None] = mapped_column(Utc, comment="null: on the board")
    seen_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
