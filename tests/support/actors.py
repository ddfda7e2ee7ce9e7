"""The people of a conversation test, speaking to the product through its public HTTP interface."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.support.stack import Stack

Event = dict[str, Any]
_ANSWER_S = 20.0
_BETWEEN_S = 0.3  # of two messages of a burst: less than the quiet that ends it


class NoAnswerError(AssertionError):
    """The product did not do in time what the test waits for."""


@dataclass
class Visitor:
    """Someone who writes in the widget. Keeps every event by its number, as the widget does."""

    stack: Stack
    language: str | None = None
    events: dict[int, Event] = field(default_factory=dict)
    state: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        self._http = httpx.Client(base_url=self.stack.base, timeout=30)
        chat = self._call("POST", "/api/chats", {"language": self.language}, expect=201)
        self.chat: str = chat["chat"]
        self._http.headers["Authorization"] = f"Bearer {chat['token']}"
        self._take(chat)

    def writes(self, text: str) -> list[Event]:
        """Send a message; give the bot's answer to it."""
        return self._send({"text": text})

    def writes_in_a_burst(self, texts: Sequence[str]) -> list[Event]:
        """Send one message after the other, as people type, without waiting for the bot.

        Gives the bot's answer to all of them. Raises: AssertionError: it is more than one answer.
        """
        seqs: list[int] = []
        for text in texts:
            if seqs:
                time.sleep(_BETWEEN_S)
            message = {"client_id": str(uuid.uuid4()), "text": text}
            seqs.append(int(self._post_when_allowed(message)["seq"]))
        answer = self._answer_to(seqs[-1])
        answered = [e["answers"] for e in self.events.values() if e["kind"] == "turn_done"]
        ours = [seq for seq in answered if seq >= seqs[0]]
        assert ours == [seqs[-1]], f"messages {seqs} were answered at {ours}, not once"
        return answer

    def is_silent(self, minutes: float) -> list[Event]:
        """Write nothing for so long; give what the bot says meanwhile, if a line is due by then."""
        last, lines = max(self.events), self.stack.said_in_silence(self.chat)
        if self.stack.let_silence_pass(self.chat, minutes):
            self._wait(
                lambda: self.stack.said_in_silence(self.chat) > lines or None, "a line in silence"
            )
        self.refresh()
        return [e for e in self.messages() if e["from"] == "bot" and e["seq"] > last]

    def chooses(self, act: str, label: str | None = None) -> list[Event]:
        """Take the offered choice with this act (and label); give the bot's answer."""
        offered = [
            choice
            for choice in self.choices()
            if choice["act"] == act and (label is None or label.lower() in choice["label"].lower())
        ]
        if not offered:
            names = [(choice["act"], choice["label"]) for choice in self.choices()]
            raise NoAnswerError(f"no choice {act!r} {label or ''} is offered, only {names}")
        return self._send({"choice": offered[0]["id"]})

    def choices(self) -> list[dict[str, str]]:
        """What can be tapped now: the choices that the bot offered last."""
        offered: list[dict[str, str]] = []
        for event in self.messages():
            if event["from"] == "visitor":
                offered = []
            offered = event.get("choices") or offered
        return offered

    def asks_for_a_human(self) -> None:
        """Tap "talk to a human"."""
        self._call("POST", f"{self._path}/human", {"client_id": str(uuid.uuid4())}, expect=200)
        self.refresh()

    def changes_language(self, language: str) -> None:
        """Use the language switch."""
        body = {"client_id": str(uuid.uuid4()), "language": language}
        self._call("POST", f"{self._path}/language", body, expect=200)
        self.refresh()

    def takes_a_code(self) -> None:
        """Have the come-back code shown and write it down."""
        self.code = self._call("POST", f"{self._path}/code", None, expect=201)["code"]

    def comes_back(self) -> None:
        """Open the chat on a device that knows nothing but the code."""
        chat = self._call("POST", "/api/return", {"code": self.code}, expect=200)
        assert chat["chat"] == self.chat, "the code leads to another chat"
        self._http.headers["Authorization"] = f"Bearer {chat['token']}"
        self.events.clear()
        self._take(chat)

    def mistypes_the_code(self) -> None:
        """Try a code that is nobody's."""
        wrong = {"code": self.code[::-1]}
        error = self._call("POST", "/api/return", wrong, expect=404)["error"]
        assert error["code"] == "no_such_code", error

    def erases(self) -> None:
        """Delete the conversation."""
        self._call("DELETE", self._path, None, expect=204)

    def is_gone(self) -> None:
        """Find nothing where the chat was."""
        self._call("GET", f"{self._path}?after=0", None, expect=404)

    def sees(self, sender: str, text: str) -> Event:
        """Wait until a message of this sender with this text has arrived."""

        def arrived() -> Event | None:
            return next(
                (e for e in self.messages() if e["from"] == sender and text in e["text"]), None
            )

        return self._wait(arrived, f"{sender} says {text!r}")

    def waits_for_state(self, state: str) -> None:
        """Wait until the chat is `bot`, `waiting`, `human` or `closed`."""
        self._wait(lambda: self.state == state or None, f"state {state}, it is {self.state}")

    def messages(self) -> list[Event]:
        """All messages so far, in order."""
        return [e for _, e in sorted(self.events.items()) if e["kind"] == "message"]

    def plan(self) -> list[dict[str, Any]]:
        """The plan as the widget shows it."""
        return list(self._call("GET", f"{self._path}?after=0", None, expect=200)["plan"])

    def refresh(self) -> None:
        """Take in what has come since the last event."""
        after = max(self.events, default=0)
        self._take(self._call("GET", f"{self._path}?after={after}", None, expect=200))

    def leaves(self) -> None:
        """Close the connection."""
        self._http.close()

    @property
    def _path(self) -> str:
        return f"/api/chats/{self.chat}"

    def _send(self, body: dict[str, str]) -> list[Event]:
        message = {"client_id": str(uuid.uuid4()), **body}
        return self._answer_to(int(self._post_when_allowed(message)["seq"]))

    def _answer_to(self, seq: int) -> list[Event]:
        def answered() -> list[Event] | None:
            done = [e for e in self.events.values() if e["kind"] == "turn_done"]
            if not any(event["answers"] >= seq for event in done):
                return None
            return [e for e in self.messages() if e["from"] == "bot" and e["seq"] > seq]

        return self._wait(answered, f"an answer to message {seq}")

    def _post_when_allowed(self, message: dict[str, str]) -> dict[str, Any]:
        """Post as the widget does: a "too fast" is waited out, the message is kept."""
        while True:
            answer = self._http.post(f"{self._path}/messages", json=message)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            time.sleep(float(answer.headers["Retry-After"]))
        assert answer.status_code in {200, 201}, answer.text
        return dict(answer.json())

    def _take(self, answer: dict[str, Any]) -> None:
        self.state = answer["state"]
        self.language = answer["language"]
        for event in answer["events"]:
            self.events[event["seq"]] = event

    def _wait[T](self, ask: Callable[[], T | None], what: str) -> T:
        end = time.monotonic() + _ANSWER_S
        while time.monotonic() < end:
            self.refresh()
            found = ask()
            if found is not None:
                return found
            time.sleep(0.02)
        raise NoAnswerError(f"waited {_ANSWER_S:.0f} s in vain for {what}")

    def _call(self, method: str, path: str, body: Any, *, expect: int) -> dict[str, Any]:
        answer = self._http.request(method, path, json=body)
        assert answer.status_code == expect, f"{method} {path}: {answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}


