"""The register's tables: every column with what it may hold.

Rules that hold everywhere. Ids and times are text; a time is `YYYY-MM-DDTHH:MM:SS.ffffffZ` in UTC,
which sorts as text. JSON is text. Nothing that a person typed stands in a plaintext column: the
only typed words are inside `envelope` columns, encrypted. So the tables are the same text on
another SQL engine; only `SQLITE_GUARDS`, the triggers, are SQLite's own.
"""

from __future__ import annotations

import json

from sqlite_utils import Database, Migrations

from bot.store import schema_questions
from bot.store.columns import day_or_empty, week_of
from bot.store.schema_review import GUARDS, HOME_TABLES, NEW_COLUMNS, REVIEW_TABLES

TABLES = (
    """
CREATE TABLE inbox (
    event_key    TEXT PRIMARY KEY,  -- what names one delivery: an event id, or channel and ts
    received_at  TEXT NOT NULL      -- time
)""",
    """
CREATE TABLE actor (
    id          TEXT PRIMARY KEY,  -- person id: `team:user` or `cli:user`
    role        TEXT NOT NULL,     -- their role when last known
    partner     TEXT NOT NULL,     -- council, icb, police, or empty
    first_seen  TEXT NOT NULL,     -- time of their first audited action
    last_seen   TEXT NOT NULL      -- time of their latest audited action
)""",
    """
CREATE TABLE tree (
    hash       TEXT PRIMARY KEY,  -- content hash
    canonical  TEXT NOT NULL      -- the tree's canonical text, as curators wrote it
)""",
    """
CREATE TABLE walk (
    id            TEXT PRIMARY KEY,                       -- random
    person_id     TEXT NOT NULL,                          -- whose walk it is
    tree_id       TEXT NOT NULL,                          -- which tree
    tree_version  TEXT NOT NULL,                          -- its version
    tree_hash     TEXT NOT NULL REFERENCES tree (hash),   -- the content it is pinned to
    answers       TEXT NOT NULL,                          -- JSON: fact id -> coded answer, in order
    revision      INTEGER NOT NULL,                       -- grows with every change
    state         TEXT NOT NULL CHECK (state IN ('open', 'left')),  -- where it stands
    card          TEXT NOT NULL,                          -- `channel:ts` of its card, or empty
    started_at    TEXT NOT NULL,                          -- time
    changed_at    TEXT NOT NULL,                          -- time
    referral_id   TEXT NOT NULL                           -- the referral logged from it, or empty
)""",
    "CREATE INDEX walk_of_person ON walk (person_id, state, changed_at)",
    """
CREATE TABLE reference_year (
    year         INTEGER PRIMARY KEY,  -- the year of the references
    last_number  INTEGER NOT NULL      -- the last number given in it
)""",
    """
CREATE TABLE referral (
    id            TEXT PRIMARY KEY,               -- random, never shown
    ref           TEXT NOT NULL UNIQUE,           -- `SG-YYYY-NNNN`
    ref_year      INTEGER NOT NULL,               -- YYYY of the reference
    ref_number    INTEGER NOT NULL,               -- NNNN of the reference
    idem_key      TEXT NOT NULL UNIQUE,           -- the walk's or form's id: one key, one referral
    area          TEXT NOT NULL,                  -- area id
    state         TEXT NOT NULL,                  -- see bot.referrals.model.State
    version       INTEGER NOT NULL,               -- grows with every change
    facts         TEXT NOT NULL,                  -- JSON: fact id -> coded answer, in order
    tree_id       TEXT NOT NULL,                  -- which tree, or empty
    tree_version  TEXT NOT NULL,                  -- its version, or empty
    tree_hash     TEXT REFERENCES tree (hash),    -- the content walked; NULL without a walk
    duties        TEXT NOT NULL,                  -- JSON: duties as they stood, curators' titles
    logged_by     TEXT NOT NULL,                  -- person id
    logged_role   TEXT NOT NULL,                  -- coded answer to `role`, or empty
    logged_at     TEXT NOT NULL,                  -- time
    taken_by      TEXT NOT NULL,                  -- council, icb, police, or empty
    taken_person  TEXT NOT NULL,                  -- person id, or empty
    taken_at      TEXT                            -- time, or NULL
)""",
    "CREATE UNIQUE INDEX referral_number ON referral (ref_year, ref_number)",
    "CREATE INDEX referral_worklist ON referral (state, ref_year, ref_number)",
    "CREATE INDEX referral_logged_by ON referral (logged_by, ref_year, ref_number)",
    """
CREATE TABLE referral_part (
    referral_id  TEXT NOT NULL REFERENCES referral (id),  -- whose part
    kind         TEXT NOT NULL,     -- see bot.referrals.model.PartKind
    version      INTEGER NOT NULL,  -- from 1; a correction adds one and keeps the old
    key_id       TEXT NOT NULL,     -- which key of the settings wraps this part's key
    wrapped_key  TEXT NOT NULL,     -- this part's own key, wrapped (RFC 3394, base64)
    envelope     TEXT NOT NULL,     -- the typed words, encrypted (AES-256-GCM, base64)
    author       TEXT NOT NULL,     -- person id
    created_at   TEXT NOT NULL,     -- time
    PRIMARY KEY (referral_id, kind, version)
)""",
    """
CREATE TABLE audit_head (
    id    INTEGER PRIMARY KEY CHECK (id = 1),  -- there is one row
    seq   INTEGER NOT NULL,                    -- seq of the chain's last row
    at    TEXT NOT NULL,                       -- its time, or empty
    hash  TEXT NOT NULL                        -- its hash, or empty
)""",
    "INSERT INTO audit_head (id, seq, at, hash) VALUES (1, 0, '', '')",
    """
CREATE TABLE audit_event (
    seq          INTEGER PRIMARY KEY,                  -- 1, 2, 3, … without a gap
    at           TEXT NOT NULL,                        -- time; never before the row above
    actor_id     TEXT NOT NULL REFERENCES actor (id),  -- person id
    role         TEXT NOT NULL,                        -- as what they acted
    partner      TEXT NOT NULL,                        -- for whom they acted, or empty
    action       TEXT NOT NULL,                        -- such as `referral.log`
    referral_id  TEXT NOT NULL,                        -- referral id, or empty
    from_state   TEXT NOT NULL,                        -- state before, or empty
    to_state     TEXT NOT NULL,                        -- state after, or empty
    version      INTEGER NOT NULL,                     -- the referral's version after, or 0
    codes        TEXT NOT NULL,                        -- canonical JSON: further codes, no words
    prev_hash    TEXT NOT NULL,                        -- hash of the row above, or empty
    hash         TEXT NOT NULL UNIQUE                  -- SHA-256 over all of the above
)""",
    "CREATE INDEX audit_of_referral ON audit_event (referral_id, seq)",
    """
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,  -- in the order of queueing
    post_key      TEXT NOT NULL UNIQUE, -- the same post is never queued twice
    lane          TEXT NOT NULL,        -- channel or person whose posts keep their order
    dest          TEXT NOT NULL,        -- `person:T…:U…`, `channel:C…` or `card:CHANNEL:TS`
    template      TEXT NOT NULL,        -- which renderer makes the words when it is sent
    codes         TEXT NOT NULL,        -- JSON: ids and codes for the renderer, nothing typed
    response_url  TEXT NOT NULL,        -- where a card can be replaced; emptied once settled
    not_before    TEXT NOT NULL,        -- time
    state         TEXT NOT NULL,        -- see bot.guide.ports.PostState
    attempts      INTEGER NOT NULL,     -- how often it was taken for sending
    last_error    TEXT NOT NULL,        -- an error code, or empty
    receipt       TEXT NOT NULL         -- `channel:ts` of the message, or empty
)""",
    "CREATE INDEX outbox_state ON outbox (state, lane, id)",
    """
CREATE TABLE key_check (
    key_id       TEXT PRIMARY KEY,  -- a key that this register was written with
    wrapped_key  TEXT NOT NULL,     -- a random key wrapped with it
    envelope     TEXT NOT NULL      -- a constant, encrypted: opens only with the right key
)""",
)

