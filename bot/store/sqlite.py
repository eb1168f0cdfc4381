"""The register in one SQLite file: opening it, and units of work.

Every unit begins with `BEGIN IMMEDIATE`. A deferred begin (sqlite-utils' `atomic()`) fails at once
with "database is locked" when another process wrote between its first read and its first write, and
no waiting cures that.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from sqlite_utils import Database

from bot.errors import StoreBusyError, StoreError
from bot.store import connections, keys, lock
from bot.store.audit import SqlAudit
from bot.store.clocks import SqlClocks
from bot.store.connections import Connections, SqliteSession
from bot.store.conversations import SqlConversations
from bot.store.decisions import SqlDecisions
from bot.store.driver import sqlite3
from bot.store.failures import BUSY, in_words, is_refused_write
from bot.store.inbox import SqlInbox
from bot.store.learning import SqlLearning
from bot.store.outbox import SqlOutbox
from bot.store.questions import SqlQuestions
from bot.store.referrals import SqlReferrals
from bot.store.register import SqlRegister
from bot.store.schema import MIGRATIONS, known_migrations
from bot.store.seals import SqlSeals
from bot.store.shown_lists import SqlShownLists
from bot.store.texts import SqlTexts
from bot.store.walks import SqlWalks
from bot.store.worklist import SqlLinks, SqlWorklist

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from bot.privacy.envelope import KeyRing
    from bot.store.session import Session

BUSY_TIMEOUT_S = 1.5
_OPENING_WAIT_S = 30.0


class SqlUnit:
    """`bot.guide.ports.Unit` over SQL: everything done through it is one transaction."""

    def __init__(self, session: Session) -> None:
        self.inbox = SqlInbox(session)
        self.walks = SqlWalks(session)
        self.referrals = SqlReferrals(session)
        self.audit = SqlAudit(session)
        self.outbox = SqlOutbox(session)
        self.worklist = SqlWorklist(session)
        self.links = SqlLinks(session)
        self.shown_lists = SqlShownLists(session)
        self.clocks = SqlClocks(session)
        self.decisions = SqlDecisions(session)
        self.learning = SqlLearning(session)
        self.texts = SqlTexts(session)
        self.register = SqlRegister(session)
        self.seals = SqlSeals(session)
        self.questions = SqlQuestions(session)
        self.conversations = SqlConversations(session)


class SqliteStore:
    """`bot.guide.ports.Store` in a SQLite file; safe to share between threads.

    Args:
        file: The register's file; `open_store` has set it up.
        busy_timeout_s: How long a unit waits for its turn, well under Slack's three seconds.
    """

    def __init__(self, file: Path, busy_timeout_s: float) -> None:
        self._connections = Connections(file)
        self._door = lock.Door(file.parent)
        self._busy_timeout_s = busy_timeout_s
        self._turn = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def unit(self) -> Iterator[SqlUnit]:
        """Begin; commit at the end, or roll back when an exception passes through.

        An exception from the commit itself leaves open whether the unit is on disk: read back by
        key in a new unit before saying anything about it.

        Raises:
            StoreBusyError: The register was busy for longer than it may be.
            StoreError: It could not be read or written.
        """
        with self._writing() as session:
            yield SqlUnit(session)

    @contextmanager
    def reading(self) -> Iterator[SqlUnit]:
        """Read one moment of the register, however long, while others write; writing is refused.

        Raises:
            StoreBusyError: The register was busy for longer than it may be.
            StoreError: It could not be read.
        """
        with in_words(), self._connections.one() as connection:
            _wait_until(connection, time.monotonic() + self._busy_timeout_s)
            connection.execute("PRAGMA query_only=ON")
            connection.execute("BEGIN")
            try:
                yield SqlUnit(SqliteSession(connection))
            except sqlite3.Error as error:
                if is_refused_write(error):
                    raise RuntimeError("a unit that only reads was asked to write") from error
                raise
            finally:
                connection.execute("PRAGMA query_only=OFF")
            connection.execute("COMMIT")

    def check_key(self, ring: KeyRing) -> None:
        """Refuse keys other than those the register was written with; call it before serving.

        Raises:
            SealedError: A key is missing or differs.
            StoreError: The register could not be read or written.
        """
        with self._writing() as session:
            keys.check_and_note(session, ring)

    def warnings(self) -> tuple[str, ...]:
        """What an operator should know; nothing here stops the program."""
        return connections.warnings()

    def close(self) -> None:
        """Close the file; a unit asked for later is refused."""
        self._connections.close()
        if self._holder == threading.get_ident():
            self._door.close()
            return
        with self._turn:
            self._door.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[SqliteSession]:
        give_up_at = time.monotonic() + self._busy_timeout_s
        with in_words(), self._my_turn(), self._connections.one() as connection:
            with self._door.held(give_up_at):
                _wait_until(connection, give_up_at)
                connection.execute("BEGIN IMMEDIATE")
            yield SqliteSession(connection)
            connection.execute("COMMIT")

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """Wait for this process's other units here: SQLite itself would wait by polling."""
        if self._holder == threading.get_ident():
            raise RuntimeError("a unit inside a unit would wait for itself")
        if not self._turn.acquire(timeout=self._busy_timeout_s):
            raise StoreBusyError(BUSY)
        try:
            self._holder = threading.get_ident()
            yield
        finally:
            self._holder = None
            self._turn.release()


def open_store(file: Path, *, busy_timeout_s: float = BUSY_TIMEOUT_S) -> SqliteStore:
    """Open the register, making or bringing up to date its tables.

    Args:
        file: Where it is, or will be; its folder is made where it is missing.
        busy_timeout_s: How long a unit waits for its turn.

    Returns:
        The store; close it, or use it as a context manager.

    Raises:
        StoreError: It cannot be opened, SQLite does not take a setting that durability rests on, or
            a newer version of this program made it.
    """
    with in_words(), lock.opening(file.parent, _OPENING_WAIT_S):
        file.touch(mode=0o600)
        connection = connections.connect(file)
        try:
            _bring_up_to_date(connection)
        finally:
            connection.close()
    return SqliteStore(file, busy_timeout_s)


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    tables = Database(connection, execute_plugins=False)
    pending = MIGRATIONS.pending(tables)
    applied = {migration.name for migration in MIGRATIONS.applied(tables)}
    if applied - known_migrations():
        raise StoreError("A newer version of this program made this register. Use that version.")
    if pending:
        # The library would begin deferred; inside our own transaction it nests.
        connection.execute("BEGIN IMMEDIATE")
        MIGRATIONS.apply(tables)
        connection.execute("COMMIT")


def _wait_until(connection: sqlite3.Connection, give_up_at: float) -> None:
    left_ms = max(0, round((give_up_at - time.monotonic()) * 1000))
    connection.execute(f"PRAGMA busy_timeout={left_ms}")
