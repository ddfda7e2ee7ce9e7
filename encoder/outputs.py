"""What the encoder says of a message: one score for each of these names, in this order."""

from __future__ import annotations

from bot.labels import TOPICS, Role, Signal

ROLES = tuple(role.value for role in Role)
# Yes or no, each by itself.
MARKS = (*(signal.value for signal in Signal), "wants_human")
NAMES = (
    *(f"topic:{topic}" for topic in TOPICS),
    *(f"role:{role}" for role in ROLES),
    *(f"mark:{mark}" for mark in MARKS),
)
TOPIC_SCORES = slice(0, len(TOPICS))
ROLE_SCORES = slice(len(TOPICS), len(TOPICS) + len(ROLES))
MARK_SCORES = slice(len(TOPICS) + len(ROLES), len(NAMES))
