"""A linear classifier learned from the wordings: which entry does a question sound like?

A multinomial logistic regression over the stems, pairs of stems and letter runs of the rows (title,
wordings, keywords), learned by stochastic gradient descent: a few rounds, each row once a round, in
an order that is mixed the same way every time. Stopping early keeps it from learning rows by heart.
Features of a single row are left out: they could only be learned by heart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.answers.evidence import Postings, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.evidence import Floats, Ints, Singles
    from bot.answers.forms import Forms, Told

_ROUNDS = 6
_STEP = 4.0
_SEED = 0
FEWEST_ROWS = 2
"""Features of fewer rows are left out: they could only be learned by heart."""

_FEWEST_ROWS_EACH = 2
_LEAST_WEIGHT = 0.05
_SCALE = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What the rows have taught.

    Attributes:
        pairs: What stems and pairs of stems say.
        letters: What letter runs say.
    """

    pairs: Postings
    letters: Postings

    def scores(self, asked: Forms) -> Floats:
        """One score an entry, about from -1 to 1; a larger one is better."""
        pairs = self.pairs.gathered(*self.pairs.vocabulary.unit(asked.pairs))
        letters = self.letters.gathered(*self.letters.vocabulary.unit(asked.letters))
        return (pairs + letters) / _SCALE


def can_learn(entries: Sequence[Told]) -> bool:
    """Whether there are wordings to learn from: titles alone would be learned by heart."""
    rows = sum(len(told.rows) for told in entries)
    return bool(entries) and rows >= _FEWEST_ROWS_EACH * len(entries)


def learn(entries: Sequence[Told]) -> Learned:
    """Learn to tell entries apart; the same entries teach the same."""
    rows = [(number, row) for number, told in enumerate(entries) for row in told.rows]
    pairs = Vocabulary.of([row.pairs for _, row in rows], at_least=FEWEST_ROWS)
    letters = Vocabulary.of([row.letters for _, row in rows], at_least=FEWEST_ROWS)
    vectors = [joined(row, pairs, letters) for _, row in rows]
    weights = np.zeros((len(pairs.places) + len(letters.places), len(entries)), dtype=np.float32)
    _descend(weights, [number for number, _ in rows], vectors)
    split = len(pairs.places)
    return Learned(
        Postings.of_matrix(pairs, weights[:split], _LEAST_WEIGHT),
        Postings.of_matrix(letters, weights[split:], _LEAST_WEIGHT),
    )


def joined(row: Forms, pairs: Vocabulary, letters: Vocabulary) -> tuple[Ints, Singles]:
    """A row as one vector over both vocabularies."""
    first, first_amounts = pairs.unit(row.pairs)
    second, second_amounts = letters.unit(row.letters)
    places = np.concatenate([first, second + np.int32(len(pairs.places))])
    return places, np.concatenate([first_amounts, second_amounts]).astype(np.float32)


def _descend(
    weights: Singles, owners: Sequence[int], vectors: Sequence[tuple[Ints, Singles]]
) -> None:
    """Change the weights so that each row's own entry becomes its likeliest."""
    mixed = np.random.default_rng(_SEED)
    steps = _ROUNDS * len(vectors)
    done = 0
    for _ in range(_ROUNDS):
        for row in mixed.permutation(len(vectors)):
            places, amounts = vectors[row]
            known = weights[places]
            logits = amounts @ known
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            chances[owners[row]] -= 1
            step = np.float32(_STEP * (1 - done / steps))
            weights[places] = known - step * np.outer(amounts, chances)
            done += 1