class Counsellor:
    """Someone at the desk, logged in with a demo account."""

    def __init__(self, stack: Stack) -> None:
        login = stack.login("counsellor")
        self.name = login.name
        self._http = httpx.Client(base_url=stack.base, timeout=30)
        session = self._http.post(
            "/api/desk/session", json={"name": login.name, "password": login.password}
        )
        assert session.status_code == 201, session.text
        self._http.headers["X-CSRF-Token"] = session.json()["csrf"]

    def row(self, chat: str) -> dict[str, Any] | None:
        """The chat's row in the waiting list, None when it is not there."""
        queue = self._get("/api/desk/queue")["chats"]
        return next((row for row in queue if row["chat"] == chat), None)

    def reads(self, chat: str) -> list[Event]:
        """The events of the chat, once it is one's own; with the readings."""
        return list(self._get(f"/api/desk/chats/{chat}?after=0")["events"])

    def claims(self, chat: str) -> dict[str, Any]:
        """Claim the chat; a visitor who did not want a human is asked whether one may join."""
        return self._post(f"/api/desk/chats/{chat}/claim", {})

    def takes_over(self, chat: str) -> dict[str, Any]:
        """Claim the chat and join it, where the visitor need not be asked."""
        card = self.claims(chat)
        self._post(f"/api/desk/chats/{chat}/join", {})
        return card

    def writes(self, chat: str, text: str) -> None:
        """Say something to the visitor."""
        body = {"client_id": str(uuid.uuid4()), "text": text}
        self._post(f"/api/desk/chats/{chat}/messages", body)

    def hands_back(self, chat: str) -> None:
        """Give the chat back to the bot."""
        self._post(f"/api/desk/chats/{chat}/handback", {})

    def closes(self, chat: str) -> None:
        """End the chat."""
        self._post(f"/api/desk/chats/{chat}/close", {"outcome": {"result": "helped"}})

    def leaves(self) -> None:
        """Close the connection."""
        self._http.close()

    def _get(self, path: str) -> dict[str, Any]:
        answer = self._http.get(path)
        assert answer.status_code == 200, f"GET {path}: {answer.status_code} {answer.text}"
        return dict(answer.json())

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._http.post(path, json=body)
        assert answer.status_code in {200, 201}, f"{path}: {answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}
