"""Counsellors correct level, topic and signals; the words of every signal; how long waits were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add corrections and waits. Nothing is corrected yet; of earlier waits nobody noted anything."""
    _widen_chats()
    _widen_escalations()
    _make_corrections()
    _make_waits()


def _widen_chats() -> None:
    words = "{signal: the words that set it}, second key: the words are redacted"
    off = "signals that a counsellor took away, with the last event at that moment"
    fixed = "a counsellor set the topic: readings leave it until the bot speaks again"
    op.add_column(
        "chats", sa.Column("sealed_words", sa.LargeBinary(), nullable=True, comment=words)
    )
    # The defaults are for the rows that are there, and for an older process that still writes. As
    # plain words: for anything else SQLite would have to make the table anew.
    op.add_column(
        "chats",
        sa.Column("signals_off", sa.JSON(), nullable=False, server_default="{}", comment=off),
    )
    op.add_column(
        "chats",
        sa.Column("topic_fixed", sa.Boolean(), nullable=False, server_default="0", comment=fixed),
    )


def _widen_escalations() -> None:
    again = "lowered by a counsellor: the same message read again leaves it"
    op.add_column(
        "escalations",
        sa.Column("corrected", sa.Boolean(), nullable=False, server_default="0", comment=again),
    )


def _make_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False, comment="level, topic or signal"),
        sa.Column("before", sa.String(length=40), nullable=True),
        sa.Column("after", sa.String(length=40), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True, comment="the message that it is about"),
        sa.Column("reason", sa.String(length=24), nullable=True, comment="why a level was lowered"),
        sa.Column(
            "sealed_words",
            sa.LargeBinary(),
            nullable=True,
            comment="the reason in the counsellor's words, first key; null: none, expired",
        ),
        sa.Column(
            "status",
            sa.String(length=16),
            nullable=False,
            comment="done; of a proposal: proposed, confirmed, refused, withdrawn or void",
        ),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("corrections", schema=None) as batch_op:
        batch_op.create_index("corrections_by_chat", ["chat_id", "at"], unique=False)
        batch_op.create_index("corrections_by_status", ["status"], unique=False)


def _make_waits() -> None:
    op.create_table(
        "waits",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "level",
            sa.String(length=16),
            nullable=False,
            comment="in the end: when somebody joined",
        ),
        sa.Column(
            "told_s",
            sa.Integer(),
            nullable=True,
            comment="the first estimate; null: nobody could tell",
        ),
        sa.Column(
            "joined_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="null: nobody has come",
        ),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("chat_id", "since"),
    )
    with op.batch_alter_table("waits", schema=None) as batch_op:
        batch_op.create_index("waits_by_end", ["joined_at"], unique=False)
