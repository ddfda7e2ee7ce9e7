"""What the team lead is told at once, and the slow door after misuse of the line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add notices, and how long a door is slow. Nothing was told before, and no door is slow."""
    until = "ended for misuse: until then a wish for a human counts later"
    op.add_column(
        "chats", sa.Column("slow_until", sa.DateTime(timezone=True), nullable=True, comment=until)
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, comment="the last time"),
        sa.Column(
            "kind",
            sa.String(length=24),
            nullable=False,
            comment="a NoticeKind",
        ),
        sa.Column(
            "what",
            sa.String(length=24),
            nullable=True,
            comment="which kind of contact, or why the chat was ended",
        ),
        sa.Column("chat_id", sa.String(length=32), nullable=True, comment="null: the chat is gone"),
        sa.Column("staff_id", sa.String(length=32), nullable=False, comment="who did it"),
        sa.Column(
            "times",
            sa.Integer(),
            nullable=False,
            comment="the same again before a lead saw it",
        ),
        sa.Column(
            "sealed_words",
            sa.LargeBinary(),
            nullable=True,
            comment="[what was stopped], first key; null: none, or the chat has expired",
        ),
        sa.Column(
            "undone_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="a lead took it back",
        ),
        sa.Column(
            "seen_at", sa.DateTime(timezone=True), nullable=True, comment="null: on the board"
        ),
        sa.Column("seen_by", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["seen_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index("notices_by_chat", ["chat_id", "kind"], unique=False)
        batch_op.create_index("notices_by_seen", ["seen_at", "at"], unique=False)
