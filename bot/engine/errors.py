"""Every way in which the engine fails, with its HTTP status and code. Texts name things, not words."""

from __future__ import annotations

from typing import Any, ClassVar


class EngineError(Exception):
    """The base of all failures that a caller is told about."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "failed"

    def as_json(self) -> dict[str, Any]:
        """Give the body of the answer."""
        return {"error": {"code": self.code, "message": str(self)}}


class BadRequestError(EngineError):
    """The request is not what contract §4 says; `field` is the path of what is wrong in it."""

    status = 400
    code = "bad_request"

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field

    def as_json(self) -> dict[str, Any]:
        """Name the field beside the message."""
        body = super().as_json()
        body["error"]["field"] = self.field
        return body


class BadStateError(BadRequestError):
    """The state that came with the request was not made by this engine."""

    code = "bad_state"


class WrongSecretError(EngineError):
    """The caller does not know the shared secret."""

    status = 401
    code = "wrong_secret"


class NotReadyError(EngineError):
    """No model is loaded yet."""

    status = 503
    code = "not_ready"


class DeadlineError(EngineError):
    """The turn took longer than the caller can wait."""

    status = 504
    code = "deadline"


class OutOfMemoryError(EngineError):
    """The turn wanted more memory than a worker may have."""

    code = "memory"


class ActionRaisedError(EngineError):
    """A custom action raised, is missing or gave back what Rasa cannot use."""

    code = "action_raised"


class ActionWaitedError(EngineError):
    """Something in the turn waited for the outside world, which a pure function cannot do."""

    code = "action_waited"


class PredictionLimitError(EngineError):
    """The policies never came to listen again."""

    code = "prediction_limit"


class EmptyReplyError(EngineError):
    """The bot had nothing to say, or an empty text."""

    code = "empty_reply"


class MissingResponseError(EngineError):
    """A response has no text in the chat's language."""

    code = "response_missing"


class MissingPlaceholderError(EngineError):
    """A text has a placeholder that nobody filled."""

    code = "placeholder_missing"


class BadChoiceError(EngineError):
    """A response offers a choice that the model could not take."""

    code = "bad_choice"


class NoReadingError(EngineError):
    """The model's pipeline gave no reading."""

    code = "no_reading"


class StateTooLargeError(EngineError):
    """The new state is larger than the contract allows."""

    code = "state_too_large"


class ModelRefusedError(EngineError):
    """A model archive is not one that our trainer made, or lies outside the models folder."""

    status = 422
    code = "model_refused"


class ModelFailedError(EngineError):
    """A model could not be loaded or could not answer; the one before stays in use."""

    status = 422
    code = "model_failed"


class ModelBusyError(EngineError):
    """Another model is being switched to."""

    status = 409
    code = "model_busy"
