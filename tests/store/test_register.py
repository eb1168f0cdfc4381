"""The whole register comes back, every row of a kind, as it was kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.referrals.clocks import Start, notify_clock
from bot.referrals.decisions import Question, Vote
from bot.referrals.learning import (
    ActionState,
    AgreedAction,
    Assurance,
    PublishedReview,
    Recommendation,
    Result,
    ReviewKind,
)
from tests.store.builders import NOW, PERSON, a_referral

if TYPE_CHECKING:
    from bot.guide.ports import Store

DAY = date(2026, 12, 18)


def test_every_row_comes_back_in_the_order_of_its_writing(store: Store) -> None:
    """Referrals by reference; a round comes without its votes."""
    review = PublishedReview("p1", "k", ReviewKind.LOCAL, DAY, PERSON, NOW)
    recommendation = Recommendation("rec1", "", "p1", PERSON, NOW)
    action = AgreedAction("a1", "rec1", "", "council", "", DAY, DAY, ActionState.OPEN, 1, NOW)
    assurance = Assurance("s1", "a1", Result.PARTLY, PERSON, "icb", NOW, DAY)
    with store.unit() as unit:
        logged = [unit.referrals.log(a_referral(key), []) for key in ("b", "a")]
        clocks = [notify_clock(Start(f"c{n}", r.id, NOW), DAY) for n, r in enumerate(logged)]
        for clock in clocks:
            unit.clocks.add(clock)
        unit.decisions.open("d1", logged[0].id, Question.CRITERIA, NOW)
        unit.decisions.vote(Vote("v1", "d1", "icb", PERSON, "met", NOW))
        unit.learning.add_review(review)
        unit.learning.add_recommendation(recommendation)
        unit.learning.add_action(action)
        unit.learning.add_assurance(assurance)
    with store.reading() as unit:
        found = unit.register
        assert [r.ref for r in found.referrals()] == ["SG-2026-0001", "SG-2026-0002"]
        assert list(found.referrals()) == logged
        assert list(found.clocks()) == clocks
        assert [(d.id, d.votes) for d in found.decisions()] == [("d1", ())]
        assert list(found.reviews()) == [review]
        assert list(found.recommendations()) == [recommendation]
        assert list(found.actions()) == [action]
        assert list(found.assurances()) == [assurance]


def test_an_empty_register_has_no_rows(store: Store) -> None:
    """Of any kind."""
    with store.reading() as unit:
        found = unit.register
        assert not [*found.referrals(), *found.clocks(), *found.decisions(), *found.actions()]
