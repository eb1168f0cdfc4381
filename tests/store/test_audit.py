"""The log holds what was recorded, in order; whatever is altered is found and named."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.driver import sqlite3
from tests.store.builders import NOW, PERSON, an_event, later, register_in, scratch
from tests.strategies import events

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.guide.ports import Store
    from bot.guide.ports_audit import AuditEvent
    from bot.store.sqlite import SqliteStore


@given(st.lists(events, max_size=8))
def test_chain_of_any_events_verifies(shared: Store, recorded: list[AuditEvent]) -> None:
    """Whatever is recorded, the chain verifies and ends in the last row's hash."""
    with scratch(shared) as unit:
        for event in recorded:
            unit.audit.record(event)
        found = unit.audit.verify()
        assert (found.rows, found.first_bad, found.why) == (len(recorded), None, "")
        assert bool(found.head) == bool(recorded)


@given(st.lists(events, min_size=1, max_size=8))
def test_times_never_go_backwards(shared: Store, recorded: list[AuditEvent]) -> None:
    """A row has its event's time, or the time of the row above where the clock stepped back."""
    with scratch(shared) as unit:
        for event in recorded:
            unit.audit.record(replace(event, referral_id="r"))
        times = [row.event.at for row in unit.audit.of_referral("r")]
        expected = [max(event.at for event in recorded[: n + 1]) for n in range(len(recorded))]
        assert times == expected


@given(events)
def test_event_comes_back_as_it_was_recorded(shared: Store, event: AuditEvent) -> None:
    """Every field of an event comes back the same."""
    with scratch(shared) as unit:
        unit.audit.record(replace(event, referral_id="r"))
        (row,) = unit.audit.of_referral("r")
        assert row.event == replace(event, referral_id="r")
        assert (row.seq, row.previous_hash) == (1, "")


