"""A year's figures from the register's rows: what is counted, in which table, and what adds up.

A year runs from 1 April to 31 March, in England's time. What was logged, decided, notified,
published, recommended or agreed counts in the year in which that was recorded; how it stands is how
it stands on the day of the report. Published reviews count in the year of their publication.

Whether a notification came in time is read from the clock that it stopped, by its last day; see
`bot.referrals.clocks` for the rules and facts F2.05 and F3.05 for what they rest on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.referrals.clocks import ClockKind, Ended
from bot.referrals.decisions import CHOICES, DISAGREED, OVERTAKEN, Question
from bot.referrals.inference import Sum
from bot.referrals.learning import OWNERS, ActionState, Result, ReviewKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from bot.referrals.clocks import Clock
    from bot.referrals.decisions import Decision
    from bot.referrals.learning import (
        AgreedAction,
        Assurance,
        PublishedReview,
        Recommendation,
    )
    from bot.referrals.model import Referral

MONTHS = tuple(f"{month:02d}" for month in (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3))
QUARTERS = ("q1", "q2", "q3", "q4")
NOT_SAID = "not_said"
TIMELY = ("in_time", "late", "not_known")
OWED = ("owed_in_time", "owed_late", "owed_no_date", "no_longer_owed")
LOCAL_REVIEWS = ("commissioned", "published", "not_published", "running", "running_late")
PROGRESS = ("open", "open_late", "done", "assured", "dropped")
_SAME = (
    Sum("local_review.commissioned", ("outcome.local_review",)),
    Sum("local_review.not_published", ("publication.not_publish",)),
)
# True in a year without older reviews or actions: a reader may know that it is such a year.
_PERHAPS = (
    Sum("local_review.commissioned", tuple(f"local_review.{code}" for code in LOCAL_REVIEWS[1:])),
    Sum("progress.assured", ("assurance.embedded",)),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """The register's rows, of any age; what a year needs of them is picked here."""

    referrals: Sequence[Referral] = ()
    clocks: Sequence[Clock] = ()
    decisions: Sequence[Decision] = ()
    reviews: Sequence[PublishedReview] = ()
    recommendations: Sequence[Recommendation] = ()
    actions: Sequence[AgreedAction] = ()
    assurances: Sequence[Assurance] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Which year, and from which day it is looked at.

    Attributes:
        year: The year in which it begins, on 1 April.
        today: The day of the report, in England.
        zone: England's time.
    """

    year: int
    today: date
    zone: tzinfo

    @property
    def last(self) -> date:
        """Its last day, 31 March."""
        return date(self.year + 1, 3, 31)

    @property
    def first(self) -> date:
        """Its first day, 1 April."""
        return date(self.year, 4, 1)

    def has_day(self, day: date | None) -> bool:
        """Whether a day lies in the year."""
        return day is not None and self.first <= day <= self.last

    def day_of(self, moment: datetime) -> date:
        """The day of a moment, in England."""
        return moment.astimezone(self.zone).date()

    def has(self, moment: datetime | None) -> bool:
        """Whether a moment lies in the year."""
        return moment is not None and self.has_day(self.day_of(moment))


@dataclass(frozen=True, slots=True)
class Table:
    """One list of numbers; a number's id is `table.code`.

    Attributes:
        id: Such as `event`.
        codes: In the order they are printed.
        total: The id of the number that they add up to, or empty where there is none.
    """

    id: str
    codes: tuple[str, ...]
    total: str = ""

    def cell(self, code: str) -> str:
        """The id of a number."""
        return f"{self.id}.{code}"

    @property
    def sums(self) -> tuple[Sum, ...]:
        """That its numbers add up to its total."""
        return (Sum(self.total, tuple(map(self.cell, self.codes))),) if self.total else ()


@dataclass(frozen=True, slots=True)
class Figures:
    """A year's figures, before small numbers are left out.

    Attributes:
        period: See `Period`.
        counts: Id -> number.
        tables: Id -> table.
    """

    period: Period
    counts: Mapping[str, int]
    tables: Mapping[str, Table]

    @property
    def sums(self) -> tuple[Sum, ...]:
        """Everything that a reader can add up, or take to add up because it does."""
        of_tables = (each for table in self.tables.values() for each in table.sums)
        months = (
            Sum(f"quarter.{quarter}", tuple(f"month.{m}" for m in MONTHS[n * 3 : n * 3 + 3]))
            for n, quarter in enumerate(QUARTERS)
        )
        holding = (each for each in _PERHAPS if each.holds(self.counts))
        return (*of_tables, *months, *_SAME, *holding)


class _Tally:
    """Counts and tables while they are made."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.tables: dict[str, Table] = {}

    def table(self, id_: str, codes: Iterable[str], found: Iterable[str], total: str = "") -> None:
        """Count codes into a table; a code that is not among `codes` gets a line of its own."""
        counted = Counter(found)
        every = tuple(dict.fromkeys((*codes, *sorted(counted))))
        made = self.tables[id_] = Table(id_, every, total)
        self.counts |= {made.cell(code): counted[code] for code in every}
        if total:
            self.counts[total] = counted.total()


