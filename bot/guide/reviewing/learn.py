"""Recommendations and the actions that carry them out; published reviews that they come from.

Sources: facts F7.01 and F7.02 (findings of local and national reviews are put into practice, and
partners check how far); issue 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.records import Done, Subject, found_referral, record, record_learning, write_text
from bot.guide.reviewing.clockwork import set_going, start_of
from bot.guide.reviewing.learning_pages import (
    page_of_recommendation,
    page_of_referral,
    page_of_review,
)
from bot.guide.reviewing.telling import redraw_announcement
from bot.guide.reviewing.work import case_of, check_not_later, check_text
from bot.referrals.case import check
from bot.referrals.clocks import ClockKind, agreed_clock
from bot.referrals.learning import (
    OWNERS,
    ActionState,
    AgreedAction,
    PublishedReview,
    Recommendation,
)
from bot.referrals.model import TextKind
from bot.referrals.people import Role
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.review_replies import LearningPage
    from bot.guide.reviewing.requests import (
        ActionForm,
        LearnPress,
        RecommendationForm,
        ReviewForm,
    )
    from bot.referrals.people import Person

LEARNS = frozenset({Role.PARTNER, Role.BUSINESS_MANAGER})
"""Who adds what follows a published review, and sees what was recommended."""


def enter_review(desk: Desk, press: LearnPress, form: ReviewForm) -> LearningPage:
    """Enter a published review that recommendations come from; the same key enters one.

    Raises:
        NotAllowedError: The person is not the business manager, the title is empty, or the day has
            not come yet.
    """
    if press.person.role is not Role.BUSINESS_MANAGER:
        raise NotAllowedError("The business manager enters published reviews.")
    check_text(form.title, "the title")
    if form.place.strip():
        check_text(form.place, "where it can be read")
    check_not_later(form.published_on, desk.today())
    with desk.store.unit() as unit:
        review = PublishedReview(
            id=uuid4().hex,
            key=press.key,
            kind=form.kind,
            published_on=form.published_on,
            entered_by=press.person.id,
            entered_at=desk.now(),
        )
        kept = unit.learning.add_review(review)
        if kept.id == review.id:
            subject = Subject(kept.id, "")
            title, place = (press.person, form.title), (press.person, form.place)
            write_text(desk, unit, subject, TextKind.REVIEW_TITLE, title)
            write_text(desk, unit, subject, TextKind.REVIEW_PLACE, place)
            codes = {"review": kept.id, "kind": kept.kind.value}
            record_learning(desk, unit, press.person, "enter_review", codes)
        return page_of_review(desk, unit, press.person, kept)


def recommend(desk: Desk, press: LearnPress, form: RecommendationForm) -> LearningPage:
    """Add a recommendation to a referral or to a published review.

    Raises:
        NotFoundError: There is no such referral or review.
        NotAllowedError: The person may not, the text is empty, or not exactly one is named.
        StaleError: The referral is closed or not taken yet.
    """
    check_text(form.text, "the recommendation")
    if bool(form.referral_id) == bool(form.review_id):
        raise NotAllowedError("A recommendation follows one referral or one published review.")
    with desk.store.unit() as unit:
        is_new = unit.inbox.is_new([press.key], desk.now())
        made = Recommendation(
            id=uuid4().hex,
            referral_id=form.referral_id,
            review_id=form.review_id,
            made_by=press.person.id,
            made_at=desk.now(),
        )
        check_may_learn(unit, press.person, made, Action.RECOMMEND)
        if is_new:
            unit.learning.add_recommendation(made)
            subject = Subject(made.id, made.referral_id)
            typed = (press.person, form.text)
            write_text(desk, unit, subject, TextKind.RECOMMENDATION, typed)
            note_learning(desk, unit, press, made, (Action.RECOMMEND, {"recommendation": made.id}))
        return page_of_recommendation(desk, unit, press.person, made)


def agree(desk: Desk, press: LearnPress, form: ActionForm) -> LearningPage:
    """Agree an action that carries a recommendation out; its clock runs to the date agreed.

    Raises:
        NotFoundError: There is no such recommendation.
        NotAllowedError: The person may not, the text is empty, the owner is none of `OWNERS`, or
            the assurance comes before the action.
        StaleError: The referral is closed.
    """
    _check_action(form)
    with desk.store.unit() as unit:
        followed = found_recommendation(unit, form.recommendation_id)
        is_new = unit.inbox.is_new([press.key], desk.now())
        check_may_learn(unit, press.person, followed, Action.AGREE)
        if is_new:
            action = AgreedAction(
                id=uuid4().hex,
                recommendation_id=followed.id,
                referral_id=followed.referral_id,
                owner=form.owner,
                owner_person=form.owner_person,
                due_on=form.due_on,
                assure_on=form.assure_on,
                state=ActionState.OPEN,
                version=1,
                agreed_at=desk.now(),
            )
            _keep_action(desk, unit, press, followed, (action, form.text))
        return page_of_recommendation(desk, unit, press.person, followed)


def learning_page(
    desk: Desk, person: Person, *, referral_id: str = "", review_id: str = ""
) -> LearningPage:
    """The recommendations of a referral or a published review; the look is logged first.

    Raises:
        NotFoundError: There is no such referral or review.
        NotAllowedError: The person is neither partner nor business manager.
    """
    if person.role not in LEARNS:
        raise NotAllowedError("Only the partners and the business manager see this.")
    with desk.store.unit() as unit:
        if referral_id:
            referral = found_referral(unit, referral_id)
            codes = {"part": "learning"}
            record(desk, unit, Done(person, Action.LOOK, referral.state, referral, codes))
            return page_of_referral(desk, unit, person, referral)
        review = unit.learning.review(review_id)
        if review is None:
            raise NotFoundError("There is no such review.")
        record_learning(desk, unit, person, "look", {"review": review.id})
        return page_of_review(desk, unit, person, review)


def found_recommendation(unit: Unit, recommendation_id: str) -> Recommendation:
    """The recommendation with this id.

    Raises:
        NotFoundError: There is none.
    """
    recommendation = unit.learning.recommendation(recommendation_id)
    if recommendation is None:
        raise NotFoundError("There is no such recommendation.")
    return recommendation


def check_may_learn(unit: Unit, person: Person, followed: Recommendation, action: Action) -> None:
    """Refuse what the table does not allow on a referral; after a review it is for two roles.

    Raises:
        NotFoundError: There is no such referral or review.
        NotAllowedError: The person may not do this.
        StaleError: The referral has moved on.
    """
    if followed.referral_id:
        check(case_of(unit, found_referral(unit, followed.referral_id)), action, person)
        return
    if person.role not in LEARNS:
        raise NotAllowedError("Only the partners and the business manager do this.")
    if unit.learning.review(followed.review_id) is None:
        raise NotFoundError("There is no such review.")


def note_learning(
    desk: Desk,
    unit: Unit,
    press: LearnPress,
    followed: Recommendation,
    done: tuple[Action, dict[str, str]],
) -> None:
    """Record something done about learning, on its referral or on its own."""
    action, codes = done
    if not followed.referral_id:
        codes = codes | {"review": followed.review_id}
        record_learning(desk, unit, press.person, action.value, codes)
        return
    referral = found_referral(unit, followed.referral_id)
    record(desk, unit, Done(press.person, action, referral.state, referral, codes))
    redraw_announcement(desk, unit, referral, press.key)


def _check_action(form: ActionForm) -> None:
    check_text(form.text, "what will be done")
    if form.owner not in OWNERS:
        raise NotAllowedError("Choose the organisation that owns it.")
    if form.assure_on < form.due_on:
        raise NotAllowedError("Somebody looks whether it took after it is due, not before.")


def _keep_action(
    desk: Desk,
    unit: Unit,
    press: LearnPress,
    followed: Recommendation,
    agreed: tuple[AgreedAction, str],
) -> None:
    action, text = agreed
    unit.learning.add_action(action)
    subject = Subject(action.id, action.referral_id)
    write_text(desk, unit, subject, TextKind.ACTION, (press.person, text))
    start = start_of(desk, action.referral_id)
    clock = agreed_clock(start, ClockKind.ACTION, action.id, desk.today(), action.due_on)
    set_going(desk, unit, clock)
    codes = {"action": action.id, "owner": action.owner}
    note_learning(desk, unit, press, followed, (Action.AGREE, codes))
