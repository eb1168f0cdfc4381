"""What the three safeguarding partners decide together, and how a round of votes ends.

Each organisation has one vote in a round, and each person too: somebody who changes organisation
does not vote again. A round ends with the third vote. It decides something only where all three
chose the same; otherwise the referral stays where it is and the disagreement is escalated, and the
next vote begins a new round.

Sources: design.md promise 6; storage.md 2.2 and 2.3. That all three partners agree is the rule of
this product. The council's notification to the Panel does not wait for it: that duty is the
council's own (Children Act 2004, section 16C).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.referrals.model import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.referrals.people import Person

PARTNERS = ("council", "icb", "police")
DISAGREED = "disagreed"
OVERTAKEN = "overtaken"


class Question(StrEnum):
    """What is voted on.

    Whether the criteria for notifying are met; what follows a rapid review; whether a local
    review's report is published; whether a referral is closed.
    """

    CRITERIA = "criteria"
    OUTCOME = "outcome"
    PUBLICATION = "publication"
    CLOSING = "closing"


CHOICES: Mapping[Question, tuple[str, ...]] = MappingProxyType(
    {
        Question.CRITERIA: ("met", "not_met"),
        Question.OUTCOME: ("local_review", "national_review", "local_learning", "no_further"),
        Question.PUBLICATION: ("publish", "not_publish"),
        Question.CLOSING: ("close", "keep_open"),
    }
)
# Whoever says that nothing is owed, or what follows, or that nothing is published, says why.
NEEDS_REASON = frozenset({"not_met", *CHOICES[Question.OUTCOME], "not_publish", "keep_open"})
# Where an agreed choice leads. `publish` and `keep_open` lead nowhere: a publication is recorded
# when it has happened.
LEADS_TO: Mapping[str, State] = MappingProxyType(
    {
        "met": State.CRITERIA_MET,
        "not_met": State.CRITERIA_NOT_MET,
        "local_review": State.LOCAL_REVIEW,
        "national_review": State.NATIONAL_REVIEW,
        "local_learning": State.LOCAL_LEARNING,
        "no_further": State.NO_FURTHER,
        "not_publish": State.NOT_PUBLISHED,
        "close": State.CLOSED,
    }
)


@dataclass(frozen=True, slots=True)
class Vote:
    """What one organisation said, through one person; why is sealed under the vote's id.

    Attributes:
        id: Random.
        decision_id: The round it belongs to.
        partner: `council`, `icb` or `police`.
        person_id: Who voted.
        choice: One of the question's `CHOICES`.
        at: UTC.
    """

    id: str
    decision_id: str
    partner: str
    person_id: str
    choice: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """One round of votes on one question about one referral.

    Attributes:
        id: Random.
        referral_id: Which referral.
        question: See `Question`.
        round: From 1 for each question.
        opened_at: When the first vote opened it, UTC.
        votes: In the order they were given.
        closed_at: When the round ended, UTC, or None.
        outcome: The agreed choice, `disagreed`, `overtaken` where the referral moved on or was
            corrected before the third vote, or empty while the round is open.
    """

    id: str
    referral_id: str
    question: Question
    round: int
    opened_at: datetime
    votes: tuple[Vote, ...] = ()
    closed_at: datetime | None = None
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        """Whether votes are still taken."""
        return self.closed_at is None

    @property
    def is_split(self) -> bool:
        """Whether two organisations have said different things."""
        return len({vote.choice for vote in self.votes}) > 1

    @property
    def missing(self) -> tuple[str, ...]:
        """The organisations that have not voted."""
        voted = {vote.partner for vote in self.votes}
        return tuple(partner for partner in PARTNERS if partner not in voted)


def check_choice(question: Question, choice: str, reason: str) -> None:
    """Refuse a choice that the question does not have, or one without its reason.

    Raises:
        NotAllowedError: See above.
    """
    if choice not in CHOICES[question]:
        raise NotAllowedError("That is not one of the choices.")
    if choice in NEEDS_REASON and not reason.strip():
        raise NotAllowedError("Say why: this choice needs a reason.")


def check_vote(decision: Decision | None, person: Person) -> None:
    """Refuse a second vote of an organisation or of a person.

    Args:
        decision: The open round, or None where this vote begins one.
        person: Who wants to vote.

    Raises:
        NotAllowedError: The person acts for none of the three.
        StaleError: The organisation, or the person, has voted in this round.
    """
    if not person.is_partner or person.partner not in PARTNERS:
        raise NotAllowedError("Only the three safeguarding partners vote.")
    votes = decision.votes if decision else ()
    if any(vote.partner == person.partner for vote in votes):
        raise StaleError("Your organisation has already voted on this.")
    if any(vote.person_id == person.id for vote in votes):
        raise StaleError("You have already voted on this.")


def concluded(decision: Decision) -> str:
    """What a round ends in, or empty while an organisation has still to vote."""
    if decision.missing:
        return ""
    return DISAGREED if decision.is_split else decision.votes[0].choice
