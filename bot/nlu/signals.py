"""Finds the signals of labels.md: by phrases, by ages, and by heads that learnt from examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT

from bot.labels import BRINGS, LIFE_SIGNALS, URGENT_SIGNALS, Signal
from bot.nlu.ages import is_born_earlier, young_age
from bot.nlu.clock import year_of
from bot.nlu.component import MessageComponent, labels_of, metadata_of
from bot.nlu.encoder import encoded_logits
from bot.nlu.evidence import best_span
from bot.nlu.fold import fold
from bot.nlu.heads import Heads, Lesson, fit_heads
from bot.nlu.linear import features_of, stacked
from bot.nlu.ngrams import OCCURRENCES, NgramFeaturizer
from bot.nlu.patterns import Hits, all_patterns
from bot.nlu.role import ROLE
from bot.nlu.tokenizer import WORDS
from bot.nlu.topic import OUTSIDE

if TYPE_CHECKING:
    from pathlib import Path

    from rasa.shared.nlu.training_data.message import Message

SIGNALS = "signals"
WHY = "why"
WANTS_HUMAN = "wants_human"
SECOND_OPINION = "second_opinion"
_NAMES = tuple(signal.value for signal in Signal)
_HEADS = (*_NAMES, WANTS_HUMAN)
_LIFE = frozenset(signal.value for signal in LIFE_SIGNALS)
_DANGER = _LIFE | {signal.value for signal in URGENT_SIGNALS}
_BY_PHRASE = 0.97  # a phrase is nearly certain, and shows as such beside learned scores
# Logits a head must have on top when a turn of speech explains its words. A birth year is certain:
# the head has learnt that such years go with small children, whatever year it is now.
_PENALTIES = dict.fromkeys(_HEADS, 1.5) | {Signal.UNDER_13.value: 100.0}
# A head sets its signal from this chance on that it is true, measured on examples that neither n-grams nor encoder
# learnt from. At 0.15 a miss is as bad as six false alarms: it may cost a life, where a false alarm costs a question.
# Chosen in November 2026: of 925 dangers held out or in fragments 20 are missed at 0.2 and 15 at 0.15, of the 188 in
# three writers' days none; of 3,130 messages there that tell of no danger, 238 of them odd on purpose, 81 are taken for
# one at 0.2 and 90 at 0.15. For the other signals 0.45 instead of 0.35 sets a quarter fewer that were not told (60
# instead of 83 in two writers' days), and misses 10 of 900 more.
_CHANCE_OF_LIFE = 0.15
_CHANCE = 0.45
# What was done, and by whom, says nothing where nothing was done: of 3,000 examples that are not ours two have one of
# these. Logits that a head must have on top, as far as the topic is sure to be that. On 238 such messages, with the model
# of 28 November, 12 are taken for known_offline with it and 22 without; of 900 signals told it loses one (2 and 4 do the
# same, November 2026).
_OF_A_DEED = frozenset(
    signal.value
    for signal in (Signal.KNOWN_OFFLINE, Signal.ABUSER_CLOSE, Signal.PAID, Signal.SPREAD_ALREADY)
)
_PENALTY_OUTSIDE = 3.0
# Beside the encoder, the n-grams alone may still call danger: a network can fail in ways nobody foresaw. At the chance at
# which they would without an encoder (0.15) they find 4 more of 925 dangers and take 80 messages more of 3,130 for one:
# in the days, whose precision would then miss its floor, 47 instead of 20 (29 November 2026).
_CHANCE_OF_SECOND_OPINION = 0.7


class SignalReader(MessageComponent):
    """Sets scores (a signal is set from 0.5 on), the words that set them, and `wants_human`."""

    # It reads the role and the topic, too, but Rasa trains every classifier beside the others, and asks for nothing later.
    needs = (NgramFeaturizer,)

    _heads: Heads

    def __init__(self, *args: Any) -> None:
        """Compile the phrases now, so that the first message does not wait for it."""
        super().__init__(*args)
        all_patterns()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the strength that cross-validation on data/nlu found best (November 2026)."""
        return {"strength": 10.0}

    def learn(self, examples: list[Message]) -> None:
        """Fit one head per signal; set its threshold on examples that it did not learn from.

        The thresholds are set with the phrases at work, so that a head only has to find what they
        miss. They are folded into the bias: a score of 0.5 is the threshold.
        """
        year = year_of({})
        found = [
            _by_phrase(example, role=labels_of(example)["role"], year=year) for example in examples
        ]
        encoded = encoded_logits(examples, "mark", _HEADS)
        lessons = {
            name: Lesson(
                truth=np.array([_is_marked(example, name) for example in examples]),
                sure=np.array([bool(hits[name].words) for hits in found]),
                encoded=None if encoded is None else encoded[:, column],
                chance=_CHANCE_OF_LIFE if name in _LIFE else _CHANCE,
                light_chance=_CHANCE_OF_SECOND_OPINION,
            )
            for column, name in enumerate(_HEADS)
        }
        self._heads = fit_heads(stacked(examples), lessons, strength=self.config["strength"])

    def save(self, folder: Path) -> None:
        """Write the heads."""
        self._heads.save(folder, SIGNALS)

    def restore(self, folder: Path) -> None:
        """Read the heads."""
        self._heads = Heads.restore(folder, SIGNALS)

    def read(self, message: Message) -> None:
        """Set the score of every signal and the words behind each one that is set."""
        found = _by_phrase(message, role=message.get(ROLE), year=year_of(metadata_of(message)))
        encoded = encoded_logits([message], "mark", _HEADS)
        logits, light, alone = self._heads.logits(
            features_of(message), None if encoded is None else encoded[0]
        )
        scores: dict[str, float] = {}
        why: dict[str, str] = {}
        second_opinion = []
        outside = _outside(message)
        for index, name in enumerate(_HEADS):
            hits = found[name]
            penalty = _PENALTIES[name] if hits.excluded else 0.0
            beside = _PENALTY_OUTSIDE * outside if name in _OF_A_DEED else 0.0
            scores[name] = _share(float(logits[index]) - penalty - beside)
            by_words = _share(float(light[index]) - penalty)
            if name in _DANGER and not hits.words:
                # Of two opinions on danger the higher counts.
                if scores[name] < 0.5 <= by_words:
                    scores[name] = by_words
                    second_opinion.append(name)
                elif scores[name] >= 0.5 and alone[index] - penalty < 0:
                    second_opinion.append(name)
            if hits.words:
                scores[name] = max(scores[name], _BY_PHRASE)
                why[name] = hits.words
            elif scores[name] >= 0.5:
                why[name] = self._learned_words(message, index)
        for stated, implied in BRINGS.items():
            if scores[stated.value] >= 0.5 > scores[implied.value]:
                scores[implied.value] = scores[stated.value]
                why[implied.value] = why[stated.value]
        message.set(WANTS_HUMAN, scores.pop(WANTS_HUMAN) >= 0.5)
        why.pop(WANTS_HUMAN, None)
        message.set(SIGNALS, scores)
        message.set(WHY, why)
        message.set(SECOND_OPINION, second_opinion)

    def _learned_words(self, message: Message, index: int) -> str:
        row = features_of(message)
        weights = row.data * self._heads.model.weights[row.indices, index]
        return best_span(
            message.get(TEXT),
            message.get(WORDS),
            message.get(OCCURRENCES),
            dict(zip(row.indices.tolist(), weights.tolist(), strict=True)),
        )


