"""Working days in England: from a start to a due date, with the counting shown.

A working day is any day but Saturday, Sunday and a bank holiday in England. This is by analogy with
other legislation: no text seen defines it for the Panel's five days, nor says whether the day of
awareness counts. So two dates are given: a *target* that counts the start as day 1 where it is a
working day, and a *latest* that does not count it.
Source: facts F2.44-F2.47; rulings C04, U01, U02.

The `holidays` package computes bank holidays for any year; GOV.UK has published them to the end of
2028. Past that day no date is given. It is imported when the first date is counted: a question has
no dates, and would wait longest for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_KNOWN_DAY = date(2018, 1, 1)
LAST_KNOWN_DAY = date(2028, 12, 31)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, and why: `Saturday`, `Sunday`, or the holiday's name."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Due:
    """A due date with its counting.

    Attributes:
        target: Aim for this day: the start counts as day 1 where it is a working day.
        latest: The last day: the start is not counted. Equal to `target` for one-date rules.
        start: The day the count runs from.
        rule: The rule in words, such as `5 working days`.
        counted: The working days up to `latest`, the start not included, in order.
        counted_to_target: The working days up to `target`, the start included if it is one.
        skipped: The days between `start` and `latest` that were not counted, in order.
    """

    target: date
    latest: date
    start: date
    rule: str
    counted: tuple[date, ...]
    counted_to_target: tuple[date, ...]
    skipped: tuple[Skipped, ...]

    def as_json(self) -> dict[str, object]:
        """The contract's form: `{"date", "latest", "start", "rule", "skipped"}`."""
        return {
            "date": self.target.isoformat(),
            "latest": self.latest.isoformat(),
            "start": self.start.isoformat(),
            "rule": self.rule,
            "skipped": [{"date": day.day.isoformat(), "why": day.why} for day in self.skipped],
        }


@cache
def calendar_version() -> str:
    """Which calendar dates are counted with, to be kept beside them."""
    from importlib.metadata import version

    return f"England, holidays {version('holidays')}, known to {LAST_KNOWN_DAY}"


@cache
def _bank_holidays() -> Mapping[date, str]:
    import holidays

    years = range(FIRST_KNOWN_DAY.year, LAST_KNOWN_DAY.year + 1)
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=years))


def why_not_working(day: date) -> str | None:
    """Why a day is not a working day, or None where it is one."""
    if day.weekday() >= _SATURDAY:
        return day.strftime("%A")
    return _bank_holidays().get(day)


def is_known(day: date) -> bool:
    """Whether the calendar's bank holidays are published for this day."""
    return FIRST_KNOWN_DAY <= day <= LAST_KNOWN_DAY


def next_working_day(day: date) -> date:
    """The first working day after `day`."""
    following = day + timedelta(days=1)
    while why_not_working(following):
        following += timedelta(days=1)
    return following


def _count(start: date, days: int) -> tuple[date, ...]:
    counted: list[date] = []
    day = start
    while len(counted) < days:
        day = next_working_day(day)
        counted.append(day)
    return tuple(counted)


def due_after(start: date, days: int, *, two_dates: bool = True) -> Due | None:
    """Count working days from a start.

    Args:
        start: The day the count runs from.
        days: How many working days, at least 1.
        two_dates: Whether to aim for the earlier reading; without it target equals latest.

    Returns:
        The due date, or None where the count leaves the published calendar.

    >>> due = due_after(date(2026, 12, 18), 5)
    >>> due.target.isoformat(), due.latest.isoformat()
    ('2026-12-24', '2026-12-29')
    """
    counted = _count(start, days)
    latest = counted[-1]
    if not (is_known(start) and is_known(latest)):
        return None
    starts_on_working_day = why_not_working(start) is None
    to_target = (start, *counted[:-1]) if two_dates and starts_on_working_day else counted
    between = (start + timedelta(days=n) for n in range((latest - start).days + 1))
    skipped = tuple(Skipped(day, why) for day in between if (why := why_not_working(day)))
    return Due(
        target=to_target[-1],
        latest=latest,
        start=start,
        rule=f"{days} working day{'s' if days > 1 else ''}",
        counted=counted,
        counted_to_target=to_target,
        skipped=skipped,
    )


def working_days_left(today: date, due: date) -> int:
    """Working days after `today` up to and including `due`; negative when `due` has passed."""
    step = 1 if due >= today else -1
    first, last = sorted((today, due))
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return step * sum(1 for day in days if not why_not_working(day))


def day_in_words(day: date) -> str:
    """`Thursday 24 December 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def due_in_words(due: Due, today: date) -> str:
    """`by *Thursday 24 December 2026*, latest Tuesday 29 December 2026`; says when it is late."""
    words = f"by *{day_in_words(due.target)}*"
    if due.latest != due.target:
        words += f", latest {day_in_words(due.latest)}"
    if due.latest < today:
        return f"{words}. *That day has passed: do it now and record why it is late.*"
    return words


def counting_in_words(due: Due) -> str:
    """How the dates were counted: each counted day, each skipped day with its reason."""
    if due.target == due.latest:
        text = f"{due.rule} after {day_in_words(due.start)}: {_days(due.counted)}."
    else:
        text = (
            f"{day_in_words(due.start)} counts as day 1: {_days(due.counted_to_target)}. "
            f"Not counting the first day: {_days(due.counted)}."
        )
    if due.skipped:
        skipped = ", ".join(skipped_in_words(day) for day in due.skipped)
        text += f" Skipped: {skipped}."
    return text


def skipped_in_words(skipped: Skipped) -> str:
    """`Fri 25 Dec (Christmas Day)`; a weekend needs no reason."""
    is_weekend = skipped.why == f"{skipped.day:%A}"
    return _short(skipped.day) if is_weekend else f"{_short(skipped.day)} ({skipped.why})"


def _days(days: tuple[date, ...]) -> str:
    """Every day of a short count; the first and the last three of a long one."""
    shown_at_most = 7
    if len(days) <= shown_at_most:
        return ", ".join(_short(day) for day in days)
    return f"{_short(days[0])} … " + ", ".join(_short(day) for day in days[-3:])


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def after_working_minutes(start: datetime, minutes: int) -> datetime:
    """The moment at which so many working minutes have passed.

    Working time is 9 to 5 on working days.

    Args:
        start: A moment in England's time (aware).
        minutes: Working minutes to pass, zero or more.
    """
    opens, closes = time(9), time(17)
    moment, left = start, timedelta(minutes=minutes)
    while True:
        is_open = why_not_working(moment.date()) is None and moment.time() < closes
        if is_open:
            moment = max(moment, datetime.combine(moment.date(), opens, moment.tzinfo))
            until_close = datetime.combine(moment.date(), closes, moment.tzinfo) - moment
            if left <= until_close:
                return moment + left
            left -= until_close
        moment = datetime.combine(next_working_day(moment.date()), opens, moment.tzinfo)
