"""Working days in England: dates with their counting, and no date past what is published."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.workdays import (
    FIRST_KNOWN_DAY,
    LAST_KNOWN_DAY,
    after_working_minutes,
    counting_in_words,
    day_in_words,
    due_after,
    due_in_words,
    is_known,
    next_working_day,
    why_not_working,
    working_days_left,
)
from tests.strategies import moments

ENGLAND = ZoneInfo("Europe/London")
known_days = st.dates(FIRST_KNOWN_DAY, LAST_KNOWN_DAY)
counts = st.integers(1, 30)

# start, target and latest of 5 working days, target and latest of 15: facts 2.5, audit section 6.
VECTORS = """
2026-11-23 2026-11-27 2026-11-30 2026-12-11 2026-12-14
2026-11-27 2026-12-03 2026-12-04 2026-12-17 2026-12-18
2026-11-28 2026-12-04 2026-12-04 2026-12-18 2026-12-18
2026-12-18 2026-12-24 2026-12-29 2027-01-12 2027-01-13
2026-12-24 2027-01-04 2027-01-05 2027-01-18 2027-01-19
2026-12-25 2027-01-05 2027-01-05 2027-01-19 2027-01-19
2026-12-31 2027-01-07 2027-01-08 2027-01-21 2027-01-22
2027-03-24 2027-04-01 2027-04-02 2027-04-15 2027-04-16
2027-04-30 2027-05-07 2027-05-10 2027-05-21 2027-05-24
2026-12-26 2027-01-05 2027-01-05 2027-01-19 2027-01-19
2026-12-28 2027-01-05 2027-01-05 2027-01-19 2027-01-19
2026-12-29 2027-01-05 2027-01-06 2027-01-19 2027-01-20
2027-03-25 2027-04-02 2027-04-05 2027-04-16 2027-04-19
2027-03-26 2027-04-05 2027-04-05 2027-04-19 2027-04-19
2027-05-28 2027-06-04 2027-06-07 2027-06-18 2027-06-21
2027-12-23 2027-12-31 2028-01-04 2028-01-17 2028-01-18
2027-12-24 2028-01-04 2028-01-05 2028-01-18 2028-01-19
"""
HOLIDAYS = """
2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28
2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28
"""
ONE_OFF = ["2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"]


def days(text: str) -> list[date]:
    """The days of a line."""
    return [date.fromisoformat(word) for word in text.split()]


@pytest.mark.parametrize("line", VECTORS.strip().splitlines())
def test_dates_of_the_fact_sheet(line: str) -> None:
    """Five and fifteen working days fall where the fact sheet and its second reading say."""
    start, *expected = days(line)
    five, fifteen = due_after(start, 5), due_after(start, 15)
    assert five
    assert fifteen
    assert [five.target, five.latest, fifteen.target, fifteen.latest] == expected


def test_rapid_review_counts_from_the_day_it_was_sent() -> None:
    """A notification sent on 29 December 2026 gives 19 and 20 January 2027."""
    due = due_after(date(2026, 12, 29), 15)
    assert due
    assert (due.target, due.latest) == (date(2027, 1, 19), date(2027, 1, 20))


@pytest.mark.parametrize("year", [2026, 2027])
def test_bank_holidays_of_the_fact_sheet(year: int) -> None:
    """The weekdays not worked in 2026 and 2027 are the listed ones, no more and no less."""
    first = date(year, 1, 1)
    weekdays = (first + timedelta(days=n) for n in range(365))
    closed = [day for day in weekdays if day.weekday() < 5 and why_not_working(day)]
    assert closed == [day for day in days(HOLIDAYS) if day.year == year]


@pytest.mark.parametrize("text", ONE_OFF)
def test_proclaimed_holidays_are_not_worked(text: str) -> None:
    """Days proclaimed once, or moved, are not working days."""
    assert why_not_working(date.fromisoformat(text))


def test_new_year_2028_has_its_substitute_day() -> None:
    """Monday 3 January 2028 stands in for New Year's Day."""
    assert why_not_working(date(2028, 1, 3))
    assert why_not_working(date(2028, 1, 4)) is None


def test_weekends_are_named() -> None:
    """A weekend day says which it is."""
    assert why_not_working(date(2026, 12, 19)) == "Saturday"
    assert why_not_working(date(2026, 12, 20)) == "Sunday"


@given(known_days, counts)
def test_every_day_is_counted_or_skipped_with_its_reason(start: date, count: int) -> None:
    """From the day after the start to the latest day, each day is counted once or skipped once."""
    due = due_after(start, count)
    if due is None:
        return
    span = [start + timedelta(days=n) for n in range(1, (due.latest - start).days + 1)]
    skipped = [day.day for day in due.skipped if day.day != start]
    assert sorted([*due.counted, *skipped]) == span
    assert len(due.counted) == len(due.counted_to_target) == count
    assert all(why_not_working(day) is None for day in (*due.counted, *due.counted_to_target))
    assert all(day.why == why_not_working(day.day) for day in due.skipped)


@given(known_days, counts)
def test_target_is_one_working_day_before_latest_or_the_same(start: date, count: int) -> None:
    """Target and latest are one working day apart where the start is worked, else the same."""
    due = due_after(start, count)
    if due is None:
        return
    if why_not_working(start):
        assert due.target == due.latest
    else:
        assert due.target < due.latest == next_working_day(due.target)


@given(known_days, counts)
def test_one_date_rules_give_the_latest_day(start: date, count: int) -> None:
    """A rule with one date uses the reading that does not count the start."""
    both, one = due_after(start, count), due_after(start, count, two_dates=False)
    if both is None:
        assert one is None
        return
    assert one
    assert one.target == one.latest == both.latest


