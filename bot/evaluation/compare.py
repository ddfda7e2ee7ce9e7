"""`make compare`: kinds of models beside each other, on writers whom they have not read.

`.venv/bin/python -m bot.evaluation.compare FOLDER`. Half of the writers of data/nlu are read by what learnt
from the other half, and the other way round. FOLDER holds learn.jsonl (`encoder.prepare --by-writer`) and, where
the encoder is to be compared, out_of_fold.npz (`encoder --compare`). It is the topic alone, and the marks by their
average precision, which needs no threshold; the pipeline's own figures come from messages held out.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import vstack
from sklearn.metrics import average_precision_score, f1_score
from threadpoolctl import threadpool_limits

from bot.evaluation.figures import Share
from bot.labels import LIFE_SIGNALS
from bot.nlu.concepts import Lexicon, forms_of_concepts
from bot.nlu.linear import fit_balanced, fit_linear, joined
from bot.nlu.signals import SignalReader
from bot.nlu.tokenizer import words_of
from bot.nlu.topic import PASSES, TopicClassifier
from bot.nlu.vocabulary import Vocabulary
from encoder.examples import FOLDS, Example, read_examples
from encoder.outputs import MARK_SCORES, MARKS, NAMES, TOPIC_SCORES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt
    from scipy.sparse import csr_matrix

    from bot.nlu.concepts import Concept
    from bot.nlu.words import Word

    Scores = npt.NDArray[np.float32]
    Parts = tuple[Sequence[Word], Sequence[Concept]]

_TOPICS = tuple(name.removeprefix("topic:") for name in NAMES[TOPIC_SCORES])
_LIFE = tuple(signal.value for signal in LIFE_SIGNALS)


@dataclass(frozen=True)
class Opinions:
    """What one kind of model says of all examples: (examples, topics) and (examples, life signals)."""

    topics: Scores
    life: Scores

    def beside(self, encoded: Opinions) -> Opinions:
        """Join with the encoder's: the topics as the pipeline does, the marks by the sum of their logits."""
        return Opinions(joined(self.topics, encoded.topics), self.life + encoded.life)


def main() -> None:
    """Print the table, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    examples = [example for example in read_examples(folder / "learn.jsonl") if example.topics]
    with threadpool_limits(limits=1):
        for line in table(examples, dict(_kinds(examples, folder / "out_of_fold.npz"))):
            print(line, flush=True)  # noqa: T201


def table(examples: Sequence[Example], kinds: dict[str, Opinions]) -> Iterator[str]:
    """Yield one line per kind: topic right and macro-F1 per language, mean average precision of life."""
    yield "| on writers not read | fr: topic, macro-F1, life | nl: topic, macro-F1, life |"
    yield "|---|---|---|"
    truth = np.array([_TOPICS.index(example.topics[0]) for example in examples])
    life = np.array([[name in example.marks for name in _LIFE] for example in examples])
    languages = np.array([example.language for example in examples])
    for name, opinions in kinds.items():
        cells = []
        for language in ("fr", "nl"):
            rows = languages == language
            guess = opinions.topics[rows].argmax(1)
            right = Share(int((guess == truth[rows]).sum()), int(rows.sum()))
            macro = f1_score(truth[rows], guess, average="macro")
            precision = np.mean(
                [
                    average_precision_score(life[rows, column], opinions.life[rows, column])
                    for column in range(len(_LIFE))
                ]
            )
            cells.append(f"{right}, {macro:.3f}, {precision:.3f}")
        yield f"| {name} | {' | '.join(cells)} |"


def _kinds(examples: Sequence[Example], encoded_file: Path) -> Iterator[tuple[str, Opinions]]:
    lexicon = Lexicon(forms_of_concepts())
    words = [words_of(example.text, example.language) for example in examples]
    plain: list[Parts] = [(own, ()) for own in words]
    with_concepts: list[Parts] = [(own, lexicon.find(own)) for own in words]
    linear = {
        "n-grams": _by_ngrams(examples, plain),
        "n-grams and concepts": _by_ngrams(examples, with_concepts),
    }
    yield from linear.items()
    if not encoded_file.exists():
        return
    encoded = _by_encoder(examples, encoded_file)
    yield "encoder", encoded
    for name, opinions in linear.items():
        yield f"encoder, {name}", opinions.beside(encoded)


def _by_ngrams(examples: Sequence[Example], parts: Sequence[Parts]) -> Opinions:
    """Read each fold with linear models that learnt from the other."""
    folds = np.array([example.fold for example in examples])
    topics = np.zeros((len(examples), len(_TOPICS)), dtype=np.float32)
    life = np.zeros((len(examples), len(_LIFE)), dtype=np.float32)
    truth = np.array([example.topics[0] for example in examples])
    for fold in range(FOLDS):
        seen, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        vocabulary = Vocabulary.of(parts[row] for row in seen)
        features: csr_matrix = vstack(
            [vocabulary.row(vocabulary.occurrences(*own)) for own in parts], format="csr"
        )
        strength = TopicClassifier.get_default_config()["strength"]
        model = fit_linear(features[seen], truth[seen], strength=strength, passes=PASSES)
        order = [model.labels.index(topic) for topic in _TOPICS]
        topics[held] = (features[held] @ model.weights + model.bias)[:, order]
        strength_of_marks = SignalReader.get_default_config()["strength"]
        for column, name in enumerate(_LIFE):
            marked = np.array([str(name in example.marks) for example in examples])
            head = fit_balanced(features[seen], marked[seen], strength=strength_of_marks)
            yes = head.labels.index("True")
            # Both labels have half of one logit each.
            life[held, column] = 2 * (features[held] @ head.weights[:, yes] + head.bias[yes])
    return Opinions(topics, life)


def _by_encoder(examples: Sequence[Example], file: Path) -> Opinions:
    with np.load(file, allow_pickle=False) as arrays:
        keys, scores = arrays["keys"], arrays["scores"].astype(np.float32)
    rows = np.searchsorted(keys, np.array([example.key for example in examples], dtype=np.uint64))
    columns = [MARKS.index(name) for name in _LIFE]
    return Opinions(scores[rows][:, TOPIC_SCORES], scores[rows][:, MARK_SCORES][:, columns])


if __name__ == "__main__":
    main()
