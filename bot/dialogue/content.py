"""Loads content/*.yml and data/responses/*.yml, checked, and reloaded when a file changes.

The schema (unknown keys are errors; every text-like key names a response that must exist in both
languages; `{fr, nl}` means both keys are there):

    content/protocols.yml
      situations:
        <each of the 17 situations>:
          label: {fr, nl}                      # short, for a choice: "Il demande de l'argent"
          wording: [<ending>…]                 # optional: the variants of texts that fit it (below)
          self|friend|adult:                   # all three
            first: utter_<situation>[_friend|_adult]_first
            items: [<step or question>, {id: <step or question>, when: [fact…], unless: [fact…]}]
      under_13: {items: […]}                   # the short plan that replaces a row of `self`
    content/steps.yml
      <step>:
        advice: [tag…]                         # all of them are in the advice of `say`
        label: {fr, nl}                        # for the plan: "Garder les preuves"
        say, why, how: utter_…                 # all required
        cant: utter_… | cant_then: <smaller step>  # one of them; a smaller step is a step with
                                               #   buttons /done /cant /later that has a `cant`
        does: [tag or step…]                   # optional: done once this is ticked; a step whose
                                               #   own are all done is done. Without: itself
        cases:                                 # optional: other words for `say`, the first that holds;
        - {say: utter_…, when: [fact…], unless: [fact…]}   #   its buttons are those of `say`
        how_app: save | profile_link | report | block | secure   # optional: `how` per app, where
                                               #   apps.yml knows that way; else `how`
        leaves_app: true                       # optional: the come-back code is offered before it
        source, checked_on
    content/questions.yml
      <question>:                              # safe_now ask_dying dying_now ask_known ask_image
        advice: [tag]                          #   ask_safe_adult age …
        say: utter_ask_…                       # its buttons are the answers below; one that is
                                               #   only typed sets the same as one with a button
        slot: age_band | app | null            # optional: keeps the answer's name
        names_adult: true                      # optional: an adult named in words (cues.yml, adults)
                                               #   answers it: that name, else `someone`, else `yes`
        safety: true                           # optional: steps wait until it is answered
        again: [utter_again_…, …]              # safety only, at least two: kind words that ask once
                                               #   more, in turn, with the same buttons (added here)
        answers:
          yes|no|unsure|calm|<pick value>:     # payloads /affirm /deny /dont_know /calm /pick{"value": …}
            facts: […], signals: […]           # both optional; at least one fact or signal in all,
                                               #   so that a question is not asked twice
            then: utter_… | null               # optional, said before the plan goes on
            open: true                         # safety only: "not safe": it stays open, steps wait
            step: <step>                       # optional: the step that follows at once
            typed: {fr: [phrase…], nl: […]}    # optional: typed while it is open, it is this answer
    content/signals.yml                        # all ten signals
      <signal>:
        first: utter_danger_<signal> | null    # its bold tags. For a life signal it is one bubble
                                               #   that also asks `asks` (so: its ≤ 3 buttons are
                                               #   answers of that question or /talk_to_human)
        first_answered: utter_… | null         # optional: instead of `first` in the turn that has
                                               #   just answered `asks`: its bold tags, no question
        cases: [{say: utter_…, when: [fact…], unless: [fact…]}]   # optional: the first that holds
                                               #   is said instead; beside `first: null` only in
                                               #   the turn that tells the signal
        asks: <safety question> | null         # life signals only
        items: […]                             # optional, put before every item of the situation
        covers: [signal…]                      # optional: also counts as the answer to these
        cant: utter_…                          # optional: to a typed "I can't" right after `first`
    content/answers.yml
      <question topic except are_you_human, talk_to_human>:
        default: utter_<topic>_answer
        cases:                                 # optional: the first that holds, before the rest
        - say: utter_…
          when, unless: [fact…]
          asks: <question> | null              # asked after it, while nobody has answered it
          asks_first: <question> | null        # asked instead of it, likewise
        by_situation: {<situation>: utter_…}   # optional
        asks: <question> | null                # optional
        covered_by: <signal> | null            # optional: not said in the turn that answers it
        again: utter_… | null                  # optional: the short answer to being asked again
    content/phrases.yml                        # what the reading cannot settle by itself
      <name>:
        asks: <question>                       # asked once for each phrase, also mid-walk; or
        says: utter_…                          #   said alone, the walk goes on later; or
        goes_on: true                          #   with `says`: what was in hand comes back at once
        facts: [fact…]                         #   noted for the conditions of plans and answers; or
        advises: <tag>                         #   the step of the plan that says so comes now
        fr, nl: [phrase…]                      # as people type: accents, capitals and apostrophes
                                               #   count for nothing; (a|b) either; * up to two words
        never: {fr: [phrase…], nl: [phrase…]}  # optional: taken out of the message before
        alone: true                            # optional: heard only where hardly more is said
        after_silence: true                    # optional: so is, after a silence, any short message
                                               #   that tells nothing, whatever it is read as
    content/company.yml
      lines: [utter_company_…, …]              # while waiting with a life signal, in turn; at least 6
      quiet: utter_company_quiet               # danger_now or "can't write": this one, then silence
    content/helplines.yml                      # a value is one text for both languages or {fr, nl};
      <helpline>:                              #   those up to `link` are placeholders,
        name: Child Focus                      #   {<helpline>_name}; what differs stands in both
                                               #   languages as {<helpline>_name_fr} and _nl, too
        short: ZSG                             #   optional
        phone: "116 000"                       #   optional; also {<helpline>_tel}: "tel:116000"
        value: "112"                           #   instead of phone: {<helpline>}, {<helpline>_tel}
        mail, app                              #   optional; also {<helpline>_mailto}: "mailto:…"
        site: childfocus.be                    #   optional
        link: https://childfocus.be            #   {<helpline>_link}; https://<site> if left out
        speaks: [nl]                           # optional: no text of the other language can name it
        written: [chat, mail, form, forum, app]  # the ways to write to it, [] for none
        hours:                                 # of the number, or of the site if there is none
          fr, nl: always | unknown | {daily|mon…sun: "10:00-12:00, 14:00-24:00"}
          source, checked_on                   # needed unless both are unknown
        for_whom: {fr, nl}
        when_not: {fr, nl}                     # optional
        source, checked_on
    content/law.yml
      <statement>:                             # the placeholder {law_<statement>}
        text: {fr, nl}                         # one whole sentence, plain words, no article numbers
        source, checked_on
    content/apps.yml
      <app>:
        label: Snapchat
        save, profile_link, report, block, secure: utter_… | unknown   # all five
        words: […]                             # how a visitor names it
        typed_only: true                       # optional: no button, the visitor names it
        …                                      # further keys are free
    content/cues.yml                           # set phrases heard beside the reading, {fr: […], nl: […]}
      first, anywhere: a correction, when the message begins with it, or it stands anywhere
      myself: who wrote for another says that it is about themselves
      for_another: who told their own story says that they write for somebody else
      denied: words that, right after a phrase of `myself` or `told`, turn it around
      families: [{situations: […], reads_as: {<topic>: <situation>}}]   # may be exchanged by a correction
      corrections: [{told: <situation>, over: [<situation>…], words}]   # … whatever the reading makes of it
                                               #   myself: true   said by who wrote for another: their own deed
      yes, no: words that answer an open question when a message begins with them
      but: words that, right after a yes or no, make an objection of a message that asks something
      adults: {<answer of which_adult>: phrases}   # named as the one to trust; the first counts
      no_adult: words beside which no adult is named: a denial, the one who does it
      told: {<fact of questions.yml, or step>: phrases}   # known, or done, without being asked

Facts that `when` and `unless` may name: every signal, every fact that an answer sets, the situation
of the chat, the role (self, friend, adult), `life` (a life signal stands), `in_plan` (the first
answer to the situation was given), and `unsafe` also while `danger_now` stands and `safe` was not
answered. A fact that no answer and no phrase sets is an error.

Variants. For each response the dialogue takes the first that exists of `<name>_in_danger_<role>`
(a danger signal stands), `<name>_in_danger`, `<name>_<role>` (role friend or adult), `<name>`.
So the adult's "vous"/"u" is `utter_step_keep_evidence_adult`, the thanks without a cheerful word
is `utter_thanks_in_danger`. Before each of them comes the one in a `wording` of the situation
(protocols.yml): `<name>_<wording>_<role>` before `<name>_<role>`. Variants need no declaration.
A `first` of a signal or a situation has a shorter `<variant>_beside`, or `<variant>_beside_number`
that still names 116 000: taken where the bubbles before it say the rest of its tags.

Buttons stand in the YAML only where this list says so; everywhere else the dialogue adds them:
`say` of a step (/done /how /cant /why, and /later where it fits), `say` of a question, `first` of a
life signal, and those marked [buttons] in `FIXED`. why/how/cant of a step get the step's buttons,
a summary gets the choices that fit.

A line that is not open day and night is never offered bare: a text that names its number or site
also says `{<helpline>_hours}` and has a link to {child_focus_tel}; the hours are filled in with utter_line_open | utter_line_closed |
utter_line_unknown (or utter_line_always in the language where it is) for the time of the turn.

Every message takes the placeholders of helplines and law, `{help}` (what happens now with the wish for a
human: utter_help_open_wait | utter_help_open | utter_help_late | utter_help_closed filled in), `{step_label}` (of the
step in hand) and `{situation_label}` (of the guess, else of the chat). Nothing else may stand in braces.

The buttons of a safety question stand again below other lines (`again`, `then` of an open answer),
so their titles are whole statements: "Je suis en sécurité", not "Oui".
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
    "utter_which_app": "how? differs by app: which one, asked once (apps are added) "
    '[buttons: /pick{"value": "other_app"}]',
    "utter_asked_again": "the same question a second time, with no `again` of its own",
    "utter_asked_often": "the same question a third time: offers a human (go_on is added)",
    "utter_set_aside": "this step can wait, said before the next one",
    "utter_no_step": "done / why / how, but no step is in hand",
    "utter_plan_end": "all steps done: sums up, leaves a way back",
    "utter_plan_end_open": "the rest is done, some steps were set aside (their choices are added)",
    "utter_plan_end_aside": "all steps were set aside, none is done (their choices are added)",
    "utter_plan_after": "something is said after the end of the plan: still here, what else",
    "utter_calm": "they say that they are calm or do not want to, and nothing was asked",
    "utter_ask_situation": "not understood, no plan: what is it about (situations are added) "
    '[buttons: /pick{"value": "other"}]',
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
