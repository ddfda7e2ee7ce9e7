"""Finds the signals of labels.md: by phrases, by ages, and by heads that learnt from examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from rasa.shared.nlu.constants import TEXT
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.labels import BRINGS, LIFE_SIGNALS, Signal
from bot.nlu.ages import is_born_earlier, young_age
from bot.nlu.clock import year_of
from bot.nlu.component import MessageComponent, labels_of, metadata_of
from bot.nlu.evidence import best_span
from bot.nlu.fold import fold
from bot.nlu.linear import LinearModel, features_of, stacked
from bot.nlu.ngrams import OCCURRENCES
from bot.nlu.patterns import Hits, all_patterns
from bot.nlu.role import ROLE
from bot.nlu.tokenizer import WORDS

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt
    from rasa.shared.nlu.training_data.message import Message
    from scipy.sparse import csr_matrix

SIGNALS = "signals"
WHY = "why"
WANTS_HUMAN = "wants_human"
_NAMES = tuple(signal.value for signal in Signal)
_BY_PHRASE = 0.97  # a phrase is nearly certain, and shows as such beside learned scores
# Logits a head must have on top when a turn of speech explains its words. A birth year is certain:
# the head has learnt that such years go with small children, whatever year it is now.
_PENALTIES = dict.fromkeys(_NAMES, 1.5) | {Signal.UNDER_13.value: 10.0}
_FOLDS = 3
# Recall first: each threshold is the lowest at which this share of what is set is right, measured on
# examples that the head did not learn from. Origin: November 2026, data/nlu with its many near-misses,
# the recall of each signal at a precision of 0.7 and 0.8 in view, no evaluation file.
_PRECISION = {
    # A false alarm costs a question, a miss may cost a life.
    **dict.fromkeys(LIFE_SIGNALS, 0.5),
    # They bring a human, and change what is told.
    Signal.MEETING_PLANNED: 0.65,
    Signal.ABUSER_CLOSE: 0.65,
    Signal.UNDER_13: 0.85,  # nearly always told in numbers, which phrases find
}
_PRECISION_OF_FACTS = 0.7  # they change single steps


class SignalReader(MessageComponent):
    """Sets scores (a signal is set from 0.5 on), the words that set them, and `wants_human`."""

    _model: LinearModel

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
        features = stacked(examples)
        year = year_of({})
        found = [
            _by_phrase(example, role=labels_of(example)["role"], year=year) for example in examples
        ]
        heads = []
        for name in _NAMES:
            truth = np.array([name in labels_of(example)["signals"] for example in examples])
            phrase = np.array([bool(hits[name].words) for hits in found])
            heads.append(self._fit_head(features, truth, phrase, signal=Signal(name)))
        self._model = LinearModel(
            _NAMES,
            np.ascontiguousarray(np.stack([weights for weights, _ in heads], axis=1)),
            np.array([bias for _, bias in heads], dtype=np.float32),
        )

    def _fit_head(
        self,
        features: csr_matrix,
        truth: npt.NDArray[np.bool_],
        phrase: npt.NDArray[np.bool_],
        *,
        signal: Signal,
    ) -> tuple[npt.NDArray[np.float32], float]:
        learner = LogisticRegression(
            C=self.config["strength"],
            class_weight="balanced",
            solver="liblinear",
            random_state=0,
        )
        scores = np.zeros(len(truth))
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
        for seen, held in folds.split(features, truth):
            scores[held] = learner.fit(features[seen], truth[seen]).decision_function(
                features[held]
            )
        threshold = _lowest_threshold(
            np.where(phrase, np.inf, scores),
            truth,
            precision=_PRECISION.get(signal, _PRECISION_OF_FACTS),
        )
        learner.fit(features, truth)
        return learner.coef_[0].astype(np.float32), float(learner.intercept_[0]) - threshold

    def save(self, folder: Path) -> None:
        """Write the heads."""
        self._model.save(folder, SIGNALS)

    def restore(self, folder: Path) -> None:
        """Read the heads."""
        self._model = LinearModel.restore(folder, SIGNALS)

    def read(self, message: Message) -> None:
        """Set the score of every signal and the words behind each one that is set."""
        found = _by_phrase(message, role=message.get(ROLE), year=year_of(metadata_of(message)))
        logits = self._model.scores(features_of(message))
        scores: dict[str, float] = {}
        why: dict[str, str] = {}
        for index, name in enumerate(_NAMES):
            hits = found[name]
            logit = float(logits[index]) - (_PENALTIES[name] if hits.excluded else 0.0)
            scores[name] = float(1 / (1 + np.exp(-logit)))
            if hits.words:
                scores[name] = max(scores[name], _BY_PHRASE)
                why[name] = hits.words
            elif scores[name] >= 0.5:
                why[name] = self._learned_words(message, index)
        for stated, implied in BRINGS.items():
            if scores[stated.value] >= 0.5 > scores[implied.value]:
                scores[implied.value] = scores[stated.value]
                why[implied.value] = why[stated.value]
        message.set(SIGNALS, scores)
        message.set(WHY, why)
        message.set(WANTS_HUMAN, bool(found[WANTS_HUMAN].words))

    def _learned_words(self, message: Message, index: int) -> str:
        row = features_of(message)
        weights = row.data * self._model.weights[row.indices, index]
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
    return {name: found.get(name, Hits(None, excluded=False)) for name in (*_NAMES, WANTS_HUMAN)}


def _lowest_threshold(
    scores: npt.NDArray[np.float64],
    truth: npt.NDArray[np.bool_],
    *,
    precision: float,
) -> float:
    """Find the lowest score from which on the share of right ones is at least `precision`.

    What phrases found counts as infinite, so that a head only has to find what they miss.
    """
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero((right >= precision) & np.isfinite(scores[order]))
    if len(enough):
        return float(scores[order[enough[-1]]])
    return float(scores[np.isfinite(scores)].max())


__all__ = ["SIGNALS", "WANTS_HUMAN", "WHY", "SignalReader"]
