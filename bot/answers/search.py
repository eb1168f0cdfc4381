"""Entries ranked for a question, with a score that means the same for every question.

```
question -> words -> spelling repaired -> abbreviations expanded -> evidence, part by part
         -> order and confidence
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from bot.answers.abbreviations import Abbreviations
from bot.answers.confidence import Parts, scored
from bot.answers.everyday import marked
from bot.answers.evidence import Bags, Vectors, best_of, grams, pooled, stem_pairs
from bot.answers.model import FullTextRow
from bot.answers.spelling import Speller
from bot.answers.text import MAX_QUESTION, clean, is_stop_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
        rows: The number of the entry that each row (title, wording, keywords) belongs to.
        row_texts: Each row in plain words.
        row_stems: Each row's stems and pairs of stems.
        all_words: All words of each entry's rows.
        telling_words: The same without stop words.
        letters: The letter runs of each entry's rows.
        answers: The telling words of each entry's answer.
    """

    entries: tuple[Entry, ...]
    full_text: FullText
    speller: Speller
    abbreviations: Abbreviations
    rows: tuple[int, ...]
    row_texts: tuple[str, ...]
    row_stems: Vectors
    all_words: Bags
    telling_words: Bags
    letters: Bags
    answers: Bags


def build_index(library: Library, full_text: FullTextFactory) -> Index:
    """Prepare a library; the order of its entries makes no difference."""
    entries = tuple(library.entries[id_] for id_ in sorted(library.entries))
    abbreviations = Abbreviations.of(library.glossary)
    rows = [
        (number, _typed(row)) for number, entry in enumerate(entries) for row in _rows_of(entry)
    ]
    answers = [_typed(entry.answer) for entry in entries]
    glossary = [_typed(phrase) for phrase in _glossary_texts(library)]
    bags = _joined(len(entries), rows, abbreviations.expand)
    return Index(
        entries=entries,
        full_text=full_text(_full_text_rows(entries, abbreviations)),
        speller=Speller.of([*(typed for _, typed in rows), *answers, *glossary]),
        abbreviations=abbreviations,
        rows=tuple(number for number, _ in rows),
        row_texts=tuple(" ".join(abbreviations.expand(typed)) for _, typed in rows),
        row_stems=Vectors.of([_counts(_row_parts(typed)) for _, typed in rows]),
        all_words=Bags.of([_stems(bag) for bag in bags]),
        telling_words=Bags.of([_telling(bag) for bag in bags]),
        letters=Bags.of([grams(bag) for bag in _joined(len(entries), rows, tuple)]),
        answers=Bags.of([_telling(abbreviations.expand(typed)) for typed in answers]),
    )


def rank(index: Index, question: str) -> tuple[Scored, ...]:
    """The entries that share anything with a question, best first; equal scores by id.

    Raises:
        StoreError: The full-text search does not work.
    """
    typed = _understood(index, question)
    asked = index.abbreviations.expand(typed)
    found = index.full_text.search(asked, _FULL_TEXT_LIMIT) if asked else []
    return _ranked(index, typed, dict(found))


def rank_without_store(index: Index, question: str) -> tuple[Scored, ...]:
    """As `rank`, without the full-text search: for replies that must wait for nothing."""
    return _ranked(index, _understood(index, question), {})


def _understood(index: Index, question: str) -> Phrase:
    return index.speller.repair(_typed(question[:MAX_QUESTION]))


def _ranked(index: Index, typed: Phrase, full_text: dict[str, float]) -> tuple[Scored, ...]:
    asked = index.abbreviations.expand(typed)
    telling = _telling(asked)
    if not telling:
        return ()
    ideal = max(full_text.values(), default=0.0)
    row_stems = index.row_stems.scores(_counts(_row_parts(typed)))
    parts = zip(
        index.all_words.scores(_stems(asked)),
        index.telling_words.scores(telling),
        index.letters.scores(grams(typed)),
        index.answers.scores(telling),
        _by_entry(index, row_stems, pooled),
        _by_entry(index, _likeness(index, asked), best_of),
        (full_text.get(entry.id, 0.0) / ideal if ideal else 0.0 for entry in index.entries),
        strict=True,
    )
    return scored(
        index.entries,
        [Parts(*values) for values in parts],
        known_share=index.telling_words.known_share(telling),
    )


def _by_entry(
    index: Index, scores: Sequence[float], pool: Callable[[Iterable[float]], float]
) -> list[float]:
    """The scores of rows made into one score an entry."""
    grouped: list[list[float]] = [[] for _ in index.entries]
    for number, score in zip(index.rows, scores, strict=True):
        grouped[number].append(score)
    return [pool(group) for group in grouped]


def _likeness(index: Index, asked: Phrase) -> list[float]:
    """How alike the question and each row are as texts, whatever the order of their words."""
    found = process.extract_iter(" ".join(asked), index.row_texts, scorer=fuzz.token_set_ratio)
    return [float(score) / 100 for _, score, _ in found]


def _rows_of(entry: Entry) -> Iterator[str]:
    yield entry.title
    yield from entry.asks
    if entry.keywords:
        yield " ".join(entry.keywords)


def _joined(
    size: int, rows: Iterable[tuple[int, Phrase]], change: Callable[[Phrase], Phrase]
) -> list[list[str]]:
    """The changed rows of each entry, one after the other."""
    bags: list[list[str]] = [[] for _ in range(size)]
    for number, row in rows:
        bags[number] += change(row)
    return bags


def _glossary_texts(library: Library) -> Iterator[str]:
    for term in library.glossary:
        yield from (term.term, *term.means, *term.also)


def _full_text_rows(
    entries: Sequence[Entry], abbreviations: Abbreviations
) -> Iterator[FullTextRow]:
    for entry in entries:
        texts = (entry.title, " ".join(entry.asks), " ".join(entry.keywords), entry.answer)
        parts = (" ".join(abbreviations.expand(_typed(text))) for text in texts)
        yield FullTextRow(entry.id, *parts)


def _typed(text: str) -> Phrase:
    return words(clean(text))


def _stems(typed: Iterable[str]) -> list[str]:
    return marked(map(stem, typed))


def _telling(typed: Iterable[str]) -> list[str]:
    return _stems(word for word in typed if not is_stop_word(word))


def _row_parts(typed: Phrase) -> list[str]:
    return [*_stems(typed), *stem_pairs([stem(word) for word in typed])]


def _counts(parts: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in parts:
        counts[part] = counts.get(part, 0) + 1
    return counts
