"""Collects the YAML conversations and runs each of them step by step against one running product."""

from __future__ import annotations

import contextlib
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.labels import ADVICE
from tests.support.actors import Counsellor, Event, Visitor
from tests.support.script import PaidDebtError, StepError, play, steps_of
from tests.support.stack import Stack, limits_in_force, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HERE = Path(__file__).resolve().parent
_NEVER = yaml.safe_load((_HERE / "never.yml").read_text("utf-8"))
_MOST_TAGS = 5
# Silence is passed over (see `is_silent`): its lines need not wait for the next look. Nobody here waits
# between two messages either, and a busy machine is no reason for the fixed answer: tests/service and
# tests/long see to the limits.
_SETTINGS = {
    "JOBS_S": "0.5",
    "RATE_PER_S": "100",
    "RATE_BURST": "100",
    "TURN_DEADLINE_S": "15",
    "CHATS_PER_COUNSELLOR": "50",  # one counsellor for all, who leaves some chats as they are
}


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> ConversationFile | None:
    """Take every .yml below a language's folder as a conversation."""
    if file_path.suffix == ".yml" and file_path.name != "never.yml":
        return ConversationFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the limits, and the debts of the model: steps that fail because it misreads what was written."""
    terminalreporter.write_line(limits_in_force(_SETTINGS))
    here = _HERE.relative_to(terminalreporter.config.rootpath).as_posix()
    owed = [
        report
        for report in terminalreporter.getreports("xfailed")
        if report.nodeid.startswith(f"{here}/")
    ]
    if owed:
        terminalreporter.section(f"the model misreads {len(owed)} conversations")
    for report in owed:
        file = report.nodeid.removeprefix(f"{here}/").partition("::")[0]
        terminalreporter.write_line(f"{file}: {report.wasxfail}")


class ConversationFile(pytest.File):
    """One file, one conversation."""

    def collect(self) -> Iterator[pytest.Item]:
        yield Conversation.from_parent(self, name=self.path.stem)


class Conversation(pytest.Item):
    """Plays the steps in order; the failing step is named in the report."""

    def runtest(self) -> None:
        spec = yaml.safe_load(self.path.read_text("utf-8"))
        steps = steps_of(spec)
        stack = _running_stack(self.session, gathers=spec.get("gathers_bursts", False))
        with contextlib.closing(Player(stack, spec.get("language"))) as player:
            misread = play(steps, player.play, transcript=player.transcript)
        if misread:
            pytest.xfail(f"{misread}: {misread.misread}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, (StepError, PaidDebtError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        about = yaml.safe_load(self.path.read_text("utf-8"))["about"]
        return self.path, 0, f"{self.path.relative_to(_HERE)}: {about}"


class Player:
    """Holds the actors of one conversation and knows the steps that a file may use."""

    def __init__(self, stack: Stack, language: str | None) -> None:
        self._stack = stack
        self._visitor = Visitor(stack, language)
        self._counsellor: Counsellor | None = None
        self._answer: list[Event] = []
        self._steps: dict[str, Callable[[Any], object]] = {
            "visitor writes": self._writes,
            "visitor writes in a burst": self._writes_in_a_burst,
            "visitor chooses": self._chooses,
            "visitor is silent": self._keeps_silent,
            "visitor asks for a human": lambda _: self._visitor.asks_for_a_human(),
            "visitor changes language": self._visitor.changes_language,
            "visitor sees bot": lambda text: self._visitor.sees("bot", text),
            "visitor sees counsellor": lambda text: self._visitor.sees("counsellor", text),
            "visitor takes a code": lambda _: self._visitor.takes_a_code(),
            "visitor comes back on another device": lambda _: self._visitor.comes_back(),
            "visitor mistypes the code": lambda _: self._visitor.mistypes_the_code(),
            "visitor erases the chat": lambda _: self._visitor.erases(),
            "bot advises": self._advises,
            "bot advises first": self._advises_first,
            "bot does not advise": self._does_not_advise,
            "bot has advised": self._has_advised,
            "bot has advised in order": self._has_advised_in_order,
            "bot has never advised": self._has_never_advised,
            "bot offers": self._offers,
            "bot does not offer": self._does_not_offer,
            "bot does not repeat itself": lambda _: self._does_not_repeat(),
            "bot says": self._says,
            "bot does not say": self._does_not_say,
            "bot is silent": lambda _: self._is_silent(),
            "queue shows": self._queue_shows,
            "level is": self._level_is,
            "state is": self._visitor.waits_for_state,
            "language is": self._language_is,
            "plan shows done": self._plan_shows_done,
            "plan begins with": self._plan_begins_with,
            "chat is gone": lambda _: self._visitor.is_gone(),
            "counsellor claims": lambda _: self._claims(),
            "counsellor takes over": lambda _: self._desk().takes_over(self._visitor.chat),
            "counsellor writes": lambda text: self._desk().writes(self._visitor.chat, text),
            "counsellor hands back": lambda _: self._desk().hands_back(self._visitor.chat),
            "counsellor closes": lambda _: self._desk().closes(self._visitor.chat),
        }

    def play(self, name: str, value: Any) -> None:
        """Do one step.

        Raises: AssertionError: it does not hold, or there is no such step.
        """
        assert name in self._steps, f"no such step; there are: {', '.join(self._steps)}"
        self._steps[name](value)

    def close(self) -> None:
        """Let everybody leave."""
        self._visitor.leaves()
        if self._counsellor:
            self._counsellor.leaves()

    def transcript(self) -> str:
        """The conversation so far, as a person would read it."""
        return "\n".join(
            f"{e['from']:>10}: {e['text']}  {e.get('advice') or ''}"
            for e in self._visitor.messages()
        )

    def _desk(self) -> Counsellor:
        self._counsellor = self._counsellor or Counsellor(self._stack)
        return self._counsellor

    def _claims(self) -> None:
        self._desk().claims(self._visitor.chat)
        self._visitor.refresh()

    def _writes(self, text: str) -> None:
        self._answer = self._visitor.writes(text)
        self._check_always()

    def _writes_in_a_burst(self, texts: list[str]) -> None:
        self._answer = self._visitor.writes_in_a_burst(texts)
        self._check_always()

    def _chooses(self, choice: str | dict[str, str]) -> None:
        wanted = {"act": choice} if isinstance(choice, str) else choice
        self._answer = self._visitor.chooses(wanted["act"], wanted.get("label"))
        self._check_always()

    def _keeps_silent(self, minutes: float) -> None:
        self._answer = self._visitor.is_silent(minutes)
        self._check_always()

    def _check_always(self) -> None:
        text = "\n".join(event["text"] for event in self._answer)
        for phrase in _NEVER.get(self._visitor.language or "", ()):
            assert not re.search(phrase, text, re.IGNORECASE), f"says what it never may: {phrase}"
        for event in self._answer:
            tags = event.get("advice") or []
            assert len(tags) <= _MOST_TAGS, f"{len(tags)} tags in one message: {tags}"
            unknown = set(tags) - set(ADVICE)
            assert not unknown, f"tags that the contract does not know: {unknown}"

    def _advises(self, tags: list[str]) -> None:
        missing = set(tags) - _tags(self._answer)
        assert not missing, f"not advised: {missing}; advised: {_tags(self._answer)}"

    def _advises_first(self, tags: list[str]) -> None:
        missing = set(tags) - _tags(self._answer[:1])
        assert not missing, f"not in the first bubble: {missing}; there: {_tags(self._answer[:1])}"

    def _does_not_advise(self, tags: list[str]) -> None:
        said = set(tags) & _tags(self._answer)
        assert not said, f"advised all the same: {said}"

    def _has_advised(self, tags: list[str]) -> None:
        said = _tags([e for e in self._visitor.messages() if e["from"] == "bot"])
        assert set(tags) <= said, f"never advised: {set(tags) - said}"

    def _has_advised_in_order(self, tags: list[str]) -> None:
        said = [_tags([event]) for event in self._visitor.messages() if event["from"] == "bot"]
        places = {
            tag: next((at for at, there in enumerate(said) if tag in there), None) for tag in tags
        }
        never = [tag for tag, at in places.items() if at is None]
        assert not never, f"never advised: {never}"
        order = sorted(tags, key=lambda tag: places[tag] or 0)
        assert order == tags, f"advised in this order: {order}"

    def _has_never_advised(self, tags: list[str]) -> None:
        said = set(tags) & _tags([e for e in self._visitor.messages() if e["from"] == "bot"])
        assert not said, f"advised all the same: {said}"

    def _offers(self, acts: list[str]) -> None:
        offered = [choice["act"] for choice in self._visitor.choices()]
        assert set(acts) <= set(offered), f"offers {offered}"

    def _does_not_offer(self, labels: list[str]) -> None:
        offered = {choice["label"] for choice in self._visitor.choices()}
        assert not offered & set(labels), f"offers {sorted(offered)}"

    def _does_not_repeat(self) -> None:
        before = {
            event["text"]
            for event in self._visitor.messages()
            if event["from"] == "bot" and event["seq"] < self._answer[0]["seq"]
        }
        again = [event["text"] for event in self._answer if event["text"] in before]
        assert not again, f"says again: {again}"

    def _says(self, part: str) -> None:
        text = "\n".join(event["text"] for event in self._answer)
        assert part.lower() in text.lower(), f"says {text!r}"

    def _does_not_say(self, part: str) -> None:
        text = "\n".join(event["text"] for event in self._answer)
        assert part.lower() not in text.lower(), f"says {text!r}"

    def _is_silent(self) -> None:
        assert not self._answer, "the bot answers"

    def _queue_shows(self, wanted: dict[str, Any]) -> None:
        row = self._desk().row(self._visitor.chat)
        assert row is not None, "the chat is not in the queue"
        found = {key: row.get(key) for key in wanted}
        assert found == wanted, f"the queue shows {found}"

    def _level_is(self, level: str) -> None:
        row = self._desk().row(self._visitor.chat)
        found = row["level"] if row else "none"
        assert found == level, f"level is {found}"

    def _language_is(self, language: str) -> None:
        self._visitor.refresh()
        assert self._visitor.language == language, f"language is {self._visitor.language}"

    def _plan_shows_done(self, steps: list[str]) -> None:
        done = {step["id"] for step in self._visitor.plan() if step["done"]}
        assert set(steps) <= done, f"done: {done}"

    def _plan_begins_with(self, steps: list[str]) -> None:
        open_ones = [step["id"] for step in self._visitor.plan() if not step["done"]]
        assert open_ones[: len(steps)] == steps, f"open: {open_ones}"


def _tags(events: list[Event]) -> set[str]:
    return {tag for event in events for tag in event.get("advice") or []}


_running: dict[bool, Stack] = {}


def _running_stack(session: pytest.Session, *, gathers: bool) -> Stack:
    """Start the product once for all conversations; it stops when the session ends.

    Those about bursts have a service of their own on the same engine: it gathers as configured.
    """
    if gathers not in _running:
        engine_of = _running_stack(session, gathers=False) if gathers else None
        opened = contextlib.ExitStack()
        session.config.add_cleanup(opened.close)
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="conversations-")))
        starting = running(folder, gathers=gathers, engine_of=engine_of, settings=_SETTINGS)
        _running[gathers] = opened.enter_context(starting)
    return _running[gathers]
