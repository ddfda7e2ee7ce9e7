"""One-time codes of staff (RFC 6238): each is accepted once."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

import pyotp

if TYPE_CHECKING:
    from datetime import datetime

STEP_S = 30
_ISSUER = "Chat desk"

# One step to either side: phones are some seconds off, and people type slowly.
_NEIGHBOURS = (0, -1, 1)


def make_secret() -> str:
    """Make a random secret (160 bits, base 32) as authenticator apps read it."""
    return pyotp.random_base32()


def setup_uri(name: str, secret: str) -> str:
    """Give the `otpauth://` address that the QR code holds."""
    return pyotp.TOTP(secret, interval=STEP_S).provisioning_uri(name=name, issuer_name=_ISSUER)


def accepted_step(code: str, *, secret: str, now: datetime, last_step: int | None) -> int | None:
    """Give the time step that the code stands for, None when it is wrong or was used.

    Every neighbouring step is compared, so that the time taken does not tell which one fits.
    The caller stores the step as the next `last_step`: codes up to it are not accepted again.
    """
    totp = pyotp.TOTP(secret, interval=STEP_S)
    current = int(now.timestamp()) // STEP_S
    typed = code.replace(" ", "").encode()
    fitting = [
        current + offset
        for offset in _NEIGHBOURS
        if hmac.compare_digest(totp.generate_otp(current + offset).encode(), typed)
    ]
    fresh = [step for step in fitting if last_step is None or step > last_step]
    return fresh[0] if fresh else None
