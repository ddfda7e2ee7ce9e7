"""Chats that nobody takes reach the person on call: alarms, calls, and how the notifiers fare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OPEN = sa.text("sent_at IS NULL AND ended_at IS NULL")


def upgrade() -> None:
    """Add three tables. Who waits at this moment is found by the first round of the job."""
    _make_alarms()
    _make_calls()
    _make_notifiers()


def _make_alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False, comment="at which it was told"),
        sa.Column(
            "told_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="last call to the person on call that counts it; null: none yet",
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id"),
    )


def _make_calls() -> None:
    op.create_table(
        "due_calls",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("notifier", sa.String(length=16), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False, comment="of the next try"),
        sa.Column("tries", sa.Integer(), nullable=False, comment="that failed"),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="unsent: everybody was taken before it went out",
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("due_calls_by_due", "due_calls", ["notifier", "due_at"])
    op.create_index(
        "one_open_call",
        "due_calls",
        ["notifier", "level"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _make_notifiers() -> None:
    op.create_table(
        "notifiers",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column(
            "delivered_at", sa.DateTime(timezone=True), nullable=True, comment="the last success"
        ),
        sa.Column(
            "failing_since",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: the last try worked",
        ),
        sa.Column(
            "problem", sa.String(length=40), nullable=True, comment="code of the last failure"
        ),
        sa.PrimaryKeyConstraint("name"),
    )
