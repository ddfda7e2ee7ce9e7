"""What the team lead is told at once."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """What happened. A counsellor did it, or met with it; the words of it stay sealed."""

    CONTACT_STOPPED = "contact_stopped"
    ABUSE_IMAGE = "abuse_image"
    MISUSE = "misuse"
    UNREADABLE = "unreadable"
    ALONG_BEGAN = "along_began"
