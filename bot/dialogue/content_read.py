"""Reads each file of content/ into its shape (the schema: docs/reference/content.md)."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from bot.dialogue.content_types import (
    LANGUAGES,
    Answer,
    App,
    Case,
    Company,
    Correction,
    Cues,
    Family,
    Item,
    OtherQuestion,
    Question,
    Row,
    SignalAnswer,
    Situation,
    Step,
    Told,
    TopicAnswer,
    Way,
    Whole,
)
from bot.dialogue.cues import PhraseError, compiled, pattern_of
from bot.dialogue.phrases import Phrases
from bot.labels import SITUATIONS, Role, Signal
from bot.nlu.fold import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.dialogue.content_node import Node

WAYS_IN_APP = ("save", "profile_link", "report", "block", "secure")
UNKNOWN = "unknown"
_SOURCE = ("source", "checked_on")
# Stands, within a phrase of `told`, for any of the listed adults.
_ADULT = re.compile(r"\badult\b")
_ARTICLE = re.compile(r"(?i)\bart(?:icle|ikel)?s?\b\.?\s*\d|§")


def read_items(node: Node) -> tuple[Item, ...]:
    """Read the items of a plan."""
    return tuple(_item(entry) for entry in node.items())


def _item(node: Node) -> Item:
    if isinstance(node.value, str):
        return Item(node.text())
    node.only("id", "when", "unless", *_SOURCE)
    return Item(node.child("id").text(), node.child("when").texts(), node.child("unless").texts())


def read_situations(node: Node) -> dict[str, Situation]:
    """Read the rows of every situation, all 17 for each role."""
    missing = [name for name in SITUATIONS if name not in node.table()]
    if missing:
        raise node.error(f"add the situation {missing[0]}.")
    node.only(*SITUATIONS)
    return {name: _situation(child) for name, child in node.entries()}


def _situation(node: Node) -> Situation:
    roles = [role.value for role in Role]
    node.only("label", "label_of_others", "wording", *roles, *_SOURCE)
    return Situation(
        label=node.child("label").both(),
        label_of_others=node.child("label_of_others").both(),
        rows={role: _row(node.child(role)) for role in roles},
        wording=node.child("wording").texts(),
    )


def _row(node: Node) -> Row:
    node.only("first", "items", *_SOURCE)
    return Row(node.child("first").text(), read_items(node.child("items")))


def read_steps(node: Node, apps: Mapping[str, App]) -> dict[str, Step]:
    """Read the steps, each with its way per app."""
    return {name: _step(name, child, apps) for name, child in node.entries()}


def _step(name: str, node: Node, apps: Mapping[str, App]) -> Step:
    known = ("advice", "label", "say", "why", "how", "cant", "how_app", "cant_then", "leaves_app")
    node.only(*known, "does", "cases", *_SOURCE)
    if (node.child("cant").value is None) == (node.child("cant_then").value is None):
        raise node.child("cant").error("write either cant or cant_then.")
    return Step(
        id=name,
        advice=node.child("advice").texts(),
        label=node.child("label").both(),
        say=node.child("say").text(),
        why=node.child("why").text(),
        how=node.child("how").text(),
        does=node.child("does").texts() or (name,),
        cant=node.child("cant").optional(),
        how_app=_how_app(node.child("how_app"), apps),
        cant_then=node.child("cant_then").optional(),
        leaves_app=node.child("leaves_app").flag(),
        cases=tuple(_words(entry) for entry in node.child("cases").items()),
    )


def _words(node: Node) -> Case:
    node.only("say", "when", "unless")
    return Case(node.child("say").text(), node.child("when").texts(), node.child("unless").texts())


def _how_app(node: Node, apps: Mapping[str, App]) -> dict[str, str]:
    way = node.optional()
    if way is None:
        return {}
    if way not in WAYS_IN_APP:
        raise node.error(f"write one of {', '.join(WAYS_IN_APP)} here.")
    return {name: app.ways[way] for name, app in apps.items() if way in app.ways}


def read_apps(node: Node) -> dict[str, App]:
    """Read the apps; a way that no source tells must be said to be unknown."""
    return {name: _app(child) for name, child in node.entries()}


def _app(node: Node) -> App:
    ways = {way: node.child(way) for way in WAYS_IN_APP}
    for way, child in ways.items():
        if child.value is None:
            raise child.error(f"name the text that tells how to {way}, or write {UNKNOWN}.")
    known = {way: child.text() for way, child in ways.items() if child.value != UNKNOWN}
    label = node.child("label").text()
    words = compiled([plain(label), *map(_pattern, node.child("words").items())])
    return App(label, known, words, typed_only=node.child("typed_only").flag())


def read_questions(node: Node) -> dict[str, Question]:
    """Read the questions with what each answer sets."""
    return {name: _question(name, child) for name, child in node.entries()}


def _question(name: str, node: Node) -> Question:
    node.only("advice", "say", "slot", "safety", "names_adult", "again", "answers", *_SOURCE)
    slot = node.child("slot").optional()
    if slot not in (None, "age_band", "app"):
        raise node.child("slot").error("write age_band, app or null here.")
    question = Question(
        id=name,
        advice=node.child("advice").texts(),
        say=node.child("say").text(),
        answers={key: _answer(child) for key, child in node.child("answers").entries()},
        slot=slot,
        safety=node.child("safety").flag(),
        names_adult=node.child("names_adult").flag(),
        again=node.child("again").texts(),
    )
    if question.safety and len(question.again) < 2:
        raise node.child("again").error("a safety question needs two lines that ask again.")
    return question


_ANSWER = ("facts", "signals", "then", "open", "asks", "step")


def _answer(node: Node) -> Answer:
    node.only(*_ANSWER, "typed", "of_others", *_SOURCE)
    typed, others = node.child("typed"), node.child("of_others")
    if others.value is not None:
        others.only(*_ANSWER)
    answer = Answer(
        facts=node.child("facts").texts(),
        signals=node.child("signals").texts(),
        then=node.child("then").optional(),
        open=node.child("open").flag(),
        asks=node.child("asks").optional(),
        step=node.child("step").optional(),
        typed=None if typed.value is None else compiled(_in_both(typed)),
        of_others=None if others.value is None else _answer(others),
    )
    if not (answer.facts or answer.signals):
        raise node.error("name a fact or a signal, or the question would be asked again.")
    return answer


def read_signals(node: Node) -> dict[str, SignalAnswer]:
    """Read what each of the ten signals adds."""
    names = [signal.value for signal in Signal]
    node.only(*names)
    return {name: _signal(node.child(name)) for name in names}


def _signal(node: Node) -> SignalAnswer:
    node.only(
        "first", "first_answered", "cases", "cant", "asks", "items", "covers", "priority", *_SOURCE
    )
    return SignalAnswer(
        first=node.child("first").optional(),
        first_answered=node.child("first_answered").optional(),
        cases=tuple(_words(entry) for entry in node.child("cases").items()),
        asks=node.child("asks").optional(),
        items=read_items(node.child("items")),
        covers=node.child("covers").texts(),
        cant=node.child("cant").optional(),
    )


def read_answers(node: Node) -> dict[str, TopicAnswer]:
    """Read the answers to the question topics."""
    return {name: _topic(child) for name, child in node.entries()}


def _topic(node: Node) -> TopicAnswer:
    node.only("default", "cases", "by_situation", "asks", "covered_by", "again", "others", *_SOURCE)
    by_situation = node.child("by_situation")
    if by_situation.value:
        by_situation.only(*SITUATIONS)
    return TopicAnswer(
        default=node.child("default").text(),
        cases=tuple(_case(entry) for entry in node.child("cases").items()),
        by_situation={key: child.text() for key, child in by_situation.entries()}
        if by_situation.value
        else {},
        asks=node.child("asks").optional(),
        covered_by=node.child("covered_by").optional(),
        again=tuple(_way(entry) for entry in node.child("again").items()),
        others={name: _other(child) for name, child in _entries(node.child("others"))},
    )


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    return iter(()) if node.value is None else node.entries()


def _way(node: Node) -> Way:
    node.only("say", "how", "when", "unless")
    say, how = node.child("say").optional(), node.child("how").optional()
    if (say is None) == (how is None):
        raise node.error("write either say or how.")
    return Way(say, how, node.child("when").texts(), node.child("unless").texts())


def _other(node: Node) -> OtherQuestion:
    node.only("ways", "in_app", *LANGUAGES)
    in_app = node.child("in_app").flag()
    by_words = not in_app or any(node.child(language).value for language in LANGUAGES)
    words = [
        pattern
        for language in (LANGUAGES if by_words else ())
        for pattern in _patterns(node.child(language))
    ]
    return OtherQuestion(
        ways=tuple(_way(entry) for entry in node.child("ways").items()),
        words=compiled(words) if words else None,
        in_app=in_app,
    )


def _case(node: Node) -> Case:
    node.only("say", "when", "unless", "asks", "asks_first", *_SOURCE)
    return Case(
        say=node.child("say").text(),
        when=node.child("when").texts(),
        unless=node.child("unless").texts(),
        asks=node.child("asks").optional(),
        asks_first=node.child("asks_first").optional(),
    )


def read_phrases(node: Node) -> dict[str, Phrases]:
    """Read the lists of phrases that the dialogue finds by itself."""
    return {name: _phrases(child) for name, child in node.entries()}


def _phrases(node: Node) -> Phrases:
    ways = ("goes_on", "alone", "after_silence")
    conditions = ("when", "unless", "explains")
    node.only("asks", "says", "facts", "advises", "never", *ways, *conditions, *LANGUAGES, *_SOURCE)
    patterns = [
        (f"{language}:{place}", compiled([pattern]))
        for language in LANGUAGES
        for place, pattern in enumerate(_patterns(node.child(language)))
    ]
    never = node.child("never")
    phrases = Phrases(
        patterns=tuple(patterns),
        never=None if never.value is None else compiled(_in_both(never)),
        asks=node.child("asks").optional(),
        says=node.child("says").optional(),
        facts=node.child("facts").texts(),
        advises=node.child("advises").optional(),
        goes_on=node.child("goes_on").flag(),
        alone=node.child("alone").flag(),
        after_silence=node.child("after_silence").flag(),
        when=node.child("when").texts(),
        unless=node.child("unless").texts(),
        explains=node.child("explains").texts(),
    )
    if (phrases.goes_on or phrases.after_silence) and not phrases.says:
        raise node.child("says").error("name the line that is said before the walk goes on.")
    follows = sum(map(bool, (phrases.asks, phrases.says, phrases.advises)))
    if follows > 1 or not (follows or phrases.facts):
        raise node.error("write one of asks, says and advises, facts beside it or alone.")
    return phrases


def _in_both(node: Node) -> list[str]:
    node.only(*LANGUAGES)
    return [pattern for language in LANGUAGES for pattern in _patterns(node.child(language))]


def _patterns(node: Node) -> list[str]:
    if not node.items():
        raise node.error("write phrases in each language.")
    return [_pattern(entry) for entry in node.items()]


def _pattern(node: Node) -> str:
    try:
        return pattern_of(node.text())
    except PhraseError as error:
        raise node.error("write letters and blanks, (a|b) for either, * for some words.") from error


def read_company(node: Node) -> Company:
    """Read the lines of company."""
    node.only("lines", "quiet", *_SOURCE)
    lines = node.child("lines").texts()
    if len(lines) < 6:
        raise node.child("lines").error("write at least six lines, or they repeat at once.")
    return Company(lines, node.child("quiet").text())


def read_cues(node: Node) -> Cues:
    """Read the set phrases that are heard beside the reading."""
    known = (
        "first",
        "anywhere",
        "myself",
        "for_another",
        "denied",
        "families",
        "corrections",
        "told",
    )
    node.only(*known, "yes", "no", "but", "adults", "no_adult", "later", "around_adult", "afraid")
    denied = _in_both(node.child("denied"))
    adults = {name: _in_both(child) for name, child in node.child("adults").entries()}
    return Cues(
        first=compiled(_in_both(node.child("first"))),
        anywhere=compiled(_in_both(node.child("anywhere"))),
        myself=compiled(_in_both(node.child("myself")), denied_by=denied),
        for_another=compiled(_in_both(node.child("for_another"))),
        families=tuple(_family(entry) for entry in node.child("families").items()),
        corrections=tuple(_correction(entry) for entry in node.child("corrections").items()),
        answers={name: compiled(_in_both(node.child(name))) for name in ("yes", "no")},
        but=compiled(_in_both(node.child("but"))),
        adults={name: compiled(words) for name, words in adults.items()},
        no_adult=compiled(_in_both(node.child("no_adult"))),
        afraid=compiled(_in_both(node.child("afraid"))),
        naming=Whole(
            words=compiled(itertools.chain.from_iterable(adults.values())),
            around=compiled(_in_both(node.child("around_adult"))),
        ),
        later=_whole(node.child("later")),
        told={n: _told(each, denied, adults) for n, each in node.child("told").entries()},
    )


def _whole(node: Node) -> Whole:
    node.only("words", "around")
    return Whole(*(compiled(_in_both(node.child(name))) for name in ("words", "around")))


def _told(node: Node, denied: list[str], adults: dict[str, list[str]]) -> Told:
    node.only("unless", "instead", *LANGUAGES)
    words = [pattern for language in LANGUAGES for pattern in _patterns(node.child(language))]
    unless = node.child("unless")
    not_beside = [] if unless.value is None else _in_both(unless)
    return Told(
        words=compiled(_with_adults(words, adults), denied_by=denied),
        unless=compiled(_with_adults(not_beside, adults)) if not_beside else None,
        instead=node.child("instead").texts(),
    )


def _with_adults(patterns: list[str], adults: dict[str, list[str]]) -> list[str]:
    anyone = "|".join(itertools.chain.from_iterable(adults.values()))
    return [_ADULT.sub(lambda _: f"(?:{anyone})", pattern) for pattern in patterns]


def _family(node: Node) -> Family:
    node.only("situations", "reads_as")
    reads_as = node.child("reads_as")
    family = Family(
        situations=node.child("situations").texts(),
        reads_as={key: child.text() for key, child in reads_as.entries()} if reads_as.value else {},
    )
    _check_situations(node, (*family.situations, *family.reads_as, *family.reads_as.values()))
    return family


def _correction(node: Node) -> Correction:
    node.only("told", "over", "words", "myself", "never")
    never = node.child("never")
    made = Correction(
        told=node.child("told").text(),
        over=node.child("over").texts(),
        words=compiled(_in_both(node.child("words"))),
        myself=node.child("myself").flag(),
        never=None if never.value is None else compiled(_in_both(never)),
    )
    _check_situations(node, (made.told, *made.over))
    return made


def _check_situations(node: Node, names: tuple[str, ...]) -> None:
    unknown = [name for name in names if name not in SITUATIONS]
    if unknown:
        raise node.error(f"{unknown[0]} is no situation of labels.md.")


def read_law(node: Node) -> dict[str, dict[str, str]]:
    """Read what the law says as placeholders: language → `law_<statement>` → sentence."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for name, entry in node.entries():
        entry.only("text", *_SOURCE)
        entry.child("source").text()
        entry.child("checked_on").day()
        for language, text in entry.child("text").both().items():
            if _ARTICLE.search(text):
                raise entry.child("text").error("write it in plain words, without article numbers.")
            if not text.endswith("."):
                raise entry.child("text").error("write one whole sentence with its full stop.")
            found[language][f"law_{name}"] = text
    return found
