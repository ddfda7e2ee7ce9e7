"""Canned replies; up to where the visitor's page has received what counsellors wrote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add canned replies and the receipt. Of messages sent before nobody knows whether they came."""
    receipt = "the last counsellor's message that the visitor's page said it has"
    op.add_column(
        "chats",
        sa.Column(
            "received_seq", sa.Integer(), nullable=False, server_default="0", comment=receipt
        ),
    )
    starter = "its name in content/canned_replies.yml; null: written here"
    op.create_table(
        "canned_replies",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True, comment="null: shared"),
        sa.Column("starter", sa.String(length=32), nullable=True, comment=starter),
        sa.Column("shortcut", sa.String(length=20), nullable=True, comment="null: removed"),
        sa.Column(
            "sealed_words",
            sa.LargeBinary(),
            nullable=True,
            comment="{folder, fr, nl}, wrapped by the key file; null: removed",
        ),
        sa.Column(
            "version",
            sa.Integer(),
            nullable=False,
            comment="counts changes: the later of two is told",
        ),
        sa.Column(
            "changed_by",
            sa.String(length=32),
            nullable=True,
            comment="null: as it came from the starter file",
        ),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.ForeignKeyConstraint(["changed_by"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("starter"),
        sa.UniqueConstraint("staff_id", "shortcut", name="one_own_reply_per_shortcut"),
    )
    op.create_index(
        "one_shared_reply_per_shortcut",
        "canned_replies",
        ["shortcut"],
        unique=True,
        sqlite_where=sa.text("staff_id IS NULL"),
        postgresql_where=sa.text("staff_id IS NULL"),
    )
