"""Recommendations, actions and assurance opened for reading; callers log the look first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.desk import time_in_words
from bot.guide.records import found_referral, opened_text
from bot.guide.review_replies import LearningPage, RecommendationView
from bot.guide.reviewing.views import action_view, assurance_view
from bot.guide.reviewing.words import REVIEW_WORDS
from bot.referrals.model import TextKind
from bot.referrals.people import Role
from bot.referrals.workflow import Action, may
from bot.workdays import day_in_words

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.review_replies import ActionView
    from bot.referrals.learning import AgreedAction, PublishedReview, Recommendation
    from bot.referrals.model import Referral
    from bot.referrals.people import Person

_MAY_ADD = frozenset({Role.PARTNER, Role.BUSINESS_MANAGER})


def page_of_referral(desk: Desk, unit: Unit, viewer: Person, referral: Referral) -> LearningPage:
    """What a referral taught."""
    found = unit.learning.of_referral(referral.id)
    return LearningPage(
        title=referral.ref,
        referral_id=referral.id,
        review_id="",
        version=referral.version,
        recommendations=tuple(recommendation_view(desk, unit, viewer, one) for one in found),
        can=frozenset({"recommend"} if may(referral, Action.RECOMMEND, viewer) else ()),
    )


def page_of_review(desk: Desk, unit: Unit, viewer: Person, review: PublishedReview) -> LearningPage:
    """What a published review recommends, and what is done about it here."""
    found = unit.learning.of_review(review.id)
    return LearningPage(
        title=review_title(desk, unit, review),
        referral_id="",
        review_id=review.id,
        version=0,
        recommendations=tuple(recommendation_view(desk, unit, viewer, one) for one in found),
        can=frozenset({"recommend"} if viewer.role in _MAY_ADD else ()),
    )


def page_of_recommendation(
    desk: Desk, unit: Unit, viewer: Person, recommendation: Recommendation
) -> LearningPage:
    """The page that a recommendation stands on.

    Raises:
        NotFoundError: Its referral or review is not there.
    """
    if recommendation.referral_id:
        referral = found_referral(unit, recommendation.referral_id)
        return page_of_referral(desk, unit, viewer, referral)
    review = unit.learning.review(recommendation.review_id)
    if review is None:
        raise NotFoundError("There is no such review.")
    return page_of_review(desk, unit, viewer, review)


def recommendation_view(
    desk: Desk, unit: Unit, viewer: Person, recommendation: Recommendation
) -> RecommendationView:
    """A recommendation with its actions and what was found about them."""
    id_ = recommendation.id
    return RecommendationView(
        id=id_,
        source=_source(desk, unit, recommendation),
        referral_id=recommendation.referral_id,
        review_id=recommendation.review_id,
        text=opened_text(desk, unit.texts.get(id_, TextKind.RECOMMENDATION)),
        actions=tuple(
            _action(desk, unit, viewer, action) for action in unit.learning.actions_of(id_)
        ),
        can=frozenset({"agree"} if _may_agree(unit, viewer, recommendation) else ()),
    )


def review_title(desk: Desk, unit: Unit, review: PublishedReview) -> str:
    """`Local review: …, published Thursday 24 December 2026`, and where it can be read."""
    title = opened_text(desk, unit.texts.get(review.id, TextKind.REVIEW_TITLE))
    place = opened_text(desk, unit.texts.get(review.id, TextKind.REVIEW_PLACE))
    words = f"{REVIEW_WORDS[review.kind]}: {title}, published {day_in_words(review.published_on)}"
    return f"{words}. {place}" if place else words


def _action(desk: Desk, unit: Unit, viewer: Person, action: AgreedAction) -> ActionView:
    found = [
        assurance_view(desk, one, opened_text(desk, unit.texts.get(one.id, TextKind.EVIDENCE)))
        for one in reversed(unit.learning.assurances_of(action.id))
    ]
    text = opened_text(desk, unit.texts.get(action.id, TextKind.ACTION))
    return action_view(desk, action, viewer, text=text, assurances=found)


def _source(desk: Desk, unit: Unit, recommendation: Recommendation) -> str:
    if recommendation.referral_id:
        return found_referral(unit, recommendation.referral_id).ref
    review = unit.learning.review(recommendation.review_id)
    made = time_in_words(recommendation.made_at, desk.today())
    return f"{REVIEW_WORDS[review.kind]}, entered {made}" if review else ""


def _may_agree(unit: Unit, viewer: Person, recommendation: Recommendation) -> bool:
    if not recommendation.referral_id:
        return viewer.role in _MAY_ADD
    return may(found_referral(unit, recommendation.referral_id), Action.AGREE, viewer)
