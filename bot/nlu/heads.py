"""Learned yes-or-no heads: n-grams and, where there is one, the encoder; joined recall-first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.nlu.linear import LinearModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt
    from scipy.sparse import csr_matrix

    from bot.nlu.linear import FloatArray

    BoolArray = npt.NDArray[np.bool_]

_FOLDS = 2
_FILE = "mixture.npz"


class Lesson(NamedTuple):
    """What one head learns from: `truth` per example, and `sure` where a phrase decides already.

    `encoded` are the encoder's logits, None without an encoder. It is set from the score on at which the
    chance that it is true is `chance`; by the n-grams alone, `light_chance`.
    """

    truth: BoolArray
    sure: BoolArray
    encoded: FloatArray | None
    chance: float
    light_chance: float


@dataclass(frozen=True)
class Heads:
    """One head per name.

    A head's logit is the n-grams' times `by_words` plus the encoder's times `by_encoder` plus `bias`;
    zero is its threshold. `light_bias` does the same for the n-grams where they set a signal by themselves, and
    `doubt_bias` for the chance at which a pipeline without an encoder would set it.
    """

    model: LinearModel
    by_words: FloatArray
    by_encoder: FloatArray
    bias: FloatArray
    light_bias: FloatArray
    doubt_bias: FloatArray

    def logits(
        self, row: csr_matrix, encoded: FloatArray | None
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Score one message: joined, by the n-grams against the joined, and as the n-grams alone would; each (names,)."""
        words = self.model.scores(row)
        whole = self.by_words * words + self.bias
        if encoded is not None:
            whole = whole + self.by_encoder * encoded
        return whole, words + self.light_bias, words + self.doubt_bias

    def save(self, folder: Path, name: str) -> None:
        """Write the weights."""
        self.model.save(folder, name)
        np.savez(
            folder / _FILE,
            by_words=self.by_words,
            by_encoder=self.by_encoder,
            bias=self.bias,
            light_bias=self.light_bias,
            doubt_bias=self.doubt_bias,
        )

    @classmethod
    def restore(cls, folder: Path, name: str) -> Heads:
        """Read what `save` wrote."""
        with np.load(folder / _FILE, allow_pickle=False) as arrays:
            return cls(LinearModel.restore(folder, name), **arrays)


def fit_heads(features: csr_matrix, lessons: Mapping[str, Lesson], *, strength: float) -> Heads:
    """Fit one head per lesson; two at a time, each by itself, so that the result is always the same."""
    fitted = Parallel(n_jobs=2, prefer="threads")(
        delayed(_fit)(features, lesson, strength) for lesson in lessons.values()
    )
    return Heads(
        LinearModel(
            tuple(lessons),
            np.ascontiguousarray(np.stack([head.weights for head in fitted], axis=1)),
            _array([head.intercept for head in fitted]),
        ),
        by_words=_array([head.by_words for head in fitted]),
        by_encoder=_array([head.by_encoder for head in fitted]),
        bias=_array([head.bias for head in fitted]),
        light_bias=_array([head.light_bias for head in fitted]),
        doubt_bias=_array([head.doubt_bias for head in fitted]),
    )


def _array(values: Sequence[float]) -> FloatArray:
    return np.array(values, dtype=np.float32)


class _Fitted(NamedTuple):
    weights: FloatArray
    intercept: float
    by_words: float
    by_encoder: float
    bias: float
    light_bias: float
    doubt_bias: float


def _fit(features: csr_matrix, lesson: Lesson, strength: float) -> _Fitted:
    learner = LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", random_state=0, tol=1e-3
    )
    words = np.zeros(len(lesson.truth))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for seen, held in folds.split(features, lesson.truth):
        learner.fit(features[seen], lesson.truth[seen])
        words[held] = learner.decision_function(features[held])
    by_words, by_encoder, bias = _mixture(words, lesson)
    whole = by_words * words + bias
    if lesson.encoded is not None:
        whole = whole + by_encoder * lesson.encoded
    learner.fit(features, lesson.truth)
    return _Fitted(
        learner.coef_[0].astype(np.float32),
        float(learner.intercept_[0]),
        by_words,
        by_encoder,
        bias - _threshold(whole, lesson, lesson.chance),
        -_threshold(words, lesson, lesson.light_chance),
        -_threshold(words, lesson, lesson.chance),
    )


def _mixture(words: npt.NDArray[np.float64], lesson: Lesson) -> tuple[float, float, float]:
    """Weigh the two opinions, on examples that neither has learnt from."""
    if lesson.encoded is None:
        return 1.0, 0.0, 0.0
    mixer = LogisticRegression(class_weight="balanced", random_state=0)
    mixer.fit(np.stack([words, lesson.encoded], axis=1), lesson.truth)
    by_words, by_encoder = mixer.coef_[0]
    return float(by_words), float(by_encoder), float(mixer.intercept_[0])


def _threshold(scores: npt.NDArray[np.float64], lesson: Lesson, chance: float) -> float:
    """Give the score at which this chance of being true is reached, by a logistic fit to the examples.

    What phrases found is set whatever its score, so that the fit is to what they leave.
    """
    scores, truth = scores[~lesson.sure], lesson.truth[~lesson.sure]
    if not truth.any() or truth.all():
        return float(scores.max(initial=0.0))
    calibration = LogisticRegression(penalty="none").fit(scores[:, None], truth)
    odds = np.log(chance / (1 - chance))
    return float((odds - calibration.intercept_[0]) / calibration.coef_[0, 0])
