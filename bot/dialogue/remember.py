"""Folds what happened in a turn into memory: reading, choice, answer to what was asked, event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue import adults, agenda, phrases, told, triage
from bot.dialogue.content_types import LANGUAGES
from bot.dialogue.known import asked, with_facts
from bot.dialogue.memory import LAST, LATER, OTHER_APP, SAFE, TOLD, Pending, told_now
from bot.dialogue.situation import wins
from bot.dialogue.turn import FALLBACK
from bot.labels import BRINGS, SITUATIONS, URGENT_TOPICS, Role, Signal, highest

if TYPE_CHECKING:
    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Question
    from bot.dialogue.memory import Memory
    from bot.dialogue.turn import Turn
    from bot.reading import Reading

# A message of fewer words ("ok", "nee", "slm") does not change the language of a chat.
WORDS_TO_SWITCH = 4
# "C'est sur instagram je crois": a longer message tells more than which app it is.
MOST_WORDS_OF_AN_APP = 5

# Begins what is new in a turn in which a deed is confessed.
CONFESSED = "confessed:"

_BRINGING = {signal.value for signal in BRINGS}
_ANSWER_OF_ACT = {"yes": "yes", "no": "no", "unsure": "unsure", "calm": "calm", "cant": "unsure"}


def remember(memory: Memory, turn: Turn, content: Content) -> Memory:
    """Give the memory after this turn was heard and before anything is said to it."""
    before = replace(memory, fresh=(), said=0)
    after = _language(before, turn)
    if turn.intent == "event_handback":
        # trust.md: a handback is refused while the safety question is open, so it is answered now.
        return replace(after, safety_open=False, pending=_unless_safety(after, content))
    if turn.intent.startswith("event_"):
        return after
    after = _of_last(after)
    back = phrases.comes_back(after, turn, content)
    if back:
        after = replace(after.with_fresh(f"phrase:{back}"), misses=0, cannot_write=False)
        return _level(before, after, turn)
    if turn.intent == "start_over":
        after = _start_over(after)
    after, turn = _answered(after, turn, content)
    after = _chosen(after, turn, content)
    if turn.reading:
        after = _read(after, turn.reading, content)
        after = _told(after, turn, turn.reading, content)
        after = _put_off(after, turn.reading, content)
    after = phrases.hear(after, turn, content)
    after = _misses(after, turn)
    after = _ticked(_situation(after, turn, content), content)
    return _level(before, _unless_unplanned(before, after, content), turn)


def _of_last(memory: Memory) -> Memory:
    """Make what holds until the next message new in this one, and forget it."""
    last = [name for name in memory.facts if name.startswith(LAST)]
    kept = tuple(name for name in memory.facts if name not in last)
    return replace(memory, facts=kept).with_fresh(*last)


def _language(memory: Memory, turn: Turn) -> Memory:
    chosen = memory.language
    if turn.intent == "change_language":
        chosen = _asked_language(memory, turn)
    elif turn.language in LANGUAGES and (not chosen or turn.intent == "event_language"):
        chosen = turn.language
    elif turn.reading and turn.reading.language in LANGUAGES:
        clearly = turn.words >= WORDS_TO_SWITCH
        chosen = turn.reading.language if clearly or not chosen else chosen
    changed = replace(memory, language=chosen)
    return changed if chosen == memory.language else changed.with_fresh("language")


def _asked_language(memory: Memory, turn: Turn) -> str | None:
    if turn.value in LANGUAGES:
        return turn.value
    if turn.reading and turn.reading.language not in LANGUAGES:
        return memory.language  # the wish may be for English: the safe message offers ours
    if memory.language is None:
        return (
            turn.reading.language if turn.reading and turn.reading.language in LANGUAGES else None
        )
    return "nl" if memory.language == "fr" else "fr"


def _unless_safety(memory: Memory, content: Content) -> Pending | None:
    question = asked(memory, content)
    return None if question and question.safety else memory.pending


def _start_over(memory: Memory) -> Memory:
    return replace(
        memory,
        situation=None,
        opened=None,
        role=Role.SELF.value,
        pending=memory.pending if memory.safety_open else None,
        ticks=(),
        set_aside=(),
        ended=False,
        nudged=False,
    )


def _unless_unplanned(before: Memory, after: Memory, content: Content) -> Memory:
    """Take out of hand what this turn has taken out of the plan: it is not said again."""
    pending = before.pending
    if pending is None or pending != after.pending or pending.kind == "guess":
        return after
    question = asked(after, content)
    if question is not None and question.safety and after.life:
        return after
    was = agenda.is_planned(pending.id, before, content)
    if not was or agenda.is_planned(pending.id, after, content):
        return after
    return replace(after, pending=None, safety_open=False)


def _answered(memory: Memory, turn: Turn, content: Content) -> tuple[Memory, Turn]:
    """Hear the answer to what is asked, or an adult who is named while something else is in hand."""
    named = adults.named(memory, turn, content)
    if named is None:
        return _answer(memory, turn, content), turn
    turn, question = named
    memory = memory.with_fresh("named")
    waiting = asked(memory, content)
    if waiting is not None and waiting.id == question:
        return _answer(memory, turn, content), turn
    answer = content.questions[question].answer(turn.value or "", memory.role, memory.signals)
    memory = with_facts(memory, answer.facts, content)
    return memory.with_fresh(f"answer:{question}:{turn.value}"), turn


def _answer(memory: Memory, turn: Turn, content: Content) -> Memory:
    question = asked(memory, content)
    if question is None:
        return memory
    name = _typed_answer(question, turn)
    if name is None and _corrects(memory, turn, content):
        return memory
    if name is None and not _tells_another(turn, question, content):
        name = _chosen_answer(turn, content)
    if name not in question.answers:
        name = _begins_with_answer(memory, turn, question, content)
    if name is None or name not in question.answers:
        return memory
    if turn.help.state == "human":
        # What is said now answers the counsellor, not what the bot asked before.
        return memory
    if question.safety and turn.reading and not memory.prompted:
        # "Yes" to a line of company is not "yes, I am safe": it is asked once more.
        return memory
    answer = question.answer(name, memory.role, memory.signals)
    memory = with_facts(memory, answer.facts, content)
    memory = _with_signals(memory, answer.signals)
    if question.slot == "age_band":
        memory = replace(memory, age_band=name)
    if question.slot == "app":
        memory = replace(memory, app=name)
    stays_open = question.safety and answer.open
    in_hand = memory.pending if stays_open else None
    safety_open = stays_open if question.safety else memory.safety_open
    return replace(
        memory,
        pending=Pending("question", answer.asks) if answer.asks else in_hand,
        again=0 if answer.asks else memory.again,
        safety_open=answer.asks is not None or safety_open,
        cannot_write=turn.act in {"unsure", "cant"} and Signal.DANGER_NOW.value in answer.signals,
    ).with_fresh(f"answer:{question.id}:{name}")


def _tells_another(turn: Turn, question: Question, content: Content) -> bool:
    """Whether the message tells only what was not asked, or "not now", which is no "no".

    "Je ne le connais pas" reads as "I don't know".
    """
    if turn.reading is None or question.safety:
        return False
    if told.puts_off(turn.reading, content):
        return True
    if not told.tells_only(turn.reading, content):
        return False
    return question.all_facts.isdisjoint(told.told_in_passing(turn.reading, content))


def _begins_with_answer(
    memory: Memory, turn: Turn, question: Question, content: Content
) -> str | None:
    """Hear a plain yes or no before something else: "non. euh, j'ai déjà payé".

    Whether somebody is safe is not taken from half a sentence.
    """
    reading = turn.reading
    if reading is None or question.safety or not memory.prompted:
        return None
    return told.leading_answer(reading, content)


def _corrects(memory: Memory, turn: Turn, content: Content) -> bool:
    """Whether a "no" takes back what was told, so that it answers nothing: "non, des photos"."""
    read = turn.reading
    return read is not None and told.corrected_situation(read, memory, content) is not None


def _chosen_answer(turn: Turn, content: Content) -> str | None:
    """Name the answer that a choice, or so plain a message, gives.

    "Je l'ai plus sur mon tel" reads as a step that fails, and tells of a file: no "I cannot say".
    """
    if turn.act == "pick":
        return turn.value
    read = turn.reading
    if turn.act == "cant" and read and told.told_in_passing(read, content):
        return None
    if turn.act == "cant" and read and phrases.says_of(read, content):
        return None
    return _ANSWER_OF_ACT.get(turn.act or "")


def _typed_answer(question: Question, turn: Turn) -> str | None:
    """Name the answer whose own words were typed, whatever the message is read as."""
    if turn.reading is None:
        return None
    text = turn.reading.plain
    answers = question.answers.items()
    return next((name for name, each in answers if each.typed and each.typed.search(text)), None)


def _chosen(memory: Memory, turn: Turn, content: Content) -> Memory:
    if turn.act != "pick" or turn.value is None:
        return memory
    if turn.value in content.apps or turn.value == OTHER_APP:
        return replace(memory, app=turn.value).with_fresh("app")
    return memory


def _read(memory: Memory, reading: Reading, content: Content) -> Memory:
    memory = _with_signals(memory, reading.set_signals)
    memory = memory.adding("facts", *adults.suspects(reading, content))
    if told.changes_role(reading, memory, content):
        memory = replace(memory, role=reading.role)
    return replace(memory, cannot_write=False) if reading.redacted else memory


def _told(memory: Memory, turn: Turn, reading: Reading, content: Content) -> Memory:
    """Hear the set phrases of content/cues.yml: the app, whose story it is, what is done or known."""
    app = told.app_in(reading, content)
    asked_for_app = memory.pending is not None and memory.pending.kind == "app"
    if app is not None and (asked_for_app or memory.app in {None, OTHER_APP}):
        memory = replace(memory, app=app)
        if asked_for_app and turn.words <= MOST_WORDS_OF_AN_APP:
            memory = memory.with_fresh("app")
    confessed = told.confessed(reading, memory, content)
    if confessed or (memory.role != Role.SELF.value and told.is_about_myself(reading, content)):
        memory = replace(memory, role=Role.SELF.value).with_fresh("role")
    if confessed:
        memory = memory.with_fresh(f"{CONFESSED}{confessed}")
    if reading.role != Role.SELF.value or memory.role != Role.SELF.value:
        return memory
    names = told.told_in_passing(reading, content)
    if adults.TELL_ADULT in names:
        memory = adults.knows(memory, reading, content)
    return _with_told(memory, names, content)


def _with_told(memory: Memory, names: list[str], content: Content) -> Memory:
    for question in content.questions.values():
        facts = question.all_facts.intersection(names)
        if facts:
            memory = with_facts(memory, facts, content)
        for name, answer in question.answers.items():
            if question.slot == "age_band" and facts.intersection(answer.facts):
                memory = replace(memory, age_band=name)
    memory = _leads_on(memory, names, content)
    return memory.with_fresh(*(f"{TOLD}{name}" for name in names))


def _put_off(memory: Memory, reading: Reading, content: Content) -> Memory:
    """Hear a "not now" to what is in hand."""
    waits = memory.pending is not None and not memory.safety_open
    return memory.with_fresh(LATER) if waits and told.puts_off(reading, content) else memory


def _ticked(memory: Memory, content: Content) -> Memory:
    """Tick what was told as done: each step, or the one of its kind that the plan has."""
    planned = agenda.items(memory, content)
    ticks: list[str] = []
    for name in told_now(memory):
        if name not in content.steps or (
            name == adults.TELL_ADULT and not memory.is_fresh(adults.KNOWS)
        ):
            continue
        kind = (name, *content.cues.told[name].instead)
        in_plan = [step for step in kind if step in planned]
        to_do = [step for step in in_plan if not agenda.is_done(step, memory, content)]
        ticks.append(next(iter((*to_do, *in_plan, name))))
    return memory.adding("ticks", *ticks)


def _leads_on(memory: Memory, names: list[str], content: Content) -> Memory:
    """Let what is told without being asked lead to the step that the answer does, if the plan has it."""
    for question in content.questions.values():
        for name, answer in question.answers.items():
            tells = answer.facts and {*answer.facts}.issubset(names)
            plans = answer.step and agenda.is_planned(answer.step, memory, content)
            if tells and plans and memory.in_plan and not memory.life:
                memory = memory.with_fresh(f"answer:{question.id}:{name}")
    return memory


def _with_signals(memory: Memory, signals: tuple[str, ...]) -> Memory:
    brought = [BRINGS[Signal(signal)].value for signal in signals if signal in _BRINGING]
    new = [signal for signal in (*signals, *brought) if signal not in memory.signals]
    return memory.adding("signals", *new).with_fresh(*(f"signal:{signal}" for signal in new))


def _situation(memory: Memory, turn: Turn, content: Content) -> Memory:
    if memory.is_fresh("app"):
        # "Sur snap" says which app, though by itself it reads like a situation.
        return memory
    corrected = _confessed(memory)
    if corrected is None and turn.reading:
        corrected = told.corrected_situation(turn.reading, memory, content)
    new = corrected or _told_situation(memory, turn)
    if new is None or new == memory.situation:
        return memory
    memory = _safety_anew(memory, new)
    memory = replace(memory, situation=new, ended=False, nudged=False).with_fresh("situation")
    return memory.with_fresh("corrected") if corrected else memory


def _confessed(memory: Memory) -> str | None:
    told_now = (name.removeprefix(CONFESSED) for name in memory.fresh if name.startswith(CONFESSED))
    return next(told_now, None)


def _safety_anew(memory: Memory, new: str) -> Memory:
    """Forget that the child was safe before it told this, unless it says so in this turn."""
    said_now = any(name.startswith("answer:safe_now:") for name in memory.fresh)
    if new not in URGENT_TOPICS or memory.situation is None or said_now:
        return memory
    return replace(memory, facts=tuple(fact for fact in memory.facts if fact != SAFE))


def _told_situation(memory: Memory, turn: Turn) -> str | None:
    if turn.act == "pick" and turn.value in SITUATIONS:
        return turn.value
    if turn.act == "yes" and memory.pending is not None and memory.pending.kind == "guess":
        return memory.pending.id
    if turn.intent in SITUATIONS and turn.reading is None:
        return turn.intent
    if turn.reading and not turn.reading.unsure and turn.reading.topic in SITUATIONS:
        topic = _of_the_own_image(turn.reading.topic, memory)
        return topic if wins(topic, over=memory.situation) else None
    return None


def _of_the_own_image(topic: str, memory: Memory) -> str:
    """Where an image is to be taken down, "it is on a porn site" is where that image stands."""
    of_own = memory.situation == "sexting_doubt" or (
        memory.situation is None and "remove_image" in memory.told
    )
    return "image_spread" if of_own and topic == "abuse_images_found" else topic


def _misses(memory: Memory, turn: Turn) -> Memory:
    missed = turn.intent == FALLBACK and not any(
        name.startswith(("signal:", TOLD, LATER, "app", "role", "answer:")) for name in memory.fresh
    )
    return replace(memory, misses=memory.misses + 1 if missed else 0)


def _level(before: Memory, after: Memory, turn: Turn) -> Memory:
    readings = [turn.reading] if turn.reading else []
    raised = triage.escalation(before, after, readings, turn.act)
    if raised is None:
        return after
    level = highest(before.chat_level, raised.level)
    after = replace(after, level=level.value if level else None)
    return after.with_fresh("queue") if turn.help.state == "bot" else after
