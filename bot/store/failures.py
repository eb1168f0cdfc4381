"""Which driver errors a person can mend, in words that name what to do.

Everything else (wrong SQL, a broken constraint, a misused connection) is a bug and passes through.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import StoreBusyError, StoreError
from bot.store.driver import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator

BUSY = "The register is busy. Try again in a moment."

# SQLite's primary result codes, https://www.sqlite.org/rescode.html
_READONLY = 8
_BUSY_CODES = frozenset({5, 6})
_MENDABLE = {
    3: "The register may not be opened: check the permissions of the data folder.",
    _READONLY: "The register cannot be written: check the permissions of the data folder.",
    10: "The register's disk reports an error: check the disk.",
    11: "The register's file is damaged: restore it from a backup.",
    13: "The register's disk is full: make space.",
    14: "The register cannot be opened: check the data folder.",
    15: "The register cannot be locked: keep the data folder on a local disk.",
    22: "The register's disk does not support files of this size.",
    26: "The register's file is not a register: check the data folder.",
}


def as_store_error(error: sqlite3.Error) -> StoreError | None:
    """The failure in words, or None where the error means a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary in _BUSY_CODES:
        return StoreBusyError(BUSY)
    words = _MENDABLE.get(primary)
    return StoreError(words) if words else None


def is_refused_write(error: sqlite3.Error) -> bool:
    """Whether SQLite refused to write: the file is read-only, or the connection is."""
    return getattr(error, "sqlite_errorcode", None) == _READONLY


@contextmanager
def in_words() -> Iterator[None]:
    """Turn driver errors that can be mended into ours.

    Raises:
        StoreBusyError: The register was busy for longer than it may be.
        StoreError: It could not be read or written.
    """
    try:
        yield
    except sqlite3.Error as error:
        failure = as_store_error(error)
        if failure is None:
            raise
        raise failure from error
