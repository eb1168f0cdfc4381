"""What we said we would do and whether we did: one page, what is overdue first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.records import record_learning
from bot.guide.replies import Choice
from bot.guide.review_replies import FollowUp
from bot.guide.reviewing.learn import LEARNS, found_recommendation
from bot.guide.reviewing.learning_pages import recommendation_view, review_title
from bot.guide.reviewing.words import ACTION_WORDS
from bot.referrals.people import Role

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.learning import Recommendation
    from bot.referrals.people import Person

PAGE = 10
_LATE = 10
_REVIEWS = 10


def follow_up(desk: Desk, person: Person, *, after: str = "") -> FollowUp:
    """A page of recommendations with their actions; the look is logged before it is shown.

    Args:
        desk: What use cases work with.
        person: Who looks.
        after: The token that the page before ended in, or empty for the first.

    Raises:
        NotAllowedError: The person is neither partner nor business manager.
        NotFoundError: There is no such page.
    """
    if person.role not in LEARNS:
        raise NotAllowedError("Only the partners and the business manager see this.")
    with desk.store.unit() as unit:
        record_learning(desk, unit, person, "look", {"page": after or "first"})
        late = _late(desk, unit)
        page = unit.learning.recommendations(PAGE, before=after)
        late_ids = {one.id for one in late}
        listed = [one for one, _ in page if one.id not in late_ids]
        shown = listed if after else [*late, *listed]
        return FollowUp(
            counts=_counts(desk, unit),
            recommendations=tuple(recommendation_view(desk, unit, person, one) for one in shown),
            next=page[-1][1] if len(page) == PAGE else "",
            reviews=tuple(
                Choice(review_title(desk, unit, review), review.id)
                for review in unit.learning.reviews(_REVIEWS)
            ),
            can=frozenset({"enter_review"} if person.role is Role.BUSINESS_MANAGER else ()),
        )


def _late(desk: Desk, unit: Unit) -> list[Recommendation]:
    """Recommendations with an action, or its assurance, past its day: the longest late first."""
    late = unit.learning.actions_due(desk.today() - timedelta(days=1), _LATE)
    ids = dict.fromkeys(action.recommendation_id for action in late)
    return [found_recommendation(unit, id_) for id_ in ids]


def _counts(desk: Desk, unit: Unit) -> tuple[str, ...]:
    late = unit.learning.count_late(desk.today())
    lines = [
        f"{ACTION_WORDS[state]}: {unit.learning.count_actions(state)}" for state in ACTION_WORDS
    ]
    return (*lines, f"Past their day: {late}")
