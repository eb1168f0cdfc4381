"""The same question to other searchers, each as its own documentation uses it.

rapidfuzz scores every row of every entry, and an entry has its best row's score. The others search
one text an entry. `wordings` are title, wordings and keywords; `all` has the answer as well.
"""

from __future__ import annotations

import re
import sqlite3
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

import numpy as np
from rapidfuzz import fuzz, process, utils

from bot.answers.abbreviations import Abbreviations
from bot.answers.forms import rows_of
from bot.answers.prepared import Prepared
from bot.answers.search import (
    LEARN_UP_TO,
    Index,
    find_widely,
    in_order,
    rank,
    read_entries,
    speller_of,
)
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bot.answers.model import Entry, Library

TOP = 3
_WORD = re.compile(r"\w+")
_SEARCH = "SELECT id FROM cards WHERE cards MATCH ? ORDER BY rank LIMIT ?"


class Searcher(Protocol):
    """Finds entries for a question."""

    def best(self, question: str) -> list[str]:
        """The ids of at most three entries, best first."""


class Ours:
    """The product's own ranking.

    Args:
        index: A library prepared for ranking.
    """

    def __init__(self, index: Index) -> None:
        self.index = index

    @classmethod
    def learned(cls, library: Library) -> Ours:
        """Prepare a library as the engine does, without looking for thresholds."""
        abbreviations = Abbreviations.of(library.glossary)
        entries = in_order(library)
        told = read_entries(entries, abbreviations)
        prepared = Prepared.of(told, learns=len(library.entries) <= LEARN_UP_TO)
        wide = find_widely(library, abbreviations, SqliteFullText)
        return cls(Index(entries, speller_of(library), abbreviations, prepared, wide))

    def best(self, question: str) -> list[str]:
        """See `Searcher`."""
        return [found.entry.id for found in rank(self.index, question)[:TOP]]


class Fuzzy:
    """A rapidfuzz scorer over all rows.

    Args:
        entries: What is searched.
        scorer: The scorer.
        whole: Whether the answer is a row too.
    """

    def __init__(
        self, entries: Sequence[Entry], scorer: Callable[..., float], *, whole: bool
    ) -> None:
        self._scorer = scorer
        self._ids = [entry.id for entry in entries]
        texts = [
            [utils.default_process(row) for row in _rows(entry, whole=whole)] for entry in entries
        ]
        self._rows = [row for rows in texts for row in rows]
        self._starts = np.cumsum([0, *map(len, texts)])[:-1]

    def best(self, question: str) -> list[str]:
        """See `Searcher`."""
        asked = utils.default_process(question)
        scores = process.cdist([asked], self._rows, scorer=self._scorer)[0]
        return _front(self._ids, np.maximum.reduceat(scores, self._starts))


class RankBm25:
    """rank-bm25's `BM25Okapi` over lower-case words.

    Args:
        entries: What is searched.
        whole: Whether the answer is searched too.
    """

    def __init__(self, entries: Sequence[Entry], *, whole: bool) -> None:
        self._ids = [entry.id for entry in entries]
        texts = [_plain(" ".join(_rows(entry, whole=whole))) for entry in entries]
        self._bm25 = import_module("rank_bm25").BM25Okapi(texts)

    def best(self, question: str) -> list[str]:
        """See `Searcher`."""
        return _front(self._ids, self._bm25.get_scores(_plain(question)))


class Bm25s:
    """bm25s with its own tokenizer and English stop words.

    Args:
        entries: What is searched.
        whole: Whether the answer is searched too.
    """

    def __init__(self, entries: Sequence[Entry], *, whole: bool) -> None:
        self._ids = [entry.id for entry in entries]
        self._module = import_module("bm25s")
        self._bm25 = self._module.BM25()
        tokens = self._tokens([" ".join(_rows(entry, whole=whole)) for entry in entries])
        self._bm25.index(tokens, show_progress=False)

    def best(self, question: str) -> list[str]:
        """See `Searcher`."""
        many = min(TOP, len(self._ids))
        tokens = self._tokens([question])
        found, scores = self._bm25.retrieve(tokens, k=many, show_progress=False)
        pairs = zip(found[0], scores[0], strict=True)
        return [self._ids[number] for number, score in pairs if score > 0]

    def _tokens(self, texts: list[str]) -> object:
        tokens: object = self._module.tokenize(texts, stopwords="en", show_progress=False)
        return tokens


class Fts5:
    """SQLite FTS5, stemmed by Porter: any of the words, each quoted.

    Args:
        entries: What is searched.
        whole: Whether the answer is searched too.
    """

    def __init__(self, entries: Sequence[Entry], *, whole: bool) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE cards USING fts5(id UNINDEXED, text, tokenize='porter unicode61')"
        )
        self._database.executemany(
            "INSERT INTO cards VALUES (?, ?)",
            [(entry.id, " ".join(_rows(entry, whole=whole))) for entry in entries],
        )

    def best(self, question: str) -> list[str]:
        """See `Searcher`."""
        query = " OR ".join(f'"{word}"' for word in _plain(question))
        if not query:
            return []
        return [str(id_) for (id_,) in self._database.execute(_SEARCH, (query, TOP))]


def rivals(*, whole: bool) -> dict[str, Callable[[Sequence[Entry]], Searcher]]:
    """Name -> what makes the searcher.

    Args:
        whole: Whether they search the answers too.
    """
    return {
        "rapidfuzz `WRatio`": lambda entries: Fuzzy(entries, fuzz.WRatio, whole=whole),
        "rapidfuzz `token_set_ratio`": lambda entries: Fuzzy(
            entries, fuzz.token_set_ratio, whole=whole
        ),
        "rank-bm25": lambda entries: RankBm25(entries, whole=whole),
        "bm25s": lambda entries: Bm25s(entries, whole=whole),
        "FTS5, Porter, OR": lambda entries: Fts5(entries, whole=whole),
    }


def _rows(entry: Entry, *, whole: bool) -> list[str]:
    return [*rows_of(entry), entry.answer] if whole and entry.answer else list(rows_of(entry))


def _plain(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _front(ids: Sequence[str], scores: NDArray[np.floating]) -> list[str]:
    """The ids with the best scores, equal ones in their order; none that share nothing."""
    order = np.argsort(-scores, kind="stable")[:TOP]
    return [ids[number] for number in order if scores[number] > 0]
