"""Commands of the service: accounts, demo accounts, the audit, a test of the calls to who is on call.

Usage: `python -m service.cli staff add --name sam --role counsellor`; see `--help`.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from typing import TYPE_CHECKING, TextIO

import segno

from service.adapters.migrating import migrate
from service.bootstrap import UNUSABLE, wire
from service.domain.errors import ServiceError
from service.domain.on_call import remedy
from service.domain.staff import StaffRole
from service.domain.staff_errors import WeakPasswordError
from service.settings import load_settings
from service.usecases.audit import verify
from service.usecases.on_call.delivery import note_notifiers
from service.usecases.on_call.trial import try_notifiers
from service.usecases.staff.accounts import (
    add_account,
    disable_account,
    end_sessions_of,
    list_accounts,
    reset_password,
    reset_second_factor,
)
from service.usecases.staff.demo import make_demo_accounts
from service.usecases.staff.totp import setup_uri
from service.usecases.starter_replies import load_starter_replies

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from service.usecases.services import Services
    from service.usecases.staff.accounts import Account, NewAccount

    type Command = Callable[[Services, argparse.Namespace], Awaitable[int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give its exit status."""
    asked = _parser().parse_args(arguments)
    try:
        return asyncio.run(_run(asked))
    except (ServiceError, *UNUSABLE) as error:
        _say(f"✗ {error}", to=sys.stderr)
        return 1


async def _run(asked: argparse.Namespace) -> int:
    services = wire(load_settings())
    command: Command = asked.command
    try:
        await services.database.reach()
        await migrate(services.database)
        await services.notifier.start()
        return await command(services, asked)
    finally:
        for notifier in services.on_call:
            await notifier.close()
        await services.notifier.stop()
        await services.engine.close()
        await services.database.close()


async def _add(services: Services, asked: argparse.Namespace) -> int:
    made = await add_account(
        services,
        name=asked.name,
        role=StaffRole(asked.role),
        password=_typed_password(asked),
        totp=asked.totp,
        first_steps=not asked.ready,
    )
    _show(made, asked)
    if not asked.ready:
        _say("At the first login they choose a password of their own and set up the code app.")
    return 0


async def _reset(services: Services, asked: argparse.Namespace) -> int:
    password = _typed_password(asked)
    made = await reset_password(services, name=asked.name, password=password, first_steps=True)
    _show(made, asked)
    return 0


async def _reset_totp(services: Services, asked: argparse.Namespace) -> int:
    member = await reset_second_factor(services, name=asked.name)
    _say(f"{member.name} sets up the code app anew at the next login; open sessions have ended.")
    return 0


async def _log_out(services: Services, asked: argparse.Namespace) -> int:
    member = await end_sessions_of(services, name=asked.name)
    _say(f"{member.name} is logged out everywhere.")
    return 0


async def _list(services: Services, _: argparse.Namespace) -> int:
    for account in await list_accounts(services):
        state = "disabled" if account.disabled_at else "active"
        totp = _second_factor(account)
        member = account.member
        _say(f"{member.name:<20} {member.role.value:<11} {state:<9} {totp}")
    return 0


def _second_factor(account: Account) -> str:
    if account.has_totp:
        return "one-time code"
    return "one-time code at the next login" if account.totp_due else "password only"


async def _disable(services: Services, asked: argparse.Namespace) -> int:
    member = await disable_account(services, name=asked.name)
    _say(f"{member.name} can no longer log in; open sessions have ended.")
    return 0


async def _demo(services: Services, _: argparse.Namespace) -> int:
    _say(f"Logins: {await make_demo_accounts(services)}")
    return 0


async def _verify(services: Services, _: argparse.Namespace) -> int:
    async with services.database.read() as session:
        verdict = await verify(session)
    if verdict.broken is not None:
        _say(f"✗ The audit is broken at record {verdict.broken}.", to=sys.stderr)
        return 1
    _say(f"The audit is whole: {verdict.records} records, last hash {verdict.head.hex()}.")
    return 0


