"""Stubs say which counsellor had the chat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Stubs say which counsellor had the chat; of older ones nobody knows it."""
    op.add_column(
        "stubs",
        sa.Column(
            "claimed_by",
            sa.String(length=32),
            nullable=True,
            comment="account of the counsellor who had the chat at that moment",
        ),
    )