def test_hash_is_over_everything_a_row_says(store: Store) -> None:
    """Anybody can recompute a row's hash from the published rule."""
    with store.unit() as unit:
        unit.audit.record(an_event())
        unit.audit.record(replace(an_event("referral.take"), role="partner", partner="icb"))
        first, second = unit.audit.of_referral("id-k1")
    said = [
        "audit1",
        first.hash,
        2,
        "2026-12-18T09:30:00.000000Z",
        PERSON,
        "partner",
        "icb",
        "referral.take",
        "id-k1",
        "",
        "logged",
        1,
        {"part": "narrative"},
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    assert second.hash == hashlib.sha256(text.encode()).hexdigest()
    assert second.previous_hash == first.hash


def test_events_of_one_referral_oldest_first(store: Store) -> None:
    """Only the referral's own events are given, in their order."""
    with store.unit() as unit:
        for action, referral_id in (("a", "r1"), ("b", "r2"), ("c", "r1")):
            unit.audit.record(an_event(action, referral_id=referral_id))
        assert [row.event.action for row in unit.audit.of_referral("r1")] == ["a", "c"]


@pytest.mark.parametrize(
    "event",
    [
        replace(an_event(), codes={"reason": "because the father said so"}),
        replace(an_event(), codes={"a code": "x"}),
        replace(an_event(), codes={"reason": "x" * 101}),
        replace(an_event(), action="referral log"),
        replace(an_event(), role="DSL\n"),
    ],
)
def test_only_codes_are_recorded(store: Store, event: AuditEvent) -> None:
    """A sentence where a code belongs is a bug, and nothing of it is kept."""
    with scratch(store) as unit:
        with pytest.raises(ValueError, match="codes only"):
            unit.audit.record(event)
        assert unit.audit.verify().rows == 0


def test_actors_are_known_with_role_partner_and_times(register: SqliteStore) -> None:
    """Who acted is kept beside the chain: role and partner as last known, first and last time."""
    with register.unit() as unit:
        unit.audit.record(an_event())
        changed = replace(an_event(at=later(9)), role="partner", partner="police")
        unit.audit.record(changed)
        unit.audit.record(replace(an_event(at=later(10)), role=""))
    with register._writing() as session:
        (actor,) = session.rows("SELECT * FROM actor")
    assert actor == {
        "id": PERSON,
        "role": "partner",
        "partner": "police",
        "first_seen": "2026-12-18T09:30:00.000000Z",
        "last_seen": "2026-12-18T09:40:00.000000Z",
    }


SKIP_AHEAD = """
INSERT INTO audit_event SELECT 9, at, actor_id, role, partner, action, referral_id, from_state,
    to_state, version, codes, prev_hash, 'x' FROM audit_event WHERE seq = 5"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'x' WHERE seq = 3",
        "DELETE FROM audit_event WHERE seq = 5",
        "DELETE FROM audit_event",
        "REPLACE INTO audit_event SELECT * FROM audit_event WHERE seq = 3",
        SKIP_AHEAD,
    ],
)
def test_plain_sql_cannot_alter_the_log(register: SqliteStore, statement: str) -> None:
    """Changing, deleting, replacing or skipping rows is refused by the register itself."""
    record_five(register)
    with (
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
        register._writing() as session,
    ):
        session.first(statement)
    with register.reading() as unit:
        assert unit.audit.verify().first_bad is None


def record_five(store: Store) -> None:
    """Record five events, a minute apart."""
    for minute in range(5):
        with store.unit() as unit:
            unit.audit.record(an_event(f"step.{minute}", at=NOW + timedelta(minutes=minute)))


def rehash(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Recompute the chain from one row to another, as somebody who knows the rule would."""
    for seq in range(first, last + 1):
        row = connection.execute("SELECT * FROM audit_event WHERE seq = ?", [seq]).fetchone()
        above = connection.execute(
            "SELECT hash FROM audit_event WHERE seq < ? ORDER BY seq DESC LIMIT 1", [seq]
        ).fetchone()
        said = ["audit1", above[0], seq, *row[1:10], json.loads(row[10])]
        text = json.dumps(said, sort_keys=True, separators=(",", ":"))
        connection.execute(
            "UPDATE audit_event SET prev_hash = ?, hash = ? WHERE seq = ?",
            [above[0], hashlib.sha256(text.encode()).hexdigest(), seq],
        )


def move_head(connection: sqlite3.Connection) -> None:
    """Let the noted end follow, as somebody who rewrites the whole file would."""
    connection.execute(
        "UPDATE audit_head SET (seq, at, hash) ="
        " (SELECT seq, at, hash FROM audit_event ORDER BY seq DESC LIMIT 1)"
    )


def edit_and_rehash(connection: sqlite3.Connection) -> None:
    """Edit row 3 and give it its right own hash."""
    connection.execute("UPDATE audit_event SET to_state = 'withdrawn' WHERE seq = 3")
    rehash(connection, 3, 3)


def delete_and_close_up(connection: sqlite3.Connection) -> None:
    """Delete row 3 and move the later ones up, without new hashes."""
    connection.execute("DELETE FROM audit_event WHERE seq = 3")
    connection.execute("UPDATE audit_event SET seq = seq - 1 WHERE seq > 3")
    connection.execute("UPDATE audit_head SET seq = 4")


def swap_two(connection: sqlite3.Connection) -> None:
    """Swap rows 2 and 3."""
    for old, new in ((2, 99), (3, 2), (99, 3)):
        connection.execute("UPDATE audit_event SET seq = ? WHERE seq = ?", [new, old])


def rewrite_to_the_end(connection: sqlite3.Connection) -> None:
    """Edit row 3 and recompute every row after it, but not the noted end."""
    connection.execute("UPDATE audit_event SET to_state = 'withdrawn' WHERE seq = 3")
    rehash(connection, 3, 5)


def set_back_the_time(connection: sqlite3.Connection) -> None:
    """Give row 4 a time before row 3, recompute everything and move the noted end."""
    connection.execute("UPDATE audit_event SET at = '2026-12-18T09:00:00.000000Z' WHERE seq = 4")
    rehash(connection, 4, 5)
    move_head(connection)


@pytest.mark.parametrize(
    ("attack", "first_bad", "why"),
    [
        ("UPDATE audit_event SET action = 'x' WHERE seq = 3", 3, "content"),
        ("UPDATE audit_event SET at = at || ' ' WHERE seq = 3", 3, "content"),
        ("UPDATE audit_event SET version = 7 WHERE seq = 1", 1, "content"),
        ("UPDATE audit_event SET codes = '{}' WHERE seq = 3", 3, "content"),
        ("UPDATE audit_event SET codes = '{ \"part\":1}' WHERE seq = 3", 3, "content"),
        ("UPDATE audit_event SET codes = 'no JSON' WHERE seq = 3", 3, "content"),
        ("UPDATE audit_event SET hash = 'x' WHERE seq = 3", 3, "content"),
        ("UPDATE audit_event SET prev_hash = 'x' WHERE seq = 3", 3, "row above"),
        ("DELETE FROM audit_event WHERE seq = 3", 3, "missing before"),
        ("DELETE FROM audit_event WHERE seq = 1", 1, "missing before"),
        ("DELETE FROM audit_event WHERE seq = 5", 5, "missing at the end"),
        ("DELETE FROM audit_event WHERE seq >= 4", 4, "missing at the end"),
        ("DELETE FROM audit_event", 1, "missing at the end"),
        ("DELETE FROM audit_head", 6, "missing at the end"),
        ("UPDATE audit_event SET seq = 0 WHERE seq = 1", 0, "wrong number"),
        (edit_and_rehash, 4, "row above"),
        (delete_and_close_up, 3, "row above"),
        (swap_two, 2, "row above"),
        (rewrite_to_the_end, 5, "noted end"),
        (set_back_the_time, 4, "before the row above"),
    ],
)
def test_alteration_is_found_and_named(
    tmp_path: Path,
    register: SqliteStore,
    attack: str | Callable[[sqlite3.Connection], None],
    first_bad: int,
    why: str,
) -> None:
    """Somebody with the file in hand cannot edit, delete, move or re-hash rows unnoticed."""
    record_five(register)
    connection = sqlite3.connect(register_in(tmp_path))
    for trigger in ("is_not_changed", "is_not_deleted", "is_appended"):
        connection.execute(f"DROP TRIGGER audit_event_{trigger}")
    if isinstance(attack, str):
        connection.execute(attack)
    else:
        attack(connection)
    connection.commit()
    connection.close()
    with register.reading() as unit:
        found = unit.audit.verify()
    assert found.first_bad == first_bad
    assert why in found.why


def test_a_whole_forgery_shows_only_in_a_head_kept_elsewhere(
    tmp_path: Path, register: SqliteStore
) -> None:
    """Who rewrites chain and noted end gets another head: a copy of the old one shows it."""
    record_five(register)
    with register.reading() as unit:
        kept_elsewhere = unit.audit.verify().head
    connection = sqlite3.connect(register_in(tmp_path))
    connection.execute("DROP TRIGGER audit_event_is_not_changed")
    rewrite_to_the_end(connection)
    move_head(connection)
    connection.commit()
    connection.close()
    with register.reading() as unit:
        found = unit.audit.verify()
    assert found.first_bad is None
    assert found.head != kept_elsewhere
