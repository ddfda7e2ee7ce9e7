"""Come-back codes: 50 random bits that can be written on a hand and typed on any phone."""

from __future__ import annotations

import secrets

# Crockford's base 32: no I, L, O and U, so that nothing is read as something else.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10  # 32^10 = 2^50
_LOOK_ALIKES = str.maketrans("OIL", "011")


def new_code() -> str:
    """Draw a code, as shown: two groups of five."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def plain_code(typed: str) -> str:
    """Bring a code as typed to the form that is hashed: capitals, no blanks, look-alikes mended."""
    signs = "".join(sign for sign in typed[:80] if sign.isalnum())
    return signs.upper().translate(_LOOK_ALIKES)
