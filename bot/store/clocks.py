"""Clocks, and the earliest of their days kept with each referral for the worklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StaleError
from bot.referrals.clocks import Basis, Clock, ClockKind, Ended
from bot.store import sql_review
from bot.store.columns import day_from, day_text, moment_from, moment_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guide.ports_review import Ending
    from bot.store.session import Row, Session, Value

_AT_ONCE = 100


class SqlClocks:
    """`bot.guide.ports_review.Clocks` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, clock: Clock) -> None:
        """Set a clock going; one of a kind runs for a referral at a time."""
        self._session.first(sql_review.ADD_CLOCK, **_columns(clock))
        self._sum(clock.referral_id)

    def get(self, clock_id: str) -> Clock | None:
        """By id, or None."""
        row = self._session.first(sql_review.CLOCK, id=clock_id)
        return clock_from(row) if row else None

    def of_referral(self, referral_id: str) -> tuple[Clock, ...]:
        """A referral's clocks, the oldest first."""
        rows = self._session.rows(sql_review.CLOCKS_OF_REFERRAL, referral_id=referral_id)
        return tuple(map(clock_from, rows))

    def of_subject(self, subject_id: str) -> tuple[Clock, ...]:
        """An action's clocks, the oldest first."""
        rows = self._session.rows(sql_review.CLOCKS_OF_SUBJECT, subject_id=subject_id)
        return tuple(map(clock_from, rows))

    def running(self) -> Iterator[Clock]:
        """Every clock that runs, the oldest first, however many."""
        after, rows = 0, self._running(0)
        while rows:
            yield from map(clock_from, rows)
            after = int(rows[-1]["place"])
            rows = self._running(after)

    def end(self, clock_id: str, ending: Ending) -> None:
        """Stop a running clock.

        Raises:
            StaleError: It had ended already.
        """
        row = self._session.first(
            sql_review.END_CLOCK,
            id=clock_id,
            ended_at=moment_text(ending.at),
            ended_on=day_text(ending.on),
            ended=ending.ended.value,
            why=ending.why,
        )
        if row is None:
            raise StaleError("This clock has ended already.")
        self._sum(row["referral_id"] or "")

    def explain(self, clock_id: str) -> None:
        """Note that somebody has said why it was late.

        Raises:
            StaleError: Somebody has already.
        """
        if self._session.first(sql_review.EXPLAIN_CLOCK, id=clock_id) is None:
            raise StaleError("Somebody has already said why it was late.")

    def _running(self, after: int) -> list[Row]:
        values: dict[str, Value] = {"after": after, "limit": _AT_ONCE}
        return list(self._session.rows(sql_review.RUNNING_CLOCKS, **values))

    def _sum(self, referral_id: str) -> None:
        if referral_id:
            self._session.first(sql_review.SUM_CLOCKS, referral_id=referral_id)


def _columns(clock: Clock) -> dict[str, Value]:
    return {
        "id": clock.id,
        "referral_id": clock.referral_id or None,
        "kind": clock.kind.value,
        "subject_id": clock.subject_id,
        "started_on": day_text(clock.started_on),
        "basis": clock.basis.value,
        "rule": clock.rule,
        "calendar": clock.calendar,
        "target": day_text(clock.target),
        "latest": day_text(clock.latest),
        "warning": day_text(clock.warning),
        "made_at": moment_text(clock.made_at),
        "ended_at": moment_text(clock.ended_at) if clock.ended_at else None,
        "ended_on": day_text(clock.ended_on),
        "ended": clock.ended.value if clock.ended else None,
        "why": clock.why,
        "explained": int(clock.is_explained),
    }


def clock_from(row: Row) -> Clock:
    """A clock from its row."""
    return Clock(
        id=row["id"],
        referral_id=row["referral_id"] or "",
        kind=ClockKind(row["kind"]),
        subject_id=row["subject_id"],
        started_on=day_from(row["started_on"]),
        basis=Basis(row["basis"]),
        rule=row["rule"],
        calendar=row["calendar"],
        target=day_from(row["target"]),
        latest=day_from(row["latest"]),
        warning=day_from(row["warning"]),
        made_at=moment_from(row["made_at"]),
        ended_at=moment_from(row["ended_at"]) if row["ended_at"] else None,
        ended_on=day_from(row["ended_on"]),
        ended=Ended(row["ended"]) if row["ended"] else None,
        why=row["why"],
        is_explained=bool(row["explained"]),
    )
