"""What can go wrong for staff, one class per cause. `service.web.errors` answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.domain.errors import NoSuchChatError, ServiceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.domain.joining import Entry
    from service.domain.staff import FirstStep


class NotLoggedInError(ServiceError):
    """There is no session, or it was closed, revoked, idle too long or open too long."""


class WrongLoginError(ServiceError):
    """Name, password or one-time code are wrong, or the account is disabled; not told apart."""


class TotpNeededError(ServiceError):
    """The password is right, and the account also wants its one-time code."""


class FirstStepsError(ServiceError):
    """The account must first get a password of its own, or its second factor."""

    def __init__(self, todo: Sequence[FirstStep]) -> None:
        super().__init__(f"first: {', '.join(todo)}")
        self.fields = {"todo": [step.value for step in todo]}


class CsrfError(ServiceError):
    """A call that changes something lacks the session's token in `X-CSRF-Token`."""


class NotAllowedError(ServiceError):
    """This role may not do this."""


class HiddenChatError(NoSuchChatError):
    """The chat exists, but not for this counsellor: answered like one that does not."""


class NotYoursError(ServiceError):
    """The chat is in the queue, but another counsellor's or nobody's: claim it first."""

    def __init__(self, by: str | None) -> None:
        super().__init__("claim the chat first")
        self.fields = {"by": by}


class ClaimedError(ServiceError):
    """Another counsellor has the chat."""

    def __init__(self, by: str | None) -> None:
        super().__init__("another counsellor has this chat")
        self.fields = {"by": by}


class ClaimLostError(ServiceError):
    """The chat was yours and no longer is. `by` has it now, None: it waits or has ended."""

    def __init__(self, by: str | None, *, state: str) -> None:
        super().__init__("this chat is no longer yours")
        self.fields = {"by": by, "state": state}


class NotWaitingError(ServiceError):
    """Only a chat that waits in the queue can be claimed."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the chat is {state}")
        self.fields = {"state": state}


class SafetyOpenError(ServiceError):
    """A safety question stands unanswered: the bot may not take over like that."""


class NoSuchReviewError(ServiceError):
    """No closed chat with a redacted copy has this id."""


class WrongPasswordError(ServiceError):
    """One's own password, asked for again, is wrong."""


class WeakPasswordError(ServiceError):
    """The chosen password breaks a rule."""

    def __init__(self, rule: str, remedy: str) -> None:
        super().__init__(remedy)
        self.fields = {"rule": rule}


class WrongCodeError(ServiceError):
    """The code does not come from the secret just shown: scan it again, look at the clock."""


class NoSetUpError(ServiceError):
    """There is no secret to confirm, or no second factor that recovery codes could replace."""


class NoSuchSessionError(ServiceError):
    """None of one's own sessions that stand has this id."""


class OwnAccountError(ServiceError):
    """An admin closes, resets or ends others' accounts, never the one they sit at."""


class BadNameError(ServiceError):
    """The name of an account must be short and of letters."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is no name: 1 to 40 letters, digits, blanks, dots, hyphens")
        self.name = name


class NameTakenError(ServiceError):
    """An account of this name exists."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is an account {name!r} already")
        self.name = name


class NoSuchAccountError(ServiceError):
    """No account has this name or id."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no account {name!r}; see `staff list`")
        self.name = name


class ReasonNeededError(ServiceError):
    """A level is lowered only for a reason; `other` wants words."""


class ProposalOpenError(ServiceError):
    """Somebody has proposed to lower the level already: answer that first."""

    def __init__(self, by: str | None) -> None:
        super().__init__("confirm or refuse the proposal that stands")
        self.fields = {"by": by}


class ProposalGoneError(ServiceError):
    """The proposal was decided, withdrawn, or is void since something new was read."""


class OwnProposalError(ServiceError):
    """Nobody confirms or refuses their own proposal; they may withdraw it."""


class NotYourProposalError(ServiceError):
    """Only its author withdraws a proposal; anybody else may refuse it."""


class AtLimitError(ServiceError):
    """As many chats as one may have at once: finish one, or ask for one more."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"{limit} chats at once")
        self.fields = {"limit": limit}


class DoorClosedError(ServiceError):
    """One's own door is closed: open it to take a chat."""


class LineClosedError(ServiceError):
    """The line is closed: only a chat in which a life is in danger is taken."""

    def __init__(self, by: str | None) -> None:
        super().__init__("a lead opens the line again")
        self.fields = {"by": by}


class OfferGoneError(ServiceError):
    """The chat is not offered to this counsellor, or no longer."""


class LastAdminError(ServiceError):
    """Without this account nobody could make or change accounts."""


class UnreadableChatError(ServiceError):
    """The chat waits, but its words cannot be opened; the lead is told."""


class NotNowError(ServiceError):
    """The visitor does not want to talk now: nobody presses again before they say so."""


class AskFirstError(ServiceError):
    """The visitor was not asked yet whether somebody may join, or has not answered."""

    def __init__(self, entry: Entry) -> None:
        super().__init__("the bot asks the visitor first")
        self.fields = {"entry": entry.value}


class AlongReasonError(ServiceError):
    """Whoever reads along with reason `other` says why in words."""


class AlongOverError(ServiceError):
    """One does not, or no longer, read along in this chat."""


class OwnChatError(ServiceError):
    """It is one's own chat: nobody reads along with, or whispers to, themselves."""


class NobodyHoldsError(ServiceError):
    """No counsellor has the chat to whom a whisper could go."""


class PrivateContactError(ServiceError):
    """The text holds private contact details: nothing was sent, and the lead was told."""

    def __init__(self, kind: str) -> None:
        super().__init__("leave the private contact out; helplines may be named")
        self.fields = {"kind": kind}


class LifeAtStakeError(ServiceError):
    """A chat with a life at risk is never ended for misuse: lower the level first, with a reason."""


class NoSuchNoticeError(ServiceError):
    """No notice has this id."""
