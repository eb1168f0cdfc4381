"""Rounds of votes: one vote an organisation and one a person, kept for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StaleError
from bot.referrals.decisions import Decision, Question, Vote
from bot.store import sql_review
from bot.store.columns import moment_from, moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.session import Row, Session


class SqlDecisions:
    """`bot.guide.ports_review.Decisions` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_referral(self, referral_id: str) -> tuple[Decision, ...]:
        """Every round about a referral, with its votes, the oldest first."""
        rows = list(self._session.rows(sql_review.DECISIONS_OF_REFERRAL, referral_id=referral_id))
        return tuple(map(self._decision, rows))

    def get(self, decision_id: str) -> Decision | None:
        """By id, or None."""
        row = self._session.first(sql_review.DECISION, id=decision_id)
        return self._decision(row) if row else None

    def open(self, decision_id: str, referral_id: str, question: Question, at: datetime) -> None:
        """Open the next round on a question."""
        self._session.first(
            sql_review.OPEN_DECISION,
            id=decision_id,
            referral_id=referral_id,
            question=question.value,
            opened_at=moment_text(at),
        )

    def vote(self, vote: Vote) -> None:
        """Keep a vote for good.

        Raises:
            StaleError: The organisation, or the person, has voted in this round.
        """
        row = self._session.first(
            sql_review.ADD_VOTE,
            id=vote.id,
            decision_id=vote.decision_id,
            partner=vote.partner,
            person_id=vote.person_id,
            choice=vote.choice,
            at=moment_text(vote.at),
        )
        if row is None:
            raise StaleError("Your organisation has already voted on this.")

    def close(self, decision_id: str, outcome: str, at: datetime) -> None:
        """End a round.

        Raises:
            StaleError: It had ended already.
        """
        row = self._session.first(
            sql_review.CLOSE_DECISION,
            id=decision_id,
            outcome=outcome,
            closed_at=moment_text(at),
        )
        if row is None:
            raise StaleError("This vote has ended already.")

    def _decision(self, row: Row) -> Decision:
        votes = self._session.rows(sql_review.VOTES, decision_id=row["id"])
        return decision_from(row, tuple(map(_vote, votes)))


def decision_from(row: Row, votes: tuple[Vote, ...] = ()) -> Decision:
    """A round from its row, with the votes given."""
    return Decision(
        id=row["id"],
        referral_id=row["referral_id"],
        question=Question(row["question"]),
        round=row["round"],
        opened_at=moment_from(row["opened_at"]),
        votes=votes,
        closed_at=moment_from(row["closed_at"]) if row["closed_at"] else None,
        outcome=row["outcome"],
    )


def _vote(row: Row) -> Vote:
    return Vote(
        id=row["id"],
        decision_id=row["decision_id"],
        partner=row["partner"],
        person_id=row["person_id"],
        choice=row["choice"],
        at=moment_from(row["at"]),
    )
