"""Settings: each with its default, its bounds, and one line of help when it is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.engine.settings import SettingsError, from_environment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "var").mkdir()
    (tmp_path / "models").mkdir()
    (tmp_path / "var" / "engine.secret").write_text("s" * 32 + "\n", encoding="utf-8")
    for age, name in enumerate(["new", "old"]):
        file = tmp_path / "models" / f"{name}.tar.gz"
        file.touch()
        os.utime(file, (1000 - age, 1000 - age))
        (tmp_path / "models" / f"{name}.json").touch()
    return tmp_path


def test_the_defaults(root: Path) -> None:
    settings = from_environment(root, {})
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 5005, 2)
    assert (settings.secret, settings.growth_mb) == (b"s" * 32, 300)
    assert settings.model == root / "models" / "new.tar.gz"
    assert settings.models == root / "models"


def test_everything_can_be_set(root: Path) -> None:
    (root / "other").write_text("t" * 16, encoding="utf-8")
    settings = from_environment(
        root,
        {
            "ENGINE_HOST": "localhost",
            "ENGINE_PORT": "6000",
            "ENGINE_WORKERS": "4",
            "ENGINE_SECRET_FILE": str(root / "other"),
            "ENGINE_MODEL": "models/old.tar.gz",
            "ENGINE_WORKER_GROWTH_MB": "64",
        },
    )
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 6000, 4)
    assert (settings.secret, settings.growth_mb) == (b"t" * 16, 64)
    assert settings.model == root / "models" / "old.tar.gz"


@pytest.mark.parametrize(
    ("env", "help_"),
    [
        ({"ENGINE_HOST": "0.0.0.0"}, "not this machine"),  # noqa: S104 - is to be refused
        ({"ENGINE_HOST": "0.0.0.0", "ENGINE_ALLOW_PRIVATE": "1"}, "not this machine"),  # noqa: S104
        ({"ENGINE_HOST": "8.8.8.8", "ENGINE_ALLOW_PRIVATE": "1"}, "not this machine"),
        ({"ENGINE_HOST": "10.0.0.5"}, "ENGINE_ALLOW_PRIVATE=1"),
        ({"ENGINE_HOST": "engine"}, "is no address"),
        ({"ENGINE_PORT": "0"}, "ENGINE_PORT=0"),
        ({"ENGINE_PORT": "x"}, "ENGINE_PORT=x"),
        ({"ENGINE_WORKERS": "0"}, "ENGINE_WORKERS=0"),
        ({"ENGINE_WORKER_GROWTH_MB": "1"}, "ENGINE_WORKER_GROWTH_MB=1"),
        ({"ENGINE_SECRET_FILE": "var/none"}, "make run"),
        ({"ENGINE_MODEL": "models/none.tar.gz"}, "make train"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy(root: Path, env: dict[str, str], help_: str) -> None:
    with pytest.raises(SettingsError, match=help_):
        from_environment(root, env)


def test_a_private_network_must_be_allowed(root: Path) -> None:
    env = {"ENGINE_HOST": "10.0.0.5", "ENGINE_ALLOW_PRIVATE": "1"}
    assert from_environment(root, env).host == "10.0.0.5"


def test_without_any_model_make_train_is_named(root: Path) -> None:
    for file in (root / "models").iterdir():
        file.unlink()
    with pytest.raises(SettingsError, match="make train"):
        from_environment(root, {})


def test_a_short_secret_is_refused(root: Path) -> None:
    (root / "var" / "engine.secret").write_text("short", encoding="utf-8")
    with pytest.raises(SettingsError, match="shorter than 16"):
        from_environment(root, {})
