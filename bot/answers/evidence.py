"""The parts of a score: how far an entry fits a question, each part from 0 to 1.

Question parts and answer are kept apart: one bag of words for both ranks worse as soon as entries
have several wordings. Rows (title, keywords and each wording) are pooled by the three best, because
one lucky row says less than three good ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_POOL = (1.0, 0.5, 0.25)
_GRAMS = (3, 4, 5)
# BM25's usual constants: how soon repetition stops counting, and how much length matters.
_K1 = 1.2
_B = 0.4


def pooled(scores: Iterable[float]) -> float:
    """The weighted mean of the three best scores; missing ones count as nothing."""
    best = sorted(scores, reverse=True)[: len(_POOL)]
    weighted = (weight * score for weight, score in zip(_POOL, best, strict=False))
    return sum(weighted) / sum(_POOL)


def best_of(scores: Iterable[float]) -> float:
    """The best score, or nothing."""
    return max(scores, default=0.0)


def grams(words: Iterable[str]) -> list[str]:
    """Letter runs of three to five within each word, its ends marked."""
    return [gram for word in words for gram in _grams_of(word)]


@lru_cache(maxsize=20_000)
def _grams_of(word: str) -> tuple[str, ...]:
    marked = f" {word} "
    return tuple(
        marked[start : start + size] for size in _GRAMS for start in range(len(marked) - size + 1)
    )


def stem_pairs(stems: Sequence[str]) -> list[str]:
    """Neighbouring stems joined, which say more than either alone."""
    return [f"{first} {second}" for first, second in pairwise(stems)]


@dataclass(frozen=True, slots=True)
class Rarity:
    """How telling each word is: the fewer documents hold it, the more.

    Attributes:
        weights: Word -> weight.
        unseen: The weight of a word that no document holds.
    """

    weights: Mapping[str, float]
    unseen: float

    @classmethod
    def of(cls, documents: Sequence[Iterable[str]]) -> Rarity:
        """Count in how many documents each word is."""
        counts: dict[str, int] = {}
        for document in documents:
            for word in set(document):
                counts[word] = counts.get(word, 0) + 1
        total = len(documents)
        weights = {
            word: math.log(1 + (total - count + 0.5) / (count + 0.5))
            for word, count in counts.items()
        }
        return cls(weights, math.log(1 + (total + 0.5) / 0.5))

    def of_word(self, word: str) -> float:
        """The weight of a word."""
        return self.weights.get(word, self.unseen)

    def total(self, words: Iterable[str]) -> float:
        """The weight of several words, each counted as often as it comes."""
        return sum(map(self.of_word, words))


@dataclass(frozen=True, slots=True)
class Bags:
    """Documents as bags of words, scored by BM25 divided by the question's own ideal.

    Attributes:
        rarity: The weight of each word.
        postings: Word -> (document, saturated count) pairs.
        size: How many documents there are.
    """

    rarity: Rarity
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    size: int

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> Bags:
        """Count the words of each document."""
        mean = sum(map(len, documents)) / max(len(documents), 1) or 1.0
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, document in enumerate(documents):
            damping = _K1 * (1 - _B + _B * len(document) / mean)
            counts: dict[str, int] = {}
            for word in document:
                counts[word] = counts.get(word, 0) + 1
            for word, count in counts.items():
                postings.setdefault(word, []).append((number, count / (count + damping)))
        fixed = {word: tuple(pairs) for word, pairs in postings.items()}
        return cls(Rarity.of(documents), fixed, len(documents))

    def known_share(self, words: Iterable[str]) -> float:
        """The share of the weight of the words that is in words some document holds."""
        asked = list(words)
        known = self.rarity.total(word for word in asked if word in self.postings)
        return known / self.rarity.total(asked)

    def scores(self, words: Iterable[str]) -> list[float]:
        """One score a document: 1 would be every word of the question, many times over."""
        found = [0.0] * self.size
        asked = dict.fromkeys(words)
        ideal = self.rarity.total(asked)
        for word in asked:
            weight = self.rarity.of_word(word)
            for number, count in self.postings.get(word, ()):
                found[number] += weight * count
        return [score / ideal for score in found] if ideal else found


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows as weighted vectors of length one, compared by their cosine.

    Attributes:
        rarity: The weight of each part.
        postings: Part -> (row, weight) pairs.
        size: How many rows there are.
    """

    rarity: Rarity
    postings: Mapping[str, tuple[tuple[int, float], ...]]
    size: int

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, int]]) -> Vectors:
        """Weigh the parts of each row."""
        rarity = Rarity.of(rows)
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, row in enumerate(rows):
            for part, weight in _unit(row, rarity).items():
                postings.setdefault(part, []).append((number, weight))
        return cls(rarity, {part: tuple(pairs) for part, pairs in postings.items()}, len(rows))

    def scores(self, question: Mapping[str, int]) -> list[float]:
        """The cosine of the question with each row."""
        found = [0.0] * self.size
        for part, weight in _unit(question, self.rarity).items():
            for number, other in self.postings.get(part, ()):
                found[number] += weight * other
        return found


def _unit(counts: Mapping[str, int], rarity: Rarity) -> dict[str, float]:
    weighted = {
        part: (1 + math.log(count)) * rarity.of_word(part) for part, count in counts.items()
    }
    length = math.sqrt(sum(weight * weight for weight in weighted.values()))
    return {part: weight / length for part, weight in weighted.items()} if length else {}
