"""The tamper-evident log: every row carries the hash of the row above it.

    hash = SHA-256(canonical JSON array of "audit1", previous hash, seq, at, actor, role, partner,
                   action, referral, from state, to state, version, codes)

Changing, removing, inserting or reordering rows breaks the chain at the first row concerned.
Cutting off the last rows is found because `audit_head` names the last one. Somebody who rewrites
the whole file can forge both: only a copy of the head kept elsewhere shows that.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

from bot.guide.ports_audit import AuditEvent, AuditRow, Verification
from bot.store import sql
from bot.store.columns import canonical_json, moment_from, moment_text

if TYPE_CHECKING:
    from bot.store.session import Row, Session

FORMAT = "audit1"
_CHAINED = (
    "prev_hash",
    "seq",
    "at",
    "actor_id",
    "role",
    "partner",
    "action",
    "referral_id",
    "from_state",
    "to_state",
    "version",
)
_CODE = re.compile(r"[\w.:/+-]{0,100}", re.ASCII)


class SqlAudit:
    """`bot.guide.ports.Audit` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record(self, event: AuditEvent) -> None:
        """Append an event; its time is moved up to the row above where a clock stepped back.

        Raises:
            ValueError: A code holds more than a code may: a bug.
        """
        row = _columns(event)
        head = self._session.first(sql.AUDIT_NEXT)
        if head is None:
            raise ValueError("the audit log has lost its head")
        row |= {
            "seq": head["seq"],
            "at": max(row["at"], head["at"]),
            "prev_hash": head["hash"],
        }
        row["hash"] = chain_hash(row)
        self._session.first(
            sql.SEE_ACTOR,
            id=row["actor_id"],
            role=row["role"],
            partner=row["partner"],
            at=row["at"],
        )
        self._session.first(sql.ADD_EVENT, **row)
        self._session.first(sql.AUDIT_HEAD, at=row["at"], hash=row["hash"])

    def of_referral(self, referral_id: str) -> tuple[AuditRow, ...]:
        """A referral's events, oldest first."""
        rows = self._session.rows(sql.EVENTS_OF_REFERRAL, referral_id=referral_id)
        return tuple(map(_audit_row, rows))

    def verify(self) -> Verification:
        """Check every row, and that none is missing at the end."""
        rows, head, at = 0, "", ""
        for row in self._session.rows(sql.ALL_EVENTS):
            why = _why_not_next(row, rows + 1, head, at)
            if why:
                return Verification(rows, head, min(row["seq"], rows + 1), why)
            rows, head, at = rows + 1, row["hash"], row["at"]
        noted = self._session.first(sql.READ_HEAD)
        if noted is None or noted["seq"] > rows:
            return Verification(rows, head, rows + 1, "rows are missing at the end of the log")
        if (noted["seq"], noted["at"], noted["hash"]) != (rows, at, head):
            return Verification(rows, head, rows or 1, "the log's noted end is another row")
        return Verification(rows, head)


def chain_hash(row: Row) -> str:
    """The hash of a row: over the row above's hash and everything the row says."""
    said = [FORMAT, *(row[name] for name in _CHAINED), json.loads(row["codes"])]
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()


def _why_not_next(row: Row, seq: int, above: str, above_at: str) -> str:
    if row["seq"] != seq:
        return (
            "a row is missing before this one" if row["seq"] > seq else "a row has a wrong number"
        )
    if row["prev_hash"] != above:
        return "it does not follow from the row above"
    if not _is_hashed(row):
        return "its content was changed"
    if row["at"] < above_at:
        return "its time is before the row above"
    return ""


def _is_hashed(row: Row) -> bool:
    try:
        is_canonical = row["codes"] == canonical_json(json.loads(row["codes"]))
        return bool(is_canonical and row["hash"] == chain_hash(row))
    except (TypeError, ValueError):
        return False


def _columns(event: AuditEvent) -> Row:
    row: Row = {
        "at": moment_text(event.at),
        "actor_id": event.person_id,
        "role": event.role,
        "partner": event.partner,
        "action": event.action,
        "referral_id": event.referral_id,
        "from_state": event.from_state,
        "to_state": event.to_state,
        "version": event.version,
        "codes": canonical_json(dict(event.codes)),
    }
    words = (*event.codes, *event.codes.values(), event.role, event.partner, event.action)
    if not all(_CODE.fullmatch(word) for word in words):
        raise ValueError(f"{event.action}: the audit log takes codes only")
    return row


def _audit_row(row: Row) -> AuditRow:
    event = AuditEvent(
        at=moment_from(row["at"]),
        person_id=row["actor_id"],
        role=row["role"],
        partner=row["partner"],
        action=row["action"],
        referral_id=row["referral_id"],
        from_state=row["from_state"],
        to_state=row["to_state"],
        version=row["version"],
        codes=json.loads(row["codes"]),
    )
    return AuditRow(row["seq"], event, row["prev_hash"], row["hash"])
