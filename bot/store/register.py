"""The whole register, row by row, for figures and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.clocks import clock_from
from bot.store.decisions import decision_from
from bot.store.learning_rows import (
    action_from,
    assurance_from,
    recommendation_from,
    review_from,
)
from bot.store.referral_rows import referral_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.referrals.clocks import Clock
    from bot.referrals.decisions import Decision
    from bot.referrals.learning import (
        AgreedAction,
        Assurance,
        PublishedReview,
        Recommendation,
    )
    from bot.referrals.model import Referral
    from bot.store.session import Session

ALL_REFERRALS = "SELECT * FROM referral ORDER BY ref_year, ref_number"
ALL_CLOCKS = "SELECT * FROM clock ORDER BY place"
ALL_DECISIONS = "SELECT * FROM decision ORDER BY opened_at, id"
ALL_REVIEWS = "SELECT * FROM published_review ORDER BY place"
ALL_RECOMMENDATIONS = "SELECT * FROM recommendation ORDER BY place"
ALL_ACTIONS = "SELECT * FROM action ORDER BY place"
ALL_ASSURANCES = "SELECT * FROM assurance ORDER BY place"


class SqlRegister:
    """`bot.guide.ports_register.Register` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def referrals(self) -> Iterator[Referral]:
        """By reference, the first one first."""
        return map(referral_from, self._session.rows(ALL_REFERRALS))

    def clocks(self) -> Iterator[Clock]:
        """Every clock."""
        return map(clock_from, self._session.rows(ALL_CLOCKS))

    def decisions(self) -> Iterator[Decision]:
        """Every round of votes, without the votes."""
        return map(decision_from, self._session.rows(ALL_DECISIONS))

    def reviews(self) -> Iterator[PublishedReview]:
        """Every published review that was entered."""
        return map(review_from, self._session.rows(ALL_REVIEWS))

    def recommendations(self) -> Iterator[Recommendation]:
        """Every recommendation."""
        return map(recommendation_from, self._session.rows(ALL_RECOMMENDATIONS))

    def actions(self) -> Iterator[AgreedAction]:
        """Every action."""
        return map(action_from, self._session.rows(ALL_ACTIONS))

    def assurances(self) -> Iterator[Assurance]:
        """Everything that somebody found who looked."""
        return map(assurance_from, self._session.rows(ALL_ASSURANCES))
