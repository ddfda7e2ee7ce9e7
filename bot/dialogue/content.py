"""Loads content/*.yml and data/responses/*.yml, checked, and reloaded when a file changes.

The schema (unknown keys are errors; every text-like key names a response that must exist in both
languages; `{fr, nl}` means both keys are there):

    content/protocols.yml
      situations:
        <each of the 17 situations>:
          label: {fr, nl}                      # short, for a choice: "Il demande de l'argent"
          self|friend|adult:                   # all three
            first: utter_<situation>[_friend|_adult]_first
            items: [<step or question>, {id: <step or question>, when: [fact…], unless: [fact…]}]
      under_13: {items: […]}                   # the short plan that replaces a row of `self`
    content/steps.yml
      <step>:
        advice: [tag…]                         # all of them are in the advice of `say`
        label: {fr, nl}                        # for the plan: "Garder les preuves"
        say, why, how, cant: utter_…           # why, how, cant are required, too
        how_app: {<app of apps.yml>: utter_…}  # optional
        cant_then: <smaller step> | null       # optional
        leaves_app: true                       # optional: the come-back code is offered before it
        source, checked_on
    content/questions.yml
      <question>:                              # safe_now ask_dying dying_now ask_known ask_image
        advice: [tag]                          #   ask_safe_adult age …
        say: utter_ask_…                       # its buttons are exactly the answers below
        slot: age_band | app | null            # optional: keeps the answer's name
        safety: true                           # optional: steps wait until it is answered
        again: [utter_again_…, …]              # safety only, at least two: kind words that ask once
                                               #   more, in turn, with the same buttons (added here)
        answers:
          yes|no|unsure|calm|<pick value>:     # payloads /affirm /deny /dont_know /calm /pick{"value": …}
            facts: […], signals: […]           # both optional; at least one fact or signal in all,
                                               #   so that a question is not asked twice
            then: utter_… | null               # optional, said before the plan goes on
            open: true                         # safety only: "not safe": it stays open, steps wait
    content/signals.yml                        # all ten signals
      <signal>:
        first: utter_danger_<signal> | null    # its bold tags. For a life signal it is one bubble
                                               #   that also asks `asks` (so: its ≤ 3 buttons are
                                               #   answers of that question or /talk_to_human)
        asks: <safety question> | null         # life signals only
        items: […]                             # optional, put before every item of the situation
        covers: [signal…]                      # optional: also counts as the answer to these
    content/answers.yml
      <question topic except are_you_human, talk_to_human>:
        default: utter_<topic>_answer
        by_situation: {<situation>: utter_…}   # optional
        asks: <question> | null                # optional
        covered_by: <signal> | null            # optional: not said in the turn that answers it
    content/company.yml
      lines: [utter_company_…, …]              # while waiting with a life signal, in turn; at least 6
      quiet: utter_company_quiet               # danger_now or "can't write": this one, then silence
    content/helplines.yml
      <helpline>: {<name>: <value>, …, source, checked_on}   # every scalar but these two becomes
                                               #   the placeholder {<helpline>_<name>}; a value may be
                                               #   {fr, nl}; the name `value` gives {<helpline>}
    content/apps.yml
      <app>: {label: <name>, …}                # further keys are free

Facts that `when` and `unless` may name: every signal, every fact that an answer sets, and `life`
(a life signal stands). A fact that no answer sets is an error.

Variants. For each response the dialogue takes the first that exists of `<name>_in_danger_<role>`
(a danger signal stands), `<name>_in_danger`, `<name>_<role>` (role friend or adult), `<name>`.
So the adult's "vous"/"u" is `utter_step_keep_evidence_adult`, the thanks without a cheerful word
is `utter_thanks_in_danger`. Variants need no declaration.

Buttons stand in the YAML only where this list says so; everywhere else the dialogue adds them:
`say` of a step (/done /how /cant /why, and /later where it fits), `say` of a question, `first` of a
life signal, and those marked [buttons] in `FIXED`. why/how/cant of a step get the step's buttons,
a summary gets the choices that fit.

Every message takes the helpline placeholders, `{help}` (what happens now with the wish for a
human: utter_help_open_wait | utter_help_open | utter_help_closed filled in), `{step}` (label of the
step in hand) and `{situation}` (label). Nothing else may stand in braces.
"""

from __future__ import annotations

# Responses that the dialogue names itself, and when.
FIXED: dict[str, str] = {
    "utter_opening": "the two lines of the opening, the rest behind `more`",
    "utter_opening_both": "the same in both languages, no condition [buttons: change_language]",
    "utter_other_language": "one safe message for other languages, no condition [buttons: as above]",
    "utter_language_changed": "the chat goes on in this language",
    "utter_what_happened": "invites to tell what happened; no situation is known yet",
    "utter_tell_me_more": "after a life signal, safety answered, no situation known: go on telling",
    "utter_go_on": "shall we go on with the plan [buttons: /affirm /talk_to_human, /later]",
    "utter_back_to_step": "back to the step in hand: {step}",
    "utter_code_offered": "before the first step that leads into another app (tag code_offered)",
    "utter_set_aside": "this step can wait, said before the next one",
    "utter_no_step": "done / why / how, but no step is in hand",
    "utter_plan_end": "all steps done: sums up, leaves a way back",
    "utter_plan_end_open": "the rest is done, some steps were set aside (their choices are added)",
    "utter_plan_after": "something is said after the end of the plan: still here, what else",
    "utter_calm": "they say that they are calm or do not want to, and nothing was asked",
    "utter_ask_situation": "not understood, no plan: what is it about (situations are added) "
    '[buttons: /pick{"value": "other"}]',
    "utter_something_else": "they chose `other`: tell it in your own words",
    "utter_ask_situation_in_plan": "not understood within a plan, the reminder follows",
    "utter_not_understood_human": "not understood twice: offers a human [buttons: /talk_to_human]",
    "utter_talk_to_human": "a human was asked for: what happens now, {help} (human_offered)",
    "utter_talk_to_human_waiting": "asked again while waiting: {help} (human_offered)",
    "utter_human_coming": "said beside another answer when the chat enters the queue: {help} "
    "(human_offered)",
    "utter_help_open_wait": "counsellors are there, {minutes} minutes",
    "utter_help_open": "counsellors are there, waiting time unknown",
    "utter_help_closed": "no counsellor now: what happens, where somebody is",
    "utter_silence_gentle": "one gentle line when the visitor is silent",
    "utter_handback": "the robot speaks again (i_am_a_bot)",
    "utter_greet": "hello; the question what happened or the reminder follows",
    "utter_thanks": "thanks",
    "utter_goodbye": "goodbye, with the way back",
    "utter_are_you_human": "a robot (i_am_a_bot)",
    "utter_insult_bot": "calm answer to teasing and swearing",
    "utter_out_of_scope": "what this chat is for",
    "utter_start_over": "we start over; what was dangerous is not forgotten",
    "utter_delete_chat": "how this chat is erased (the button)",
}
