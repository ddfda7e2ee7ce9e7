"""Checks content/ and data/responses/ against each other: names, facts, tags, buttons, languages."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from bot.dialogue.content_helplines import placeholder
from bot.dialogue.content_node import ContentError
from bot.dialogue.content_responses import parse_payload, payload_of, placeholders_in
from bot.dialogue.content_types import ANY_LANGUAGE
from bot.labels import ADVICE, LIFE_SIGNALS, QUESTIONS, SITUATIONS, Role, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import (
        Answer,
        Case,
        Item,
        Question,
        Response,
        TopicAnswer,
        Way,
        Wording,
    )

ANSWER_PAYLOADS = {
    "yes": "/affirm",
    "no": "/deny",
    "unsure": "/dont_know",
    "calm": "/calm",
}
# Written once, in a language (or several) that no condition names.
_SINGLE_ENDINGS = ("_en", "_de")
_SINGLE = {"utter_opening_both", "utter_other_language"}
_HAND_MADE = {"are_you_human", "talk_to_human"}
_OWN_PARAMS = {"help", "step_label", "situation_label", "minutes", "until"}
_REACHED_BY = ("value", "phone", "mail", "site", "tel", "mailto", "link")
# The line under everything, open day and night.
_NET = "{child_focus_tel}"
_HREF = re.compile(r"\{\w+_(?:tel|mailto|link)(?:_fr|_nl)?\}")
_SIGNALS = {signal.value for signal in Signal}
_LIFE = {signal.value for signal in LIFE_SIGNALS}
CRISIS_CHOICES = 3
MOST_TAGS = 5


def check(content: Content, *, fixed: Iterable[str]) -> None:
    """Check everything.

    Raises: ContentError: for the first mistake, with file, key and remedy.
    """
    _check_items(content)
    _check_steps(content)
    _check_questions(content)
    _check_signals(content)
    _check_answers(content)
    _check_told(content)
    _check_phrases(content)
    for file, key, name in (*named(content), *(("the dialogue", "FIXED", n) for n in fixed)):
        if name not in content.responses:
            raise ContentError(file, key, f"write the response {name} in data/responses/.")
    for response in content.responses.values():
        _check_response(content, response)


def known_facts(content: Content) -> set[str]:
    """Name every fact that a condition may depend on."""
    facts = {"life", "in_plan", *_SIGNALS, *SITUATIONS, *Role}
    for phrases in content.phrases.values():
        facts.update(phrases.facts)
    for question in content.questions.values():
        facts.update(question.all_facts)
    return facts


def _plans(content: Content) -> Iterator[tuple[str, str, tuple[Item, ...]]]:
    for name, situation in content.situations.items():
        for role, row in situation.rows.items():
            yield "content/protocols.yml", f"situations.{name}.{role}.items", row.items
    yield "content/protocols.yml", "under_13.items", content.under_13
    for name, signal in content.signals.items():
        yield "content/signals.yml", f"{name}.items", signal.items


def _check_items(content: Content) -> None:
    facts = known_facts(content)
    for file, key, items in _plans(content):
        for item in items:
            if item.id not in content.steps and item.id not in content.questions:
                raise ContentError(
                    file, key, f"{item.id} is neither in steps.yml nor questions.yml."
                )
            _check_condition(item, facts, file=file, key=key, of=item.id)


def _check_condition(
    item: Item | Case | Way, facts: set[str], *, file: str, key: str, of: str
) -> None:
    unknown = [fact for fact in (*item.when, *item.unless) if fact not in facts]
    if unknown:
        raise ContentError(
            file, key, f"no answer in questions.yml sets the fact {unknown[0]} of {of}."
        )


def _check_steps(content: Content) -> None:
    for step in content.steps.values():
        file, key = "content/steps.yml", step.id
        if step.cant_then is not None and step.cant_then not in content.steps:
            raise ContentError(file, f"{key}.cant_then", f"{step.cant_then} is no step.")
        if step.cant_then is not None and content.steps[step.cant_then].cant is None:
            raise ContentError(
                file, f"{key}.cant_then", f"{step.cant_then} is no smaller step: it needs `cant`."
            )
        unknown = [name for name in step.does if name not in (*ADVICE, *content.steps)]
        if unknown:
            raise ContentError(file, f"{key}.does", f"{unknown[0]} is neither a tag nor a step.")
        for case in step.cases:
            _check_condition(case, known_facts(content), file=file, key=key, of=case.say)
        for name in (step.say, *(case.say for case in step.cases)):
            _check_tags(content, step.advice, said_in=name, file=file, key=key)


def _check_tags(
    content: Content, advice: Iterable[str], *, said_in: str, file: str, key: str
) -> None:
    response = content.responses.get(said_in)
    for wording in response.wordings.values() if response else ():
        missing = [tag for tag in advice if tag not in wording.advice]
        if missing:
            raise ContentError(
                file,
                f"{key}.advice",
                f"add {missing[0]} to metadata.advice of {said_in}, and say it.",
            )


def _check_questions(content: Content) -> None:
    file = "content/questions.yml"
    if "safe_now" not in content.questions:
        raise ContentError(file, "safe_now", "add it: the dialogue asks it by itself.")
    for question in content.questions.values():
        for response in (question.say, *question.again):
            _check_tags(content, question.advice, said_in=response, file=file, key=question.id)
        for key, answer in _answers_of(question):
            unknown = [signal for signal in answer.signals if signal not in _SIGNALS]
            if unknown:
                raise ContentError(file, key, f"{unknown[0]} is no signal.")
            if answer.step is not None and answer.step not in content.steps:
                raise ContentError(file, key, f"{answer.step} is no step.")
            if answer.asks is not None and not _is_safety(answer.asks, content):
                raise ContentError(file, f"{key}.asks", "name a safety question.")
        _check_choices(content, question)


def _answers_of(question: Question) -> Iterator[tuple[str, Answer]]:
    """Give every answer with its place in the file, those of others after the child's own."""
    for name, answer in question.answers.items():
        key = f"{question.id}.answers.{name}"
        yield key, answer
        if answer.of_others is not None:
            yield f"{key}.of_others", answer.of_others


