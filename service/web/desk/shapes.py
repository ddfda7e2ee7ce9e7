"""What the desk is answered, as the OpenAPI document describes it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from service.domain.chat_states import ChatState, Level
from service.domain.corrections import CorrectionStatus, LoweringReason
from service.domain.duty import Presence
from service.domain.joining import Entry
from service.domain.notices import NoticeKind
from service.domain.reading_along import AlongReason
from service.domain.staff import FirstStep, StaffRole

type Step = dict[str, Any]
type Event = dict[str, Any]


class SessionShape(BaseModel):
    """Who is logged in."""

    name: str
    role: StaffRole
    csrf: str = Field(description="goes into X-CSRF-Token of every call that changes something")
    todo: list[FirstStep] = Field(
        description="what must be set up before anything else is open, in this order"
    )


class Reason(BaseModel):
    """Why a human is needed."""

    signal: str = Field(description="a signal, `topic:…`, `wants_human`, `danger_words` …")
    words: str | None = Field(description="the redacted words that set it; may be empty")


class LoweringMark(BaseModel):
    """Somebody proposes to lower a chat from `life`; another must say yes."""

    id: str
    by: str
    to: Level
    reason: LoweringReason


class Lowering(LoweringMark):
    """The proposal, with its author's words."""

    at: str
    words: str | None


class ReadBy(BaseModel):
    """A colleague who reads along just now."""

    by: str
    since: str
    reason: AlongReason


class AlongOfBoard(ReadBy):
    """The same for the lead: in whose chat, and why in words."""

    chat: str
    level: Level | None
    topic: str | None
    holder: str | None
    words: str | None


class WhisperShape(BaseModel):
    """What a lead said to the counsellor who held the chat."""

    id: str
    by: str
    at: str
    text: str


class QueueRow(BaseModel):
    """One chat of the queue."""

    chat: str
    state: ChatState
    level: Level | None
    reasons: list[Reason]
    signals: list[Reason] = Field(description="all that stand, with the words that set them")
    topic: str | None
    role: str | None
    language: str | None
    age_band: str | None
    waiting_s: int
    waiting_since: str | None
    claimed_by: str | None
    talk_declined: bool = Field(description="waits, but does not want to talk now")
    alarm: bool = Field(
        description="somebody must be called: it waits, nobody has it, its level is not in question"
    )
    lowering: LoweringMark | None
    entry: Entry = Field(description="what stands between a counsellor and the chat")
    asked_at: str | None = Field(description="since when the visitor was asked about its holder")
    read_by: list[ReadBy] = Field(description="who reads along just now")
    whispers: int = Field(description="how many of them are for the one who asks")


class StubShape(BaseModel):
    """What is left of a chat in danger that its visitor erased: no words, no id."""

    level: Level
    language: str | None
    raised_at: str = Field(description="when a human was first needed")
    erased_at: str
    claimed_by: str | None = Field(description="the counsellor who had it then")


class QueueShape(BaseModel):
    """The queue, in the order of danger, then of waiting."""

    now: str = Field(description="by the service's clock, to count waiting on from")
    chats: list[QueueRow] = Field(description="all that wait, claimed or not")
    mine: list[QueueRow] = Field(description="chats in which this counsellor speaks")
    to_confirm: list[QueueRow] = Field(
        description="a colleague speaks in them and proposes to lower the level from `life`"
    )
    talking: list[QueueRow] = Field(
        description="all others in which a colleague speaks: labels, no words"
    )
    stubs: list[StubShape] = Field(description="erased by their visitors, the newest first")


class NoteShape(BaseModel):
    """What a counsellor left for the next."""

    by: str
    at: str
    words: dict[str, Any]


class MarkShape(BaseModel):
    """Who marked something, and when."""

    by: str
    at: str


class NoticeShape(BaseModel):
    """What the team lead is told at once."""

    id: str
    at: str = Field(description="the last time")
    kind: NoticeKind
    what: str | None = Field(
        description="which kind of contact, why the chat was ended, or why somebody reads along"
    )
    by: str = Field(description="who did it")
    chat: str | None = Field(description="null: the chat is gone")
    language: str | None
    level: Level | None
    topic: str | None
    waiting_since: str | None = Field(description="null: the chat does not wait")
    holder: str | None = Field(description="who has claimed the chat")
    times: int = Field(description="the same again before a lead saw it")
    undone: bool = Field(description="a lead took it back")
    has_words: bool


