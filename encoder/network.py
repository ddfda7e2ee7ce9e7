"""The network: multilingual-e5-small (a BERT of 12 layers) with one linear head for all scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from encoder.outputs import NAMES

if TYPE_CHECKING:
    from encoder.weights import Shape, Weights

LONGEST = 120  # pieces read of one message; the rest is cut
_POSITIONS = 160
_DROPOUT = 0.1
_MASKED = -1e4
_random_bytes = np.random.Generator(np.random.SFC64(0))


class Reader(nn.Module):
    """Reads pieces into scores.

    `mean` and `deviation` standardise the pooled vectors, which lie in a narrow cone (Wang et al.
    2024, arXiv 2402.05672): a head on raw ones learns nothing.
    """

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        shape, tensors = weights.shape, weights.tensors
        self.word = nn.Embedding(*tensors["emb.word"].shape, sparse=True)
        self.position = nn.Embedding(_POSITIONS, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.layers = nn.ModuleList(_Layer(shape) for _ in range(shape.layers))
        self.head = nn.Linear(shape.hidden, len(NAMES))
        self.register_buffer("mean", torch.zeros(shape.hidden))
        self.register_buffer("deviation", torch.ones(shape.hidden))
        with torch.no_grad():
            _copy(self.word.weight, tensors["emb.word"])
            # Every piece is of the first type: its vector is added once and for all.
            _copy(self.position.weight, tensors["emb.pos"][:_POSITIONS] + tensors["emb.type"][:1])
            _copy(self.norm.weight, tensors["emb.ln.w"])
            _copy(self.norm.bias, tensors["emb.ln.b"])
            for number, layer in enumerate(self.layers):
                layer.copy(weights, f"l{number}")

    def pooled(self, pieces: Tensor, present: Tensor) -> Tensor:
        """Give the mean vector of each message: pieces and presence (messages, length) in."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.norm(self.word(pieces) + self.position(places)[None])
        states = dropped(states, training=self.training)
        mask = (1 - present[:, None, None, :]) * _MASKED
        for layer in self.layers:
            states = layer(states, mask)
        return (states * present[:, :, None]).sum(1) / present.sum(1, keepdim=True)

    def scored(self, pooled: Tensor) -> Tensor:
        """Give the scores (messages, len(NAMES)) of pooled vectors."""
        centred = (pooled - self.mean) / self.deviation
        scores: Tensor = self.head(functional.dropout(centred, _DROPOUT, self.training)).float()
        return scores

    def forward(self, pieces: Tensor, present: Tensor) -> Tensor:
        """Read pieces into scores."""
        return self.scored(self.pooled(pieces, present))


class _Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.attention_in = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.attention_out = nn.Linear(shape.hidden, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)
        self.inner = nn.Linear(shape.hidden, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.epsilon)

    def copy(self, weights: Weights, name: str) -> None:
        own = {key.removeprefix(f"{name}."): value for key, value in weights.tensors.items()}
        _copy(self.attention_in.weight, np.concatenate([own[f"{part}.w"] for part in "qkv"]))
        _copy(self.attention_in.bias, np.concatenate([own[f"{part}.b"] for part in "qkv"]))
        for module, part in (
            (self.attention_out, "ao"),
            (self.attention_norm, "aln"),
            (self.inner, "fi"),
            (self.outer, "fo"),
            (self.norm, "oln"),
        ):
            _copy(module.weight, own[f"{part}.w"])
            _copy(module.bias, own[f"{part}.b"])

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, hidden = states.shape
        size = hidden // self.heads
        parts = self.attention_in(states).view(batch, length, 3, self.heads, size)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        # Torch's fused attention is slower on the CPU.
        affinity = (query * size**-0.5) @ key.transpose(-1, -2) + mask.to(query.dtype)
        shares = dropped(torch.softmax(affinity, -1), training=self.training)
        seen = (shares.to(value.dtype) @ value).transpose(1, 2).reshape(batch, length, hidden)
        return self.after_attention(states, self.attention_out(seen))

    def after_attention(self, states: Tensor, seen: Tensor) -> Tensor:
        """Do the rest of the layer with what attention has seen."""
        seen = dropped(seen, training=self.training)
        states = self.attention_norm(states + seen)
        thought = self.outer(functional.gelu(self.inner(states)))
        result: Tensor = self.norm(states + dropped(thought, training=self.training))
        return result


def dropped(states: Tensor, *, training: bool) -> Tensor:
    """Drop a tenth while training. On a CPU torch's own way costs a quarter of a step."""
    if not training:
        return states
    if states.is_cuda:
        return functional.dropout(states, _DROPOUT)
    bound = round(_DROPOUT * 256)
    drawn = np.frombuffer(bytearray(_random_bytes.bytes(states.numel())), np.uint8)
    kept = (torch.from_numpy(drawn).view(states.shape) >= bound).to(states.dtype)
    return states * kept.mul_(256 / (256 - bound))


def _copy(target: Tensor, source: np.ndarray) -> None:  # type: ignore[type-arg]
    target.copy_(torch.from_numpy(np.ascontiguousarray(source)))
