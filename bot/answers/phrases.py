"""Sets of phrases that are looked for in a sentence.

A phrase is a tuple of plain words; a last letter `*` stands for any ending. A sentence is a tuple
of readings: the word that was typed or, for a misspelt one, the words it may have been.

```
PhraseSet.of([("not", "breathing")]).spans((("is",), ("not",), ("beating", "breathing")))
-> [(1, 3)]
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Phrase: TypeAlias = tuple[str, ...]
Sentence: TypeAlias = tuple[tuple[str, ...], ...]
Span: TypeAlias = tuple[int, int]
_ANY_ENDING = "*"


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases, arranged by their first word.

    Attributes:
        exact: First word -> phrases that begin with it.
        open_ended: Phrases whose first word has any ending.
    """

    exact: Mapping[str, tuple[Phrase, ...]]
    open_ended: tuple[Phrase, ...]

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> PhraseSet:
        """Arrange phrases; each must have at least one word."""
        exact: dict[str, tuple[Phrase, ...]] = {}
        open_ended: list[Phrase] = []
        for phrase in dict.fromkeys(phrases):
            if phrase[0].endswith(_ANY_ENDING):
                open_ended.append(phrase)
            else:
                exact[phrase[0]] = (*exact.get(phrase[0], ()), phrase)
        return cls(exact, tuple(open_ended))

    def spans(self, sentence: Sentence) -> list[Span]:
        """Where phrases stand: (first word, word after the last), by first word."""
        return [
            (start, start + len(phrase))
            for start, readings in enumerate(sentence)
            for phrase in self._begun_by(readings)
            if _stands_at(phrase, sentence, start)
        ]

    def _begun_by(self, readings: tuple[str, ...]) -> tuple[Phrase, ...]:
        if len(readings) == 1:
            return (*self.exact.get(readings[0], ()), *self.open_ended)
        begun = (phrase for word in readings for phrase in self.exact.get(word, ()))
        return (*begun, *self.open_ended)

    def vocabulary(self) -> frozenset[str]:
        """The whole words of all phrases."""
        phrases = [phrase for group in self.exact.values() for phrase in group]
        return frozenset(
            word
            for phrase in (*phrases, *self.open_ended)
            for word in phrase
            if not word.endswith(_ANY_ENDING)
        )


def _stands_at(phrase: Phrase, sentence: Sentence, start: int) -> bool:
    if start + len(phrase) > len(sentence):
        return False
    return all(_fits(part, sentence[start + offset]) for offset, part in enumerate(phrase))


def _fits(part: str, readings: tuple[str, ...]) -> bool:
    if part.endswith(_ANY_ENDING):
        return any(word.startswith(part[:-1]) for word in readings)
    return part in readings


def smallest_window(groups: Sequence[Sequence[Span]]) -> int | None:
    """Words in the shortest stretch with a span of every group; None where a group has none."""
    if not all(groups):
        return None
    spans = sorted((span, number) for number, group in enumerate(groups) for span in group)
    best: int | None = None
    for first, ((start, _), _) in enumerate(spans):
        ends: dict[int, int] = {}
        for (_, end), number in spans[first:]:
            ends[number] = min(end, ends.get(number, end))
        if len(ends) == len(groups):
            width = max(ends.values()) - start
            best = width if best is None else min(best, width)
    return best
