"""What can be set about the engine: environment variables, each with its default and its check."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.train import newest_model

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
_LEAST_SECRET = 16


class SettingsError(Exception):
    """The engine cannot start like this; the text is the one line that says what to do."""


@dataclass(frozen=True)
class Settings:
    """How one engine runs.

    Args:
        host, port: where it listens; loopback unless ENGINE_ALLOW_PRIVATE=1.
        secret: what callers send in X-Engine-Secret.
        workers: processes that take turns.
        model: the model to begin with.
        models: the only folder from which a model is opened.
        growth_mb: memory that a turn may take beyond what the worker shares with the master; a
            worker that keeps half of it is replaced.
    """

    host: str
    port: int
    secret: bytes
    workers: int
    model: Path
    models: Path
    growth_mb: int


def from_environment(root: Path = ROOT, env: Mapping[str, str] = os.environ) -> Settings:
    """Read ENGINE_* and check them.

    Raises: SettingsError: with the remedy.
    """
    models = root / "models"
    return Settings(
        host=_host(env),
        port=_number(env, "ENGINE_PORT", "5005", least=1, most=65535),
        secret=_secret(root / env.get("ENGINE_SECRET_FILE", "var/engine.secret")),
        workers=_number(env, "ENGINE_WORKERS", "2", least=1, most=64),
        model=_model(models, env.get("ENGINE_MODEL"), root),
        models=models,
        growth_mb=_number(env, "ENGINE_WORKER_GROWTH_MB", "300", least=50, most=100_000),
    )


def _host(env: Mapping[str, str]) -> str:
    host = env.get("ENGINE_HOST", "127.0.0.1")
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError as error:
        raise SettingsError(
            f"ENGINE_HOST={host} is no address: give one like 127.0.0.1."
        ) from error
    if address.is_loopback:
        return str(address)
    # 0.0.0.0 counts as private, but means every network that this machine is on.
    private = address.is_private and not address.is_unspecified
    if env.get("ENGINE_ALLOW_PRIVATE") == "1" and private:
        return str(address)
    raise SettingsError(
        f"ENGINE_HOST={host} is not this machine: the engine must not be reachable from outside. "
        "On a private network of your own, set ENGINE_ALLOW_PRIVATE=1 and give a private address."
    )


def _number(env: Mapping[str, str], name: str, default: str, *, least: int, most: int) -> int:
    text = env.get(name, default)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SettingsError(f"{name}={text} must be a whole number from {least} to {most}.")
    return int(text)


def _secret(file: Path) -> bytes:
    try:
        secret = file.read_bytes().strip()
    except OSError as error:
        raise SettingsError(
            f"The secret {file} cannot be read: `make run` makes it, or write a random line of "
            "your own into it, the same file for engine and service (ENGINE_SECRET_FILE)."
        ) from error
    if len(secret) < _LEAST_SECRET:
        raise SettingsError(
            f"The secret in {file} is shorter than {_LEAST_SECRET} characters: delete it and run "
            "`make run`, which makes a new one."
        )
    return secret


def _model(models: Path, wanted: str | None, root: Path) -> Path:
    if wanted:
        file = root / wanted
        if not file.is_file():
            raise SettingsError(f"ENGINE_MODEL={wanted} does not exist: run `make train`.")
        return file
    newest = newest_model(models)
    if newest is None:
        raise SettingsError(f"There is no model in {models}: run `make train`.")
    return newest
