"""Misspelt words put right from the words that the knowledge base uses.

Guard: a common English word is never changed, however near it is to a word of the trade.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answers.english import is_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.phrases import Phrase

_REPAIR_FROM = 4
_TWO_SLIPS_FROM = 8


@dataclass(frozen=True, slots=True)
class Speller:
    """The words that are spelt right, and those that a slip may have meant.

    Attributes:
        known: Every word that the knowledge base uses.
        targets: Those that are long enough to be recognised in spite of a slip, most used first.
    """

    known: frozenset[str]
    targets: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Speller:
        """Learn the words of texts; of two equally near ones the more used is meant."""
        counts: dict[str, int] = {}
        for text in texts:
            for word in text:
                counts[word] = counts.get(word, 0) + 1
        by_use = sorted(counts, key=lambda word: (-counts[word], word))
        targets = tuple(word for word in by_use if len(word) >= _REPAIR_FROM and word.isalpha())
        return cls(frozenset(counts), targets)

    def is_known(self, word: str) -> bool:
        """Whether a word needs no repair."""
        return word in self.known or is_english(word)

    def repair(self, typed: Phrase) -> Phrase:
        """The words, each misspelt one replaced by the nearest known word, if one is near."""
        return tuple(self._repair(word) for word in typed)

    def _repair(self, word: str) -> str:
        if len(word) < _REPAIR_FROM or not word.isalpha() or self.is_known(word):
            return word
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        found = process.extractOne(word, self.targets, scorer=OSA.distance, score_cutoff=slips)
        return str(found[0]) if found else word
