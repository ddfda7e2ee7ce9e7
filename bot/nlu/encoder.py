"""Reads the message with the fine-tuned encoder: a score for each topic, role and signal.

The network is trained apart, by `make encoder`; here it only reads. What later steps fit on its
scores must not be fitted on lines that it has learnt by heart: for those, training sees the scores of a
network that had not seen them (`out_of_fold.npz`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import onnxruntime
from rasa.shared.nlu.training_data.training_data import TrainingData  # noqa: TC002 - Rasa looks it up
from tokenizers import Tokenizer

from bot.nlu.component import MessageComponent
from bot.nlu.encoder_files import FOLDER, EncoderFiles, OtherEncoderError
from bot.nlu.redaction import KEY
from bot.nlu.spelling import CORRECTED, SpellingCorrector

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.linear import FloatArray

ENCODED = "encoded"
_LONGEST = 2_000  # letters; far more than the network reads of one message
_END = 2
_DIGEST = "encoder.sha256"


@dataclass(frozen=True)
class Encoded:
    """What the encoder says of one message: `scores` are logits, `columns` says which is where."""

    scores: FloatArray
    columns: Mapping[str, int]

    def fingerprint(self) -> str:
        """Tell Rasa whether the scores are the same as in an earlier training."""
        return hashlib.sha256(self.scores.tobytes()).hexdigest()

    def logits(self, kind: str, labels: Sequence[str]) -> FloatArray:
        """Give the scores of these labels, in their order; `kind` is topic, role or mark."""
        return self.scores[[self.columns[f"{kind}:{label}"] for label in labels]]


def encoded_logits(
    messages: Sequence[Message], kind: str, labels: Sequence[str]
) -> FloatArray | None:
    """Give the scores of many messages: shape (messages, labels); None where no encoder ran."""
    if not messages or messages[0].get(ENCODED) is None:
        return None
    logits: FloatArray = np.stack(
        [message.get(ENCODED).logits(kind, labels) for message in messages]
    )
    return logits


class Encoder(MessageComponent):
    """Adds the encoder's scores. `folder`: where its files lie, from the project's root."""

    needs = (SpellingCorrector,)

    def __init__(self, *args: Any) -> None:
        """Check the files now: a training must not fail after its first minutes."""
        super().__init__(*args)
        self._files = EncoderFiles.checked(self.config["folder"])
        self._columns = {name: column for column, name in enumerate(self._files.scores)}

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Give the folder that `make encoder` writes."""
        return {"folder": FOLDER}

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        # No pool of threads: a worker is a fork and has one core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(self._files.network), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer.from_file(str(self._files.tokenizer))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give each example the scores of a network that has not seen it."""
        with np.load(self._files.out_of_fold, allow_pickle=False) as arrays:
            keys, scores = arrays["keys"], arrays["scores"].astype(np.float32)
        for example in training_data.training_examples:
            key = example.get(KEY)
            at = int(np.searchsorted(keys, key))
            known = at < len(keys) and keys[at] == key
            # A line added since then: no network has seen it.
            found = scores[at] if known else self.scores(_text_of(example))
            example.set(ENCODED, Encoded(found, self._columns))
        return training_data

    def learn(self, examples: list[Message]) -> None:
        """Learn nothing here; what is stored is which encoder the model was trained with."""

    def save(self, folder: Path) -> None:
        """Write which encoder this is."""
        (folder / _DIGEST).write_text(self._files.digest, encoding="ascii")

    def restore(self, folder: Path) -> None:
        """Open the network, and compare.

        Raises: OtherEncoderError: the model belongs to another encoder.
        """
        if (folder / _DIGEST).read_text(encoding="ascii") != self._files.digest:
            raise OtherEncoderError(
                "This model was trained with another encoder than the one in "
                f"{self.config['folder']}: run `make train`, or fetch the encoder it belongs to."
            )
        self.scores("")  # the first message must not wait for the network to be opened

    def scores(self, text: str) -> FloatArray:
        """Score a text: logits in the order of the manifest's `scores`."""
        pieces = self._tokenizer.encode(text[:_LONGEST]).ids
        if len(pieces) > self._files.longest:
            pieces = [*pieces[: self._files.longest - 1], _END]
        row = np.array([pieces], dtype=np.int64)
        (scores,) = self._session.run(None, {"pieces": row})
        found: FloatArray = scores[0]
        return found

    def read(self, message: Message) -> None:
        """Add the scores."""
        message.set(ENCODED, Encoded(self.scores(_text_of(message)), self._columns))


def _text_of(message: Message) -> str:
    """Give the text with its typing slips put right."""
    text: str = message.get(CORRECTED) or ""
    return text
