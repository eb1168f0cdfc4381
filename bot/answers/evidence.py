"""Sparse tables of evidence: which entries a word, a pair of words or a letter run speaks for.

```
Vocabulary: feature -> its place and its rarity
Postings:   place -> (entry, weight), (entry, weight), ...
```

The tables are numpy arrays, so that a question costs a few gathers and not a loop over entries.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Floats: TypeAlias = NDArray[np.float64]
Singles: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int32]

_POOL = (1.0, 0.5, 0.25)
# BM25's usual constants: how soon repetition stops counting, and how much length matters.
_K1 = 1.2
_B = 0.4


def pooled(scores: Iterable[float]) -> float:
    """The weighted mean of the three best scores; missing ones count as nothing.

    One lucky row says less than three good ones.
    """
    best = sorted(scores, reverse=True)[: len(_POOL)]
    weighted = (weight * score for weight, score in zip(_POOL, best, strict=False))
    return sum(weighted) / sum(_POOL)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The features that some document has, and how telling each is: the rarer, the more.

    Attributes:
        places: Feature -> its place, from 0.
        rarity: Place -> weight.
        unseen: The weight of a feature that no document has.
    """

    places: Mapping[str, int]
    rarity: Floats
    unseen: float

    @classmethod
    def of(
        cls,
        documents: Sequence[Iterable[str]],
        *,
        at_least: int = 1,
        like: Vocabulary | None = None,
    ) -> Vocabulary:
        """Count in how many documents each feature is.

        Args:
            documents: The features of each document.
            at_least: Features of fewer documents are left out.
            like: Takes the weights from this one, counted over more documents.
        """
        counts = Counter(feature for document in documents for feature in set(document))
        kept = sorted(feature for feature, count in counts.items() if count >= at_least)
        places = {feature: place for place, feature in enumerate(kept)}
        if like:
            return cls(places, np.array([like.of_feature(one) for one in kept]), like.unseen)
        total = len(documents)
        found = np.array([counts[feature] for feature in kept], dtype=np.float64)
        rarity = np.log(1 + (total - found + 0.5) / (found + 0.5))
        return cls(places, rarity, math.log(1 + (total + 0.5) / 0.5))

    def of_feature(self, feature: str) -> float:
        """The weight of a feature."""
        place = self.places.get(feature)
        return self.unseen if place is None else float(self.rarity[place])

    def total(self, features: Iterable[str]) -> float:
        """The weight of several features, each counted as often as it comes."""
        return sum(map(self.of_feature, features))

    def known_share(self, features: Iterable[str]) -> float:
        """The share of the weight of the features that is in those some document has."""
        asked = list(features)
        known = self.total(feature for feature in asked if feature in self.places)
        return known / self.total(asked) if asked else 0.0

    def unit(self, counts: Mapping[str, int]) -> tuple[Ints, Floats]:
        """A text as a vector of length one; features that no document has are left out at the end.

        Returns:
            Places and their weights.
        """
        if not counts or not self.places:
            return np.array([], dtype=np.int32), np.array([])
        places = np.array([self.places.get(feature, -1) for feature in counts], dtype=np.int32)
        often = 1 + np.log(np.fromiter(counts.values(), np.float64, len(counts)))
        is_known = places >= 0
        weights = np.where(is_known, self.rarity[places], self.unseen) * often
        length = math.sqrt(float(weights @ weights))
        return places[is_known], weights[is_known] / length


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """For each feature the entries that it speaks for, and how strongly.

    Attributes:
        vocabulary: The features.
        starts: Place -> where its run in the next two begins; one more at the end.
        columns: Numbers of entries.
        weights: What the feature says for the entry; below 0 it speaks against it.
        size: How many entries there are.
    """

    vocabulary: Vocabulary
    starts: Ints
    columns: Ints
    weights: Singles
    size: int

    @classmethod
    def of_matrix(cls, vocabulary: Vocabulary, matrix: Singles, least: float) -> Postings:
        """Keep what weighs at least so much, rounded so that it is the same wherever it is kept."""
        places, columns = np.nonzero(np.abs(matrix) >= least)
        starts = np.searchsorted(places, np.arange(len(matrix) + 1))
        weights = matrix[places, columns].astype(np.float16).astype(np.float32)
        size = matrix.shape[1]
        return cls(vocabulary, starts.astype(np.int32), columns.astype(np.int32), weights, size)

    def gathered(self, places: Ints, amounts: Floats) -> Floats:
        """One sum an entry: what the features say for it, each so many times."""
        starts = self.starts[places]
        lengths = self.starts[places + 1] - starts
        before = np.cumsum(lengths) - lengths
        at = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        said = self.weights[at] * np.repeat(amounts, lengths)
        sums: Floats = np.bincount(self.columns[at], weights=said, minlength=self.size).astype(
            np.float64
        )
        return sums


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """Entries as bags of words, scored by BM25 divided by the question's own ideal.

    Attributes:
        postings: Feature -> (entry, saturated count times rarity).
    """

    postings: Postings

    @classmethod
    def of(cls, documents: Sequence[Mapping[str, int]], like: Vocabulary | None = None) -> Bags:
        """Weigh documents by how often each has each word; as in a larger set, if given."""
        vocabulary = Vocabulary.of(documents, like=like)
        lengths = [sum(document.values()) for document in documents]
        mean = sum(lengths) / max(len(documents), 1) or 1.0
        places: list[int] = []
        columns: list[int] = []
        counts: list[float] = []
        for number, document in enumerate(documents):
            damping = _K1 * (1 - _B + _B * lengths[number] / mean)
            for word, count in document.items():
                places.append(vocabulary.places[word])
                columns.append(number)
                counts.append(count / (count + damping))
        order = np.argsort(np.array(places, dtype=np.int32), kind="stable")
        sorted_places = np.array(places, dtype=np.int32)[order]
        weights = np.array(counts)[order] * vocabulary.rarity[sorted_places]
        starts = np.searchsorted(sorted_places, np.arange(len(vocabulary.places) + 1))
        return cls(
            Postings(
                vocabulary,
                starts.astype(np.int32),
                np.array(columns, dtype=np.int32)[order],
                weights.astype(np.float16).astype(np.float32),
                len(documents),
            )
        )

    def scores(self, words: Iterable[str]) -> Floats:
        """One score an entry: 1 would be every word of the question, many times over."""
        asked = dict.fromkeys(words)
        vocabulary = self.postings.vocabulary
        ideal = vocabulary.total(asked) or 1.0
        known = [vocabulary.places[word] for word in asked if word in vocabulary.places]
        places = np.array(known, dtype=np.int32)
        return self.postings.gathered(places, np.ones(len(known))) / ideal

    def known_share(self, words: Iterable[str]) -> float:
        """See `Vocabulary.known_share`."""
        return self.postings.vocabulary.known_share(words)