def _by_phrase(message: Message, *, role: str, year: int) -> dict[str, Hits]:
    folded = fold(message.get(TEXT) or "")
    found = {signal: patterns.search(folded) for signal, patterns in all_patterns().items()}
    age = young_age(folded, role=role, year=year)
    if age:
        found[Signal.UNDER_13.value] = Hits(age, excluded=False)
    elif is_born_earlier(folded, year=year):
        found[Signal.UNDER_13.value] = Hits(None, excluded=True)
    return {name: found.get(name, Hits(None, excluded=False)) for name in _HEADS}


def _outside(message: Message) -> float:
    """Give how sure it is that a message is not ours: 0 where another topic is likelier."""
    best = message.get(INTENT) or {}
    is_outside = best.get(INTENT_NAME_KEY) == OUTSIDE
    return float(best.get(PREDICTED_CONFIDENCE_KEY, 0.0)) if is_outside else 0.0


def _is_marked(example: Message, name: str) -> bool:
    labels = labels_of(example)
    if name == WANTS_HUMAN:
        return bool(labels.get(WANTS_HUMAN)) or example.get(INTENT) == "talk_to_human"
    return name in labels["signals"]


def _share(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


__all__ = ["SECOND_OPINION", "SIGNALS", "WANTS_HUMAN", "WHY", "SignalReader"]
