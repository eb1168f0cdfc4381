"""Abbreviations read both ways: the words typed stay, what they stand for is added.

```
"SIN deadline"                          -> + serious incident notification
"deadline serious incident notification" -> + SIN
```

Questions and entries are expanded alike, so a shared abbreviation and its meaning always meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.english import is_english
from bot.answers.text import clean, is_stop_word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answers.model import GlossaryTerm
    from bot.answers.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What each phrase of the glossary adds.

    Attributes:
        added: First word -> (phrase, words that it adds), longest phrase first.
        terms: A phrase -> the glossary terms that it stands for.
    """

    added: Mapping[str, tuple[tuple[Phrase, Phrase], ...]]
    terms: Mapping[Phrase, tuple[GlossaryTerm, ...]]

    @classmethod
    def of(cls, glossary: Iterable[GlossaryTerm]) -> Abbreviations:
        """Prepare a glossary; a term that is an everyday word (`SEND`) adds nothing."""
        added: dict[Phrase, dict[str, None]] = {}
        terms: dict[Phrase, tuple[GlossaryTerm, ...]] = {}
        for term in glossary:
            names = [_plain(term.term), *map(_plain, term.also)]
            meanings = [_plain(meaning) for meaning in term.means]
            everything = [word for phrase in (names[0], *meanings) for word in phrase]
            adding = names[1:] if is_english(term.term.casefold()) else names
            if len(term.means) > 1:  # adding one meaning would bring in the others
                adding, meanings = [], []
            for phrase in filter(_is_telling, (*adding, *meanings)):
                added.setdefault(phrase, {}).update(dict.fromkeys(everything))
            for phrase in filter(_is_telling, names):
                terms[phrase] = (*terms.get(phrase, ()), term)
        by_first: dict[str, list[tuple[Phrase, Phrase]]] = {}
        for phrase, addition in added.items():
            by_first.setdefault(phrase[0], []).append((phrase, tuple(addition)))
        return cls(
            {
                first: tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))
                for first, pairs in by_first.items()
            },
            terms,
        )

    def expand(self, typed: Phrase) -> Phrase:
        """The words with what they stand for put after them, each addition once."""
        additions: dict[str, None] = {}
        position = 0
        while position < len(typed):
            position += self._expand_at(typed, position, additions)
        return (*typed, *(word for word in additions if word not in typed))

    def _expand_at(self, typed: Phrase, position: int, additions: dict[str, None]) -> int:
        for phrase, addition in self.added.get(typed[position], ()):
            if typed[position : position + len(phrase)] == phrase:
                additions.update(dict.fromkeys(addition))
                return len(phrase)
        return 1


def _plain(text: str) -> Phrase:
    return words(clean(text))


def _is_telling(phrase: Phrase) -> bool:
    return bool(phrase) and not all(map(is_stop_word, phrase))
