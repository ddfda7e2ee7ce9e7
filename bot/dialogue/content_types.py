"""The shapes of content/ and data/responses/ once they are read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.labels import Role

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping

    from bot.dialogue.opening_hours import Hours

    LabelText = Mapping[str, str]

LANGUAGES = ("fr", "nl")
ANY_LANGUAGE = ""


@dataclass(frozen=True)
class Button:
    """A choice as Rasa writes it; `payload` is `/intent` or `/intent{"value": "x"}`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Link:
    """Something to tap that leads out of the chat."""

    label: str
    href: str


@dataclass(frozen=True)
class Wording:
    """A response in one language; `more` is what stands behind a fold."""

    text: str
    buttons: tuple[Button, ...] = ()
    advice: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    more: str | None = None


@dataclass(frozen=True)
class Response:
    """A response with its wording per language, or one under `ANY_LANGUAGE`."""

    name: str
    file: str
    wordings: Mapping[str, Wording]

    def wording(self, language: str | None) -> Wording:
        """Give the wording in this language, else the one that serves every language."""
        return self.wordings.get(language or "fr") or next(iter(self.wordings.values()))


@dataclass(frozen=True)
class Item:
    """A place in a plan: a step or a question, with the facts it depends on."""

    id: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """What one role is told in one situation."""

    first: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Situation:
    """One of the 17 situations; `wording` names the variants of texts that fit it.

    `label` is how the young person would say it, `label_of_others` a friend or an adult who writes about one.
    """

    label: LabelText
    label_of_others: LabelText
    rows: Mapping[str, Row]
    wording: tuple[str, ...] = ()

    def label_for(self, role: str, language: str) -> str:
        """Say what the situation is, as somebody in this role would."""
        label = self.label if role == Role.SELF.value else self.label_of_others
        return label[language]


@dataclass(frozen=True)
class App:
    """An app, with the response that tells each way that is known; `typed_only`: it has no button.

    `words`: how a visitor names it, its label among them.
    """

    label: str
    ways: Mapping[str, str]
    words: re.Pattern[str]
    typed_only: bool = False