class AdviceSaid(BaseModel):
    """A piece of advice, when it was given first."""

    advice: str
    at: str
    seq: int


class LineOffered(BaseModel):
    """A helpline that was named to the visitor, when it was named first."""

    line: str
    name: str
    number: str | None
    at: str
    seq: int


class EarlierTalk(BaseModel):
    """What went before, in a chat that the visitor came back to with its code."""

    from_: str = Field(alias="from")
    until: str
    counsellor: str | None = Field(description="who talked then; null: the bot alone")


class Card(BaseModel):
    """A chat at a glance."""

    chat: str
    state: ChatState
    level: Level | None
    reasons: list[Reason]
    topic: str | None
    role: str | None
    language: str | None
    age_band: str | None
    plan: list[Step]
    advice: list[str] = Field(description="tags of all advice told so far, in order")
    signals: list[str]
    waiting_s: int
    claimed_by: str | None
    safety_open: bool = Field(description="a safety question stands unanswered")
    talk_declined: bool
    entry: Entry = Field(description="what stands between a counsellor and the chat")
    asked_at: str | None = Field(description="since when the visitor was asked about its holder")
    notes: list[NoteShape]
    known: list[Reason] = Field(description="the signals that stand, with the words that set them")
    facts: list[str] = Field(description="what the bot was told, by the names of content/")
    app: str | None
    told: list[AdviceSaid] = Field(description="every advice given, from the log, in order")
    lines: list[LineOffered] = Field(description="every helpline named, from the log, in order")
    came_back: list[str] = Field(description="when the visitor came back with their code")
    earlier: list[EarlierTalk]
    abuse_image: MarkShape | None
    slow_until: str | None = Field(description="ended for misuse before: the door is slow until")


class ChatShape(BaseModel):
    """A chat as the counsellor who has claimed it, or who reads along, reads it."""

    card: Card
    whispers: list[WhisperShape] = Field(
        description="those for its holder; for a lead who reads along, their own"
    )
    state: ChatState
    language: str | None
    plan: list[Step]
    queue: dict[str, int | None] | None
    events: list[Event] = Field(
        description="as for the visitor, and `reading` at the visitor's messages"
    )
    next: int
    received: int = Field(description="up to which number a page of the visitor has the chat")


class Moved(BaseModel):
    """What state the chat is in now."""

    state: ChatState


class CorrectedShape(BaseModel):
    """What stands now. `status` null: it stood like that before; `proposed`: it waits for a yes."""

    status: CorrectionStatus | None
    level: Level | None
    topic: str | None
    signals: list[str]


class LevelShape(BaseModel):
    """The level now."""

    level: Level | None


class WaitedShape(BaseModel):
    """The waits that ended today in Brussels, as medians; null where there are none."""

    joined: int = Field(description="chats that a counsellor joined")
    told_s: int | None = Field(description="the estimate told at the beginning")
    waited_s: int | None = Field(description="until a counsellor joined")


class LevelOfBoard(BaseModel):
    """Who waits at one level. A chat that was claimed waits until the counsellor joins."""

    level: Level
    waiting: int
    unclaimed: int
    longest_s: int | None
    today: WaitedShape


class LineShape(BaseModel):
    """The door of the whole line."""

    closed: bool
    by: str | None = Field(description="the lead who closed it")


class PersonOfBoard(BaseModel):
    """A counsellor who was seen lately, or still holds a chat."""

    name: str
    logged_in: bool
    free: bool = Field(description="online with an open door, the line's, too, and without a chat")
    presence: Presence
    door_closed: bool
    limit: int = Field(description="chats at once")
    talking: int
    reading: int = Field(description="claimed, not joined")


class AlarmShape(BaseModel):
    """How many chats nobody has taken, by level."""

    life: int
    urgent: int
    normal: int


