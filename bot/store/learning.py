"""Published reviews, recommendations, actions and assurance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import NotFoundError, StaleError
from bot.store import sql_review
from bot.store.columns import day_text, moment_text
from bot.store.learning_rows import (
    action_columns,
    action_from,
    assurance_from,
    changing_action,
    recommendation_from,
    review_from,
)

if TYPE_CHECKING:
    from datetime import date

    from bot.referrals.learning import (
        ActionState,
        AgreedAction,
        Assurance,
        PublishedReview,
        Recommendation,
    )
    from bot.store.session import Session

_BEFORE_NONE = 2**62


class SqlLearning:
    """`bot.guide.ports_review.Learning` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_review(self, review: PublishedReview) -> PublishedReview:
        """Enter a published review; the same key again returns the one it made."""
        self._session.first(
            sql_review.ADD_PUBLISHED_REVIEW,
            id=review.id,
            idem_key=review.key,
            kind=review.kind.value,
            published_on=day_text(review.published_on),
            entered_by=review.entered_by,
            entered_at=moment_text(review.entered_at),
        )
        row = self._session.first(sql_review.PUBLISHED_REVIEW_BY_KEY, idem_key=review.key)
        return review_from(row) if row else review

    def review(self, review_id: str) -> PublishedReview | None:
        """By id, or None."""
        row = self._session.first(sql_review.PUBLISHED_REVIEW, id=review_id)
        return review_from(row) if row else None

    def reviews(self, limit: int) -> tuple[PublishedReview, ...]:
        """The latest entered first."""
        return tuple(
            map(review_from, self._session.rows(sql_review.PUBLISHED_REVIEWS, limit=limit))
        )

    def add_recommendation(self, recommendation: Recommendation) -> None:
        """Keep a recommendation."""
        self._session.first(
            sql_review.ADD_RECOMMENDATION,
            id=recommendation.id,
            referral_id=recommendation.referral_id or None,
            review_id=recommendation.review_id or None,
            made_by=recommendation.made_by,
            made_at=moment_text(recommendation.made_at),
        )

    def recommendation(self, recommendation_id: str) -> Recommendation | None:
        """By id, or None."""
        row = self._session.first(sql_review.RECOMMENDATION, id=recommendation_id)
        return recommendation_from(row) if row else None

    def of_referral(self, referral_id: str) -> tuple[Recommendation, ...]:
        """A referral's, the oldest first."""
        rows = self._session.rows(sql_review.RECOMMENDATIONS_OF_REFERRAL, referral_id=referral_id)
        return tuple(map(recommendation_from, rows))

    def of_review(self, review_id: str) -> tuple[Recommendation, ...]:
        """A published review's, the oldest first."""
        rows = self._session.rows(sql_review.RECOMMENDATIONS_OF_REVIEW, review_id=review_id)
        return tuple(map(recommendation_from, rows))

    def recommendations(
        self, limit: int, before: str = ""
    ) -> tuple[tuple[Recommendation, str], ...]:
        """A page, the latest first, each with the token of the page after it.

        Raises:
            NotFoundError: `before` is no token.
        """
        if before and not (before.isascii() and before.isdigit() and len(before) <= len("2" * 18)):
            raise NotFoundError("There is no such page.")
        place = int(before) if before else _BEFORE_NONE
        rows = self._session.rows(sql_review.RECOMMENDATIONS, limit=limit, before=place)
        return tuple((recommendation_from(row), str(row["place"])) for row in rows)

    def add_action(self, action: AgreedAction) -> None:
        """Keep an action."""
        self._session.first(sql_review.ADD_ACTION, **action_columns(action))

    def action(self, action_id: str) -> AgreedAction | None:
        """By id, or None."""
        row = self._session.first(sql_review.ACTION, id=action_id)
        return action_from(row) if row else None

    def change_action(self, action: AgreedAction, seen: AgreedAction) -> AgreedAction:
        """Keep `action` if the register still holds `seen`'s state and version.

        Raises:
            StaleError: It has moved on.
        """
        row = self._session.first(
            sql_review.CHANGE_ACTION,
            id=seen.id,
            seen_state=seen.state.value,
            seen_version=seen.version,
            **changing_action(action),
        )
        if row is None:
            raise StaleError("This action has moved on since that was drawn.")
        return replace(action, version=int(row["version"]))

    def actions_of(self, recommendation_id: str) -> tuple[AgreedAction, ...]:
        """A recommendation's, the oldest first."""
        rows = self._session.rows(
            sql_review.ACTIONS_OF_RECOMMENDATION, recommendation_id=recommendation_id
        )
        return tuple(map(action_from, rows))

    def actions_of_referral(self, referral_id: str) -> tuple[AgreedAction, ...]:
        """A referral's, the oldest first."""
        rows = self._session.rows(sql_review.ACTIONS_OF_REFERRAL, referral_id=referral_id)
        return tuple(map(action_from, rows))

    def actions_due(self, until: date, limit: int) -> tuple[AgreedAction, ...]:
        """Actions that are not settled and due by a day, the earliest first."""
        rows = self._session.rows(sql_review.ACTIONS_DUE, until=day_text(until), limit=limit)
        return tuple(map(action_from, rows))

    def count_actions(self, state: ActionState) -> int:
        """How many actions are in a state."""
        row = self._session.first(sql_review.COUNT_ACTIONS, state=state.value)
        return int(row["actions"]) if row else 0

    def count_late(self, today: date) -> int:
        """How many actions, or their assurance, are past their day."""
        row = self._session.first(sql_review.COUNT_LATE_ACTIONS, today=day_text(today))
        return int(row["actions"]) if row else 0

    def add_assurance(self, assurance: Assurance) -> None:
        """Keep what somebody found."""
        self._session.first(
            sql_review.ADD_ASSURANCE,
            id=assurance.id,
            action_id=assurance.action_id,
            result=assurance.result.value,
            assured_by=assurance.assured_by,
            partner=assurance.partner,
            at=moment_text(assurance.at),
            next_on=day_text(assurance.next_on),
        )

    def assurances_of(self, action_id: str) -> tuple[Assurance, ...]:
        """An action's, the oldest first."""
        rows = self._session.rows(sql_review.ASSURANCES_OF_ACTION, action_id=action_id)
        return tuple(map(assurance_from, rows))