@dataclass(frozen=True)
class Step:
    """Something that the visitor can do and tick off.

    `does`: what is done once it is ticked; a step whose own are all done counts as done. Somebody
    who cannot do it gets the smaller step `cant_then`, or else the kind words of `cant`. Where one of
    `cases` holds, its words stand for those of `say`.
    """

    id: str
    advice: tuple[str, ...]
    label: LabelText
    say: str
    why: str
    how: str
    does: tuple[str, ...]
    cant: str | None = None
    how_app: Mapping[str, str] = field(default_factory=dict)
    cant_then: str | None = None
    leaves_app: bool = False
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What one answer sets, and what is said to it; `open`: it does not close a safety question.

    `asks`: the safety question that takes its place. `step`: the step that follows at once,
    before the plan goes on. `typed`: how it is typed. `of_others`: what a friend or an adult means by it.
    """

    facts: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()
    then: str | None = None
    open: bool = False
    asks: str | None = None
    step: str | None = None
    typed: re.Pattern[str] | None = None
    of_others: Answer | None = None

    @property
    def all_facts(self) -> frozenset[str]:
        """Every fact that it sets, whoever gives it."""
        others = self.of_others.facts if self.of_others else ()
        return frozenset((*self.facts, *others))


@dataclass(frozen=True)
class Question:
    """Something that the bot asks; typed and clicked answers do the same."""

    id: str
    advice: tuple[str, ...]
    say: str
    answers: Mapping[str, Answer]
    slot: str | None = None
    safety: bool = False
    names_adult: bool = False
    again: tuple[str, ...] = ()

    @property
    def all_facts(self) -> frozenset[str]:
        """Every fact that one of its answers sets: a new answer takes the place of an earlier one."""
        return frozenset(fact for answer in self.answers.values() for fact in answer.all_facts)

    def answer(self, name: str, role: str, signals: Collection[str]) -> Answer:
        """Give what this answer means from somebody in this role, in a chat with these signals.

        Where what it says stands already, a friend's "I don't know" takes nothing back.
        """
        answer = self.answers[name]
        stands = not set(answer.signals).isdisjoint(signals)
        others = role != Role.SELF.value and not stands
        return answer.of_others if answer.of_others and others else answer


@dataclass(frozen=True)
class SignalAnswer:
    """What a signal adds to the chat; the first of `cases` that holds is said instead of `first`.

    `first_answered` stands for `first` in the turn that has just answered the same question, or whose answer
    has set the signal; `cant` is said to a typed "I can't" right after `first`.
    """

    first: str | None
    first_answered: str | None = None
    cases: tuple[Case, ...] = ()
    asks: str | None = None
    items: tuple[Item, ...] = ()
    covers: tuple[str, ...] = ()
    cant: str | None = None


@dataclass(frozen=True)
class Case:
    """What is answered when its conditions hold.

    `asks` is asked after it, `asks_first` instead of it, both while nobody has answered them.
    """

    say: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    asks: str | None = None
    asks_first: str | None = None


@dataclass(frozen=True)
class Way:
    """What else answers a question when its conditions hold: a text, or how a step is done."""

    say: str | None = None
    how: str | None = None
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherQuestion:
    """A question of its own within a topic, known by its words or, with `in_app`, by a named app."""

    ways: tuple[Way, ...]
    words: re.Pattern[str] | None = None
    in_app: bool = False


@dataclass(frozen=True)
class TopicAnswer:
    """The answer to a question topic: the first case that holds, the situation's, the default.

    `again` answers the second asking, the first that holds; without one the answer is said once more.
    """

    default: str
    cases: tuple[Case, ...] = ()
    by_situation: Mapping[str, str] = field(default_factory=dict)
    asks: str | None = None
    covered_by: str | None = None
    again: tuple[Way, ...] = ()
    others: Mapping[str, OtherQuestion] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """Situations that a correction may exchange; `reads_as`: what a topic means among them."""

    situations: tuple[str, ...]
    reads_as: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Correction:
    """Words that, in a correction, tell a situation in the place of one of `over`.

    `myself`: said by who wrote for somebody else, it is about themselves from now on. `never` is
    taken out of the text before.
    """

    told: str
    over: tuple[str, ...]
    words: re.Pattern[str]
    myself: bool = False
    never: re.Pattern[str] | None = None

    def said_in(self, words: str) -> bool:
        """Whether a plain text says it."""
        kept = self.never.sub(" ", words) if self.never else words
        return self.words.search(kept) is not None


@dataclass(frozen=True)
class Whole:
    """Words that mean something where a whole message consists of them and of those `around` them."""

    words: re.Pattern[str]
    around: re.Pattern[str]

    def is_all_of(self, text: str) -> bool:
        """Whether a plain text says this and nothing else."""
        if self.words.search(text) is None:
            return False
        beside = " ".join(self.words.sub(" ", text).split())
        return not self.around.sub(" ", beside).strip()


# In a wall of text "il a mes photos" says nothing of "ma mère le sait", three sentences on; in letters.
_CLOSE = 30


@dataclass(frozen=True)
class Told:
    """Words that tell a fact or a step as known or done, not close beside those of `unless`.

    `instead`: steps of the same kind, for a plan that has one of those.
    """

    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    instead: tuple[str, ...] = ()

    def found_in(self, text: str) -> bool:
        """Whether a plain text tells it."""
        return any(not self._is_denied(text, found) for found in self.words.finditer(text))

    def _is_denied(self, text: str, found: re.Match[str]) -> bool:
        if self.unless is None:
            return False
        begin = max(0, found.start() - _CLOSE)
        return self.unless.search(text[begin : found.end() + _CLOSE]) is not None


@dataclass(frozen=True)
class Cues:
    """Set phrases heard beside the reading, of both languages together, for `plain` text.

    `answers`: a plain yes or no at the beginning, `but`: what makes an objection of it. `adults`: answers of the questions for an adult,
    the first that is found counts; `no_adult`: words beside which none was named.
    """

    first: re.Pattern[str]
    anywhere: re.Pattern[str]
    myself: re.Pattern[str]
    for_another: re.Pattern[str]
    families: tuple[Family, ...]
    corrections: tuple[Correction, ...]
    answers: Mapping[str, re.Pattern[str]]
    but: re.Pattern[str]
    adults: Mapping[str, re.Pattern[str]]
    no_adult: re.Pattern[str]
    afraid: re.Pattern[str]
    naming: Whole
    later: Whole
    told: Mapping[str, Told]


@dataclass(frozen=True)
class Company:
    """The lines of company while a counsellor is awaited."""

    lines: tuple[str, ...]
    quiet: str


@dataclass(frozen=True)
class Helpline:
    """Somebody to call or write to.

    `named` holds, per language, what a text may name (name, phone, site, …) and what a link needs
    (tel, mailto, link). `written` lists the ways to write to it. `when_not` may be None.
    """

    id: str
    named: Mapping[str, Mapping[str, str]]
    speaks: tuple[str, ...]
    written: Mapping[str, tuple[str, ...]]
    hours: Mapping[str, Hours]
    for_whom: LabelText
    when_not: LabelText | None
