"""The clocks that run on a referral: from what day, by what rule, until when, and when announced.

A clock keeps what it was worked out from, so that a later rule never rewrites history.

    kind          runs from                                        until
    notify        the day the council became aware                 5 working days, two dates
    rapid_review  the day the notification was sent to the Panel   15 working days, two dates
    local_review  the day the partners decided on one              six months, not confirmed
    action        the day it was agreed                            the date agreed
    assurance     the day the action was done                      the date agreed

Sources: facts-audit rows 9, 13, 14 and 22 (five days: must; fifteen: the Panel expects it; from the
day the notification was sent, older guidance from awareness; six months from the start of the
review, seen in one older source, so shown as not confirmed); storage.md 2.2; issue 5.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.workdays import calendar_version, due_after, is_known, why_not_working

NOTIFY_DAYS = 5
RAPID_REVIEW_DAYS = 15
LOCAL_REVIEW_MONTHS = 6
_WARN_DAYS = (2, 1)


class ClockKind(StrEnum):
    """What has to be done in time."""

    NOTIFY = "notify"
    RAPID_REVIEW = "rapid_review"
    LOCAL_REVIEW = "local_review"
    ACTION = "action"
    ASSURANCE = "assurance"


class Basis(StrEnum):
    """What happened on the day that a clock runs from."""

    BECAME_AWARE = "became_aware"
    NOTIFICATION_SENT = "notification_sent"
    REVIEW_DECIDED = "review_decided"
    AGREED = "agreed"


class Ended(StrEnum):
    """How a clock ended: what it asked for was done, or is no longer asked for."""

    MET = "met"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock.

    Attributes:
        id: Random.
        referral_id: Whose clock, or empty for an action that follows a published review.
        kind: See `ClockKind`.
        subject_id: For `action` and `assurance` the action's id; otherwise empty.
        started_on: The day it runs from, or None where nobody knows it: it runs all the same.
        basis: What happened on that day.
        rule: The rule's code, such as `5_working_days`.
        calendar: The calendar it was counted with.
        target: Aim for this day, or None where no date can be given.
        latest: The last day, or None.
        warning: The earlier last day that older guidance gives, or None.
        made_at: When it was set going, UTC.
        ended_at: When its end was recorded, UTC, or None while it runs.
        ended_on: The day it was met, or set aside, or None while it runs.
        ended: How it ended, or None while it runs.
        why: For `set_aside` a code that says why; otherwise empty.
        is_explained: Whether somebody has said why it was late.
    """

    id: str
    referral_id: str
    kind: ClockKind
    subject_id: str
    started_on: date | None
    basis: Basis
    rule: str
    calendar: str
    target: date | None
    latest: date | None
    warning: date | None
    made_at: datetime
    ended_at: datetime | None = None
    ended_on: date | None = None
    ended: Ended | None = None
    why: str = ""
    is_explained: bool = False

    @property
    def is_running(self) -> bool:
        """Whether it still runs."""
        return self.ended is None

    def is_late(self, today: date) -> bool:
        """Whether its last day passed before it was met, or has passed while it runs."""
        if self.latest is None or self.ended is Ended.SET_ASIDE:
            return False
        return (self.ended_on or today) > self.latest


@dataclass(frozen=True, slots=True)
class Start:
    """What a clock is set going with.

    Attributes:
        id: The new clock's id.
        referral_id: Whose clock, or empty.
        at: Now, UTC.
    """

    id: str
    referral_id: str
    at: datetime


def notify_clock(start: Start, aware_on: date | None) -> Clock:
    """Five working days for the council to notify the Panel, from becoming aware."""
    return _counted(start, ClockKind.NOTIFY, Basis.BECAME_AWARE, aware_on, NOTIFY_DAYS)


def rapid_review_clock(start: Start, sent_on: date, aware_on: date | None) -> Clock:
    """Fifteen working days for the rapid review, from the day the notification was sent.

    Older guidance counted from becoming aware: where that gives an earlier last day, it is kept as
    the clock's `warning`.
    """
    basis = Basis.NOTIFICATION_SENT
    clock = _counted(start, ClockKind.RAPID_REVIEW, basis, sent_on, RAPID_REVIEW_DAYS)
    older = due_after(aware_on, RAPID_REVIEW_DAYS) if aware_on else None
    if older is None or clock.latest is None or older.latest >= clock.latest:
        return clock
    return replace(clock, warning=older.latest)


def local_review_clock(start: Start, decided_on: date) -> Clock:
    """Six months for the local review, from the day it was decided on; not confirmed."""
    due = _months_after(decided_on, LOCAL_REVIEW_MONTHS)
    rule = f"{LOCAL_REVIEW_MONTHS}_months_not_confirmed"
    return _fixed(start, ClockKind.LOCAL_REVIEW, (Basis.REVIEW_DECIDED, decided_on), rule, due)


def agreed_clock(
    start: Start, kind: ClockKind, subject_id: str, agreed_on: date, due: date
) -> Clock:
    """Until a date that somebody agreed to: for an action or its assurance."""
    clock = _fixed(start, kind, (Basis.AGREED, agreed_on), "agreed_date", due)
    return replace(clock, subject_id=subject_id)


def next_announcement(clock: Clock, on_or_after: date) -> date:
    """The next day on which a running clock is announced.

    Two working days and one working day before the target, on it, and every day after it. A clock
    without a date is announced every day until somebody gives one: nothing is silently late.
    """
    if clock.target is None:
        return on_or_after
    days = [working_days_before(clock.target, number) for number in _WARN_DAYS]
    return next((day for day in (*days, clock.target) if day >= on_or_after), on_or_after)


def working_days_before(day: date, number: int) -> date:
    """The day so many working days before `day`."""
    while number:
        day -= timedelta(days=1)
        if not why_not_working(day):
            number -= 1
    return day


def _counted(start: Start, kind: ClockKind, basis: Basis, day: date | None, days: int) -> Clock:
    due = due_after(day, days) if day and is_known(day) else None
    return Clock(
        id=start.id,
        referral_id=start.referral_id,
        kind=kind,
        subject_id="",
        started_on=day,
        basis=basis,
        rule=f"{days}_working_days",
        calendar=calendar_version(),
        target=due.target if due else None,
        latest=due.latest if due else None,
        warning=None,
        made_at=start.at,
    )


def _fixed(start: Start, kind: ClockKind, since: tuple[Basis, date], rule: str, due: date) -> Clock:
    basis, day = since
    return Clock(
        id=start.id,
        referral_id=start.referral_id,
        kind=kind,
        subject_id="",
        started_on=day,
        basis=basis,
        rule=rule,
        calendar=calendar_version(),
        target=due,
        latest=due,
        warning=None,
        made_at=start.at,
    )


def _months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
