"""Why somebody reads along in a colleague's chat."""

from __future__ import annotations

from enum import StrEnum


class AlongReason(StrEnum):
    """A short list; `other` wants words."""

    HELP_ASKED = "help_asked"  # the colleague asked for it
    SAFETY = "safety"  # worry about the visitor or the colleague
    HANDOVER = "handover"  # takes the chat over soon
    SUPERVISION = "supervision"
    LEARNING = "learning"
    OTHER = "other"
