"""Loads content/*.yml and data/responses/*.yml, checked, and reloaded when a file changes.

What each file may hold: docs/reference/content.md.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bot.dialogue import content_helplines, content_read
from bot.dialogue.content_check import check
from bot.dialogue.content_node import ContentError, Node
from bot.dialogue.content_responses import fill, placeholders_in, read_responses
from bot.dialogue.opening_hours import clock
from bot.labels import Role
from bot.project_files import BrokenFileError, load_yaml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from bot.dialogue.content_types import (
        App,
        Button,
        Company,
        Cues,
        Helpline,
        Item,
        Question,
        Response,
        SignalAnswer,
        Situation,
        Step,
        TopicAnswer,
    )
    from bot.dialogue.phrases import Phrases

__all__ = ["FIXED", "Content", "ContentError"]

ROOT = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)

# Responses that the dialogue names itself, and when.
FIXED: dict[str, str] = {
    "utter_opening": "the two lines of the opening, the rest behind `more`",
    "utter_opening_both": "the same in both languages, no condition [buttons: change_language]",
    "utter_other_language": "one safe message for other languages, no condition [buttons: as above]",
    "utter_other_language_en": "one safe message in English, no condition [buttons: as above]",
    "utter_other_language_de": "the same in German",
    "utter_other_language_life_en": "a life signal in English: numbers, {help} [buttons: as above]",
    "utter_other_language_life_de": "the same in German",
    "utter_other_language_again_en": "more in English: still here [buttons: as above]",
    "utter_other_language_again_de": "the same in German",
    "utter_other_language_human_en": "the same once a human was asked for: {help} [buttons: language]",
    "utter_other_language_human_de": "the same in German",
    "utter_language_changed": "the chat goes on in this language",
    "utter_what_happened": "invites to tell what happened; no situation is known yet",
    "utter_tell_me_more": "after a life signal, safety answered, no situation known: go on telling",
    "utter_go_on": "shall we go on with the plan [buttons: /affirm /talk_to_human, /later]",
    "utter_back_to_step": "back to the step in hand: {step_label}",
    "utter_code_offered": "before the first step that leads into another app (tag code_offered)",
    "utter_listening": "they tell more of the same situation: it was read; the reminder follows",
    "utter_listening_more": "the same a second time, in other words",
    "utter_listening_human": "the same a third time: offers a human (human_offered)",
    "utter_which_app": "how? differs by app: which one, asked once (apps are added) "
    '[buttons: /pick{"value": "other_app"}]',
    "utter_asked_often": "the same question a third time: offers a human (go_on is added, without a "
    "situation the most common ones)",
    "utter_set_aside": "this step can wait, said before the next one",
    "utter_no_step": "done / why / how, but no step is in hand",
    "utter_plan_end": "all steps done: sums up, leaves a way back",
    "utter_plan_end_open": "the rest is done, some steps were set aside (their choices are added)",
    "utter_plan_end_aside": "all steps were set aside, none is done (their choices are added)",
    "utter_plan_after": "something is said after the end of the plan: still here, what else",
    "utter_plan_after_more": "the same in other words, in turn with it",
    "utter_calm": "they say that they are calm or do not want to, and nothing was asked",
    "utter_ask_situation": "not understood, no plan: what is it about (situations are added) "
    '[buttons: /pick{"value": "other"}]',
    "utter_ask_openly": "nothing likely, or help was asked for again: the most common situations "
    'are added (human_offered) [buttons: /pick{"value": "other"}]',
    "utter_something_else": "they chose `other`: tell it in your own words",
    "utter_guess": "not understood, but likely {situation_label}: is that it (situations are added) "
    '[buttons: /pick{"value": "other"}]',
    "utter_guess_in_plan": "the same within a plan [buttons: /deny to go on, as above]",
    "utter_ask_situation_in_plan": "not understood within a plan, the reminder follows",
    "utter_not_understood_human": "not understood twice: offers a human [buttons: /talk_to_human]",
    "utter_talk_to_human": "a human was asked for: what happens now, {help} (human_offered)",
    "utter_talk_to_human_waiting": "asked again while waiting: {help} (human_offered)",
    "utter_human_coming": "said beside another answer when the chat enters the queue: {help} "
    "(human_offered)",
    "utter_help_open_wait": "counsellors are there, {minutes} minutes",
    "utter_help_open": "counsellors are there, waiting time unknown",
    "utter_help_late": "counsellors are there, but nobody knows when: where somebody is now",
    "utter_help_closed": "no counsellor now: what happens, where somebody is",
    "utter_help_late_beside": "utter_help_late where the number stands beside it",
    "utter_help_closed_beside": "utter_help_closed where the number stands beside it",
    "utter_help_open_wait_en": "utter_help_open_wait inside an English message, no condition",
    "utter_help_open_wait_de": "the same in German",
    "utter_help_late_en": "utter_help_late inside an English message, no condition",
    "utter_help_late_de": "the same in German",
    "utter_help_open_en": "utter_help_open inside an English message, no condition",
    "utter_help_open_de": "the same in German",
    "utter_help_closed_en": "utter_help_closed inside an English message, no condition",
    "utter_help_closed_de": "the same in German",
    "utter_line_always": "a line is open day and night, said in {<helpline>_hours}",
    "utter_line_open": "it is open now, until {until}",
    "utter_line_closed": "it is closed now: 116 000",
    "utter_line_unknown": "nobody knows whether it is open now: 116 000 if it is closed",
    "utter_silence_gentle": "one gentle line when the visitor is silent",
    "utter_handback": "the robot speaks again (i_am_a_bot)",
    "utter_greet": "hello; the question what happened or the reminder follows",
    "utter_thanks": "thanks",
    "utter_goodbye": "goodbye, with the way back",
    "utter_are_you_human": "a robot (i_am_a_bot)",
    "utter_insult_bot": "calm answer to teasing, testing and swearing",
    "utter_insult_bot_again": "the same once more, short",
    "utter_out_of_scope": "what this chat is for",
    "utter_start_over": "we start over; what was dangerous is not forgotten",
    "utter_delete_chat": "how this chat is erased (the button)",
}


@dataclass(frozen=True)
class Content:
    """Everything that professionals can change without touching code."""

    situations: Mapping[str, Situation]
    under_13: tuple[Item, ...]
    steps: Mapping[str, Step]
    questions: Mapping[str, Question]
    signals: Mapping[str, SignalAnswer]
    answers: Mapping[str, TopicAnswer]
    phrases: Mapping[str, Phrases]
    company: Company
    apps: Mapping[str, str]
    app_ways: Mapping[str, App]
    cues: Cues
    helplines: Mapping[str, Helpline]
    placeholders_of: Mapping[str, Mapping[str, str]]
    responses: Mapping[str, Response] = field(repr=False)

    @classmethod
    def load(cls, root: Path = ROOT) -> Content:
        """Read and check all files.

        Raises: BrokenFileError: a file cannot be read or breaks the schema; the text names it.
        """
        protocols = _node(root, "protocols")
        protocols.only("situations", "under_13")
        responses: dict[str, Response] = {}
        for path in sorted((root / "data" / "responses").glob("*.yml")):
            for name, response in read_responses(_file(root, path)).items():
                if name in responses:
                    raise ContentError(response.file, name, f"also in {responses[name].file}.")
                responses[name] = response
        helplines = content_helplines.read_helplines(_node(root, "helplines"))
        apps = content_read.read_apps(_node(root, "apps"))
        law = content_read.read_law(_node(root, "law"))
        facts = content_helplines.placeholders(helplines.values())
        content = cls(
            situations=content_read.read_situations(protocols.child("situations")),
            under_13=content_read.read_items(protocols.child("under_13").child("items")),
            steps=content_read.read_steps(_node(root, "steps"), apps),
            questions=content_read.read_questions(_node(root, "questions")),
            signals=content_read.read_signals(_node(root, "signals")),
            answers=content_read.read_answers(_node(root, "answers")),
            phrases=content_read.read_phrases(_node(root, "phrases")),
            company=content_read.read_company(_node(root, "company")),
            apps={name: app.label for name, app in apps.items()},
            app_ways=apps,
            cues=content_read.read_cues(_node(root, "cues")),
            helplines=helplines,
            placeholders_of={language: {**facts[language], **law[language]} for language in facts},
            responses=responses,
        )
        check(content, fixed=FIXED)
        return content

    @classmethod
    def current(cls, root: Path = ROOT) -> Content:
        """Give the content of the last half second; several ask for it in one turn."""
        loaded = _loaded.get(root)
        if loaded is not None and time.monotonic() - loaded[2] < _FRESH_S:
            return loaded[1]
        return cls.refreshed(root)

    @classmethod
    def refreshed(cls, root: Path = ROOT) -> Content:
        """Give the content as it is on disk now; a file broken meanwhile leaves the last good one."""
        stamp = _stamp(root)
        loaded = _loaded.get(root)
        if loaded is not None and loaded[0] == stamp:
            _loaded[root] = (*loaded[:2], time.monotonic())
            return loaded[1]
        try:
            content = cls.load(root)
        except BrokenFileError:
            if loaded is None:
                raise
            _log.exception("The content is broken; the last good one stays in use.")
            content = loaded[1]
        _loaded[root] = (stamp, content, time.monotonic())
        return content

    def placeholders(self, language: str | None) -> Mapping[str, str]:
        """Give the facts (helplines, law) for the texts of one language."""
        return self.placeholders_of[language or "fr"]

    def hours(self, language: str | None, now: dt.datetime | None) -> dict[str, str]:
        """Give the words for every `{<helpline>_hours}` at this time (see the schema)."""
        chosen = language or "fr"
        found = {}
        for line in self.helplines.values():
            state, until = line.hours[chosen].at(now)
            values = {} if until is None else {"until": clock(until)}
            name = content_helplines.placeholder(line.id, "hours")
            found[name] = self.text(f"utter_line_{state.value}", chosen, values)
        return found

    def variant(self, name: str, *, role: str, danger: bool, situation: str | None = None) -> str:
        """Choose the response for this role, situation and for calm or danger (see the schema)."""
        # A response without an ending is the child's own.
        of_role = "" if role == Role.SELF.value else f"_{role}"
        in_danger = [f"_in_danger{of_role}", "_in_danger"] if danger else []
        known = self.situations.get(situation or "")
        kinds = [f"_{wording}" for wording in known.wording] if known else []
        for ending in [*in_danger, of_role, ""]:
            for kind in (*kinds, ""):
                if name + kind + ending in self.responses:
                    return name + kind + ending
        return name

    def apps_offered(self, step: Step) -> list[str]:
        """Name the apps to choose from when the way of a step depends on it."""
        return [app for app in step.how_app if not self.app_ways[app].typed_only]

    def advice(self, name: str) -> tuple[str, ...]:
        """Give the advice tags of a response."""
        return self.responses[name].wording("fr").advice

    def announces(self, name: str) -> bool:
        """Whether a response says what happens now with the wish for a human."""
        return "help" in placeholders_in(self.responses[name].wording("fr").text)

    def buttons(self, name: str, language: str | None) -> tuple[Button, ...]:
        """Give the buttons that stand at a response."""
        return self.responses[name].wording(language).buttons

    def text(self, name: str, language: str | None, values: Mapping[str, str]) -> str:
        """Give the text of a response with its placeholders filled."""
        known = {**self.placeholders(language), **values}
        return fill(self.responses[name].wording(language).text, known)


_FRESH_S = 0.5  # looking at the files costs a third of a millisecond
_loaded: dict[Path, tuple[object, Content, float]] = {}


def _file(root: Path, path: Path) -> Node:
    return Node(load_yaml(path), file=str(path.relative_to(root)))


def _node(root: Path, name: str) -> Node:
    return _file(root, root / "content" / f"{name}.yml")


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    files = [*(root / "content").glob("*.yml"), *(root / "data" / "responses").glob("*.yml")]
    stats = [(path.name, path.stat()) for path in sorted(files)]
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
