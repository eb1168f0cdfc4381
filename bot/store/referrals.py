"""The referral register: logged once, changed only by somebody who saw the latest."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import NotFoundError, StaleError
from bot.referrals.model import LoggedDuty, PartKind, Referral, SealedPart, State
from bot.store import sql
from bot.store.columns import moment_from, moment_text, ordered_json
from bot.store.session import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.store.session import Row, Session, Value

FIRST_VERSION = 1
_REFERENCE = re.compile(r"SG-(\d{4})-(\d{4,9})", re.IGNORECASE | re.ASCII)
_AFTER_EVERY_REFERENCE = (10_000, 0)


class SqlReferrals:
    """`bot.guide.ports.Referrals` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def log(self, referral: Referral, parts: Sequence[SealedPart]) -> Referral:
        """Keep a new referral, giving it the next reference of its year (`SG-YYYY-NNNN`).

        The same `key` again keeps nothing and returns the referral that it made. The numbers of a
        year have no gap: the counter moves in the transaction that keeps the referral.
        """
        there = self.by_key(referral.key)
        if there:
            return there
        year = moment_from(moment_text(referral.logged_at)).year
        counted = self._session.first(sql.NEXT_NUMBER, year=year)
        number = int(counted["last_number"]) if counted else 0
        kept = replace(referral, ref=f"SG-{year}-{number:04d}", version=FIRST_VERSION)
        columns = _columns(kept) | {"ref_year": year, "ref_number": number}
        if self._session.first(sql.ADD_REFERRAL, **columns) is None:
            raise StaleError("This was logged a moment ago.")
        for part in parts:
            self.add_part(part)
        return kept

    def get(self, referral_id: str) -> Referral | None:
        """By id, or None."""
        return _or_none(self._session.first(sql.REFERRAL, id=referral_id))

    def by_ref(self, ref: str) -> Referral | None:
        """By reference, in any case, or None."""
        return _or_none(self._session.first(sql.REFERRAL_BY_REF, ref=ref.strip().upper()))

    def by_key(self, key: str) -> Referral | None:
        """By idempotency key, or None."""
        return _or_none(self._session.first(sql.REFERRAL_BY_KEY, idem_key=key))

    def change(self, referral: Referral, seen: Referral) -> Referral:
        """Keep `referral` (state, taken_*) if the register still holds `seen`'s state and version.

        Returns:
            The referral with its new version.

        Raises:
            StaleError: It has moved on.
        """
        row = self._session.first(
            sql.CHANGE_REFERRAL,
            id=seen.id,
            seen_state=seen.state.value,
            seen_version=seen.version,
            state=referral.state.value,
            taken_by=referral.taken_by,
            taken_person=referral.taken_person,
            taken_at=moment_text(referral.taken_at) if referral.taken_at else None,
        )
        if row is None:
            raise StaleError(f"{seen.ref} has moved on since that was drawn.")
        return replace(referral, version=int(row["version"]))

    def add_part(self, part: SealedPart) -> None:
        """Keep another version of a part.

        Raises:
            StaleError: That version is already there: somebody corrected the part meanwhile.
        """
        row = self._session.first(
            sql.ADD_PART,
            referral_id=part.referral_id,
            kind=part.kind.value,
            version=part.version,
            key_id=part.key_id,
            wrapped_key=part.wrapped_key,
            envelope=part.envelope,
            author=part.author,
            created_at=moment_text(part.created_at),
        )
        if row is None:
            raise StaleError("This has been corrected since that was drawn.")

    def parts(self, referral_id: str) -> tuple[SealedPart, ...]:
        """The latest version of every part."""
        rows = self._session.rows(sql.LATEST_PARTS, referral_id=referral_id)
        return tuple(map(_part, rows))

    def logged_by(self, person_id: str, limit: int = 20) -> tuple[Referral, ...]:
        """What somebody logged, the latest first."""
        rows = self._session.rows(sql.LOGGED_BY, person_id=person_id, limit=limit)
        return tuple(map(_referral, rows))

    def worklist(
        self, states: Sequence[State], limit: int = 20, before: str = ""
    ) -> tuple[Referral, ...]:
        """Referrals in the given states, the latest first; `before` is the last page's last ref.

        Raises:
            NotFoundError: `before` is not a reference.
        """
        year, number = _year_and_number(before) if before else _AFTER_EVERY_REFERENCE
        text, values = one_of(sql.WORKLIST, (state.value for state in states))
        values |= {"before_year": year, "before_number": number, "limit": limit}
        return tuple(map(_referral, self._session.rows(text, **values)))

    def count(self, states: Sequence[State]) -> int:
        """How many referrals are in the given states."""
        text, values = one_of(sql.COUNT_REFERRALS, (state.value for state in states))
        row = self._session.first(text, **values)
        return int(row["referrals"]) if row else 0


def _year_and_number(ref: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(ref.strip())
    if match is None:
        raise NotFoundError("That is not a reference. One looks like SG-2026-0001.")
    return int(match[1]), int(match[2])


def _columns(referral: Referral) -> dict[str, Value]:
    return {
        "id": referral.id,
        "ref": referral.ref,
        "idem_key": referral.key,
        "area": referral.area,
        "state": referral.state.value,
        "version": referral.version,
        "facts": ordered_json(dict(referral.facts)),
        "tree_id": referral.tree_id,
        "tree_version": referral.tree_version,
        "tree_hash": referral.tree_hash or None,
        "duties": ordered_json([_duty_json(duty) for duty in referral.duties]),
        "logged_by": referral.logged_by,
        "logged_role": referral.logged_role,
        "logged_at": moment_text(referral.logged_at),
        "taken_by": referral.taken_by,
        "taken_person": referral.taken_person,
        "taken_at": moment_text(referral.taken_at) if referral.taken_at else None,
    }


def _duty_json(duty: LoggedDuty) -> dict[str, object]:
    return {
        "id": duty.id,
        "title": duty.title,
        "strength": duty.strength,
        "certain": duty.certain,
        "due": duty.due.isoformat() if duty.due else None,
        "latest": duty.latest.isoformat() if duty.latest else None,
    }


def _duty(value: Row) -> LoggedDuty:
    return LoggedDuty(
        id=value["id"],
        title=value["title"],
        strength=value["strength"],
        certain=value["certain"],
        due=date.fromisoformat(value["due"]) if value["due"] else None,
        latest=date.fromisoformat(value["latest"]) if value["latest"] else None,
    )


def _or_none(row: Row | None) -> Referral | None:
    return _referral(row) if row else None


def _referral(row: Row) -> Referral:
    return Referral(
        id=row["id"],
        ref=row["ref"],
        key=row["idem_key"],
        area=row["area"],
        state=State(row["state"]),
        version=row["version"],
        facts=json.loads(row["facts"]),
        tree_id=row["tree_id"],
        tree_version=row["tree_version"],
        tree_hash=row["tree_hash"] or "",
        duties=tuple(map(_duty, json.loads(row["duties"]))),
        logged_by=row["logged_by"],
        logged_role=row["logged_role"],
        logged_at=moment_from(row["logged_at"]),
        taken_by=row["taken_by"],
        taken_person=row["taken_person"],
        taken_at=moment_from(row["taken_at"]) if row["taken_at"] else None,
    )


def _part(row: Row) -> SealedPart:
    return SealedPart(
        referral_id=row["referral_id"],
        kind=PartKind(row["kind"]),
        version=row["version"],
        key_id=row["key_id"],
        wrapped_key=row["wrapped_key"],
        envelope=row["envelope"],
        author=row["author"],
        created_at=moment_from(row["created_at"]),
    )
