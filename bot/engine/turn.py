"""One turn, from request to answer: a pure function of state and messages (contract §4).

Messages that were typed one after the other are one thing to answer; a choice is one by itself.
Each is heard (slots filled) and answered in its order. When any message is a matter of life, only
the last one is answered: then danger alone speaks, and it looks at everything that was heard.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bot.engine.errors import EmptyReplyError
from bot.engine.payload import Choice
from bot.engine.replies import Bubble, reply_of
from bot.engine.state import write_state
from bot.engine.together import joint_text, together
from bot.engine.typed_text import clean
from bot.engine.wire import Typed
from bot.labels import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.engine.border.brain import Brain, Conversation
    from bot.engine.border.processor import Step
    from bot.engine.dialogue_face import Dialogue
    from bot.engine.wire import ReadRequest, TurnRequest
    from bot.reading import Reading

_FALLBACK = "nlu_fallback"


@dataclass
class _Heard:
    """What the turn has brought so far."""

    readings: list[dict[str, Any]] = field(default_factory=list)
    typed: list[Reading] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    bubbles: list[Bubble] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class _Burst:
    """Typed messages that follow each other: read each by itself and all together."""

    singles: tuple[Reading, ...]
    reading: Reading


class TurnTaker:
    """Takes turns with one loaded model."""

    def __init__(self, brain: Brain, dialogue: Dialogue) -> None:
        self._brain = brain
        self._dialogue = dialogue

    def turn(self, request: TurnRequest) -> dict[str, Any]:
        """Take one turn.

        Raises: EngineError: it failed; nothing of it counts.
        """
        chat = self._brain.conversation(request.state)
        before = chat.slots
        parts = self._parts(request, before)
        heard, after = self._go_through(chat, parts, request)
        slots = chat.slots
        replies = [reply_of(bubble, intents=self._brain.intents) for bubble in heard.bubbles]
        if not replies and request.speaker == "bot":
            raise EmptyReplyError("The bot said nothing in this turn.")
        raised = self._dialogue.escalation(before, after, heard.typed, heard.acts)
        return {
            "readings": heard.readings,
            "reading": _of_all(parts),
            "replies": replies,
            "plan": self._dialogue.plan(slots),
            "state": write_state(chat.state()),
            "escalation": raised,
            "language": slots.get("language"),
            "trace": _trace(heard, before, slots),
        }

    def read(self, request: ReadRequest) -> list[dict[str, Any]]:
        """Read messages, each by itself."""
        return [
            self._brain.read(clean(text), language=request.language, now=None).as_json()
            for text in request.texts
        ]

    def _parts(self, request: TurnRequest, before: Mapping[str, Any]) -> list[_Burst | Choice]:
        parts: list[_Burst | Choice] = []
        for kind, group in groupby(request.messages, key=type):
            if kind is Typed:
                texts = [clean(message.text) for message in group if isinstance(message, Typed)]
                parts.append(self._burst(texts, request, before))
            else:
                parts.extend(message for message in group if isinstance(message, Choice))
        return parts

    def _burst(
        self, texts: Sequence[str], request: TurnRequest, before: Mapping[str, Any]
    ) -> _Burst:
        singles = tuple(self._read(text, request, before) for text in texts)
        if len(singles) == 1:
            return _Burst(singles, singles[0])
        joint = self._read(joint_text(texts), request, before)
        return _Burst(singles, together(singles, joint))

    def _read(self, text: str, request: TurnRequest, before: Mapping[str, Any]) -> Reading:
        language = request.context.language or before.get("language")
        read = self._brain.read(text, language=language, now=request.context.now)
        return self._dialogue.explained(read, before)

    def _go_through(
        self, chat: Conversation, parts: Sequence[_Burst | Choice], request: TurnRequest
    ) -> tuple[_Heard, Mapping[str, Any]]:
        """Hear and answer all parts; gives the slots as they were when all was heard, too."""
        heard = _Heard()
        life = any(isinstance(part, _Burst) and part.reading.level is Level.LIFE for part in parts)
        context = {"turn": asdict(request.context)}
        after: Mapping[str, Any] = chat.slots
        for index, part in enumerate(parts or [None]):
            self._hear(chat, part, heard, context)
            after = chat.slots
            is_last = index == len(parts or [None]) - 1
            if request.speaker == "bot" and (is_last or not life):
                bubbles, steps = chat.answer()
                heard.bubbles += bubbles
                heard.steps += steps
        return heard, after

    def _hear(
        self,
        chat: Conversation,
        part: _Burst | Choice | None,
        heard: _Heard,
        context: dict[str, Any],
    ) -> None:
        if part is None:
            turn = context["turn"]
            value = turn["language"] if turn["event"] == "language" else None
            heard.bubbles += chat.hear(f"event_{turn['event']}", value=value, **context)
        elif isinstance(part, Choice):
            before = chat.slots
            heard.bubbles += chat.hear(part.intent, value=part.value, **context)
            heard.acts.append(part.act)
            heard.readings.append(self._dialogue.choice_reading(part, before, chat.slots))
        else:
            reading = part.reading
            intent = _FALLBACK if reading.unsure else reading.topic
            heard.bubbles += chat.hear(
                intent, text=reading.redacted, reading=reading.as_json(), **context
            )
            heard.typed += part.singles
            if len(part.singles) > 1:
                heard.typed.append(reading)
            heard.readings += [single.as_json() for single in part.singles]


def _of_all(parts: Sequence[_Burst | Choice]) -> dict[str, Any] | None:
    bursts = [part.reading for part in parts if isinstance(part, _Burst)]
    if not bursts:
        return None
    return (together(bursts, bursts[-1]) if len(bursts) > 1 else bursts[0]).as_json()


def _trace(heard: _Heard, before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Say why the bot did what it did, for trainers: names and numbers only."""
    return {
        "language": {"before": before.get("language"), "after": after.get("language")},
        "actions": [asdict(step) for step in heard.steps],
        "slots": {
            name: after.get(name)
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        },
    }
