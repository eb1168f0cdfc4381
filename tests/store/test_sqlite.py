"""Opening a register, and units of work that are whole or not there."""

from __future__ import annotations

import stat
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from bot.errors import StoreBusyError, StoreError
from bot.referrals.model import State
from bot.store import connections
from bot.store.connections import check_settings, connect, warnings
from bot.store.driver import sqlite3
from bot.store.schema import MIGRATIONS, known_migrations
from bot.store.sqlite import open_store
from tests.store import processes
from tests.store.builders import NOW, a_post, a_referral, an_event, register_in

if TYPE_CHECKING:
    from bot.guide.ports import Store, Unit
    from bot.store.sqlite import SqliteStore

OPENER = Path(__file__).with_name("opener.py")
ALL = tuple(State)


def test_unit_is_kept_when_it_ends(store: Store) -> None:
    """What was done in a unit that ended is there for the next one."""
    with store.unit() as unit:
        unit.referrals.log(a_referral("a"), [])
    with store.unit() as unit:
        assert unit.referrals.by_key("a") is not None


@pytest.mark.parametrize("failure", [KeyError, StoreError, KeyboardInterrupt, SystemExit])
def test_unit_that_fails_leaves_nothing(store: Store, failure: type[BaseException]) -> None:
    """Whatever exception passes through a unit, nothing of the unit stays, and it passes on."""

    def work(unit: Unit) -> None:
        unit.inbox.is_new(["event"], NOW)
        unit.referrals.log(a_referral("a"), [])
        unit.audit.record(an_event())
        unit.outbox.add(a_post("a"))
        raise failure

    with pytest.raises(failure), store.unit() as unit:
        work(unit)
    with store.unit() as unit:
        assert unit.inbox.is_new(["event"], NOW)
        assert unit.referrals.count(ALL) == 0
        assert unit.audit.verify().rows == 0
        assert unit.outbox.take(NOW, ()) is None


def test_a_unit_inside_a_unit_is_a_bug_and_said_at_once(register: SqliteStore) -> None:
    """A thread that begins a second unit is told so instead of waiting for itself."""
    with register.unit(), pytest.raises(RuntimeError, match="inside a unit"), register.unit():
        pytest.fail("the unit must not begin")
    with register.unit() as unit:
        assert unit.referrals.count(ALL) == 0


def test_a_unit_waits_for_another_thread_and_then_says_busy(tmp_path: Path) -> None:
    """A unit waits for its turn among threads, but only so long."""
    with open_store(register_in(tmp_path), busy_timeout_s=0.1) as store:
        refused: list[type[Exception]] = []

        def begin() -> None:
            try:
                with store.unit():
                    pass
            except StoreBusyError as busy:
                refused.append(type(busy))

        other = threading.Thread(target=begin)
        with store.unit():
            other.start()
            other.join(timeout=10)
        assert refused == [StoreBusyError]
        begin()
        assert refused == [StoreBusyError]


def test_reading_refuses_to_write(register: SqliteStore) -> None:
    """Writing while only reading fails, and the next unit can write again."""
    with pytest.raises(RuntimeError, match="only reads"), register.reading() as unit:
        unit.inbox.is_new(["a"], NOW)
    with register.reading() as unit:
        assert unit.referrals.count(ALL) == 0
    with register.unit() as unit:
        assert unit.inbox.is_new(["a"], NOW)


def test_what_was_kept_is_there_after_reopening(tmp_path: Path) -> None:
    """Closing and opening again changes nothing."""
    for expected in (1, 2):
        with open_store(register_in(tmp_path)) as store, store.unit() as unit:
            unit.referrals.log(a_referral(str(expected)), [])
            assert unit.referrals.count(ALL) == expected


def test_closed_register_refuses_units(tmp_path: Path) -> None:
    """A unit asked of a closed register is refused in words; one under way still ends."""
    store = open_store(register_in(tmp_path))
    with store.unit() as unit:
        store.close()
        unit.referrals.log(a_referral("a"), [])
    with pytest.raises(StoreError, match="closed"), store.unit():
        pytest.fail("the unit must not begin")
    with open_store(register_in(tmp_path)) as again, again.unit() as unit:
        assert unit.referrals.count(ALL) == 1


def test_settings_that_durability_rests_on(tmp_path: Path) -> None:
    """Every connection writes ahead, syncs fully, checks references and fires all triggers."""
    open_store(register_in(tmp_path)).close()
    connection = connect(register_in(tmp_path))
    settings = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
    }
    connection.close()
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [("synchronous", "NORMAL"), ("foreign_keys", "OFF"), ("journal_mode", "DELETE")],
)
def test_a_setting_not_in_force_is_refused(tmp_path: Path, name: str, value: str) -> None:
    """A register that would lose a power cut, or take broken references, does not start."""
    connection = connect(register_in(tmp_path))
    connection.execute(f"PRAGMA {name}={value}")
    with pytest.raises(StoreError, match=name):
        check_settings(connection)
    connection.close()


def test_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """Nobody else on the machine can read the register, its write-ahead log included."""
    file = tmp_path / "new" / "register.db"
    with open_store(file) as store, store.unit() as unit:
        unit.inbox.is_new(["a"], NOW)
        files = [found for found in file.parent.iterdir() if found.is_file()]
        assert len(files) >= 3
        assert {stat.S_IMODE(found.stat().st_mode) for found in files} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("round_", range(3))
def test_first_starts_at_once_do_not_collide(tmp_path: Path, round_: int) -> None:
    """Processes that open a new register at the same instant all get it, set up once."""
    file = tmp_path / f"{round_}.db"
    openers = [processes.start(OPENER, str(file)) for _ in range(5)]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    assert [processes.finish(opener) for opener in openers] == [["0"]] * 5
    tables = Database(file)
    applied = [migration.name for migration in MIGRATIONS.applied(tables)]
    tables.close()
    assert sorted(applied) == sorted(known_migrations())


def test_setting_up_that_failed_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start that fails while making the tables leaves none; the next one makes them all."""
    full = connections.connect

    def nearly_full(file: Path) -> sqlite3.Connection:
        connection = full(file)
        connection.execute("PRAGMA max_page_count=8")
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(connections, "connect", nearly_full)
        with pytest.raises(StoreError, match="make space"):
            open_store(register_in(tmp_path))
    left = Database(register_in(tmp_path))
    assert left.table_names() == []
    left.close()
    with open_store(register_in(tmp_path)) as store, store.unit() as unit:
        assert unit.audit.verify().rows == 0


def test_register_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    """An older program does not write into a register that a newer one changed."""
    open_store(register_in(tmp_path)).close()
    newer = Database(register_in(tmp_path))
    newer.table("_sqlite_migrations").insert(
        {"migration_set": MIGRATIONS.name, "name": "of_next_year", "applied_at": ""}
    )
    newer.close()
    with pytest.raises(StoreError, match="newer version"):
        open_store(register_in(tmp_path))


def test_old_sqlite_is_a_warning_and_not_a_refusal(
    register: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An SQLite with the known fault is named with its cure; a sound one is not mentioned."""
    monkeypatch.setattr(connections, "FIRST_SOUND_SQLITE", (99, 0, 0))
    (text,) = register.warnings()
    assert sqlite3.sqlite_version in text
    assert "pysqlite3" in text
    monkeypatch.setattr(connections, "FIRST_SOUND_SQLITE", (3, 0, 0))
    assert warnings() == ()
