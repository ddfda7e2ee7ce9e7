"""Numbers and addresses come from one place, each with its source and the day of its check."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from bot.dialogue.content import FIXED
from bot.dialogue.content_responses import fill
from bot.dialogue.danger import BESIDE
from bot.labels import SITUATIONS, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.content import Content

Variations = dict[str, list[dict[str, Any]]]
_PHONE = re.compile(
    r"(?<![\w@{])(?:0\d{2,3}[ /.]\d{2}[ .]?\d{3}|0800[ \d]{6,}|1\d{2}(?:[ .]?000)?|1813)(?![\w@])"
)
_SITE = re.compile(r"\b[\w-]+\.(?:be|org|com|brussels)\b")
_WITH_SOURCE = ("helplines", "steps", "questions", "signals", "answers", "apps", "law", "phrases")


def _facts_with_their_entries(facts: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in _WITH_SOURCE:
        for name, entry in facts[file].items():
            yield f"{file}.{name}", entry
    for name, entry in facts["protocols"]["situations"].items():
        yield f"protocols.{name}", entry


def test_every_fact_names_its_source_and_the_day_it_was_checked(facts: dict[str, Any]) -> None:
    for name, entry in _facts_with_their_entries(facts):
        assert str(entry.get("source", "")).strip(), name
        assert isinstance(entry.get("checked_on"), dt.date), name


def test_no_number_or_address_is_written_out_in_a_text(variations: Variations) -> None:
    """The corrected fact must reach every text."""
    for name, both in variations.items():
        for each in both:
            assert not _PHONE.search(each["text"]), name
            assert not _SITE.search(each["text"]), name


def test_no_number_or_address_is_written_out_in_a_link(variations: Variations) -> None:
    for name, both in variations.items():
        for each in both:
            metadata = each.get("metadata", {})
            shown = [metadata.get("more", "")]
            shown += [part for link in metadata.get("links", []) for part in link.values()]
            for text in shown:
                assert not _PHONE.search(text), f"{name}: {text}"
                assert not _SITE.search(text), f"{name}: {text}"


def test_every_link_dials_writes_or_opens(content: Content) -> None:
    for name, response in content.responses.items():
        for language, wording in response.wordings.items():
            known = content.placeholders(language or "fr")
            for link in wording.links:
                href = fill(link.href, known)
                assert re.fullmatch(r"tel:\d+|mailto:\S+@\S+|https://\S+", href), f"{name}: {href}"


def test_beside_every_number_stands_a_written_way(content: Content) -> None:
    """Where one is confirmed: Child Focus has mail, the listening and suicide lines a site."""
    pairs = {
        "{child_focus_phone}": ("{child_focus_mail}", "{listening_line_site}"),
        "{suicide_line_phone}": ("{suicide_line_site}", "{emergency}"),
        "{listening_line_phone}": ("{listening_line_site}", "{abuse_chat_site}"),
    }
    # The state of a line stands in brackets, in a message that links to 116 000.
    inside = {"utter_line_closed", "utter_line_unknown"}
    for name, response in content.responses.items():
        for wording in response.wordings.values():
            for phone, written in pairs.items():
                if phone in wording.text and name not in inside:
                    assert any(way in wording.text for way in written), f"{name}: {wording.text}"


def test_where_the_state_of_help_stands_there_is_a_written_way_to_touch(
    variations: Variations,
) -> None:
    """Nobody of the team may be there: the mail of Child Focus is beside it, in every language."""
    for name, both in variations.items():
        for each in both:
            if "{help}" in each["text"]:
                links = each.get("metadata", {}).get("links", [])
                assert "{child_focus_mailto}" in [link["href"] for link in links], name


def test_hours_that_nobody_confirmed_are_not_stated(content: Content) -> None:
    hours = re.compile(
        r"\b\d{1,2}\s?(?:h|u|:)\s?\d{0,2}\b|\b(?:mercredi|woensdag|weekend|week-end)\b"
    )
    for name, response in content.responses.items():
        for wording in response.wordings.values():
            assert not hours.search(wording.text), name


def test_only_belgian_services_and_no_service_for_adults_only(variations: Variations) -> None:
    foreign = re.compile(r"(?i)stopncii|report remove|childline|988|3018|119\b|113\b|samaritans")
    for name, both in variations.items():
        for each in both:
            assert not foreign.search(str(each)), name


def test_all_situations_and_signals_are_there(facts: dict[str, Any]) -> None:
    assert set(facts["protocols"]["situations"]) == set(SITUATIONS)
    assert set(facts["signals"]) == {signal.value for signal in Signal}


def test_no_text_is_left_that_nothing_says(content: Content) -> None:
    """A response that the dialogue cannot reach would be corrected in vain."""
    named = set(_named(content))
    wordings = "|".join(f"_{each}" for row in content.situations.values() for each in row.wording)
    beside = "|".join(BESIDE)
    endings = re.compile(rf"({wordings})?(_in_danger)?(_friend|_adult)?({beside})?$")
    for name in content.responses:
        assert name in named or endings.sub("", name) in named, name


def _named(content: Content) -> Iterator[str]:
    yield from FIXED
    for situation in content.situations.values():
        for row in situation.rows.values():
            yield row.first
    for step in content.steps.values():
        yield from (step.say, step.why, step.how, *step.how_app.values())
        yield from (case.say for case in step.cases)
        yield from [step.cant] if step.cant else []
    for question in content.questions.values():
        yield from (question.say, *question.again)
        yield from (answer.then for answer in question.answers.values() if answer.then)
    for signal in content.signals.values():
        yield from filter(None, (signal.first, signal.first_answered))
        yield from (case.say for case in signal.cases)
    for answer in content.answers.values():
        yield from (answer.default, *answer.by_situation.values())
        others = (way for other in answer.others.values() for way in other.ways)
        yield from (way.say for way in (*answer.again, *others) if way.say)
        yield from (case.say for case in answer.cases)
    yield from (phrases.says for phrases in content.phrases.values() if phrases.says)
    yield from (*content.company.lines, content.company.quiet)
