"""Fine-tunes the network on labelled messages: first the head alone, then everything."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn, optim
from torch.nn import functional

from encoder.network import LONGEST, Reader
from encoder.noise import mistyped
from encoder.outputs import MARK_SCORES, MARKS, NAMES, ROLE_SCORES, ROLES, TOPIC_SCORES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from encoder.examples import Example
    from encoder.weights import Weights

_HEAD_EPOCHS, _HEAD_RATE = 25, 5e-3
# Over 40,700 lines; four, over 36,500, had found as many topics, in 99 minutes instead of 71 (November 2026).
_EPOCHS = 3
_RATE = 3e-4  # 4e-4 diverges
_WARM_UP = 0.06
_NOISY = 0.5  # share of the messages that are mistyped anew in each epoch
_BATCH, _SORTED_TOGETHER = 32, 800
_READ_BATCH = 64
_PAD, _END = 1, 2
# PyTorch's sign for an example without this label: a fragment has no topic and no role.
_UNKNOWN = -100
# How much the three kinds of label weigh in the loss; other weights were no better in the trials.
_TOPIC, _ROLE, _MARKS = 1.0, 0.3, 0.5

Pieces = list[int]


@dataclass(frozen=True)
class Encoding:
    """Turns texts into the numbers of their pieces."""

    tokenizer: Tokenizer

    def pieces(self, text: str) -> Pieces:
        """Give at most LONGEST pieces."""
        numbers: Pieces = self.tokenizer.encode(text).ids
        return numbers if len(numbers) <= LONGEST else [*numbers[: LONGEST - 1], _END]


@dataclass(frozen=True)
class _Labels:
    topics: Tensor
    roles: Tensor
    marks: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example], device: str) -> _Labels:
        topics = {name.removeprefix("topic:"): at for at, name in enumerate(NAMES[TOPIC_SCORES])}
        return cls(
            torch.tensor(
                [topics[example.topics[0]] if example.topics else _UNKNOWN for example in examples],
                device=device,
            ),
            torch.tensor(
                [ROLES.index(example.role) if example.role else _UNKNOWN for example in examples],
                device=device,
            ),
            torch.tensor(
                [[float(mark in example.marks) for mark in MARKS] for example in examples],
                device=device,
            ),
        )

    def loss(self, scores: Tensor, rows: Sequence[int] | Tensor) -> Tensor:
        marks = functional.binary_cross_entropy_with_logits(
            scores[:, MARK_SCORES], self.marks[rows], reduction="none"
        )
        return (
            _TOPIC * _mean_loss(scores[:, TOPIC_SCORES], self.topics[rows])
            + _ROLE * _mean_loss(scores[:, ROLE_SCORES], self.roles[rows])
            + _MARKS * marks.sum(1).mean()
        )


def _mean_loss(scores: Tensor, truth: Tensor) -> Tensor:
    """Give the loss of a message; one without the label adds nothing, also where no other stands beside it."""
    whole: Tensor = functional.cross_entropy(scores, truth, ignore_index=_UNKNOWN, reduction="sum")
    return whole / len(truth)


def fit(
    examples: Sequence[Example],
    weights: Weights,
    tokenizer_json: str,
    *,
    name: str,
    seed: int = 0,
) -> Reader:
    """Fine-tune on all examples; progress goes to stderr under this name."""
    chance = random.Random(seed)
    torch.manual_seed(seed)
    device = device_here()
    encoding = Encoding(Tokenizer.from_str(tokenizer_json))
    labels = _Labels.of(examples, device)
    clean = [encoding.pieces(example.text) for example in examples]
    reader: Reader = Reader(weights).to(device)
    _fit_head(reader, clean, labels)
    body = _Body(reader, steps=_EPOCHS * -(-len(examples) // _BATCH))
    reader.train()
    for epoch in range(1, _EPOCHS + 1):
        began, total, count = time.monotonic(), 0.0, 0
        pieces = [
            encoding.pieces(mistyped(example.text, chance)) if chance.random() < _NOISY else known
            for example, known in zip(examples, clean, strict=True)
        ]
        for rows in _batches(pieces, chance):
            with _half_precision(device):
                scores = reader(*_together([pieces[row] for row in rows], device))
            loss = labels.loss(scores, rows)
            loss.backward()
            body.step()
            total, count = total + float(loss.detach()), count + 1
        sys.stderr.write(
            f"  {name}: epoch {epoch} of {_EPOCHS}, loss {total / count:.3f}, "
            f"{time.monotonic() - began:.0f} s\n"
        )
    reader.eval()
    return reader


def read(reader: Reader, tokenizer_json: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Give the scores of many texts: shape (texts, len(NAMES))."""
    encoding = Encoding(Tokenizer.from_str(tokenizer_json))
    return _over(reader, [encoding.pieces(text) for text in texts], reader)


