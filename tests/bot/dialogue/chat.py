"""A chat without Rasa: the same order of remember, danger and route as in a real turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import Help, Memory, Turn, remember
from bot.dialogue.acting import act
from bot.dialogue.content_responses import parse_payload
from bot.dialogue.danger import after, decide
from bot.dialogue.phrases import explained
from bot.dialogue.routing import ROUTES
from bot.dialogue.speaking import Say, advice_of, choices_of
from bot.reading import Reading

if TYPE_CHECKING:
    from bot.dialogue.content import Content


def reading(
    topic: str,
    *signals: str,
    language: str = "fr",
    role: str = "self",
    words: int = 6,
    wants_human: bool = False,
    unsure: bool = False,
    ranking: tuple[tuple[str, float], ...] = (),
    text: str = "",
    confidence: float = 0.9,
) -> Reading:
    """Make a reading by hand; `text` only where the words count."""
    return Reading(
        language=language,
        topic=topic,
        confidence=confidence,
        ranking=ranking or ((topic, 0.9),),
        role=role,
        signals=dict.fromkeys(signals, 0.9),
        set_signals=signals,
        wants_human=wants_human,
        redacted=text or " ".join(["mot"] * words),
        why=dict.fromkeys(signals, "mot"),
        unsure=unsure,
    )


class Chat:
    """Plays turns and keeps what was said in the last one."""

    def __init__(self, content: Content, memory: Memory | None = None) -> None:
        self.content = content
        self.memory = memory or Memory()
        self.says: list[Say] = []
        self.help = Help()
        self.provisional = False

    def writes(self, read: Reading) -> Chat:
        """The visitor types."""
        read = explained(read, self.memory, self.content)
        intent = "nlu_fallback" if read.unsure else read.topic
        return self.turn(Turn(intent, None, read, self.help, provisional=self.provisional))

    def chooses(self, payload: str) -> Chat:
        """The visitor taps a choice."""
        return self.turn(Turn(*parse_payload(payload), help=self.help))

    def happens(self, event: str) -> Chat:
        """Something happens without a message."""
        return self.turn(Turn(event, help=self.help))

    def turn(self, turn: Turn) -> Chat:
        """Play one turn as Rasa would."""
        memory = remember(self.memory, turn, self.content)
        says: list[Say] = []
        first = decide(memory, turn, self.content)
        for action in (first or ROUTES[turn.intent], None):
            chosen = action or (after(memory, turn) if first else None)
            if chosen is None or (action is None and first == ROUTES[turn.intent]):
                break
            spoken = act(chosen, memory, turn, self.content)
            says += spoken.says
            memory = spoken.memory
        self.memory, self.says = memory, says
        return self

    @property
    def names(self) -> list[str]:
        """The responses of the last answer."""
        return [bubble.response for bubble in self.says]

    @property
    def advice(self) -> list[str]:
        """The tags of the last answer."""
        return [tag for bubble in self.says for tag in advice_of(bubble, self.content)]

    def payloads(self, place: int = -1) -> list[str]:
        """The choices at one bubble of the last answer."""
        return [
            button.payload for button in choices_of(self.says[place], self.memory, self.content)
        ]
