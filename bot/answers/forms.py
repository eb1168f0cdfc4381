"""A text in the forms in which it is looked for: words, stems, telling words, letter runs.

```
"SIN deadlines" -> text "sin deadlines serious incident notification"
                   stems (sin, deadlin, =deadline, ...), letter runs (" si", "sin", ...)
```
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answers.everyday import marked
from bot.answers.text import clean, is_stop_word, stem, words, written_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.answers.abbreviations import Abbreviations
    from bot.answers.model import Entry
    from bot.answers.phrases import Phrase

_GRAMS = (3, 4, 5)


@dataclass(frozen=True, slots=True)
class Forms:
    """A question, a row of an entry or an answer, in every form.

    Attributes:
        text: Its words and what its abbreviations stand for.
        stems: The stems of these, with the marks of everyday words.
        telling: The same without stop words.
        pairs: How often each stem and each pair of neighbouring stems comes.
        letters: How often each letter run of the words typed comes.
    """

    text: str
    stems: tuple[str, ...]
    telling: tuple[str, ...]
    pairs: Mapping[str, int]
    letters: Mapping[str, int]

    @classmethod
    def of(cls, typed: Phrase, abbreviations: Abbreviations) -> Forms:
        """The forms of words that are spelt right."""
        expanded = abbreviations.expand(typed)
        bare = [stem(word) for word in expanded]
        stems = marked(bare)
        return cls(
            text=" ".join(expanded),
            stems=tuple(stems),
            telling=tuple(marked(stem(word) for word in expanded if not is_stop_word(word))),
            pairs=_counts([*stems, *stem_pairs(bare)]),
            letters=_counts(grams(typed)),
        )


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in forms.

    Attributes:
        rows: Its title, each wording, and its keywords as one row.
        answer: Its answer.
    """

    rows: tuple[Forms, ...]
    answer: Forms

    @classmethod
    def of(cls, entry: Entry, abbreviations: Abbreviations) -> Told:
        """Read an entry."""
        rows = tuple(Forms.of(typed(row), abbreviations) for row in rows_of(entry))
        return cls(rows, Forms.of(typed(entry.answer), abbreviations))


def rows_of(entry: Entry) -> Iterator[str]:
    """What an entry is recognised by: its title, each wording, and its keywords as one row."""
    yield entry.title
    yield from entry.asks
    if entry.keywords:
        yield " ".join(entry.keywords)


def typed(text: str) -> Phrase:
    """The plain words of a text, shorthand written out."""
    return written_out(words(clean(text)))


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


def _counts(parts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in parts:
        counts[part] = counts.get(part, 0) + 1
    return counts