def _is_safety(name: str, content: Content) -> bool:
    question = content.questions.get(name)
    return question is not None and question.safety


def _check_choices(content: Content, question: Question) -> None:
    """Each button is an answer; an answer without a button does the same as one that has one."""
    key = f"{question.id}.answers"
    response = content.responses.get(question.say)
    by_payload = {answer_payload(name): answer for name, answer in question.answers.items()}
    for wording in response.wordings.values() if response else ():
        given = {_normal(button.payload) for button in wording.buttons} - {"/talk_to_human"}
        stray = sorted(given - set(by_payload))
        if stray or not given:
            raise ContentError(
                "content/questions.yml",
                key,
                f"the buttons of {question.say} must be among {sorted(by_payload)}.",
            )
        shown = [(by_payload[payload].facts, by_payload[payload].signals) for payload in given]
        for payload, answer in by_payload.items():
            if payload not in given and (answer.facts, answer.signals) not in shown:
                raise ContentError(
                    "content/questions.yml", key, f"add a button {payload} to {question.say}."
                )


def answer_payload(name: str) -> str:
    """Give the payload that chooses this answer."""
    return ANSWER_PAYLOADS.get(name) or payload_of("pick", name)


def _normal(payload: str) -> str:
    return payload_of(*parse_payload(payload))


def _check_signals(content: Content) -> None:
    file = "content/signals.yml"
    for name, signal in content.signals.items():
        question = content.questions.get(signal.asks or "")
        if signal.asks and (question is None or not question.safety or name not in _LIFE):
            raise ContentError(
                file, f"{name}.asks", "only a life signal asks, and a safety question."
            )
        if name in _LIFE and (question is None or signal.first is None):
            raise ContentError(
                file, name, "a life signal needs `first` and a safety question in `asks`."
            )
        for case in signal.cases:
            _check_condition(case, known_facts(content), file=file, key=name, of=case.say)
        for said in filter(None, (signal.first, *(case.say for case in signal.cases))):
            if question is not None:
                _check_crisis_choices(content, question, said, key=f"{name}.first")