def device_here() -> str:
    """Name the GPU where there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"


def _fit_head(reader: Reader, pieces: Sequence[Pieces], labels: _Labels) -> None:
    """Fit the head on the frozen network: with a fresh one, training everything would wreck it."""
    device = reader.mean.device
    reader.eval()
    pooled = torch.from_numpy(_over(reader, pieces, reader.pooled)).to(device)
    reader.mean.copy_(pooled.mean(0))
    reader.deviation.copy_(pooled.std(0))
    reader.train()
    learner = optim.AdamW(reader.head.parameters(), lr=_HEAD_RATE, weight_decay=0.05)
    for epoch in range(_HEAD_EPOCHS):
        for group in learner.param_groups:
            group["lr"] = _HEAD_RATE * (1 - epoch / _HEAD_EPOCHS)
        for rows in torch.randperm(len(pieces), device=device).split(4 * _BATCH):
            learner.zero_grad()
            labels.loss(reader.scored(pooled[rows]), rows).backward()
            learner.step()
    reader.zero_grad(set_to_none=True)


class _Body:
    """Steps all weights; the embedding's lazily, since a batch touches few of its rows."""

    def __init__(self, reader: Reader, *, steps: int) -> None:
        head = list(reader.head.parameters())
        apart = {id(parameter) for parameter in (*head, reader.word.weight)}
        self._dense = [part for part in reader.parameters() if id(part) != id(reader.word.weight)]
        body = [part for part in self._dense if id(part) not in apart]
        betas = (0.9, 0.98)
        self._learners: list[optim.Optimizer] = [
            optim.AdamW(
                [{"params": body, "peak": _RATE}, {"params": head, "peak": 1e-3}],
                lr=_RATE,
                betas=betas,
                weight_decay=0.01,
                fused=True,
            ),
            optim.SparseAdam(
                [{"params": [reader.word.weight], "peak": _RATE}], lr=_RATE, betas=betas
            ),
        ]
        self._reader = reader
        self._steps, self._taken = steps, 0

    def step(self) -> None:
        self._taken += 1
        warm = self._taken / (_WARM_UP * self._steps)
        left = max(0.0, 1 - (self._taken - 1) / self._steps) / (1 - _WARM_UP)
        for learner in self._learners:
            for group in learner.param_groups:
                group["lr"] = group["peak"] * min(1.0, warm, left)
        nn.utils.clip_grad_norm_(self._dense, 1.0)
        for learner in self._learners:
            learner.step()
        self._reader.zero_grad(set_to_none=True)


def _batches(pieces: Sequence[Pieces], chance: random.Random) -> Iterator[list[int]]:
    """Yield rows of about the same length together, in random order."""
    order = list(range(len(pieces)))
    chance.shuffle(order)
    batches = []
    for start in range(0, len(order), _SORTED_TOGETHER):
        near = sorted(order[start : start + _SORTED_TOGETHER], key=lambda row: len(pieces[row]))
        batches += [near[at : at + _BATCH] for at in range(0, len(near), _BATCH)]
    chance.shuffle(batches)
    yield from batches


def _together(rows: Sequence[Pieces], device: str | torch.device) -> tuple[Tensor, Tensor]:
    """Pad to one length: numbers and presence, both (messages, length)."""
    longest = max(map(len, rows))
    numbers = torch.full((len(rows), longest), _PAD, dtype=torch.long)
    present = torch.zeros(len(rows), longest)
    for at, row in enumerate(rows):
        numbers[at, : len(row)] = torch.tensor(row)
        present[at, : len(row)] = 1
    return numbers.to(device), present.to(device)


def _half_precision(device: str) -> torch.autocast:
    return torch.autocast(device, torch.bfloat16)


def _over(
    reader: Reader, pieces: Sequence[Pieces], function: Callable[[Tensor, Tensor], Tensor]
) -> npt.NDArray[np.float32]:
    device = reader.mean.device
    order = sorted(range(len(pieces)), key=lambda row: len(pieces[row]))
    results: list[npt.NDArray[np.float32] | None] = [None] * len(pieces)
    with torch.no_grad(), _half_precision(device.type):
        for start in range(0, len(order), _READ_BATCH):
            rows = order[start : start + _READ_BATCH]
            found = function(*_together([pieces[row] for row in rows], device)).float().cpu()
            for row, value in zip(rows, found.numpy(), strict=True):
                results[row] = value
    return np.stack([result for result in results if result is not None])
