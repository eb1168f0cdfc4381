"""A referral in coded facts: dates that are counted, dates that are not, and who is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.guide import refer, review
from bot.guide.reviewing import learn
from bot.guide.reviewing.requests import ActionForm, RecommendationForm
from bot.referrals.decisions import Question
from tests.desks import AUDITOR, COUNCIL, ICB, MANAGER, PRACTITIONER, T01
from tests.reviewing import all_vote, in_days, learn_press, submitted, taken
from tests.walking import answer_all, begin, submission

if TYPE_CHECKING:
    from bot.referrals.people import Person
    from tests.desks import TestDesk

OFSTED = "Notify the Secretary of State and Ofsted"


def looked_after(made: TestDesk) -> str:
    """A referral about a child that the council looked after; gives its id."""
    walk = begin(made)
    answer_all(made, walk, T01 | {"looked_after": "by_us"})
    referral = refer.log(made.desk, submission(walk))
    review.take(made.desk, COUNCIL, referral.id, key="take")
    return referral.id


def duties(made: TestDesk, referral_id: str) -> str:
    """What its page says of duties that no clock counts."""
    return "\n".join(review.page(made.desk, ICB, referral_id).duties)


def test_a_duty_that_nobody_records_is_never_called_late(made: TestDesk) -> None:
    """Before its last day what is left is counted; after it the page says what it cannot know."""
    id_ = looked_after(made)
    before = duties(made, id_)
    assert OFSTED in before
    assert "working days left" in before
    made.clock.move(days=30)
    after = duties(made, id_)
    assert "latest Tuesday 29 December 2026" in after
    assert "not recorded here" in after
    assert "late by" not in after


def test_nothing_is_counted_once_it_is_closed(made: TestDesk) -> None:
    """The dates stay to be read."""
    id_ = looked_after(made)
    all_vote(made, id_, Question.CRITERIA, "not_met")
    all_vote(made, id_, Question.CLOSING, "close")
    assert "latest Tuesday 29 December 2026" in duties(made, id_)
    assert "left" not in duties(made, id_)


def test_telling_the_partners_is_done_by_logging(made: TestDesk) -> None:
    """The duty is kept with the referral, and nobody is asked to do it again."""
    referral = taken(made)
    assert "tell_safeguarding_partners" in {duty.id for duty in referral.duties}
    assert "Tell the safeguarding partners" not in duties(made, referral.id)


@pytest.mark.parametrize(
    ("viewer", "named"),
    [
        (ICB, ["", COUNCIL.id]),
        (AUDITOR, [PRACTITIONER.id, COUNCIL.id]),
        (MANAGER, ["", ""]),
        (PRACTITIONER, ["", ""]),
    ],
    ids=["partner", "auditor", "manager", "referrer"],
)
def test_who_is_known_to_whom(made: TestDesk, viewer: Person, named: list[str]) -> None:
    """Partners know each other, an auditor everybody; referrer and partners stay apart."""
    referral = taken(made)
    page = review.page(made.desk, viewer, referral.id)
    assert list(page.people) == named
    assert page.taken_person == named[1]


def test_the_most_urgent_clock_comes_first(made: TestDesk) -> None:
    """What is due first is read first, however late it was set going; ended ones come last."""
    referral = submitted(made)
    all_vote(made, referral.id, Question.OUTCOME, "local_review")
    form = RecommendationForm("words", referral_id=referral.id)
    page = learn.recommend(made.desk, learn_press(ICB), form)
    for days in (20, 5):
        due = in_days(made, days)
        action = ActionForm(page.recommendations[-1].id, "words", "icb", due, due)
        learn.agree(made.desk, learn_press(ICB), action)
    clocks = review.page(made.desk, ICB, referral.id).clocks
    assert [clock.kind for clock in clocks] == [
        "action",
        "action",
        "local_review",
        "notify",
        "rapid_review",
    ]
    assert clocks[0].target == in_days(made, 5)
