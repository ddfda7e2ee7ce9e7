"""The visitor is asked before a stranger joins; colleagues read along; a lead whispers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Old chats keep what was promised: who asked, or has somebody there, is not asked again."""
    _widen_chats()
    _widen_turns_and_staff()
    _make_alongs()
    _make_whispers()


def _widen_chats() -> None:
    wanted = "the visitor asked for a human, or said yes to one"
    asked = "since when the question stands whether who claimed it may join"
    op.add_column(
        "chats",
        sa.Column("human_wanted", sa.Boolean(), nullable=False, server_default="0", comment=wanted),
    )
    op.add_column(
        "chats",
        sa.Column("join_asked_at", sa.DateTime(timezone=True), nullable=True, comment=asked),
    )
    # A normal request was nearly always the visitor's own wish; which ones, only their words say.
    op.execute(
        "UPDATE chats SET human_wanted = true WHERE state = 'human' OR claimed_by IS NOT NULL"
        " OR (state = 'waiting' AND level = 'normal' AND talk_declined = false)"
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column(
            "choices",
            "status",
            existing_type=sa.String(length=16),
            existing_nullable=False,
            comment="offered, standing, used or replaced",
            existing_comment="offered, used or replaced",
        )


def _widen_turns_and_staff() -> None:
    aside = "an answer to the service's own question, to be closed with the next turn"
    by_role = "visitors read a role in place of the first name"
    op.add_column("turns", sa.Column("aside_seq", sa.Integer(), nullable=True, comment=aside))
    op.add_column(
        "staff",
        sa.Column(
            "shown_by_role", sa.Boolean(), nullable=False, server_default="0", comment=by_role
        ),
    )


def _make_alongs() -> None:
    words = "the reason in their words, first key"
    op.create_table(
        "alongs",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True, comment=words),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("chat_id", "staff_id"),
    )


def _make_whispers() -> None:
    op.create_table(
        "whispers",
        sa.Column("id", sa.String(length=64), nullable=False, comment="the client's uuid"),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column(
            "told_id", sa.String(length=32), nullable=False, comment="who held the chat then"
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False, comment="first key"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["told_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("whispers", schema=None) as batch_op:
        batch_op.create_index("whispers_by_chat", ["chat_id"], unique=False)
