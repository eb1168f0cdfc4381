"""What a person can mend is said in words; what is a bug passes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import StoreBusyError, StoreError
from bot.store import sql
from bot.store.driver import sqlite3
from bot.store.failures import as_store_error, in_words
from bot.store.sqlite import open_store
from tests.store.builders import NOW, a_referral, an_event, later, register_in

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.session import Session
    from bot.store.sqlite import SqliteStore


def test_full_disk_is_said_and_nothing_is_kept(register: SqliteStore) -> None:
    """When space runs out in a unit, the person is told, and no half of the unit stays."""
    keys = [f"{number:0500d}" for number in range(1000)]

    def fill(session: Session) -> None:
        session.first("PRAGMA max_page_count=1")
        for key in keys:
            session.first(sql.NOTE_EVENT, event_key=key, received_at="")

    with pytest.raises(StoreError, match="make space"), register._writing() as session:
        fill(session)
    with register.unit() as unit:
        assert unit.inbox.is_new(keys[:1], NOW)


def test_busy_register_is_said_in_time(tmp_path: Path) -> None:
    """While another process writes, a unit gives up after its time with a clear line."""
    with open_store(register_in(tmp_path), busy_timeout_s=0.1) as store:
        other = sqlite3.connect(register_in(tmp_path), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="Try again"), store.unit():
            pytest.fail("the unit must not begin")
        other.execute("COMMIT")
        other.close()
        with store.unit() as unit:
            assert unit.inbox.is_new(["a"], NOW)


def test_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    """A file of something else is refused in words and left as it is."""
    file = register_in(tmp_path)
    file.write_bytes(b"This is a letter, not a register. " * 100)
    with pytest.raises(StoreError, match="not a register"):
        open_store(file)
    assert file.read_bytes().startswith(b"This is a letter")


def test_damaged_register_is_said(tmp_path: Path) -> None:
    """Pages overwritten on disk are noticed when they are read, and said in words."""
    file = register_in(tmp_path)
    with open_store(file) as store, store.unit() as unit:
        for number in range(200):
            unit.referrals.log(a_referral(str(number)), [])
            unit.audit.record(an_event(at=later(number)))
    octets = bytearray(file.read_bytes())
    octets[8192:] = b"\xff" * (len(octets) - 8192)
    file.write_bytes(octets)
    with (
        pytest.raises(StoreError, match="damaged"),
        open_store(file) as store,
        store.reading() as unit,
    ):
        unit.audit.verify()


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    """A register that cannot be opened is refused in words."""
    register_in(tmp_path).mkdir()
    with pytest.raises(StoreError, match="data folder"):
        open_store(register_in(tmp_path))


@pytest.mark.parametrize(
    "statement", ["SELECT nothing FROM nowhere", "INSERT INTO key_check (key_id) VALUES ('a')"]
)
def test_bugs_pass_through(register: SqliteStore, statement: str) -> None:
    """Wrong SQL and broken constraints are bugs: the driver's own error reaches the log."""
    with pytest.raises(sqlite3.DatabaseError), register._writing() as session:
        session.first(statement)


def test_error_without_a_code_is_a_bug() -> None:
    """A driver error that SQLite did not raise is not put in words."""
    assert as_store_error(sqlite3.ProgrammingError("misuse")) is None
    with pytest.raises(sqlite3.ProgrammingError), in_words():
        raise sqlite3.ProgrammingError