class NotifierOfBoard(BaseModel):
    """One way to reach the person on call."""

    name: str
    delivered_at: str | None = Field(description="when it last worked")
    failing_since: str | None = Field(description="null: the last try worked, or there was none")
    problem: str | None = Field(description="a code, no secret")


class BoardShape(BaseModel):
    """The team lead's board."""

    levels: list[LevelOfBoard]
    today: WaitedShape
    people: list[PersonOfBoard]
    notifiers: list[NotifierOfBoard]
    line: LineShape
    along: list[AlongOfBoard] | None = Field(description="who reads along where; for leads only")
    notices: list[NoticeShape] = Field(description="for a lead; empty for anybody else")


class Stored(BaseModel):
    """Where a message is stored."""

    seq: int


class Whispered(BaseModel):
    """The whisper that is stored."""

    id: str


class AccountShape(BaseModel):
    """An account."""

    account: str = Field(description="its id")
    name: str
    role: StaffRole
    has_totp: bool
    totp_due: bool = Field(description="the second factor is set up at the next login")
    sessions: int = Field(description="how many logins stand just now")
    chat_limit: int | None = Field(description="chats at once; null: what the setting says")
    created_at: str
    disabled: bool


class Accounts(BaseModel):
    """All accounts."""

    accounts: list[AccountShape]


class PasswordShape(BaseModel):
    """A password that was just drawn: shown this once, and changed at the next login."""

    name: str
    password: str


class OwnAccountShape(BaseModel):
    """One's own account."""

    name: str
    role: StaffRole
    has_totp: bool
    recovery_left: int = Field(description="how many recovery codes still work")
    shown_by_role: bool = Field(description="visitors read a role in place of the first name")


class OfferShape(BaseModel):
    """A secret for an authenticator app, shown this once; it counts once a code confirmed it."""

    secret: str
    uri: str = Field(description="the `otpauth://` address that the QR code holds")
    qr_size: int = Field(description="the QR code is a square of so many units")
    qr_path: str = Field(description="its dark parts, as the `d` of an SVG path")


class RecoveryCodes(BaseModel):
    """Recovery codes, shown this once; each works once in place of a one-time code."""

    codes: list[str]


class OwnSessionShape(BaseModel):
    """A login of one's own account that stands."""

    session: str
    opened_at: str
    seen_at: str
    here: bool = Field(description="the one that asks")


class OwnSessions(BaseModel):
    """One's own sessions, the one that asks first."""

    sessions: list[OwnSessionShape]


class Ended(BaseModel):
    """How many sessions have just ended."""

    ended: int


class ChainShape(BaseModel):
    """Whether the audit is whole."""

    records: int
    head: str = Field(description="hash of the last record that fits; note it elsewhere")
    broken: int | None = Field(description="the first record that does not fit")


class DeedShape(BaseModel):
    """One record of the audit."""

    id: int
    at: str
    by: str | None = Field(description="name of the account; null: the service, or an unknown name")
    action: str
    chat: str | None
    about: str | None = Field(description="name of the account that it was done to")
    detail: dict[str, bool | int | str] = Field(description="numbers and codes, never words")


class AuditStaff(BaseModel):
    """An account to filter by."""

    account: str
    name: str


class AuditShape(BaseModel):
    """A page of the audit, the newest first."""

    deeds: list[DeedShape]
    before: int | None = Field(description="`before` of the next page; null: these are the oldest")
    staff: list[AuditStaff] = Field(description="all accounts, by name")


class OfferedChat(BaseModel):
    """A waiting chat, offered to this counsellor alone for a time. Its row is in the queue."""

    chat: str
    offered_at: str
    left_s: int = Field(description="then it passes on to a colleague")


class DutyShape(BaseModel):
    """How a counsellor works just now."""

    presence: Presence = Field(description="`away`: online, and without input for some minutes")
    door_closed: bool = Field(description="no new chats, until it is opened")
    one_more: bool = Field(description="asked for one beyond the limit; the next chat uses it up")
    chats: int = Field(description="that they have claimed")
    limit: int = Field(description="chats at once")
    line: LineShape
    offer: OfferedChat | None


class NoticeWithWords(NoticeShape):
    """A notice as a lead reads it."""

    words: list[str] = Field(description="what was stopped; empty where there were none")