def _check_crisis_choices(content: Content, question: Question, said: str, *, key: str) -> None:
    allowed = {answer_payload(answer) for answer in question.answers} | {"/talk_to_human"}
    response = content.responses.get(said)
    for wording in response.wordings.values() if response else ():
        given = {_normal(button.payload) for button in wording.buttons}
        if not given or given - allowed or len(given) > CRISIS_CHOICES:
            raise ContentError(
                "content/signals.yml",
                key,
                f"{said} needs one to three buttons among {sorted(allowed)}.",
            )


def _check_answers(content: Content) -> None:
    file = "content/answers.yml"
    wanted = [topic for topic in QUESTIONS if topic not in _HAND_MADE]
    missing = [topic for topic in wanted if topic not in content.answers]
    if missing:
        raise ContentError(file, missing[0], "add the answer to this question topic.")
    for topic, answer in content.answers.items():
        if topic not in wanted:
            raise ContentError(
                file, topic, "this is no question topic of labels.md with an answer."
            )
        if answer.asks is not None and answer.asks not in content.questions:
            raise ContentError(file, f"{topic}.asks", f"{answer.asks} is not in questions.yml.")
        if answer.covered_by is not None and answer.covered_by not in _SIGNALS:
            raise ContentError(file, f"{topic}.covered_by", f"{answer.covered_by} is no signal.")
        for case in answer.cases:
            _check_case(case, topic, content)
        for way in _ways(answer):
            if way.how is not None and way.how not in content.steps:
                raise ContentError(file, f"{topic}.again", f"{way.how} is no step.")
            _check_condition(way, known_facts(content), file=file, key=topic, of=way.say or "how")


def _ways(answer: TopicAnswer) -> list[Way]:
    """Give everything that a question of the topic may be answered with beside its answer."""
    return [*answer.again, *(way for other in answer.others.values() for way in other.ways)]


def _check_case(case: Case, topic: str, content: Content) -> None:
    file, key = "content/answers.yml", f"{topic}.cases"
    _check_condition(case, known_facts(content), file=file, key=key, of=case.say)
    for question in filter(None, (case.asks, case.asks_first)):
        if question not in content.questions:
            raise ContentError(file, key, f"{question} is not in questions.yml.")


def _check_phrases(content: Content) -> None:
    for name, phrases in content.phrases.items():
        question = content.questions.get(phrases.asks or "")
        # One whose "no" asks another may take the place of that one (phrases.py).
        if phrases.asks and (question is None or (question.safety and not _leads_on(question))):
            raise ContentError(
                "content/phrases.yml", f"{name}.asks", "name a question that is no safety question."
            )
        facts = {*known_facts(content), "unsafe"}
        unknown = [each for each in (*phrases.when, *phrases.unless) if each not in facts]
        unknown += [signal for signal in phrases.explains if signal not in _SIGNALS]
        if unknown:
            raise ContentError(
                "content/phrases.yml", name, f"{unknown[0]} is neither a fact nor a signal."
            )
        if phrases.advises and phrases.advises not in ADVICE:
            raise ContentError(
                "content/phrases.yml", f"{name}.advises", f"{phrases.advises} is no tag."
            )


def _leads_on(question: Question) -> bool:
    return any(answer.asks for answer in question.answers.values())


def _check_told(content: Content) -> None:
    facts = (question.all_facts for question in content.questions.values())
    known = {*content.steps, *itertools.chain.from_iterable(facts)}
    instead = (name for told in content.cues.told.values() for name in told.instead)
    unknown = [name for name in (*content.cues.told, *instead) if name not in known]
    if unknown:
        raise ContentError(
            "content/cues.yml", "told", f"{unknown[0]} is neither a fact nor a step."
        )


def named(content: Content) -> Iterator[tuple[str, str, str]]:
    """Give every response that content/ names: file, place in it, name."""
    for name, situation in content.situations.items():
        for role, row in situation.rows.items():
            yield "content/protocols.yml", f"situations.{name}.{role}.first", row.first
    for key, names in _named_by_key(content):
        file, _, place = key.partition(":")
        for response in filter(None, names):
            yield f"content/{file}.yml", place, response


