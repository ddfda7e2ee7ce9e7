"""What can go wrong for a client, one class per cause. `service.web.errors` answers them."""

from __future__ import annotations


class ServiceError(Exception):
    """The base of all causes."""


class NoSuchChatError(ServiceError):
    """The chat does not exist, was erased, has expired, or belongs to somebody else."""


class NoSuchCodeError(ServiceError):
    """The come-back code is wrong, expired or erased; not told apart."""


class TooLongError(ServiceError):
    """The message has more characters than a message may have; it is never cut."""

    def __init__(self, limit_chars: int) -> None:
        super().__init__(f"a message has at most {limit_chars} characters")
        self.limit_chars = limit_chars


class EmptyMessageError(ServiceError):
    """Nothing is left of the message once it is cleaned."""


class ChoiceGoneError(ServiceError):
    """The choice was never offered in this chat, was used, or newer ones replaced it."""


class BadRequestError(ServiceError):
    """The body is not what the call asks for; `where` names the field, never its content."""

    def __init__(self, where: str = "body") -> None:
        super().__init__(f"not understood: {where}")
        self.where = where


class BodyTooLargeError(ServiceError):
    """The request's body is larger than any message can be."""


class FilesRefusedError(ServiceError):
    """Something other than JSON was sent: there is no way to send a file here."""


class SlowDownError(ServiceError):
    """Too many requests; the same request works after `retry_after_s`."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(f"again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class TicketNeededError(ServiceError):
    """Under load a new chat costs a little work of the client's machine."""

    def __init__(self, ticket: str, bits: int) -> None:
        super().__init__("find a nonce for the ticket")
        self.ticket = ticket
        self.bits = bits


class WrongStateError(ServiceError):
    """The chat's state does not allow this now (for staff; a visitor may always write)."""
