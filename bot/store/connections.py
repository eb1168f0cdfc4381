"""Connections to one SQLite file, every one set and checked before use.

WAL with `synchronous=FULL` is what keeps an acknowledged transaction through a power cut: with
NORMAL, or with the rollback journal, the last ones are lost. `sqlite3` is taken from sqlite-utils,
which prefers `pysqlite3` where it is installed; two SQLite libraries must not open one file in one
process.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.store.driver import sqlite3

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.store.session import Row, Value

# WAL-reset bug, fixed in 3.51.3: https://www.sqlite.org/wal.html#walresetbug
FIRST_SOUND_SQLITE = (3, 51, 3)
_EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
}


class SqliteSession:
    """`bot.store.session.Session` on an open connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, text: str, **values: Value) -> Iterator[Row]:
        """Run a statement and read its rows one by one."""
        cursor = self._connection.execute(text, values)
        names = [column[0] for column in cursor.description or ()]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def first(self, text: str, **values: Value) -> Row | None:
        """Run a statement to its end and give its first row, or None."""
        return next(iter(list(self.rows(text, **values))), None)


class Connections:
    """Opens connections, keeps the idle ones, and closes them all at the end.

    Args:
        file: The SQLite file.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._is_closed = False

    @contextmanager
    def one(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; what is still open on it when it comes back is rolled back.

        Raises:
            StoreError: The register was closed.
        """
        connection = self._idle_one() or connect(self._file)
        try:
            yield connection
        except sqlite3.Error:
            # Whatever state the driver is in, closing rolls back.
            connection.close()
            raise
        except BaseException:
            self._roll_back(connection)
            raise
        self._keep(connection)

    def close(self) -> None:
        """Close the idle connections; the ones in use are closed when they come back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _idle_one(self) -> sqlite3.Connection | None:
        with self._lock:
            if self._is_closed:
                raise StoreError("The register was closed.")
            return self._idle.pop() if self._idle else None

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        try:
            connection.rollback()
        except sqlite3.Error:
            connection.close()
        else:
            self._keep(connection)

    def _keep(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._is_closed:
                self._idle.append(connection)
                return
        connection.close()


def connect(file: Path) -> sqlite3.Connection:
    """Open the file as this program needs it, in autocommit: transactions are begun by name.

    Raises:
        StoreError: SQLite did not take a setting, for instance on a network drive.
    """
    connection = sqlite3.connect(str(file), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")
        # What is deleted is written over, so that it is gone from the file too.
        connection.execute("PRAGMA secure_delete=ON")
        check_settings(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def check_settings(connection: sqlite3.Connection) -> None:
    """Read back the settings that durability and integrity rest on.

    Raises:
        StoreError: One of them is not in force; names it.
    """
    for name, expected in _EXPECTED.items():
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != expected:
            raise StoreError(
                f"SQLite gives {name}={found} where this register needs {expected}. "
                "Keep the data folder on a local disk."
            )


def warnings() -> tuple[str, ...]:
    """What an operator should know about the SQLite in use; nothing here stops the program."""
    if sqlite3.sqlite_version_info >= FIRST_SOUND_SQLITE:
        return ()
    wanted = ".".join(map(str, FIRST_SOUND_SQLITE))
    text = (
        f"SQLite {sqlite3.sqlite_version} can damage a register when two connections write at the "
        f"same instant; {wanted} is the first without that fault. "
        "`pip install pysqlite3` brings a newer one."
    )
    return (text,)