def _named_by_key(content: Content) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    for step in content.steps.values():
        cases = (case.say for case in step.cases)
        said = (step.say, *cases, step.why, step.how, step.cant, *step.how_app.values())
        yield f"steps:{step.id}", said
    for name, app in content.app_ways.items():
        yield f"apps:{name}", tuple(app.ways.values())
    for question in content.questions.values():
        thens = [answer.then for _, answer in _answers_of(question)]
        yield f"questions:{question.id}", (question.say, *question.again, *thens)
    for name, signal in content.signals.items():
        cases = (case.say for case in signal.cases)
        yield f"signals:{name}.first", (signal.first, signal.first_answered, signal.cant, *cases)
    for topic, answer in content.answers.items():
        cases = (case.say for case in answer.cases)
        by_situation = answer.by_situation.values()
        yield (
            f"answers:{topic}",
            (answer.default, *cases, *by_situation, *(way.say for way in _ways(answer))),
        )
    for name, phrases in content.phrases.items():
        yield f"phrases:{name}.says", (phrases.says,)
    yield "company:lines", (*content.company.lines, content.company.quiet)


def _check_response(content: Content, response: Response) -> None:
    single = ANY_LANGUAGE in response.wordings
    if single != is_single(response.name):
        raise ContentError(
            response.file,
            response.name,
            "write one variation per language (fr, nl), with a condition.",
        )
    wordings = list(response.wordings.values())
    for language, wording in response.wordings.items():
        _check_placeholders(content, response, wording, language or "fr")
        _check_offers(content, response, wording)
        if len(wording.advice) > MOST_TAGS:
            raise ContentError(response.file, response.name, "a message carries at most five tags.")
        for part in ("buttons", "advice"):
            if _comparable(wording, part) != _comparable(wordings[0], part):
                raise ContentError(
                    response.file, response.name, f"{part} differ between fr and nl."
                )


def is_single(name: str) -> bool:
    """Whether a response is written once and not once per language."""
    return name in _SINGLE or name.endswith(_SINGLE_ENDINGS)


def _check_placeholders(
    content: Content, response: Response, wording: Wording, language: str
) -> None:
    known = {*content.placeholders_of[language], *_OWN_PARAMS}
    known.update(placeholder(name, "hours") for name in content.helplines)
    shown = [wording.text, wording.more or "", *(link.label for link in wording.links)]
    for text in (*shown, *(link.href for link in wording.links)):
        unknown = sorted(placeholders_in(text) - known)
        if unknown:
            raise ContentError(
                response.file,
                response.name,
                f"{{{unknown[0]}}} is in no file for {language}: see helplines.yml, law.yml.",
            )
    for link in wording.links:
        if not _HREF.fullmatch(link.href):
            raise ContentError(
                response.file,
                response.name,
                f"the link {link.href} must be {{<helpline>_tel}}, _mailto or _link, "
                "so that a corrected number is the one that is dialled.",
            )


def _check_offers(content: Content, response: Response, wording: Wording) -> None:
    """A line that may be closed is offered with its hours, and with 116 000 to tap if it is."""
    hrefs = [link.href for link in wording.links]
    named_here = placeholders_in(" ".join((wording.text, wording.more or "", *hrefs)))
    for line in content.helplines.values():
        if all(line.hours[language].always for language in line.speaks):
            continue
        ways = {
            placeholder(line.id, key) + ending
            for key in _REACHED_BY
            for ending in ("", "_fr", "_nl")
        }
        hours = placeholder(line.id, "hours")
        if named_here & ways and hours not in placeholders_in(wording.text):
            raise ContentError(
                response.file,
                response.name,
                f"{line.id} may be closed: add {{{hours}}} beside its number.",
            )
        if named_here & ways and _NET not in hrefs:
            raise ContentError(
                response.file, response.name, f"{line.id} may be closed: add a link to {_NET}."
            )


def _comparable(wording: object, part: str) -> list[str]:
    values = getattr(wording, part)
    return [getattr(value, "payload", value) for value in values]
