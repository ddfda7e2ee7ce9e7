"""How the causes of staff's errors are answered; their texts are in `service/texts.yml`."""

from __future__ import annotations

from service.domain.staff_errors import (
    ClaimedError,
    ClaimLostError,
    CsrfError,
    NoSuchReviewError,
    NotAllowedError,
    NotLoggedInError,
    NotWaitingError,
    NotYourProposalError,
    NotYoursError,
    OwnProposalError,
    ProposalGoneError,
    ProposalOpenError,
    ReasonNeededError,
    SafetyOpenError,
    TotpNeededError,
    WrongLoginError,
)
from service.web.errors import Answer

STAFF_ANSWERS: dict[type[Exception], Answer] = {
    NotLoggedInError: Answer(401, "not_logged_in"),
    WrongLoginError: Answer(401, "wrong_login"),
    TotpNeededError: Answer(401, "totp_needed"),
    CsrfError: Answer(403, "csrf"),
    NotAllowedError: Answer(403, "not_allowed"),
    NotYoursError: Answer(403, "not_yours"),
    ClaimedError: Answer(409, "claimed"),
    ClaimLostError: Answer(409, "claim_lost"),
    NotWaitingError: Answer(409, "not_waiting"),
    SafetyOpenError: Answer(409, "safety_open"),
    ReasonNeededError: Answer(422, "reason_needed"),
    ProposalOpenError: Answer(409, "proposal_open"),
    ProposalGoneError: Answer(409, "proposal_gone"),
    OwnProposalError: Answer(409, "own_proposal"),
    NotYourProposalError: Answer(409, "not_your_proposal"),
    NoSuchReviewError: Answer(404, "no_such_chat"),
}
