"""The council's notification: alone, once, in time or late with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, StaleError
from bot.guide import refer, review
from bot.guide.refer import Amendment
from bot.guide.reviewing import late, notify, rapid_review, reopen
from bot.guide.reviewing.reasons import reasons
from bot.guide.reviewing.requests import DoneForm, NotificationForm, ReopenForm
from bot.referrals.clocks import ClockKind
from bot.referrals.decisions import Question
from tests.desks import COUNCIL, ICB, MANAGER, POLICE, PRACTITIONER
from tests.reviewing import (
    all_vote,
    case_now,
    in_days,
    logged_without_a_day,
    new_key,
    notify_now,
    now_of,
    press_of,
    taken,
)
from tests.walking import logged

if TYPE_CHECKING:
    from bot.guide.replies import ReferralCard
    from bot.referrals.people import Person
    from tests.desks import TestDesk


def standing(card: ReferralCard) -> dict[str, str]:
    """How each kind of clock stands."""
    return {clock.kind: clock.standing for clock in reversed(card.clocks)}


@pytest.mark.parametrize("person", [ICB, POLICE, MANAGER, PRACTITIONER])
def test_only_the_council_records_its_notification(made: TestDesk, person: Person) -> None:
    """The duty is its own."""
    referral = taken(made)
    form = NotificationForm(made.clock(), "reference")
    with pytest.raises(NotAllowedError):
        notify.record_notification(made.desk, press_of(made, person, referral.id), form)


def test_it_may_come_before_anybody_has_taken_the_referral(made: TestDesk) -> None:
    """Nothing blocks it, a withdrawal neither; it is recorded once."""
    referral = logged(made)
    assert notify_now(made, referral.id).state_id == "notified"
    with pytest.raises(StaleError, match="notification to the Panel was recorded"):
        notify_now(made, referral.id)
    other = logged(made)
    refer.amend(
        made.desk, Amendment(PRACTITIONER, new_key(), other.id, withdraw=True, reason="mistake")
    )
    assert notify_now(made, other.id).state_id == "notified"


def test_it_meets_one_clock_and_sets_the_next_going(made: TestDesk) -> None:
    """Five days met; fifteen run from the day it was sent, with the older date as a warning."""
    referral = taken(made)
    made.clock.move(days=11)
    form = NotificationForm(made.clock() - timedelta(hours=1), "PANEL-1")
    card = notify.record_notification(made.desk, press_of(made, COUNCIL, referral.id), form)
    assert standing(card) == {"notify": "met", "rapid_review": "running"}
    (running,) = case_now(made, referral.id).running
    assert (running.started_on, running.latest) == (date(2026, 12, 29), date(2027, 1, 20))
    shown = next(clock for clock in card.clocks if clock.kind == "rapid_review")
    assert shown.quiet == "Older guidance counts from becoming aware: Wednesday 13 January 2027."
    assert "PANEL-1" in reasons(made.desk, ICB, referral.id).parts.values()


def test_late_is_shown_for_good_and_asks_for_a_reason_once(made: TestDesk) -> None:
    """Recorded without a reason it still counts; the reason may follow, and is kept once."""
    referral = taken(made)
    made.clock.move(days=20)
    card = notify_now(made, referral.id)
    first = next(clock for clock in card.clocks if clock.kind == "notify")
    assert (first.standing, first.needs_reason) == ("met_late", True)
    assert "no reason is recorded yet" in first.line
    press = press_of(made, ICB, referral.id)
    card = late.explain(made.desk, press, first.id, "the day was misread")
    again = next(clock for clock in card.clocks if clock.kind == "notify")
    assert (again.standing, again.needs_reason) == ("met_late", False)
    assert "the day was misread" in reasons(made.desk, POLICE, referral.id).parts.values()
    with pytest.raises(StaleError):
        late.explain(made.desk, press_of(made, ICB, referral.id), first.id, "again")
    running = case_now(made, referral.id).running[0]
    with pytest.raises(NotAllowedError, match="not late"):
        late.explain(made.desk, press_of(made, ICB, referral.id), running.id, "why")


def test_a_time_that_has_not_come_is_refused(made: TestDesk) -> None:
    """For a notification, for becoming aware, and for a rapid review."""
    referral = taken(made)
    soon = NotificationForm(made.clock() + timedelta(minutes=1), "reference")
    with pytest.raises(NotAllowedError, match="not come"):
        notify.record_notification(made.desk, press_of(made, COUNCIL, referral.id), soon)
    with pytest.raises(NotAllowedError, match="not come"):
        notify.set_aware(made.desk, press_of(made, ICB, referral.id), in_days(made, 1))
    notify_now(made, referral.id)
    with pytest.raises(NotAllowedError, match="not come"):
        rapid_review.submit(made.desk, press_of(made, ICB, referral.id), DoneForm(in_days(made, 1)))
    with pytest.raises(NotAllowedError, match="before the notification"):
        rapid_review.submit(
            made.desk, press_of(made, ICB, referral.id), DoneForm(in_days(made, -1))
        )


def test_an_unknown_day_runs_undated_until_somebody_sets_it(made: TestDesk) -> None:
    """It is shown as running, among what is due soon; the day gives it its dates."""
    referral = logged_without_a_day(made)
    card = review.page(made.desk, COUNCIL, referral.id)
    assert standing(card)["notify"] == "undated"
    assert "Treat the five days as running" in card.clocks[0].line
    card = notify.set_aware(made.desk, press_of(made, ICB, referral.id), date(2026, 12, 17))
    assert [clock.standing for clock in card.clocks] == ["running", "set_aside"]
    assert card.clocks[0].target == date(2026, 12, 23)


def test_nobody_moves_the_day_of_awareness_later(made: TestDesk) -> None:
    """A clock would stop being late; earlier is possible."""
    referral = taken(made)
    made.clock.move(days=20)
    with pytest.raises(NotAllowedError, match="not later"):
        notify.set_aware(made.desk, press_of(made, COUNCIL, referral.id), in_days(made, 0))
    notify.set_aware(made.desk, press_of(made, COUNCIL, referral.id), date(2026, 12, 16))
    assert now_of(made, referral.id).aware_on == date(2026, 12, 16)


def test_opened_again_the_clocks_that_are_owed_run_again(made: TestDesk) -> None:
    """Never notified: five days from what is new; notified but not sent: fifteen as before."""
    referral = taken(made)
    all_vote(made, referral.id, Question.CRITERIA, "not_met")
    all_vote(made, referral.id, Question.CLOSING, "close")
    form = ReopenForm("a disclosure", aware_on=in_days(made, 0))
    card = reopen.reopen(made.desk, press_of(made, POLICE, referral.id), form)
    assert (card.state_id, standing(card)["notify"]) == ("reopened", "running")
    assert "a disclosure" in reasons(made.desk, ICB, referral.id).parts.values()

    other = taken(made)
    notify_now(made, other.id)
    all_vote(made, other.id, Question.CRITERIA, "not_met")
    card = reopen.reopen(made.desk, press_of(made, POLICE, other.id), ReopenForm("more"))
    assert [one.kind for one in case_now(made, other.id).running] == [ClockKind.RAPID_REVIEW]
    assert rapid_review.start(made.desk, press_of(made, ICB, other.id)).state_id == "rapid_review"


def test_opening_again_needs_a_reason(made: TestDesk) -> None:
    """And something that is closed."""
    referral = taken(made)
    with pytest.raises(NotAllowedError):
        reopen.reopen(made.desk, press_of(made, ICB, referral.id), ReopenForm("  "))
    with pytest.raises(StaleError):
        reopen.reopen(made.desk, press_of(made, ICB, referral.id), ReopenForm("why"))
