"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """First tables."""
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False, comment="codes and counts, never words"),
        sa.Column("prev_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("audit_by_chat", ["chat_id"], unique=False)

    op.create_table(
        "erasures",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_table(
        "job_leases",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column(
            "role", sa.String(length=16), nullable=False, comment="counsellor, trainer or admin"
        ),
        sa.Column(
            "password_hash",
            sa.String(length=255),
            nullable=False,
            comment="Argon2id, with its settings",
        ),
        sa.Column(
            "totp_secret",
            sa.LargeBinary(),
            nullable=True,
            comment="wrapped by the key file; null: no second factor",
        ),
        sa.Column("totp_used_step", sa.Integer(), nullable=True, comment="a code works once"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "stubs",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "chats",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "active_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="last message of visitor or counsellor",
        ),
        sa.Column("language", sa.String(length=8), nullable=True, comment="null until it is known"),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("next_seq", sa.Integer(), nullable=False, comment="written by append_event only"),
        sa.Column(
            "sealed_memory",
            sa.LargeBinary(),
            nullable=True,
            comment="the engine's state, encrypted",
        ),
        sa.Column(
            "memory_version", sa.Integer(), nullable=False, comment="counts changes of the memory"
        ),
        sa.Column("sealed_plan", sa.LargeBinary(), nullable=True),
        sa.Column(
            "safety_open",
            sa.Boolean(),
            nullable=False,
            comment="a safety question stands unanswered",
        ),
        sa.Column("level", sa.String(length=16), nullable=True, comment="never falls by itself"),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("age_band", sa.String(length=16), nullable=True),
        sa.Column("signals", sa.JSON(), nullable=False, comment="names of all that stood so far"),
        sa.Column("told", sa.JSON(), nullable=False, comment="advice tags told so far, in order"),
        sa.Column(
            "waiting_since",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="keeps the place in the queue, also over a claim that expired",
        ),
        sa.Column(
            "talk_declined",
            sa.Boolean(),
            nullable=False,
            comment="stays in the queue, but the visitor does not want to talk now",
        ),
        sa.Column("claimed_by", sa.String(length=32), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "lease_until",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="end of the claim's lease",
        ),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "had_counsellor", sa.Boolean(), nullable=False, comment="sets the time it is kept"
        ),
        sa.Column("has_code", sa.Boolean(), nullable=False, comment="sets the time it is kept"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=True, comment="closed lists only"),
        sa.Column(
            "expired_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="the first key is gone; the redacted story is left",
        ),
        sa.Column(
            "silence_from",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="since when the visitor is silent, for lines of company",
        ),
        sa.Column(
            "silence_at", sa.DateTime(timezone=True), nullable=True, comment="the next line is due"
        ),
        sa.Column(
            "silence_lines", sa.Integer(), nullable=False, comment="lines given in this silence"
        ),
        sa.Column(
            "review_id",
            sa.String(length=32),
            nullable=False,
            comment="what trainers call the chat",
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("review_id"),
    )
    with op.batch_alter_table("chats", schema=None) as batch_op:
        batch_op.create_index("chats_by_activity", ["active_at"], unique=False)
        batch_op.create_index("chats_by_silence", ["silence_at"], unique=False)
        batch_op.create_index("chats_by_state", ["state", "waiting_since"], unique=False)

    op.create_table(
        "staff_sessions",
        sa.Column("id_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id_hash"),
    )
    with op.batch_alter_table("staff_sessions", schema=None) as batch_op:
        batch_op.create_index("staff_sessions_by_staff", ["staff_id"], unique=False)

    op.create_table(
        "chat_keys",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("generation", sa.String(length=32), nullable=False),
        sa.Column("body_key", sa.LargeBinary(), nullable=True, comment="wrapped; null: expired"),
        sa.Column(
            "copy_key", sa.LargeBinary(), nullable=False, comment="wrapped; for redacted copies"
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_table(
        "choices",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False, comment="the message that offers it"),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column(
            "status", sa.String(length=16), nullable=False, comment="offered, used or replaced"
        ),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False, comment="label and payload"),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("choices", schema=None) as batch_op:
        batch_op.create_index("choices_by_chat", ["chat_id", "status"], unique=False)

    op.create_table(
        "codes",
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    with op.batch_alter_table("codes", schema=None) as batch_op:
        batch_op.create_index("codes_by_chat", ["chat_id"], unique=False)

    op.create_table(
        "escalations",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column(
            "provisional", sa.Boolean(), nullable=False, comment="danger words, not yet read"
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "settled_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when a reading confirmed or withdrew it",
        ),
        sa.Column(
            "note", sa.String(length=64), nullable=True, comment="why it was withdrawn or changed"
        ),
        sa.Column(
            "sealed_reasons",
            sa.LargeBinary(),
            nullable=False,
            comment="[{signal, words}], second key: the words are redacted",
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id", "seq", name="one_escalation_per_event"),
    )
    op.create_table(
        "events",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column(
            "sender",
            sa.String(length=16),
            nullable=False,
            comment="visitor, bot, counsellor or system",
        ),
        sa.Column(
            "client_id",
            sa.String(length=64),
            nullable=True,
            comment="the client's uuid; for the bot made of turn and index",
        ),
        sa.Column("staff_id", sa.String(length=32), nullable=True),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=True, comment="null: expired"),
        sa.Column(
            "sealed_copy",
            sa.LargeBinary(),
            nullable=True,
            comment="redacted text, and the reading; second key",
        ),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("chat_id", "seq"),
        sa.UniqueConstraint("chat_id", "client_id", name="one_event_per_client_id"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_chat_id"), ["chat_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_body", sa.LargeBinary(), nullable=False, comment="first key"),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index("notes_by_chat", ["chat_id"], unique=False)

    op.create_table(
        "turns",
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column(
            "number",
            sa.Integer(),
            nullable=False,
            comment="turns finished; names the bot's answers",
        ),
        sa.Column("wanted_seq", sa.Integer(), nullable=False),
        sa.Column("read_seq", sa.Integer(), nullable=False),
        sa.Column("answered_seq", sa.Integer(), nullable=False),
        sa.Column("engine_event", sa.String(length=16), nullable=True),
        sa.Column(
            "burst_from",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="first message unanswered",
        ),
        sa.Column(
            "due_at", sa.DateTime(timezone=True), nullable=True, comment="null: nothing wanted"
        ),
        sa.Column("failures", sa.Integer(), nullable=False, comment="of the engine, in a row"),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index("turns_by_due", ["due_at"], unique=False)

    op.create_table(
        "visitor_tokens",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id"],
            ["chats.id"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    with op.batch_alter_table("visitor_tokens", schema=None) as batch_op:
        batch_op.create_index("visitor_tokens_by_chat", ["chat_id"], unique=False)
