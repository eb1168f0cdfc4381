"""Entries ranked for a question, with a score that means the same for every question.

```
question -> words -> spelling repaired -> abbreviations expanded -> evidence, part by part
         -> order and confidence
```

Past 20,000 entries full-text search picks candidates and only those are scored; below that, the
tables of all entries are quicker (tests/benchmarks). Past 2,000 nothing is learned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.confidence import scored
from bot.answers.forms import Forms, Told, rows_of, typed
from bot.answers.model import FullTextRow
from bot.answers.prepared import Prepared
from bot.answers.spelling import Speller
from bot.answers.text import MAX_QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.answers.abbreviations import Abbreviations
    from bot.answers.model import Entry, FullText, FullTextFactory, Library, Scored

WIDE_FROM = 20_000
"""With more entries than this, full-text search picks candidates first."""

LEARN_UP_TO = 2_000
"""With more entries than this nothing is learned: it would take minutes and a gigabyte."""

_SAMPLE = 2_000

_WIDE_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Wide:
    """What a large library is searched with.

    Attributes:
        entries: The entries, by id.
        full_text: Finds candidates among them.
    """

    entries: Mapping[str, Entry]
    full_text: FullText


@dataclass(frozen=True, slots=True)
class Index:
    """A library prepared for ranking.

    Attributes:
        entries: The entries that are prepared: all of them by id, or a sample of a large library.
        speller: Repairs what is misspelt.
        abbreviations: Reads abbreviations both ways.
        prepared: These entries, ready for scoring.
        wide: How candidates are found in a large library, else None.
    """

    entries: tuple[Entry, ...]
    speller: Speller
    abbreviations: Abbreviations
    prepared: Prepared
    wide: Wide | None = None


def in_order(library: Library) -> tuple[Entry, ...]:
    """The entries by id; of a large library every so manieth, as a sample."""
    entries = tuple(library.entries[id_] for id_ in sorted(library.entries))
    return entries if len(entries) <= WIDE_FROM else entries[:: len(entries) // _SAMPLE]


def read_entries(entries: Sequence[Entry], abbreviations: Abbreviations) -> list[Told]:
    """The entries in forms."""
    return [Told.of(entry, abbreviations) for entry in entries]


def speller_of(library: Library) -> Speller:
    """A speller that knows every word of the library."""
    entries = library.entries.values()
    answers = (typed(entry.answer) for entry in entries)
    rows = (typed(row) for entry in entries for row in rows_of(entry))
    glossary = (typed(text) for text in _glossary_texts(library))
    alarm = (typed(text) for text in (library.alarm.fires if library.alarm else ()))
    return Speller.of([*rows, *answers, *glossary, *alarm])


def find_widely(
    library: Library, abbreviations: Abbreviations, full_text: FullTextFactory
) -> Wide | None:
    """How a large library is searched; None where it is not large."""
    if len(library.entries) <= WIDE_FROM:
        return None
    entries = [library.entries[id_] for id_ in sorted(library.entries)]
    return Wide(library.entries, full_text(_full_text_rows(entries, abbreviations)))


def rank(index: Index, question: str) -> tuple[Scored, ...]:
    """The entries that share anything with a question, best first; equal scores by id.

    Raises:
        StoreError: The full-text search of a large library does not work.
    """
    asked = understood(index, question)
    if not asked.stems:
        return ()
    if index.wide:
        return _ranked(index, *_candidates(index, index.wide, asked), asked)
    return _ranked(index, index.entries, index.prepared, asked)


def rank_without_store(index: Index, question: str) -> tuple[Scored, ...]:
    """As `rank`, without full-text search: for replies that must wait for nothing."""
    asked = understood(index, question)
    if index.wide or not asked.stems:
        return ()
    return _ranked(index, index.entries, index.prepared, asked)


def understood(index: Index, question: str) -> Forms:
    """A question with its spelling repaired and its abbreviations read."""
    words = index.speller.repair(typed(question[:MAX_QUESTION]))
    return Forms.of(words, index.abbreviations)


def _ranked(
    index: Index, entries: Sequence[Entry], prepared: Prepared, asked: Forms
) -> tuple[Scored, ...]:
    return scored(
        entries,
        prepared.parts(asked),
        known_share=index.prepared.words.known_share(asked.telling),
        telling=len(asked.telling),
    )


def _candidates(index: Index, wide: Wide, asked: Forms) -> tuple[list[Entry], Prepared]:
    found = wide.full_text.search(asked.text.split(), _WIDE_CANDIDATES)
    entries = [wide.entries[id_] for id_ in sorted(id_ for id_, _ in found)]
    told = read_entries(entries, index.abbreviations)
    return entries, Prepared.of(told, learns=False, like=index.prepared)


def _glossary_texts(library: Library) -> Iterator[str]:
    for term in library.glossary:
        yield from (term.term, *term.means, *term.also)


def _full_text_rows(
    entries: Sequence[Entry], abbreviations: Abbreviations
) -> Iterator[FullTextRow]:
    for entry in entries:
        texts = (entry.title, " ".join(entry.asks), " ".join(entry.keywords), entry.answer)
        parts = (" ".join(abbreviations.expand(typed(text))) for text in texts)
        yield FullTextRow(entry.id, *parts)