# What a statement of ours never does, refused for everybody who writes through SQL.
SQLITE_GUARDS = (
    """
CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """
CREATE TRIGGER audit_event_is_not_deleted BEFORE DELETE ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """
CREATE TRIGGER audit_event_is_appended BEFORE INSERT ON audit_event
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM audit_event)
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)

MIGRATIONS = Migrations("safeguarding-guide")


@MIGRATIONS()
def register_and_log(db: Database) -> None:
    """The first tables: inbox, walks, referrals, audit log, outbox, key check."""
    for statement in (*TABLES, *SQLITE_GUARDS):
        db.execute(statement)


@MIGRATIONS()
def review_and_learning(db: Database) -> None:
    """What follows a referral: clocks, votes, links, learning, and columns to find it by."""
    for statement in (*NEW_COLUMNS, *REVIEW_TABLES, *GUARDS):
        db.execute(statement)
    for id_, facts, logged_at in db.execute("SELECT id, facts, logged_at FROM referral").fetchall():
        known = json.loads(facts)
        aware_on = day_or_empty(known.get("aware_on", ""))
        db.execute(
            "UPDATE referral SET event = ?, age_band = ?, aware_on = ?, week = ?, listed = 1 "
            "WHERE id = ?",
            (
                known.get("event", ""),
                known.get("age_band", ""),
                aware_on or None,
                week_of(aware_on or logged_at[:10]),
                id_,
            ),
        )
    db.execute(
        "INSERT INTO state_count (state, referrals) "
        "SELECT state, COUNT(*) FROM referral GROUP BY state"
    )


@MIGRATIONS()
def questions_and_threads(db: Database) -> None:
    """What curators learn from, the entry last shown in a conversation, and posts in a thread."""
    for statement in (*schema_questions.NEW_COLUMNS, *schema_questions.QUESTION_TABLES):
        db.execute(statement)


@MIGRATIONS()
def walks_and_newer_trees(db: Database) -> None:
    """The newer version of its tree that a walk's person did not want; empty: none."""
    db.execute("ALTER TABLE walk ADD COLUMN declined_hash TEXT NOT NULL DEFAULT ''")


@MIGRATIONS()
def lists_on_home(db: Database) -> None:
    """Which list somebody's own page shows, so that a restart does not change it; old keys go."""
    for statement in HOME_TABLES:
        db.execute(statement)


def known_migrations() -> frozenset[str]:
    """The names of all migrations of this version."""
    empty = Database(memory=True)
    try:
        return frozenset(migration.name for migration in MIGRATIONS.pending(empty))
    finally:
        empty.close()
