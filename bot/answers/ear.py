"""A logistic regression over words and letter runs: does a message sound like a call for help?

It is learned in small batches with a step of its own for every feature (AdaGrad: Duchi, Hazan and
Singer, Journal of Machine Learning Research 12, 2011), so that rare words count from the first time
they are met. The same lessons in the same order teach the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.evidence import Vocabulary
from bot.answers.learning import FEWEST_ROWS, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.evidence import Floats, Ints, Singles
    from bot.answers.forms import Forms

_ROUNDS = 10
_BATCH = 64
_STEP = 0.5
_SEED = 0
_TINY = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Ear:
    """What calls sound like.

    Attributes:
        pairs: The stems and pairs of stems that it knows.
        letters: The letter runs that it knows.
        weights: What each says for a call, stems and pairs first, then letter runs.
        at_rest: What nothing says.
    """

    pairs: Vocabulary
    letters: Vocabulary
    weights: Singles
    at_rest: float

    def chance(self, message: Forms) -> float:
        """How much a message sounds like a call, from 0 to 1."""
        places, amounts = joined(message, self.pairs, self.letters)
        said = float(self.weights[places] @ amounts) + self.at_rest
        return float(_logistic(np.array([said]))[0])


def train_ear(calls: Sequence[Forms], others: Sequence[Forms]) -> Ear:
    """Learn to tell calls from other messages."""
    rows = [*calls, *others]
    pairs = Vocabulary.of([row.pairs for row in rows], at_least=FEWEST_ROWS)
    letters = Vocabulary.of([row.letters for row in rows], at_least=FEWEST_ROWS)
    vectors = [joined(row, pairs, letters) for row in rows]
    is_call = np.array([1.0] * len(calls) + [0.0] * len(others))
    weights = np.zeros(len(pairs.places) + len(letters.places) + 1)
    _descend(weights, vectors, is_call)
    kept = weights.astype(np.float32)
    return Ear(pairs, letters, kept[:-1], float(kept[-1]))


def _descend(weights: Floats, vectors: Sequence[tuple[Ints, Singles]], is_call: Floats) -> None:
    """Change the weights, the last of which is the one at rest, so that calls come near 1."""
    mixed = np.random.default_rng(_SEED)
    squares = np.full(len(weights), _TINY)
    rest = np.array([len(weights) - 1], dtype=np.int32)
    rows = [
        (np.concatenate([places, rest]), np.append(amounts, 1.0).astype(np.float64))
        for places, amounts in vectors
    ]
    for _ in range(_ROUNDS):
        order = mixed.permutation(len(rows))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            places = np.concatenate([rows[row][0] for row in batch])
            amounts = np.concatenate([rows[row][1] for row in batch])
            owners = np.repeat(np.arange(len(batch)), [len(rows[row][0]) for row in batch])
            said = weights[places] * amounts
            sums = np.bincount(owners, said, minlength=len(batch)).astype(np.float64)
            missed = (_logistic(sums) - is_call[batch])[owners] * amounts
            touched, which = np.unique(places, return_inverse=True)
            slope = np.bincount(which, missed)
            squares[touched] += slope * slope
            weights[touched] -= _STEP * slope / np.sqrt(squares[touched])


def _logistic(sums: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-np.clip(sums, -50, 50)))
    return found
