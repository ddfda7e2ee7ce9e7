"""Offers of waiting chats, who is on duty, doors, and how many chats somebody may have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everybody is online with an open door and the setting's limit; nothing is offered yet."""
    _make_duties()
    _make_offers()


def _make_duties() -> None:
    op.create_table(
        "duties",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column(
            "presence",
            sa.String(length=8),
            nullable=False,
            comment="as chosen: online, break or offline; away comes by itself",
        ),
        sa.Column("door_closed", sa.Boolean(), nullable=False, comment="wants no new chats"),
        sa.Column(
            "one_more", sa.Boolean(), nullable=False, comment="asked for one beyond the limit"
        ),
        sa.Column(
            "chat_limit",
            sa.Integer(),
            nullable=True,
            comment="chats at once, by an admin; null: the setting",
        ),
        sa.Column(
            "idle_since",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="came, or took the last chat",
        ),
        sa.Column(
            "missed_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="let an offer or a claim run out without any input: away until the next one",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_table(
        "closed_line",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("closed_by", sa.String(length=32), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )


def _make_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("chat_id"),
        sa.UniqueConstraint("staff_id"),
    )
    op.create_table(
        "passed_offers",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("chat_id", "staff_id"),
    )
