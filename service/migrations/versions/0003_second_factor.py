"""Second factor at the first login, recovery codes, and an audit that can be looked through."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ROLES = "counsellor, lead, trainer or admin"


def upgrade() -> None:
    """Accounts that are there stay as they are: nothing is due, no recovery codes."""
    op.add_column(
        "staff",
        sa.Column(
            "totp_offered",
            sa.LargeBinary(),
            nullable=True,
            comment="shown as a QR code and not yet confirmed by a code; wrapped",
        ),
    )
    op.add_column(
        "staff",
        sa.Column(
            "totp_due",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="nothing else is open before it is set up",
        ),
    )
    op.add_column(
        "staff",
        sa.Column(
            "password_due",
            sa.Boolean(),
            nullable=False,
            server_default=sa.false(),
            comment="somebody else knows it: change it first",
        ),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("staff_id", "code_hash"),
    )
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.alter_column("staff", "role", comment=_ROLES, existing_type=sa.String(length=16))
    op.create_index("audit_by_staff", "audit", ["staff_id", "id"])
    op.create_index("audit_by_action", "audit", ["action", "id"])