def yearly(rows: Rows, period: Period, codes: Mapping[str, Sequence[str]]) -> Figures:
    """The figures of a year.

    Args:
        rows: The register's rows.
        period: Which year.
        codes: Coded fact -> its answers in the order they are printed, for `event`, `age_band`,
            `setting` and `role`.
    """
    tally = _Tally()
    _referrals(tally, [r for r in rows.referrals if period.has(r.logged_at)], period, codes)
    _decisions(tally, [d for d in rows.decisions if period.has(d.closed_at)])
    _notifications(tally, rows, period)
    _reviews(tally, rows, period)
    _learning(tally, rows, period)
    return Figures(period, tally.counts, tally.tables)


def _referrals(
    tally: _Tally,
    logged: Sequence[Referral],
    period: Period,
    codes: Mapping[str, Sequence[str]],
) -> None:
    months = [f"{period.day_of(referral.logged_at).month:02d}" for referral in logged]
    total = "referrals"
    tally.table("month", MONTHS, months)
    tally.table("quarter", QUARTERS, (QUARTERS[MONTHS.index(m) // 3] for m in months), total)
    for fact in ("event", "age_band", "setting"):
        answers = (referral.facts.get(fact) or NOT_SAID for referral in logged)
        tally.table(fact, codes[fact], answers, total)
    tally.table("role", codes["role"], (r.logged_role or NOT_SAID for r in logged), total)


def _decisions(tally: _Tally, closed: Sequence[Decision]) -> None:
    for question in Question:
        ended = (one.outcome for one in closed if one.question is question)
        tally.table(
            question.value,
            (*CHOICES[question], DISAGREED, OVERTAKEN),
            ended,
            f"rounds.{question.value}",
        )


def _notifications(tally: _Tally, rows: Rows, period: Period) -> None:
    """Every notification recorded in the year sets a rapid review's clock going: equal totals."""
    notify = [clock for clock in rows.clocks if clock.kind is ClockKind.NOTIFY]
    rapid = [c for c in rows.clocks if c.kind is ClockKind.RAPID_REVIEW and period.has(c.made_at)]
    stopped = {(c.referral_id, c.ended_on): c for c in notify if c.ended is Ended.MET}
    sent = (_in_time(stopped.get((c.referral_id, c.started_on)), period) for c in rapid)
    tally.table("notified", TIMELY, sent, "notifications")
    reviews = (_rapid_state(clock, period) for clock in rapid)
    tally.table("rapid_review", (*TIMELY, *OWED), reviews, "notifications")
    begun = (c for c in notify if period.day_of(c.made_at) <= period.last)
    tally.table("not_notified", OWED[:3], (_owed(c, period) for c in begun if c.is_running))


def _in_time(clock: Clock | None, period: Period) -> str:
    if clock is None or clock.latest is None:
        return "not_known"
    return "late" if clock.is_late(period.today) else "in_time"


def _owed(clock: Clock, period: Period) -> str:
    if clock.latest is None:
        return "owed_no_date"
    return "owed_late" if clock.is_late(period.today) else "owed_in_time"


def _rapid_state(clock: Clock, period: Period) -> str:
    if clock.ended is Ended.SET_ASIDE:
        return "no_longer_owed"
    return _owed(clock, period) if clock.is_running else _in_time(clock, period)


def _reviews(tally: _Tally, rows: Rows, period: Period) -> None:
    outcomes = {"local_review": "commissioned", "not_publish": "not_published"}
    decided = [
        outcomes[one.outcome]
        for one in rows.decisions
        if one.outcome in outcomes and period.has(one.closed_at)
    ]
    published = ["published" for one in rows.referrals if period.has_day(one.published_on)]
    running = [
        "running_late" if clock.is_late(period.today) else "running"
        for clock in rows.clocks
        if clock.kind is ClockKind.LOCAL_REVIEW
        and clock.is_running
        and period.day_of(clock.made_at) <= period.last
    ]
    tally.table("local_review", LOCAL_REVIEWS, (*decided, *published, *running))
    entered = (one.kind.value for one in rows.reviews if period.has_day(one.published_on))
    tally.table("entered", [kind.value for kind in ReviewKind], entered, "reviews_entered")


def _learning(tally: _Tally, rows: Rows, period: Period) -> None:
    kinds = {review.id: review.kind.value for review in rows.reviews}
    made = [one for one in rows.recommendations if period.has(one.made_at)]
    sources = ("referral", *(kind.value for kind in ReviewKind))
    tally.table(
        "recommendation",
        sources,
        (kinds.get(one.review_id, "referral") for one in made),
        "recommendations",
    )
    agreed = [action for action in rows.actions if period.has(action.agreed_at)]
    tally.table("owner", OWNERS, (action.owner for action in agreed), "actions")
    states = (_progress(action, period.today) for action in agreed)
    tally.table("progress", PROGRESS, states, "actions")
    results = (one.result.value for one in rows.assurances if period.has(one.at))
    tally.table("assurance", [result.value for result in Result], results, "assurances")


def _progress(action: AgreedAction, today: date) -> str:
    if action.state is ActionState.OPEN and action.due_on < today:
        return "open_late"
    return action.state.value
