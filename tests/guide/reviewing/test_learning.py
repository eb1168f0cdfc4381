"""Recommendations, actions and assurance: whose they are, when they are due, whether they took."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide import review
from bot.guide.reviewing import assure, learn
from bot.guide.reviewing.follow_up import follow_up
from bot.guide.reviewing.requests import (
    ActionForm,
    AssuranceForm,
    DoneForm,
    RecommendationForm,
    ReviewForm,
)
from bot.referrals.learning import ActionState, AgreedAction, Result, ReviewKind
from tests.desks import AUDITOR, COUNCIL, ICB, MANAGER, POLICE, PRACTITIONER, STRANGER
from tests.reviewing import action_press, case_now, in_days, learn_press, taken
from tests.walking import logged

if TYPE_CHECKING:
    from bot.guide.review_replies import LearningPage
    from bot.referrals.people import Person
    from tests.desks import TestDesk

SEEN = "Sat in on three handovers."


def entered(made: TestDesk) -> LearningPage:
    """A published review, entered by the business manager."""
    form = ReviewForm(ReviewKind.NATIONAL_THEMATIC, in_days(made, -30), "A title", "A place")
    return learn.enter_review(made.desk, learn_press(MANAGER), form)


def agreed(
    made: TestDesk, *, owner: str = "council", due: int = 10, person: Person = ICB
) -> AgreedAction:
    """An action on a recommendation of a published review."""
    page = learn.recommend(
        made.desk,
        learn_press(MANAGER),
        RecommendationForm("Words", review_id=entered(made).review_id),
    )
    id_ = page.recommendations[0].id
    form = ActionForm(id_, "Do it", owner, in_days(made, due), in_days(made, due + 20))
    page = learn.agree(made.desk, learn_press(person), form)
    return action_now(made, page.recommendations[0].actions[-1].id)


def action_now(made: TestDesk, action_id: str) -> AgreedAction:
    """An action as the register holds it."""
    with made.store.reading() as unit:
        found = unit.learning.action(action_id)
    assert found is not None
    return found


def done(made: TestDesk, action: AgreedAction, person: Person = COUNCIL) -> AgreedAction:
    """The action, done today."""
    assure.finish(made.desk, action_press(person, action), DoneForm(made.desk.today()))
    return action_now(made, action.id)


@pytest.mark.parametrize("person", [COUNCIL, PRACTITIONER, AUDITOR])
def test_the_business_manager_enters_published_reviews(made: TestDesk, person: Person) -> None:
    """Nobody else does; title and place are shown on its page."""
    form = ReviewForm(ReviewKind.LOCAL, in_days(made, -1), "A title")
    with pytest.raises(NotAllowedError):
        learn.enter_review(made.desk, learn_press(person), form)
    page = entered(made)
    assert "A title" in page.title
    assert "A place" in page.title
    assert page.can == {"recommend"}


@pytest.mark.parametrize(
    "person", [COUNCIL, ICB, POLICE, MANAGER, PRACTITIONER, AUDITOR, STRANGER], ids=str
)
def test_every_role_after_a_published_review(made: TestDesk, person: Person) -> None:
    """Partners and the business manager add and read; everybody else is refused everything."""
    review_id = entered(made).review_id
    followed = agreed(made).recommendation_id
    action = ActionForm(followed, "Do it", "icb", in_days(made, 1), in_days(made, 2))
    words = RecommendationForm("Words", review_id=review_id)
    for act in (
        partial(learn.recommend, made.desk, learn_press(person), words),
        partial(learn.agree, made.desk, learn_press(person), action),
        partial(learn.learning_page, made.desk, person, review_id=review_id),
        partial(follow_up, made.desk, person),
    ):
        if person in (COUNCIL, ICB, POLICE, MANAGER):
            act()
        else:
            with pytest.raises(NotAllowedError):
                act()


def test_one_key_enters_one_review_recommendation_and_action(made: TestDesk) -> None:
    """A repeated request changes nothing."""
    press = learn_press(MANAGER)
    form = ReviewForm(ReviewKind.LOCAL, in_days(made, -1), "A title")
    first, again = (learn.enter_review(made.desk, press, form) for _ in range(2))
    assert first.review_id == again.review_id
    press, words = learn_press(ICB), RecommendationForm("Words", review_id=first.review_id)
    pages = [learn.recommend(made.desk, press, words) for _ in range(2)]
    assert [[one.text for one in page.recommendations] for page in pages] == [["Words"]] * 2
    id_ = pages[0].recommendations[0].id
    action = ActionForm(id_, "Do", "icb", in_days(made, 1), in_days(made, 2))
    press = learn_press(ICB)
    for _ in range(2):
        page = learn.agree(made.desk, press, action)
        assert [len(one.actions) for one in page.recommendations] == [1]


def test_partners_recommend_on_a_referral_that_is_taken(made: TestDesk) -> None:
    """Not before, and neither the manager nor the referrer."""
    referral = logged(made)
    form = RecommendationForm("Words", referral_id=referral.id)
    with pytest.raises(StaleError):
        learn.recommend(made.desk, learn_press(ICB), form)
    referral = taken(made)
    form = replace(form, referral_id=referral.id)
    for person in (MANAGER, PRACTITIONER):
        with pytest.raises(NotAllowedError):
            learn.recommend(made.desk, learn_press(person), form)
    page = learn.recommend(made.desk, learn_press(ICB), form)
    assert [one.text for one in page.recommendations] == ["Words"]


@pytest.mark.parametrize(
    "form",
    [
        RecommendationForm("Words"),
        RecommendationForm("Words", referral_id="a", review_id="b"),
        RecommendationForm(" ", review_id="b"),
    ],
)
def test_a_recommendation_says_what_and_after_what(
    made: TestDesk, form: RecommendationForm
) -> None:
    """One referral or one published review, in words."""
    with pytest.raises(NotAllowedError):
        learn.recommend(made.desk, learn_press(ICB), form)


def test_an_action_has_an_owner_and_is_looked_at_after_it_is_due(made: TestDesk) -> None:
    """Neither an unknown owner nor a look before the day is taken."""
    page = learn.recommend(
        made.desk, learn_press(ICB), RecommendationForm("Words", review_id=entered(made).review_id)
    )
    id_ = page.recommendations[0].id
    due, sooner = in_days(made, 10), in_days(made, 9)
    with pytest.raises(NotAllowedError, match="organisation"):
        learn.agree(made.desk, learn_press(ICB), ActionForm(id_, "Do", "nobody", due, due))
    with pytest.raises(NotAllowedError, match="not before"):
        learn.agree(made.desk, learn_press(ICB), ActionForm(id_, "Do", "icb", due, sooner))
    with pytest.raises(NotFoundError):
        learn.agree(made.desk, learn_press(ICB), ActionForm("none", "Do", "icb", due, due))


def test_from_agreed_to_embedded(made: TestDesk) -> None:
    """Each step ends one clock and starts the next; a partial result is looked at again."""
    action = done(made, agreed(made))
    assert (action.state, action.done_by) == (ActionState.DONE, COUNCIL.id)
    with pytest.raises(NotAllowedError, match="looks again"):
        assure.assure(made.desk, action_press(POLICE, action), AssuranceForm(Result.PARTLY, SEEN))
    partly = AssuranceForm(Result.PARTLY, SEEN, in_days(made, 50))
    assure.assure(made.desk, action_press(POLICE, action), partly)
    action = action_now(made, action.id)
    assert (action.state, action.assure_on) == (ActionState.DONE, in_days(made, 50))
    page = assure.assure(
        made.desk, action_press(MANAGER, action), AssuranceForm(Result.EMBEDDED, SEEN)
    )
    view = page.recommendations[0].actions[0]
    assert view.state == "assured"
    assert [found.evidence for found in view.assurances] == [SEEN, SEEN]
    with made.store.reading() as unit:
        clocks = unit.clocks.of_subject(action.id)
    assert [clock.kind.value for clock in clocks] == ["action", "assurance", "assurance"]
    assert not any(clock.is_running for clock in clocks)


def test_the_owner_neither_assures_nor_drops(made: TestDesk) -> None:
    """Their organisation neither; what is pressed late is told so."""
    action = agreed(made)
    stale = action_press(ICB, action)
    with pytest.raises(NotAllowedError):
        assure.drop(made.desk, action_press(COUNCIL, action), "no longer needed")
    action = done(made, action)
    for person in (COUNCIL, replace(COUNCIL, id="T1:USECOND")):
        with pytest.raises(NotAllowedError):
            assure.assure(
                made.desk, action_press(person, action), AssuranceForm(Result.EMBEDDED, SEEN)
            )
    with pytest.raises(StaleError):
        assure.drop(made.desk, stale, "no longer needed")


def test_a_dropped_action_has_a_reason_and_no_clock(made: TestDesk) -> None:
    """One press delivered twice drops once."""
    action = agreed(made)
    with pytest.raises(NotAllowedError):
        assure.drop(made.desk, action_press(ICB, action), " ")
    press = action_press(ICB, action)
    for _ in range(2):
        page = assure.drop(made.desk, press, "no longer needed")
        assert page.recommendations[0].actions[0].state == "dropped"
    with made.store.reading() as unit:
        assert list(unit.clocks.running()) == []


def test_what_is_overdue_comes_first_and_is_counted(made: TestDesk) -> None:
    """On the page of what we said we would do, whichever review it follows."""
    agreed(made, due=2)
    agreed(made, due=90)
    page = follow_up(made.desk, MANAGER)
    assert not any(one.actions[0].is_late for one in page.recommendations)
    made.clock.move(days=5)
    page = follow_up(made.desk, ICB)
    assert [one.actions[0].is_late for one in page.recommendations] == [True, False]
    assert "Past their day: 1" in page.counts
    assert "late by" in page.recommendations[0].actions[0].line
    assert len(page.reviews) == 2
    assert page.can == frozenset()
    assert follow_up(made.desk, MANAGER).can == {"enter_review"}


def test_the_follow_up_is_paged_and_every_look_is_logged(made: TestDesk) -> None:
    """All recommendations are on some page, none on two; each page is a row in the log."""
    review_id = entered(made).review_id
    for number in range(23):
        form = RecommendationForm(f"Words {number}", review_id=review_id)
        learn.recommend(made.desk, learn_press(ICB), form)
    found, after, pages = [], "", 0
    while pages == 0 or after:
        page = follow_up(made.desk, POLICE, after=after)
        found += [one.text for one in page.recommendations]
        after, pages = page.next, pages + 1
    assert sorted(found) == sorted(f"Words {number}" for number in range(23))
    assert pages == 3
    for person in (PRACTITIONER, AUDITOR):
        with pytest.raises(NotAllowedError):
            follow_up(made.desk, person)


def test_the_manager_reads_what_was_recommended_and_not_why(made: TestDesk) -> None:
    """The look at a referral's learning is logged with the referral."""
    referral = taken(made)
    form = RecommendationForm("Words", referral_id=referral.id)
    learn.recommend(made.desk, learn_press(ICB), form)
    page = learn.learning_page(made.desk, MANAGER, referral_id=referral.id)
    assert page.recommendations[0].text == "Words"
    assert page.can == frozenset()
    with pytest.raises(NotAllowedError):
        learn.learning_page(made.desk, PRACTITIONER, referral_id=referral.id)
    with made.store.reading() as unit:
        last = unit.audit.of_referral(referral.id)[-1].event
    assert (last.action, last.person_id) == ("referral.look", MANAGER.id)


def test_an_action_of_a_referral_is_on_its_card_without_its_words(made: TestDesk) -> None:
    """And its clock runs with the referral's others."""
    referral = taken(made)
    page = learn.recommend(
        made.desk, learn_press(ICB), RecommendationForm("Words", referral_id=referral.id)
    )
    form = ActionForm(
        page.recommendations[0].id, "canary", "icb", in_days(made, 3), in_days(made, 9)
    )
    learn.agree(made.desk, learn_press(ICB), form)
    (shown,) = review.page(made.desk, ICB, referral.id).actions
    assert shown.text == ""
    assert shown.can == {"finish"}
    kinds = [clock.kind.value for clock in case_now(made, referral.id).running]
    assert kinds == ["notify", "action"]
