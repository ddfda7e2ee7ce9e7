"""Accounts: by the command line, and those of a demo."""

from __future__ import annotations

import json
import sqlite3
import stat
from typing import TYPE_CHECKING

import pytest

from service.adapters.schema import Audit
from service.cli import main
from service.domain.staff import StaffRole, check_name
from service.domain.staff_errors import BadNameError, NameTakenError, WeakPasswordError
from service.usecases.staff.accounts import add_account
from service.usecases.staff.demo import make_demo_accounts
from service.usecases.staff.passwords import (
    check_password,
    hash_password,
    make_password,
    matches,
)
from tests.service.desk.actors import at_work, code_of
from tests.service.world import serving

if TYPE_CHECKING:
    from pathlib import Path

    from service.settings import Settings
    from tests.service.world import World


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    for name in ("database_url", "key_file", "demo_logins_file", "erasure_file"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))


@pytest.fixture
def changes(tmp_path: Path) -> dict[str, object]:
    return {"demo_logins_file": tmp_path / "demo-logins.json"}


@pytest.mark.usefixtures("command_line")
def test_an_account_made_by_command_shows_its_password_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["staff", "add", "--name", "Sam", "--role", "counsellor", "--totp"]) == 0
    shown = capsys.readouterr().out
    assert "Password, shown this once: " in shown
    assert "Secret for the authenticator app" in shown
    assert "█" in shown  # the QR code
    assert main(["staff", "list"]) == 0
    listed = capsys.readouterr().out
    assert listed.split() == ["sam", "counsellor", "active", "one-time", "code"]
    assert main(["staff", "reset-totp", "--name", "sam"]) == 0
    assert main(["staff", "log-out", "--name", "sam"]) == 0
    capsys.readouterr()
    main(["staff", "list"])
    assert "at the next login" in capsys.readouterr().out
    assert main(["staff", "add", "--name", "sam", "--role", "lead"]) == 1
    assert "already" in capsys.readouterr().err
    assert main(["staff", "disable", "--name", "sam"]) == 0
    assert main(["staff", "disable", "--name", "nobody"]) == 1
    assert main(["audit", "verify"]) == 0
    assert "whole: 4 records" in capsys.readouterr().out


@pytest.mark.usefixtures("command_line")
def test_the_verifier_names_the_broken_record(
    capsys: pytest.CaptureFixture[str], sqlite_url: str
) -> None:
    for name in ("sam", "jo"):
        main(["staff", "add", "--name", name, "--role", "counsellor"])
    database = sqlite3.connect(sqlite_url.partition("///")[2])
    database.execute(f"UPDATE {Audit.__tablename__} SET action = 'staff.listed' WHERE id = 2")  # noqa: S608
    database.commit()
    database.close()
    assert main(["audit", "verify"]) == 1
    assert "broken at record 2" in capsys.readouterr().err


@pytest.mark.usefixtures("command_line")
def test_a_typed_password_is_asked_twice_and_not_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["a long enough one", "another long one", *["a long enough one"] * 2])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    arguments = ["staff", "add", "--name", "sam", "--role", "trainer", "--ask"]
    assert main(arguments) == 1
    assert main(arguments) == 0
    assert "a long enough one" not in capsys.readouterr().out


async def test_demo_accounts_are_made_once_and_work(world: World, settings: Settings) -> None:
    path = await make_demo_accounts(world.services)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first = path.read_text()
    logins = json.loads(first)
    assert [(login["role"], login["name"]) for login in logins] == [
        ("counsellor", "sam"),
        ("lead", "lou"),
        ("trainer", "noor"),
        ("admin", "alix"),
    ]
    await make_demo_accounts(world.services)
    assert path.read_text() == first
    for login in logins:
        body = {"name": login["name"], "password": login["password"]}
        assert (await world.http.post("/api/desk/session", json=body)).status_code == 201
    path.unlink()
    await make_demo_accounts(world.services)
    assert path.read_text() != first
    body["password"] = json.loads(path.read_text())[-1]["password"]
    assert (await world.http.post("/api/desk/session", json=body)).status_code == 201
    assert settings.demo_logins_file == path


async def test_a_new_database_gets_the_logins_that_the_file_already_lists(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    path = await make_demo_accounts(world.services)
    before = path.read_text()
    fresh = settings.model_copy(
        update={"database_url": f"sqlite:///{tmp_path}/new.db", "demo": True}
    )
    async with serving(fresh) as anew:
        login = json.loads(path.read_text())[0]
        body = {"name": login["name"], "password": login["password"]}
        assert (await anew.http.post("/api/desk/session", json=body)).status_code == 201
    assert path.read_text() == before


async def test_an_admin_sees_accounts_and_the_audits_chain_and_no_chat(world: World) -> None:
    alix = await at_work(world, "alix", StaffRole.ADMIN)
    [account] = (await alix.get("/api/desk/staff")).json()["accounts"]
    assert (account["name"], account["role"], account["disabled"]) == ("alix", "admin", False)
    assert "password" not in str(account)
    assert (await alix.get("/api/desk/audit/chain")).json()["broken"] is None
    for closed in ("/api/desk/audit", "/api/desk/queue"):
        assert code_of(await alix.get(closed)) == (403, "not_allowed")


async def test_a_name_is_taken_in_any_spelling(world: World) -> None:
    await at_work(world, "sam")
    with pytest.raises(NameTakenError):
        await add_account(world.services, name=" SAM ", role=StaffRole.ADMIN)


@pytest.mark.parametrize("name", ["", " ", "x" * 41, "a/b", "<b>", "-", "a\nb", ".sam"])
def test_odd_names_are_refused(name: str) -> None:
    with pytest.raises(BadNameError):
        check_name(name)


@pytest.mark.parametrize("name", ["sam", "Zoë", "Jean-Luc", "an d'hondt", "x"])
def test_names_as_people_have_them_are_taken(name: str) -> None:
    assert check_name(name) == name.casefold()


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short", "short"),
        ("elevensigns", "short"),
        ("x" * 300, "long"),
        ("aaaaaaaaaaaaaaaa", "same"),
        ("Sam is my name 42", "name"),
        ("Password1234!", "common"),
        ("mot de passe 2026", "common"),
        ("Wachtwoord-1234", "common"),
        ("azertyuiop12", "common"),
        ("123456-7890-12", "common"),
    ],
)
def test_weak_passwords_are_refused_by_the_rule_they_break(password: str, rule: str) -> None:
    with pytest.raises(WeakPasswordError) as weak:
        check_password(password, name="sam")
    assert weak.value.fields == {"rule": rule}


@pytest.mark.parametrize(
    "password", ["correct horse battery", "my password is a heron", "q7-m2k9-xxd4"]
)
def test_a_long_password_of_ones_own_is_taken(password: str) -> None:
    check_password(password, name="sam")


@pytest.mark.parametrize("name", ["a", "sam", "x" * 40])
def test_a_drawn_password_keeps_the_rules(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("w8quyxgb48zasamdt8fu" + "w8quyxgb48zaxamdt8fu")
    monkeypatch.setattr("secrets.choice", lambda _: next(drawn))
    password = make_password(name=name)
    check_password(password, name=name)
    assert password == f"w8quy-xgb48-za{'x' if name == 'sam' else 's'}am-dt8fu"


@pytest.mark.usefixtures("strong_hashes")
def test_a_password_is_stored_as_argon2id_and_compared() -> None:
    password = make_password(name="sam")
    check_password(password, name="sam")
    stored = hash_password(password)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,")
    assert matches(password, stored)
    assert not matches(password + "x", stored)
    assert not matches(password, None)
    assert not matches(password, "no hash")
