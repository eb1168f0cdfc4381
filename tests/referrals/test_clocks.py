"""Clocks run from the right day, to the right day, and are announced until they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.referrals.clocks import (
    Basis,
    ClockKind,
    Ended,
    agreed_clock,
    local_review_clock,
    next_announcement,
    notify_clock,
    rapid_review_clock,
    working_days_before,
)
from bot.workdays import LAST_KNOWN_DAY, calendar_version, why_not_working
from tests.referrals.builders import START, TODAY, a_clock

days = st.dates(date(2026, 1, 1), date(2028, 10, 31))

# Second reading of the facts, section 6: aware, target, latest, then for a notification sent on the
# same day the rapid review's earlier and last day.
VECTORS = """
2026-12-18 2026-12-24 2026-12-29 2027-01-12 2027-01-13
2026-12-26 2027-01-05 2027-01-05 2027-01-19 2027-01-19
2026-12-29 2027-01-05 2027-01-06 2027-01-19 2027-01-20
2027-03-25 2027-04-02 2027-04-05 2027-04-16 2027-04-19
2027-12-23 2027-12-31 2028-01-04 2028-01-17 2028-01-18
2027-12-24 2028-01-04 2028-01-05 2028-01-18 2028-01-19
"""
ROWS = [[date.fromisoformat(day) for day in line.split()] for line in VECTORS.strip().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row[0]))
def test_dates_of_the_second_reading(row: list[date]) -> None:
    """Five days from awareness and fifteen from the notification give the checked dates."""
    aware, target, latest, early, late = row
    five = notify_clock(START, aware)
    fifteen = rapid_review_clock(START, aware, aware)
    assert (five.target, five.latest, five.basis) == (target, latest, Basis.BECAME_AWARE)
    assert (fifteen.target, fifteen.latest) == (early, late)
    assert fifteen.basis is Basis.NOTIFICATION_SENT
    assert fifteen.warning is None


def test_the_day_that_older_guidance_gives_is_a_warning() -> None:
    """Aware on the 18th, sent on the 29th: last day 20 January, by older guidance 13 January."""
    clock = rapid_review_clock(START, date(2026, 12, 29), date(2026, 12, 18))
    assert (clock.latest, clock.warning) == (date(2027, 1, 20), date(2027, 1, 13))


def test_an_unknown_day_runs_without_a_date() -> None:
    """Nobody knows when the council became aware: the clock runs, and gives no date."""
    clock = notify_clock(START, None)
    assert clock.is_running
    assert (clock.started_on, clock.target, clock.latest) == (None, None, None)
    assert not clock.is_late(date(2028, 1, 1))


def test_no_date_is_given_past_the_published_calendar() -> None:
    """Where bank holidays are not published a clock runs undated rather than wrong."""
    assert notify_clock(START, LAST_KNOWN_DAY).target is None
    assert notify_clock(START, date(2017, 6, 1)).target is None


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        ("2026-12-18", "2027-06-18"),
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-06-30", "2026-12-30"),
    ],
)
def test_six_months_is_the_same_day_or_the_months_last(decided: str, due: str) -> None:
    """And the rule says that it is not confirmed."""
    clock = local_review_clock(START, date.fromisoformat(decided))
    assert clock.target == clock.latest == date.fromisoformat(due)
    assert clock.rule == "6_months_not_confirmed"


@given(days, days)
def test_an_agreed_date_is_kept_as_it_is(agreed: date, due: date) -> None:
    """Actions and their assurance run to the day that somebody agreed to."""
    clock = agreed_clock(START, ClockKind.ACTION, "a1", agreed, due)
    assert (clock.target, clock.latest, clock.started_on) == (due, due, agreed)
    assert (clock.subject_id, clock.basis) == ("a1", Basis.AGREED)


@given(days)
def test_a_clock_keeps_what_it_was_worked_out_from(aware: date) -> None:
    """Start, basis, rule and the calendar's version stay with it."""
    clock = notify_clock(START, aware)
    assert (clock.started_on, clock.rule, clock.calendar) == (
        aware,
        "5_working_days",
        calendar_version(),
    )


@given(days, st.integers(-5, 40), st.sampled_from([None, *Ended]))
def test_late_means_past_the_last_day(aware: date, passed: int, ended: Ended | None) -> None:
    """A met clock is late by the day it was met, a running one by today, one set aside never."""
    running = notify_clock(START, aware)
    assert running.latest is not None
    day = running.latest + timedelta(days=passed)
    if ended is None:
        assert running.is_late(day) == (passed > 0)
        return
    stopped = replace(running, ended=ended, ended_on=day)
    assert stopped.is_late(date(2030, 1, 1)) == (ended is Ended.MET and passed > 0)


@given(days)
def test_announced_two_days_and_one_day_before_on_the_day_and_every_day_after(aware: date) -> None:
    """Walking from one announcement to the next gives exactly those days."""
    clock = notify_clock(START, aware)
    assert clock.target is not None
    day = clock.target - timedelta(days=20)
    announced: list[date] = []
    while len(announced) < 6:
        day = next_announcement(clock, day)
        announced.append(day)
        day += timedelta(days=1)
    before = [working_days_before(clock.target, number) for number in (2, 1)]
    after = [clock.target + timedelta(days=number) for number in (0, 1, 2, 3)]
    assert announced == [*before, *after]


@given(days, st.integers(1, 10))
def test_working_days_before_are_counted_back(day: date, number: int) -> None:
    """The day found is a working day, and so many working days lie from it to before the day."""
    before = working_days_before(day, number)
    assert why_not_working(before) is None
    between = [before + timedelta(days=n) for n in range((day - before).days)]
    assert sum(why_not_working(one) is None for one in between) == number


def test_what_is_due_soon_is_announced_at_once() -> None:
    """A clock that is set going after its first days is announced on that day, or the next due."""
    clock = a_clock()
    assert next_announcement(clock, date(2026, 12, 24)) == date(2026, 12, 24)
    assert next_announcement(clock, date(2027, 2, 6)) == date(2027, 2, 6)
    assert next_announcement(clock, TODAY) == date(2026, 12, 22)


def test_a_clock_without_a_date_is_announced_every_day() -> None:
    """Until somebody says when the council became aware."""
    clock = notify_clock(START, None)
    assert [next_announcement(clock, day) for day in (TODAY, date(2027, 1, 2))] == [
        TODAY,
        date(2027, 1, 2),
    ]
