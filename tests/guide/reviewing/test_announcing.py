"""Clocks are announced before, on and after their day, to the channel and the lead in person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.guide.reviewing import claim, learn, notify
from bot.guide.reviewing.clockwork import announce_all
from bot.guide.reviewing.news import news
from bot.guide.reviewing.requests import ActionForm, RecommendationForm, ReviewForm
from bot.referrals.learning import ReviewKind
from tests.desks import COUNCIL, ICB, MANAGER, make_test_desk
from tests.reviewing import (
    in_days,
    learn_press,
    logged_without_a_day,
    notify_now,
    press_of,
    taken,
)
from tests.walking import logged, posts

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.review_replies import ReviewNews
    from tests.desks import TestDesk


def announced(made: TestDesk) -> list[tuple[str, ReviewNews]]:
    """Where clocks are announced now, and what is said; made at this moment, as when sent."""
    found = []
    while due := posts(made):
        for post in due:
            if post.post.template == "clock":
                said = news(made.desk, "clock", post.post.codes)
                if said:
                    found.append((post.post.to, said))
    return found


def days_announced(made: TestDesk, days: int) -> dict[str, list[date]]:
    """On which of the next days each place hears of a clock."""
    heard: dict[str, list[date]] = {}
    for _ in range(days):
        for to, _said in announced(made):
            heard.setdefault(to, []).append(made.desk.today())
        made.clock.move(days=1)
    return heard


def test_two_days_before_one_before_on_the_day_and_every_day_after(made: TestDesk) -> None:
    """Target Thursday 24 December: from Tuesday on, and it goes on until it is done."""
    referral = taken(made)
    expected = [date(2026, 12, day) for day in (22, 23, 24, 25, 26, 27, 28, 29, 30)]
    heard = days_announced(made, 13)
    assert heard == {"channel:C0PARTNERS": expected, f"person:{COUNCIL.id}": expected}
    notify_now(made, referral.id)
    made.clock.move(days=1)
    assert announced(made) == []


def test_after_days_of_silence_each_place_hears_once(made: TestDesk) -> None:
    """What waited while the program stood still is left out; today's says how things stand."""
    taken(made)
    made.clock.move(days=14)
    announce_all(made.desk)
    both = ["channel:C0PARTNERS", f"person:{COUNCIL.id}"]
    assert sorted(to for to, _ in announced(made)) == both
    made.clock.move(days=1)
    assert sorted(to for to, _ in announced(made)) == both


def test_what_is_late_says_so_and_what_to_do(made: TestDesk) -> None:
    """How late, by which last day, and never quietly."""
    taken(made)
    made.clock.move(days=14)
    said = announced(made)[0][1]
    assert "late by" in said.text
    assert said.lines[0] == "Do it now, and record why it is late."
    assert said.clock is not None
    assert said.clock.standing == "late"


def test_nobody_has_taken_it_and_the_channel_still_hears(made: TestDesk) -> None:
    """Without a lead there is one place to tell."""
    logged(made)
    assert set(days_announced(made, 8)) == {"channel:C0PARTNERS"}


def test_who_takes_it_over_is_reminded_in_the_place_of_the_other(made: TestDesk) -> None:
    """From then on, and the other no longer."""
    referral = taken(made)
    made.clock.move(days=4)
    announced(made)
    claim.take_over(made.desk, press_of(made, ICB, referral.id))
    made.clock.move(days=1)
    people = {to for to, _ in announced(made) if to.startswith("person:")}
    assert people == {f"person:{ICB.id}"}


def test_a_clock_without_a_day_is_announced_every_day_until_it_has_one(made: TestDesk) -> None:
    """The words say what is not known; the day given later ends the row of the undated clock."""
    referral = logged_without_a_day(made)
    made.clock.move(days=-1)
    heard = days_announced(made, 4)["channel:C0PARTNERS"]
    assert heard == [date(2026, 12, day) for day in (18, 19, 20)]
    notify.set_aware(made.desk, press_of(made, ICB, referral.id), date(2026, 12, 18))
    assert days_announced(made, 2)["channel:C0PARTNERS"] == [date(2026, 12, 22)]


def test_whatever_became_of_an_announcement_the_next_start_queues_one(
    made: TestDesk,
) -> None:
    """An announcement that was taken and never made does not end the row."""
    taken(made)
    made.clock.move(days=5)
    posts(made)
    made.clock.move(days=1)
    assert announced(made) == []
    assert announce_all(made.desk) == 1
    assert {to for to, _ in announced(made)} == {"channel:C0PARTNERS", f"person:{COUNCIL.id}"}
    announce_all(made.desk)
    assert announced(made) == []


def test_without_a_channel_the_lead_is_still_reminded(tmp_path: Path) -> None:
    """In person."""
    made = make_test_desk(tmp_path, channel="")
    taken(made)
    assert set(days_announced(made, 8)) == {f"person:{COUNCIL.id}"}
    made.store.close()


def test_an_action_is_announced_to_its_owner(made: TestDesk) -> None:
    """One that follows a published review too, which has no referral."""
    review_page = learn.enter_review(
        made.desk, learn_press(MANAGER), ReviewForm(ReviewKind.LOCAL, in_days(made, -9), "Title")
    )
    page = learn.recommend(
        made.desk,
        learn_press(MANAGER),
        RecommendationForm("words", review_id=review_page.review_id),
    )
    form = ActionForm(
        page.recommendations[0].id,
        "canary words",
        "icb",
        in_days(made, 0),
        in_days(made, 9),
        owner_person=ICB.id,
    )
    learn.agree(made.desk, learn_press(MANAGER), form)
    said = dict(announced(made))
    assert set(said) == {"channel:C0PARTNERS", f"person:{ICB.id}"}
    assert said["channel:C0PARTNERS"].text.startswith("Local review · *Carry out an action*")
    assert said["channel:C0PARTNERS"].card is None


@pytest.mark.parametrize("hour", [7, 15])
def test_announced_at_nine_in_england_or_at_once_when_that_has_passed(
    made: TestDesk, hour: int
) -> None:
    """What is due today does not wait for tomorrow's nine o'clock."""
    made.clock.now = made.clock.now.replace(hour=hour, day=24)
    taken(made)
    assert bool(announced(made)) == (hour > 9)
    made.clock.now = made.clock.now.replace(hour=10 if hour < 9 else 16)
    assert bool(announced(made)) == (hour < 9)


def test_a_day_set_earlier_brings_the_announcements_forward(made: TestDesk) -> None:
    """Aware on Tuesday 15 December: target Monday 21, announced on Friday 18 and on the day."""
    referral = taken(made)
    notify.set_aware(made.desk, press_of(made, ICB, referral.id), date(2026, 12, 15))
    heard = days_announced(made, 4)["channel:C0PARTNERS"]
    assert heard == [date(2026, 12, 18), date(2026, 12, 21)]
