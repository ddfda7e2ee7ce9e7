"""How the causes of staff's errors are answered; their texts are in `service/texts.yml`."""

from __future__ import annotations

from service.domain.staff_errors import (
    BadNameError,
    ClaimedError,
    ClaimLostError,
    CsrfError,
    FirstStepsError,
    NameTakenError,
    NoSetUpError,
    NoSuchAccountError,
    NoSuchReviewError,
    NoSuchSessionError,
    NotAllowedError,
    NotLoggedInError,
    NotWaitingError,
    NotYoursError,
    OwnAccountError,
    SafetyOpenError,
    TotpNeededError,
    WeakPasswordError,
    WrongCodeError,
    WrongLoginError,
    WrongPasswordError,
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
    NoSuchReviewError: Answer(404, "no_such_chat"),
    FirstStepsError: Answer(403, "first_steps"),
    # Not 401: the session stands, and the page must not ask to log in again.
    WrongPasswordError: Answer(403, "wrong_password"),
    WeakPasswordError: Answer(422, "weak_password"),
    WrongCodeError: Answer(422, "wrong_code"),
    NoSetUpError: Answer(409, "no_set_up"),
    NoSuchSessionError: Answer(404, "no_such_session"),
    NoSuchAccountError: Answer(404, "no_such_account"),
    OwnAccountError: Answer(409, "own_account"),
    BadNameError: Answer(422, "bad_name"),
    NameTakenError: Answer(409, "name_taken"),
}
