"""The referral register: logged once, changed only by somebody who saw the latest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import StaleError
from bot.referrals.model import PartKind
from bot.store import sql, sql_review
from bot.store.columns import moment_from, moment_text
from bot.store.referral_rows import changing, columns, or_none, part_from, referral_from
from bot.store.session import one_of
from bot.store.worklist import AFTER_EVERY_REFERENCE, count_in, year_and_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.referrals.model import Referral, SealedPart, State
    from bot.store.session import Session

FIRST_VERSION = 1


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
        values = columns(kept) | {"ref_year": year, "ref_number": number}
        if self._session.first(sql.ADD_REFERRAL, **values) is None:
            raise StaleError("This was logged a moment ago.")
        self._count(kept.state, 1)
        for part in parts:
            self.add_part(part)
        return kept

    def get(self, referral_id: str) -> Referral | None:
        """By id, or None."""
        return or_none(self._session.first(sql.REFERRAL, id=referral_id))

    def by_ref(self, ref: str) -> Referral | None:
        """By reference, in any case, or None."""
        return or_none(self._session.first(sql.REFERRAL_BY_REF, ref=ref.strip().upper()))

    def by_key(self, key: str) -> Referral | None:
        """By idempotency key, or None."""
        return or_none(self._session.first(sql.REFERRAL_BY_KEY, idem_key=key))

    def change(self, referral: Referral, seen: Referral) -> Referral:
        """Keep `referral` if the register still holds `seen`'s state and version.

        Kept are the state, who took it, and the days and times of the review.

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
            **changing(referral),
        )
        if row is None:
            raise StaleError(f"{seen.ref} has moved on since that was drawn.")
        if referral.state is not seen.state:
            self._count(seen.state, -1)
            self._count(referral.state, 1)
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
        return tuple(map(part_from, rows))

    def all_parts(self, referral_id: str, kinds: Sequence[PartKind]) -> tuple[SealedPart, ...]:
        """Every version of some kinds of part: by version, a question before its answer."""
        text, values = one_of(sql_review.PARTS_OF_KINDS, kinds)
        rows = self._session.rows(text, referral_id=referral_id, **values)
        return tuple(map(part_from, rows))

    def latest_versions(
        self, referral_id: str, kinds: Sequence[PartKind]
    ) -> Mapping[PartKind, int]:
        """The latest version of some kinds of part, without opening one; 0 where there is none."""
        text, values = one_of(sql_review.LATEST_VERSIONS, kinds)
        rows = self._session.rows(text, referral_id=referral_id, **values)
        found = {PartKind(row["kind"]): int(row["version"]) for row in rows}
        return {kind: found.get(kind, 0) for kind in kinds}

    def logged_by(self, person_id: str, limit: int = 20) -> tuple[Referral, ...]:
        """What somebody logged, the latest first."""
        rows = self._session.rows(sql.LOGGED_BY, person_id=person_id, limit=limit)
        return tuple(map(referral_from, rows))

    def worklist(
        self, states: Sequence[State], limit: int = 20, before: str = ""
    ) -> tuple[Referral, ...]:
        """Referrals in the given states, the latest first; `before` is the last page's last ref.

        Raises:
            NotFoundError: `before` is not a reference.
        """
        year, number = year_and_number(before) if before else AFTER_EVERY_REFERENCE
        text, values = one_of(sql.WORKLIST, (state.value for state in states))
        values |= {"before_year": year, "before_number": number, "limit": limit}
        return tuple(map(referral_from, self._session.rows(text, **values)))

    def count(self, states: Sequence[State]) -> int:
        """How many referrals are in the given states."""
        return count_in(self._session, (state.value for state in states))

    def _count(self, state: State, change: int) -> None:
        self._session.first(sql_review.ADD_TO_STATE, state=state.value, change=change)
