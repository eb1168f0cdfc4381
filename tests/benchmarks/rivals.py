"""The same work as logging a referral, through sqlite-utils' `insert` and through SQLAlchemy Core.

Both write the same rows into the same tables of a register that this program made, with the same
settings (WAL, `synchronous=FULL`), sealing the narrative and chaining the audit row as it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import MetaData, create_engine, event, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlite_utils import Database

from bot.store.audit import chain_hash
from bot.store.connections import connect
from bot.store.sqlite import open_store
from tests.store.builders import a_part, new_ring
from tests.store.writer import log_one

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Rows = dict[str, dict[str, Any]]
TABLES = ("inbox", "referral", "referral_part", "actor", "audit_event", "outbox")


class Writer(Protocol):
    """Something that logs one referral durably."""

    def log(self, key: str) -> None:
        """Log a referral under a key."""
        ...


class Ours:
    """The product's own store."""

    def __init__(self, file: Path, *, busy_timeout_s: float = 1.5) -> None:
        self._store = open_store(file, busy_timeout_s=busy_timeout_s)
        self._ring = new_ring()

    def log(self, key: str) -> None:
        """Log a referral under a key."""
        log_one(self._store, self._ring, key)


def prepare(file: Path) -> None:
    """Make a register with one referral in it, whose rows are the template for others."""
    with open_store(file) as store:
        log_one(store, new_ring(), "first")


class _Template:
    """The rows that one logged referral left, to be written again under other keys."""

    def __init__(self, database: Database) -> None:
        self._ring = new_ring()
        self._rows: Rows = {name: next(iter(database[name].rows)) for name in TABLES}

    def rows(self, key: str, number: int, head: Mapping[str, Any]) -> Rows:
        """The rows of another referral.

        Args:
            key: Its key.
            number: Its number in the year.
            head: The audit log's head before it.
        """
        id_ = f"id-{key}"
        part = a_part(f"what happened {key}", self._ring, referral_id=id_)
        year = self._rows["referral"]["ref_year"]
        audit = {
            **self._rows["audit_event"],
            "seq": head["seq"] + 1,
            "referral_id": id_,
            "prev_hash": head["hash"],
        }
        audit["hash"] = chain_hash(audit)
        changed: Rows = {
            "referral": {
                "id": id_,
                "ref": f"SG-{year}-{number:04d}",
                "ref_number": number,
                "idem_key": key,
            },
            "referral_part": {
                "referral_id": id_,
                "wrapped_key": part.wrapped_key,
                "envelope": part.envelope,
            },
            "audit_event": audit,
            "outbox": {"id": None, "post_key": f"post:{key}"},
        }
        return {name: {**row, **changed.get(name, {})} for name, row in self._rows.items()}


class SqliteUtils:
    """sqlite-utils' own calls. `mend` begins IMMEDIATE; without it `atomic()` begins deferred."""

    def __init__(self, file: Path, *, mend: bool = True) -> None:
        self._database = Database(connect(file))
        self._template = _Template(self._database)
        self._mend = mend

    def log(self, key: str) -> None:
        """Log a referral under a key."""
        if not self._mend:
            with self._database.atomic():
                self._insert(key)
            return
        self._database.execute("BEGIN IMMEDIATE")
        self._insert(key)
        self._database.execute("COMMIT")

    def _insert(self, key: str) -> None:
        table = self._database.table
        table("inbox").insert({"event_key": f"view:{key}", "received_at": ""})
        table("inbox").insert({"event_key": f"event:{key}", "received_at": ""})
        year = next(iter(table("reference_year").rows))
        number = year["last_number"] + 1
        table("reference_year").update(year["year"], {"last_number": number})
        head = table("audit_head").get(1)
        rows = self._template.rows(key, number, head)
        table("referral").insert(rows["referral"])
        state = rows["referral"]["state"]
        counted = table("state_count").get(state)["referrals"]
        table("state_count").update(state, {"referrals": counted + 1})
        table("referral_part").insert(rows["referral_part"])
        table("actor").upsert(rows["actor"], pk="id")
        table("audit_event").insert(rows["audit_event"])
        audit = rows["audit_event"]
        head = {"seq": audit["seq"], "at": audit["at"], "hash": audit["hash"]}
        table("audit_head").update(1, head)
        table("outbox").insert(rows["outbox"])


class SqlAlchemyCore:
    """SQLAlchemy Core over reflected tables. `mend` begins IMMEDIATE, as its manual shows."""

    def __init__(self, file: Path, *, mend: bool = True) -> None:
        self._template = _Template(Database(connect(file)))
        self._engine = create_engine("sqlite://", creator=lambda: connect(file))
        if mend:
            event.listen(self._engine, "begin", lambda one: one.exec_driver_sql("BEGIN IMMEDIATE"))
        else:
            event.listen(self._engine, "begin", lambda one: one.exec_driver_sql("BEGIN"))
        known = MetaData()
        known.reflect(self._engine)
        self._tables = known.tables

    def log(self, key: str) -> None:
        """Log a referral under a key."""
        tables = self._tables
        years, heads, states = (
            tables[name] for name in ("reference_year", "audit_head", "state_count")
        )
        with self._engine.begin() as one:
            keys = [f"view:{key}", f"event:{key}"]
            one.execute(
                tables["inbox"].insert(), [{"event_key": k, "received_at": ""} for k in keys]
            )
            number = one.execute(
                update(years)
                .values(last_number=years.c.last_number + 1)
                .returning(years.c.last_number)
            ).scalar_one()
            head = one.execute(select(heads)).mappings().one()
            rows = self._template.rows(key, number, dict(head))
            one.execute(tables["referral"].insert(), rows["referral"])
            one.execute(
                update(states)
                .where(states.c.state == rows["referral"]["state"])
                .values(referrals=states.c.referrals + 1)
            )
            one.execute(tables["referral_part"].insert(), rows["referral_part"])
            seen = upsert(tables["actor"]).values(rows["actor"])
            one.execute(
                seen.on_conflict_do_update(
                    index_elements=["id"], set_={"last_seen": seen.excluded.last_seen}
                )
            )
            audit = rows["audit_event"]
            one.execute(tables["audit_event"].insert(), audit)
            one.execute(update(heads).values(seq=audit["seq"], at=audit["at"], hash=audit["hash"]))
            one.execute(tables["outbox"].insert(), rows["outbox"])


WRITERS: dict[str, Callable[[Path], Writer]] = {
    "ours": Ours,
    "sqlite-utils": SqliteUtils,
    "SQLAlchemy Core": SqlAlchemyCore,
}
