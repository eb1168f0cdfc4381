"""Every column says what it may hold, and nothing that a person typed stands in the clear."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database

from bot.guide.ports_outbox import PostState
from bot.privacy.envelope import seal
from bot.referrals.model import PartKind, SealedPart, State
from bot.store import sql, sql_questions, sql_review
from bot.store.driver import sqlite3
from bot.store.schema import TABLES
from bot.store.schema_questions import QUESTION_TABLES
from bot.store.schema_review import HOME_TABLES, REVIEW_TABLES
from tests.store.builders import (
    NOW,
    PERSON,
    TREE_HASH,
    a_post,
    a_referral,
    a_walk,
    an_event,
    later,
    new_ring,
    register_in,
)
from tests.store.question_rows import OF_QUESTIONS, fill_questions
from tests.store.review_rows import OF_REVIEW, fill_review

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.sqlite import SqliteStore

CANARY = "Canary Wharfinger of St Nowhere's, 999 000 0018"
TREE = '{"id":"serious_incident","title":"What curators wrote"}'

ID = r"[\w-]{1,64}"
SLUG = r"[a-z][a-z0-9_]{0,63}"
PERSON_ID = r"\w+:[\w-]+"
PLACE = r"\w+(:[\w.]+)+"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
HASH = r"[0-9a-f]{64}"
NUMBER = r"\d{1,9}"
PARTNER = r"council|icb|police|"
ROLE = r"practitioner|partner|business_manager|auditor|stranger"
STATE = "|".join(State)
BASE64 = r"[A-Za-z0-9+/]+=*"
CODED = r'\{("[a-z_]+":"[\w-]*",?)*\}'
DUTY = (
    r'\{"id":"[a-z_]+","title":"[^"]*","strength":"(must|should|may)","certain":(true|false),'
    r'"due":(null|"\d{4}-\d\d-\d\d"),"latest":(null|"\d{4}-\d\d-\d\d")\}'
)

# The whole list of columns, and the form of everything that each may hold. A column that is not
# here may not exist. Titles of duties and trees are curators' words; only `envelope` holds what was
# typed.
ALLOWED = {
    "inbox.event_key": r"[a-z]+:[\w.:-]+",
    "inbox.received_at": TIME,
    "actor.id": PERSON_ID,
    "actor.role": ROLE,
    "actor.partner": PARTNER,
    "actor.first_seen": TIME,
    "actor.last_seen": TIME,
    "tree.hash": ID,
    "tree.canonical": re.escape(TREE),
    "walk.id": ID,
    "walk.person_id": PERSON_ID,
    "walk.tree_id": SLUG,
    "walk.tree_version": NUMBER,
    "walk.tree_hash": ID,
    "walk.answers": CODED,
    "walk.revision": NUMBER,
    "walk.state": "open|left",
    "walk.card": rf"{PLACE}|",
    "walk.started_at": TIME,
    "walk.changed_at": TIME,
    "walk.referral_id": rf"{ID}|",
    "walk.declined_hash": rf"{ID}|",
    "reference_year.year": NUMBER,
    "reference_year.last_number": NUMBER,
    "referral.id": ID,
    "referral.ref": r"SG-\d{4}-\d{4,}",
    "referral.ref_year": NUMBER,
    "referral.ref_number": NUMBER,
    "referral.idem_key": ID,
    "referral.area": SLUG,
    "referral.state": STATE,
    "referral.version": NUMBER,
    "referral.facts": CODED,
    "referral.tree_id": rf"{SLUG}|",
    "referral.tree_version": rf"{NUMBER}|",
    "referral.tree_hash": ID,
    "referral.duties": rf"\[({DUTY},?)*\]",
    "referral.logged_by": PERSON_ID,
    "referral.logged_role": rf"{SLUG}|",
    "referral.logged_at": TIME,
    "referral.taken_by": PARTNER,
    "referral.taken_person": rf"{PERSON_ID}|",
    "referral.taken_at": TIME,
    "referral_part.referral_id": ID,
    "referral_part.kind": "|".join(PartKind),
    "referral_part.version": NUMBER,
    "referral_part.key_id": r"[0-9a-f]{8}",
    "referral_part.wrapped_key": BASE64,
    "referral_part.envelope": rf"fld1:{BASE64}",
    "referral_part.author": PERSON_ID,
    "referral_part.created_at": TIME,
    "audit_head.id": "1",
    "audit_head.seq": NUMBER,
    "audit_head.at": rf"{TIME}|",
    "audit_head.hash": rf"{HASH}|",
    "audit_event.seq": NUMBER,
    "audit_event.at": TIME,
    "audit_event.actor_id": PERSON_ID,
    "audit_event.role": ROLE,
    "audit_event.partner": PARTNER,
    "audit_event.action": r"[a-z_]+\.[a-z_]+",
    "audit_event.referral_id": rf"{ID}|",
    "audit_event.from_state": rf"{STATE}|",
    "audit_event.to_state": rf"{STATE}|",
    "audit_event.version": NUMBER,
    "audit_event.codes": CODED,
    "audit_event.prev_hash": rf"{HASH}|",
    "audit_event.hash": HASH,
    "outbox.id": NUMBER,
    "outbox.post_key": ID,
    "outbox.lane": PLACE,
    "outbox.dest": PLACE,
    "outbox.template": SLUG,
    "outbox.codes": CODED,
    "outbox.response_url": r"https://[\w./]+|",
    "outbox.not_before": TIME,
    "outbox.state": "waiting|sending|sent|unknown|dropped|dead",
    "outbox.attempts": NUMBER,
    "outbox.last_error": r"[\w.:-]*",
    "outbox.receipt": rf"{PLACE}|",
    "key_check.key_id": r"[0-9a-f]{8}",
    "key_check.wrapped_key": BASE64,
    "key_check.envelope": rf"fld1:{BASE64}",
}
ALLOWED |= OF_QUESTIONS | OF_REVIEW


def fill(store: SqliteStore) -> None:
    """Do everything once, with the canary wherever a person can type."""
    ring = new_ring()
    store.check_key(ring)
    with store.unit() as unit:
        unit.inbox.is_new(["event:Ev1", "message:C1:1.2"], NOW)
        unit.walks.keep_tree(TREE_HASH, TREE)
        unit.walks.add(a_walk())
        referral = replace(a_referral("k1"), tree_id="serious_incident", tree_hash=TREE_HASH)
        logged = unit.referrals.log(replace(referral, tree_version="1"), [])
        for kind in PartKind:
            sealed = seal(CANARY, ring, about=f"referral:id-k1:{kind.value}:1")
            whole = (sealed.key_id, sealed.wrapped_key, sealed.envelope)
            unit.referrals.add_part(SealedPart("id-k1", kind, 1, *whole, PERSON, NOW))
        taken = replace(logged, state=State.IN_REVIEW, taken_by="icb", taken_person="T1:U2")
        unit.referrals.change(replace(taken, taken_at=later(1)), logged)
        fill_questions(unit, CANARY, ring)
        fill_review(unit, CANARY, ring)
        unit.audit.record(an_event())
        unit.audit.record(an_event("referral.take"))
        for key in ("p1", "p2"):
            post = a_post(key, lane=f"channel:{key}", response_url="https://h.example/x")
            unit.outbox.add(replace(post, thread_ts="1.2"))
        first = unit.outbox.take(NOW, ())
        assert first is not None
        error = f"could not post: {CANARY}"
        unit.outbox.settle(first.id, PostState.UNKNOWN, error=error, receipt="C1:1.2")


def columns_of(file: Path) -> dict[str, list[str]]:
    """Every column of every table of ours, with the values it holds."""
    tables = Database(file)
    found: dict[str, list[str]] = {}
    for name in tables.table_names():
        if "sqlite_" not in name:
            table = tables.table(name)
            rows = list(table.rows)
            for column in table.columns_dict:
                values = [row[column] for row in rows]
                found[f"{name}.{column}"] = [str(value) for value in values if value is not None]
    tables.close()
    return found


def test_columns_hold_what_the_list_says(tmp_path: Path, register: SqliteStore) -> None:
    """The columns are those of the list, and after every kind of write each value has its form."""
    fill(register)
    found = columns_of(register_in(tmp_path))
    assert set(found) == set(ALLOWED)
    assert [name for name, values in found.items() if not values] == []
    wrong = [
        (name, value)
        for name, values in found.items()
        for value in values
        if not re.fullmatch(ALLOWED[name], value)
    ]
    assert wrong == []


def test_nothing_typed_is_readable_in_any_file(tmp_path: Path, register: SqliteStore) -> None:
    """Neither the register nor its write-ahead log holds a word that was typed."""
    fill(register)
    words = [word.encode() for word in CANARY.replace(",", "").split() if len(word) > 3]
    for _ in range(2):
        files = [file.read_bytes() for file in tmp_path.iterdir()]
        assert len(b"".join(files)) > 10_000
        assert not [word for word in words for octets in files if word in octets]
        register.close()


@pytest.mark.parametrize(
    "table",
    [
        text
        for text in (*TABLES, *QUESTION_TABLES, *REVIEW_TABLES, *HOME_TABLES)
        if text.startswith("\nCREATE TABLE")
    ],
)
def test_every_column_says_what_it_holds(table: str) -> None:
    """Each line of a table that makes a column ends in a comment."""
    lines = table.strip().splitlines()[1:-1]
    rules = ("PRIMARY KEY", "UNIQUE (", "CHECK (")
    columns = [line for line in lines if not line.strip().startswith(rules)]
    assert columns
    assert [line for line in columns if not re.search(r"-- .{4,}$", line)] == []


def test_tables_are_said_to_an_operator_too(tmp_path: Path, register: SqliteStore) -> None:
    """Who opens the file with other tools sees the same comments."""
    register.close()
    connection = sqlite3.connect(register_in(tmp_path))
    (text,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'referral_part'"
    ).fetchone()
    connection.close()
    assert "-- the typed words, encrypted" in text


# Asked once at the start, or over the whole log on purpose.
MAY_SCAN = {
    "ALL_EVENTS",
    "KEY_CHECKS",
    "FORGET_KEY_CHECKS",
    "OLD_PARTS",
    "OLD_QUESTIONS",
    "OLD_TEXTS",
}
STATEMENTS = {
    name: text.format(states="'logged'")
    for module in (sql, sql_questions, sql_review)
    for name, text in vars(module).items()
    if name.isupper() and name not in MAY_SCAN
}


@pytest.mark.parametrize("name", sorted(STATEMENTS))
def test_no_statement_reads_a_whole_table(tmp_path: Path, register: SqliteStore, name: str) -> None:
    """Every statement finds its rows by an index, so that years of use slow nothing down."""
    register.close()
    connection = sqlite3.connect(register_in(tmp_path))
    text = STATEMENTS[name]
    values = dict.fromkeys(re.findall(r":([a-z_]+)", text), 0)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    connection.close()
    assert [step for step in plan if step.startswith("SCAN") and "INDEX" not in step] == []


def test_walks_and_referrals_name_trees_that_are_kept(register: SqliteStore) -> None:
    """A walk or referral whose tree version is not kept could never be explained: it is a bug."""
    with pytest.raises(sqlite3.IntegrityError), register.unit() as unit:
        unit.walks.add(a_walk())
    with pytest.raises(sqlite3.IntegrityError), register.unit() as unit:
        unit.referrals.log(replace(a_referral(), tree_hash="not kept"), [])


def test_parts_belong_to_a_referral_that_is_there(register: SqliteStore) -> None:
    """A part without its referral is a bug."""
    sealed = seal("text", new_ring(), about="a")
    whole = (sealed.key_id, sealed.wrapped_key, sealed.envelope)
    part = SealedPart("nowhere", PartKind.REACH, 1, *whole, PERSON, NOW)
    with pytest.raises(sqlite3.IntegrityError), register.unit() as unit:
        unit.referrals.add_part(part)