async def _on_call_test(services: Services, _: argparse.Namespace) -> int:
    await note_notifiers(services)
    failed = 0
    async for name, code in try_notifiers(services):
        if code is None:
            _say(f"✓ {name}: sent. Look whether it has arrived.")
        else:
            failed += 1
            _say(f"✗ {name}: {code}. {remedy(name, code)}", to=sys.stderr)
    if not services.on_call:
        _say("✗ ON_CALL_NOTIFIERS is empty: nobody would be called. Set it.", to=sys.stderr)
    return 1 if failed or not services.on_call else 0


async def _load_canned(services: Services, _: argparse.Namespace) -> int:
    loaded = await load_starter_replies(services)
    _say(f"Canned replies: {loaded.added} added, {loaded.renewed} renewed.")
    if loaded.kept:
        _say(f"{loaded.kept} stay as they are: changed or removed here, or the shortcut is in use.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m service.cli", description="Chat service")
    areas = parser.add_subparsers(required=True, metavar="AREA")
    staff = areas.add_parser("staff", help="accounts of counsellors, leads, trainers and admins")
    commands = staff.add_subparsers(required=True, metavar="COMMAND")
    add = _command(commands, "add", _add, "make an account")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=[role.value for role in StaffRole])
    add.add_argument(
        "--totp", action="store_true", help="make the secret for one-time codes now, and print it"
    )
    add.add_argument(
        "--ready",
        action="store_true",
        help="nothing is left to set up at the first login (for machines and trials)",
    )
    add.add_argument("--ask", action="store_true", help="type the password instead of a random one")
    _command(commands, "list", _list, "list the accounts")
    disable = _command(commands, "disable", _disable, "close an account and its sessions")
    disable.add_argument("--name", required=True)
    reset = _command(commands, "reset-password", _reset, "new password; ends open sessions")
    reset.add_argument("--name", required=True)
    reset.add_argument(
        "--ask", action="store_true", help="type the password instead of a random one"
    )
    for name, command, help_text in (
        ("reset-totp", _reset_totp, "forget the second factor; set up anew at the next login"),
        ("log-out", _log_out, "end all sessions of an account"),
    ):
        _command(commands, name, command, help_text).add_argument("--name", required=True)
    _command(areas, "demo", _demo, "make the demo accounts and the file with their logins")
    on_call = areas.add_parser("on-call", help="who is called when nobody takes a chat")
    trials = on_call.add_subparsers(required=True, metavar="COMMAND")
    _command(trials, "test", _on_call_test, "send a test by every notifier that the settings name")
    audit = areas.add_parser("audit", help="what staff did")
    walks = audit.add_subparsers(required=True, metavar="COMMAND")
    _command(walks, "verify", _verify, "check that nobody changed the past")
    canned = areas.add_parser("canned", help="canned replies of the desk")
    loads = canned.add_subparsers(required=True, metavar="COMMAND")
    _command(loads, "load", _load_canned, "load what is new in content/canned_replies.yml")
    return parser


def _command(
    among: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    command: Command,
    help_text: str,
) -> argparse.ArgumentParser:
    parser = among.add_parser(name, help=help_text)
    parser.set_defaults(command=command)
    return parser


def _typed_password(asked: argparse.Namespace) -> str | None:
    """Ask for a password twice, without showing it; None for a random one."""
    if not asked.ask:
        return None
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise WeakPasswordError("differ", "The two are not the same.")
    return password


def _show(made: NewAccount, asked: argparse.Namespace) -> None:
    """Print what is shown this once; a typed password is not repeated."""
    _say(f"{made.member.name} ({made.member.role.value})")
    if not asked.ask:
        _say(f"Password, shown this once: {made.password}")
    if made.totp_secret is not None and getattr(asked, "totp", False):
        _say(f"Secret for the authenticator app, shown this once: {made.totp_secret}")
        segno.make(setup_uri(made.member.name, made.totp_secret)).terminal(compact=True)


def _say(line: str, *, to: TextIO | None = None) -> None:
    print(line, file=to)


if __name__ == "__main__":
    sys.exit(main())