@given(known_days, counts)
def test_a_later_start_is_never_due_earlier(start: date, count: int) -> None:
    """Starting a day later never gives an earlier date."""
    first, second = due_after(start, count), due_after(start + timedelta(days=1), count)
    if first and second:
        assert first.target <= second.target
        assert first.latest <= second.latest


def test_no_date_past_the_published_calendar() -> None:
    """A count that leaves the published bank holidays gives no date at all."""
    assert due_after(date(2028, 12, 20), 5)
    assert due_after(date(2028, 12, 21), 5) is None
    assert due_after(LAST_KNOWN_DAY, 1) is None
    assert due_after(LAST_KNOWN_DAY + timedelta(days=30), 5) is None
    assert due_after(FIRST_KNOWN_DAY - timedelta(days=1), 5) is None


@given(st.dates(), counts)
def test_whatever_is_printed_is_known(start: date, count: int) -> None:
    """Where a date is given, the calendar is published for every day of the count."""
    if start > date.max - timedelta(days=100):
        return
    due = due_after(start, count)
    if due:
        assert is_known(start)
        assert is_known(due.latest)


def test_json_has_the_contract_s_keys() -> None:
    """A due date prints as date, latest, start, rule and skipped with reasons."""
    due = due_after(date(2026, 12, 18), 5)
    assert due
    assert due.as_json() == {
        "date": "2026-12-24",
        "latest": "2026-12-29",
        "start": "2026-12-18",
        "rule": "5 working days",
        "skipped": [{"date": str(day.day), "why": day.why} for day in due.skipped],
    }
    skipped = {day.day.isoformat(): day.why for day in due.skipped}
    substitute = skipped.pop("2026-12-28")
    assert substitute.startswith("Boxing Day")
    assert skipped == {
        "2026-12-19": "Saturday",
        "2026-12-20": "Sunday",
        "2026-12-25": "Christmas Day",
        "2026-12-26": "Saturday",
        "2026-12-27": "Sunday",
    }


@given(known_days, counts)
def test_days_left_count_down_to_zero(start: date, count: int) -> None:
    """On the start all counted days are left, on the due day none."""
    due = due_after(start, count)
    if due:
        assert working_days_left(start, due.latest) == count
        assert working_days_left(due.latest, due.latest) == 0
        assert working_days_left(due.latest, start) == -count


def test_dates_in_full() -> None:
    """A date shows its weekday, day, month and year."""
    assert day_in_words(date(2026, 12, 24)) == "Thursday 24 December 2026"
    assert day_in_words(date(2027, 4, 2)) == "Friday 2 April 2027"


def test_due_in_words_says_both_dates_and_when_it_is_late() -> None:
    """Both readings are shown; after the last day it says that the day has passed."""
    due = due_after(date(2026, 12, 18), 5)
    assert due
    both = "by *Thursday 24 December 2026*, latest Tuesday 29 December 2026"
    assert due_in_words(due, date(2026, 12, 29)) == both
    assert due_in_words(due, date(2026, 12, 30)).startswith(f"{both}. *That day has passed")


def test_one_date_is_said_once() -> None:
    """Where target and latest are one day, the date is said once."""
    due = due_after(date(2026, 12, 26), 5)
    assert due
    assert due_in_words(due, date(2026, 12, 26)) == "by *Tuesday 5 January 2027*"


def test_counting_names_every_day_of_a_short_count() -> None:
    """The counting of five days names each counted and each skipped day."""
    due = due_after(date(2026, 12, 18), 5)
    assert due
    words = counting_in_words(due)
    for day in ("Fri 18 Dec", "Mon 21 Dec", "Tue 29 Dec", "Mon 28 Dec (Boxing Day"):
        assert day in words


def test_counting_of_one_reading_starts_after_the_start() -> None:
    """A count from a day that is not worked has one reading, and says after which day it runs."""
    due = due_after(date(2026, 12, 26), 15)
    assert due
    words = counting_in_words(due)
    assert words.startswith("15 working days after Saturday 26 December 2026: Tue 29 Dec … ")
    assert "Tue 19 Jan." in words


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-12-18T10:00", 60, "2026-12-18T11:00"),
        ("2026-12-18T16:30", 60, "2026-12-21T09:30"),
        ("2026-12-18T16:00", 60, "2026-12-18T17:00"),
        ("2026-12-18T06:00", 60, "2026-12-18T10:00"),
        ("2026-12-18T17:00", 1, "2026-12-21T09:01"),
        ("2026-12-24T16:59", 2, "2026-12-29T09:01"),
        ("2026-12-26T03:00", 60, "2026-12-29T10:00"),
        ("2026-12-18T10:00", 480, "2026-12-21T10:00"),
        ("2026-03-27T16:30", 60, "2026-03-30T09:30"),
        ("2026-10-23T16:30", 60, "2026-10-26T09:30"),
    ],
)
def test_working_minutes_run_from_nine_to_five(start: str, minutes: int, end: str) -> None:
    """Working minutes pass on working days from 9 to 5 only, by England's clock in both seasons."""
    moment = datetime.fromisoformat(start).replace(tzinfo=ENGLAND)
    expected = datetime.fromisoformat(end).replace(tzinfo=ENGLAND)
    assert after_working_minutes(moment, minutes) == expected


@given(moments, st.integers(0, 5000), st.integers(1, 5000))
def test_working_minutes_add_up(moment: datetime, first: int, second: int) -> None:
    """Waiting twice is waiting for the sum, and nothing ends before it starts."""
    start = moment.astimezone(ENGLAND)
    between = after_working_minutes(start, first)
    assert between >= start
    assert after_working_minutes(between, second) == after_working_minutes(start, first + second)
