"""Full-text search over entries, in an in-memory SQLite FTS5 table.

Each word is quoted and the words are joined with OR: raw text would be a syntax error for most
questions, and implicit AND finds nothing for most of the rest.
"""

from __future__ import annotations

import sqlite3
import threading
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.model import FullTextRow

_COLUMNS = ("title", "asks", "keywords", "answer")
# A match in the question columns says more than one in the answer; bm25() wants one weight for
# each column, `id` included.
_SEARCH = """
select id, -bm25(entries, 0, 6, 4, 6, 1) as score
from entries
where entries match ?
order by score desc, id
limit ?
"""


class SqliteFullText:
    """Entries in an FTS5 table, stemmed by Porter; safe to use from several threads.

    Args:
        rows: The entries; the table is filled once and never changed.
    """

    def __init__(self, rows: Iterable[FullTextRow]) -> None:
        self._lock = threading.Lock()
        self._database = Database(sqlite3.connect(":memory:", check_same_thread=False))
        self._database.execute(
            "create virtual table entries using fts5"
            "(id unindexed, title, asks, keywords, answer, tokenize='porter unicode61')"
        )
        self._database.table("entries").insert_all(row._asdict() for row in rows)

    def search(self, words: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Entries that hold any of the words, best first; see `FullText`.

        Raises:
            StoreError: SQLite could not search.
        """
        query = " OR ".join(f'"{part}"' for word in words for part in _plain(word))
        if not query or limit < 1:
            return []
        try:
            with self._lock:
                found = self._database.execute(_SEARCH, (query, limit)).fetchall()
        except sqlite3.Error as error:
            raise StoreError("The full-text search does not work.") from error
        return [(str(id_), float(score)) for id_, score in found]


def _plain(word: str) -> list[str]:
    """The letters and digits of a word, so that nothing in it is query syntax."""
    return "".join(char if char.isalnum() else " " for char in word).split()
