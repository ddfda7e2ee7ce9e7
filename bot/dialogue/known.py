"""What is asked and what is known: the question in hand, and the facts that answer it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.dialogue.content import Content
    from bot.dialogue.content_types import Question
    from bot.dialogue.memory import Memory


def asked(memory: Memory, content: Content) -> Question | None:
    """Give the question that waits for its answer."""
    if memory.pending is None or memory.pending.kind != "question":
        return None
    return content.questions.get(memory.pending.id)


def with_facts(memory: Memory, facts: Collection[str], content: Content) -> Memory:
    """Put what is told now in the place of what was answered before to any question about the same."""
    asking = (question.all_facts for question in content.questions.values())
    others = {fact for told in asking if told.intersection(facts) for fact in told}
    memory = replace(memory, facts=tuple(fact for fact in memory.facts if fact not in others))
    return memory.adding("facts", *facts)
