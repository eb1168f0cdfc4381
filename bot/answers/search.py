"""Entries ranked for a question, with a score that means the same for every question.

```
question -> clean -> repair spelling -> expand abbreviations -> parts (evidence) -> order
         -> confidence from 0 to 1 (confidence)
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.answers.abbreviations import Abbreviations
from bot.answers.confidence import Parts, scored
from bot.answers.evidence import Bags, Vectors, grams, pooled, stem_pairs
from bot.answers.model import FullTextRow
from bot.answers.spelling import Speller
from bot.answers.text import MAX_QUESTION, clean, is_stop_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.answers.model import Entry, FullText, FullTextFactory, Library, Scored
    from bot.answers.phrases import Phrase

_FULL_TEXT_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Index:
    """A library prepared for ranking.

    Attributes:
        entries: The entries, by id.
        full_text: Full-text search over them.
        speller: Repairs what is misspelt.
        abbreviations: Reads abbreviations both ways.
        rows: The number of the entry that each row belongs to.
        row_texts: Each row in expanded plain words.
        questions: Title, wordings and keywords of each entry as one bag.
        answers: Each entry's answer as a bag.
        row_stems: Each row's stems and pairs of stems.
        row_grams: Each row's letter runs.
    """

    entries: tuple[Entry, ...]
    full_text: FullText
    speller: Speller
    abbreviations: Abbreviations
    rows: tuple[int, ...]
    row_texts: tuple[str, ...]
    questions: Bags
    answers: Bags
    row_stems: Vectors
    row_grams: Vectors


def build_index(library: Library, full_text: FullTextFactory) -> Index:
    """Prepare a library; the order of its entries makes no difference."""
    entries = tuple(library.entries[id_] for id_ in sorted(library.entries))
    abbreviations = Abbreviations.of(library.glossary)
    rows = [
        (number, _typed(row)) for number, entry in enumerate(entries) for row in _rows_of(entry)
    ]
    answers = [_typed(entry.answer) for entry in entries]
    glossary = [_typed(phrase) for phrase in _glossary_texts(library)]
    expanded = [abbreviations.expand(typed) for _, typed in rows]
    stems = [_stems(typed) for typed in expanded]
    bags: list[list[str]] = [[] for _ in entries]
    for (number, _), row in zip(rows, stems, strict=True):
        bags[number] += row
    return Index(
        entries=entries,
        full_text=full_text(_full_text_rows(entries, abbreviations)),
        speller=Speller.of([*(typed for _, typed in rows), *answers, *glossary]),
        abbreviations=abbreviations,
        rows=tuple(number for number, _ in rows),
        row_texts=tuple(" ".join(typed) for typed in expanded),
        questions=Bags.of(bags),
        answers=Bags.of([_stems(abbreviations.expand(typed)) for typed in answers]),
        row_stems=Vectors.of([_counts(_with_pairs(row)) for row in stems]),
        row_grams=Vectors.of([grams(typed) for typed in expanded]),
    )


def rank(index: Index, question: str) -> tuple[Scored, ...]:
    """The entries that share anything with a question, best first.

    Equal scores are ordered by id. Raises what the full-text search raises.
    """
    asked = understand(index, question)
    found = index.full_text.search(asked, _FULL_TEXT_LIMIT) if asked else []
    return _ranked(index, asked, dict(found))


def rank_without_store(index: Index, question: str) -> tuple[Scored, ...]:
    """As `rank`, without the full-text search: for replies that must not wait for it."""
    return _ranked(index, understand(index, question), {})


def understand(index: Index, question: str) -> Phrase:
    """The words of a question, repaired and expanded."""
    typed = _typed(question[:MAX_QUESTION])
    return index.abbreviations.expand(index.speller.repair(typed))


def _ranked(index: Index, asked: Phrase, full_text: dict[str, float]) -> tuple[Scored, ...]:
    stems = _stems(asked)
    if not stems:
        return ()
    ideal = max(full_text.values(), default=0.0)
    parts = zip(
        index.questions.scores(stems),
        index.answers.scores(stems),
        _by_entry(index, index.row_stems.scores(_counts(_with_pairs(stems)))),
        _by_entry(index, index.row_grams.scores(grams(asked))),
        _by_entry(index, _likeness(index, asked)),
        (full_text.get(entry.id, 0.0) / ideal if ideal else 0.0 for entry in index.entries),
        strict=True,
    )
    known = index.questions.rarity
    seen = sum(known.of_word(word) for word in stems if word in known.weights)
    share = seen / known.total(stems)
    return scored(index.entries, [Parts(*values) for values in parts], share, len(stems))


def _by_entry(index: Index, scores: Sequence[float]) -> list[float]:
    """The scores of rows pooled into one score an entry."""
    grouped: list[list[float]] = [[] for _ in index.entries]
    for number, score in zip(index.rows, scores, strict=True):
        grouped[number].append(score)
    return [pooled(group) for group in grouped]


def _likeness(index: Index, asked: Phrase) -> list[float]:
    """How alike the question and each row are as texts, whatever the order of their words."""
    found = process.extract_iter(" ".join(asked), index.row_texts, scorer=fuzz.token_set_ratio)
    return [float(score) / 100 for _, score, _ in found]


def _rows_of(entry: Entry) -> Iterator[str]:
    yield entry.title
    yield from entry.asks
    if entry.keywords:
        yield " ".join(entry.keywords)


def _glossary_texts(library: Library) -> Iterator[str]:
    for term in library.glossary:
        yield from (term.term, *term.means, *term.also)


def _full_text_rows(
    entries: Sequence[Entry], abbreviations: Abbreviations
) -> Iterator[FullTextRow]:
    for entry in entries:
        texts = (
            entry.title,
            " ".join(entry.asks),
            " ".join(entry.keywords),
            entry.answer,
        )
        yield FullTextRow(
            entry.id, *(" ".join(abbreviations.expand(_typed(text))) for text in texts)
        )


def _typed(text: str) -> Phrase:
    return words(clean(text))


def _stems(typed: Iterable[str]) -> list[str]:
    return [stem(word) for word in typed if not is_stop_word(word)]


def _with_pairs(stems: Sequence[str]) -> list[str]:
    return [*stems, *stem_pairs(stems)]


def _counts(parts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in parts:
        counts[part] = counts.get(part, 0) + 1
    return counts
