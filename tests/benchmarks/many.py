"""Registers with very many referrals, filled by SQL alone: one in four still on the worklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.connections import connect
from bot.store.sqlite import open_store
from tests.desks import COUNCIL, T01, shipped_content

if TYPE_CHECKING:
    from pathlib import Path

FIRST_DAY = "2026-12-18"
# The columns that have no default in the table, and those that the worklist looks at. A closed
# referral has no running clock; an open one has one that runs out on one of sixty days, so that one
# in thirty is late. A week holds two open referrals that look alike.
_REFERRALS = """
INSERT INTO referral (id, ref, ref_year, ref_number, idem_key, area, state, version, facts, tree_id,
    tree_version, tree_hash, duties, logged_by, logged_role, logged_at, taken_by, taken_person,
    taken_at, event, age_band, aware_on, week, listed, next_due, next_latest)
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)
SELECT 'id-' || n, 'SG-' || (2000 + n / 50000) || '-' || SUBSTR('00000' || (n % 50000), -5),
    2000 + n / 50000, n % 50000, 'key-' || n, 'barnsley',
    CASE WHEN n % 4 THEN 'closed' ELSE 'in_review' END, 1, :facts, 'serious_incident', :version,
    :hash, '[]', 'T1:U' || (n % 300), 'health', :day || 'T09:00:00.000000Z', 'council',
    CASE WHEN n % 40 THEN 'T1:U' || (n % 40) ELSE :me END, :day || 'T10:00:00.000000Z', 'died',
    'under_16', :day, DATE('2026-12-14', '-' || (n / 8 * 7) || ' days'), n % 4 = 0,
    CASE WHEN n % 4 = 0 THEN DATE(:day, (n / 4 % 60 - 3) || ' days') END,
    CASE WHEN n % 4 = 0 THEN DATE(:day, (n / 4 % 60 - 2) || ' days') END
FROM numbers"""
_CLOCKS = """
INSERT INTO clock (id, place, referral_id, kind, subject_id, started_on, basis, rule, calendar,
    target, latest, made_at, why, explained)
SELECT 'clock-' || id, ROW_NUMBER() OVER (), id, 'notify', '', aware_on, 'became_aware',
    '5_working_days', 'bench', next_due, next_latest, logged_at, '', 0
FROM referral WHERE listed = 1"""
_COUNTS = """
INSERT INTO state_count (state, referrals) SELECT state, COUNT(*) FROM referral GROUP BY state"""


def fill(file: Path, many: int) -> None:
    """Make a register with so many referrals."""
    tree = shipped_content().trees["serious_incident"]
    with open_store(file) as store, store.unit() as unit:
        unit.walks.keep_tree(tree.hash, "kept for its hash")
    facts = "{" + ",".join(f'"{fact}":"{value}"' for fact, value in T01.items()) + "}"
    connection = connect(file)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        _REFERRALS,
        {
            "many": many,
            "facts": facts,
            "version": tree.version,
            "hash": tree.hash,
            "day": FIRST_DAY,
            "me": COUNCIL.id,
        },
    )
    connection.execute(_CLOCKS)
    connection.execute(_COUNTS)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
