"""Every setting of the service, from the environment. Units stand in the names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _split_words(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_words)]
Minutes = Annotated[tuple[float, ...], NoDecode, BeforeValidator(_split_words)]


class BadSettingError(Exception):
    """A setting cannot be used; says which, and what to do, without repeating its value."""


class Settings(BaseSettings):
    """How this process runs. Names of environment variables are those of the fields in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    port: int = 8000
    demo: bool = Field(default=False, description="demo accounts are made at the start")

    database_url: str = "sqlite:///var/chat.db"
    engine_url: str = "http://127.0.0.1:5005"
    engine_secret_file: Path = Path("var/engine.secret")
    key_file: Path = Path("var/keys.json")
    erasure_file: Path = Field(
        default=Path("var/erasures.txt"),
        description="ids of erased chats, kept apart from the database and its backups",
    )
    content_dir: Path = Path("content")
    web_dist: Path = Path("web/dist")
    widget_hosts: Words = Field(
        default=(), description="origins that may show the widget in a frame, besides our own"
    )

    burst_quiet_s: float = Field(default=1.2, ge=0)
    burst_max_s: float = Field(default=4.0, ge=0)
    turn_deadline_s: float = Field(default=4.0, gt=0)
    turn_retry_s: float = Field(default=0.5, ge=0)
    read_retry_s: float = Field(default=5.0, gt=0, description="engine down: first wait to read")
    read_retry_max_s: float = Field(default=60.0, gt=0)
    lease_s: float = Field(default=15.0, gt=0)
    scan_s: float = Field(default=1.0, gt=0, description="how often turns left lying are sought")
    turns_at_once: int = Field(default=16, ge=1)

    message_chars: int = Field(default=2000, ge=1)
    body_bytes: int = Field(default=16 * 1024, ge=1)
    rate_per_s: float = Field(default=1.0, gt=0)
    rate_burst: int = Field(default=8, ge=1)
    code_tries_per_min: int = Field(default=10, ge=1, description="per address, not stored")
    code_tries_per_min_all: int = Field(default=300, ge=1, description="of all addresses together")
    codes_per_chat: int = Field(default=3, ge=1)
    tickets_above_per_min: int = Field(
        default=600, ge=0, description="new chats a minute above which a proof of work is asked for"
    )

    heartbeat_s: float = Field(default=15.0, gt=0, le=20.0)
    stop_s: float = Field(default=5.0, gt=0, description="grace of open requests at the stop")

    company_minutes: Minutes = Field(default=(1, 2, 4, 9, 14, 19, 24, 29))
    silence_minutes: Minutes = Field(
        default=(5,), description="lines for a silent visitor who is in no danger to life"
    )
    wait_per_chat_s: float = Field(default=300.0, gt=0, description="for the expected wait")
    on_duty_s: float = Field(default=600.0, gt=0, description="a counsellor seen since counts")

    staff_idle_min: float = Field(default=10.0, gt=0, description="staff's sessions: idle lock")
    staff_session_hours: float = Field(default=10.0, gt=0, description="staff's sessions: longest")
    claim_lease_s: float = Field(
        default=60.0, gt=0, description="a claim without a sign of its counsellor ends after this"
    )
    chats_per_counsellor: int = Field(
        default=3, ge=1, description="chats at once of one person, unless an admin says otherwise"
    )
    offer_s: float = Field(default=60.0, gt=0, description="how long a chat is offered to one")
    offer_again_s: float = Field(
        default=60.0, ge=0, description="rest of a chat that everybody free had, before it goes on"
    )
    away_min: float = Field(default=5.0, gt=0, description="online without input: away after this")
    demo_logins_file: Path = Path("var/demo-logins.json")

    jobs_s: float = Field(default=5.0, gt=0, description="how often periodic jobs look")
    idle_close_min: float = Field(default=60.0, gt=0)
    keep_bot_hours: float = Field(default=24.0, gt=0)
    keep_code_days: float = Field(default=14.0, gt=0)
    keep_counsellor_days: float = Field(default=30.0, gt=0)
    keep_story_days: float = Field(default=365.0, gt=0)
    keep_stub_days: float = Field(default=730.0, gt=0)
    keep_audit_days: float = Field(default=730.0, gt=0)

    desk_url: str = Field(default="", description="the desk's address as staff open it")
    on_call_notifiers: Words = Field(
        default=("console",),
        description="console, webhook, email: docs/how-to/alarm-and-on-call.md",
    )
    on_call_life_min: float = Field(
        default=2.0, gt=0, description="so long nobody takes a chat in danger to life: a call"
    )
    on_call_urgent_min: float = Field(default=10.0, gt=0, description="the same for an urgent one")
    on_call_again_min: float = Field(default=5.0, ge=1, description="and again until it is taken")
    on_call_language: Literal["fr", "nl", "en"] = "fr"
    on_call_webhook_url: str = ""
    on_call_webhook_secret_file: Path | None = None
    on_call_smtp_host: str = ""
    on_call_smtp_port: int = Field(default=587, ge=1, lt=65536)
    on_call_smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    on_call_smtp_user: str = ""
    on_call_smtp_password_file: Path | None = None
    on_call_mail_from: str = ""
    on_call_mail_to: Words = ()

    @property
    def async_database_url(self) -> str:
        """The address for the asynchronous drivers; plain `postgresql://` is accepted."""
        scheme, _, rest = self.database_url.partition("://")
        known = {
            "sqlite": "sqlite+inline",
            "postgres": "postgresql+psycopg",
            "postgresql": "postgresql+psycopg",
        }
        return f"{known.get(scheme, scheme)}://{rest}"

    @property
    def sync_database_url(self) -> str:
        """The address for migrations run by hand."""
        return self.async_database_url.replace("+inline", "")

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file of ours."""
        return self.async_database_url.startswith("sqlite")


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises: BadSettingError: the first value that is none of its kind.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper()
        raise BadSettingError(f"{name}: {first['msg']}. Correct it, then start again.") from None
