"""What the review needs of a store; see `bot.guide.ports`. Unit adds these to itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.referrals.clocks import Clock, Ended
    from bot.referrals.decisions import Decision, Question, Vote
    from bot.referrals.learning import (
        ActionState,
        AgreedAction,
        Assurance,
        PublishedReview,
        Recommendation,
    )
    from bot.referrals.model import Referral, SealedText, TextKind


class ListFilter(StrEnum):
    """What of the worklist is listed.

    `MINE`: what the person has taken. `DUE_SOON`: a clock's target comes by `Page.until`, has
    passed or has no date: what is late is never hidden. `OVERDUE`: a clock's last day has passed.
    `STATE`: one state, closed ones included.
    """

    ALL = "all"
    MINE = "mine"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Page:
    """Which page of the worklist.

    Attributes:
        filter: See `ListFilter`.
        today: The day in England.
        until: For `DUE_SOON` the last day that counts as soon.
        person_id: For `MINE` whose.
        state: For `STATE` which.
        limit: How many at most.
        after: The token that the page before ended in, or empty.
    """

    filter: ListFilter
    today: date
    until: date
    person_id: str = ""
    state: str = ""
    limit: int = 15
    after: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A referral on the worklist, and the token of the page that begins after it."""

    referral: Referral
    token: str


@dataclass(frozen=True, slots=True)
class Link:
    """That two referrals are about the same incident, as a partner says.

    Attributes:
        referral_id: One.
        other_id: The other.
        linked_by: Person id.
        partner: For which partner.
        at: UTC.
    """

    referral_id: str
    other_id: str
    linked_by: str
    partner: str
    at: datetime


class WorklistOf(Protocol):
    """The worklist, by filters."""

    def page(self, page: Page) -> tuple[Listed, ...]:
        """A page: the latest first; `DUE_SOON` and `OVERDUE` the earliest day first.

        Raises:
            NotFoundError: The page begins after something that is no token.
        """
        ...

    def count(self, page: Page, limit: int) -> int:
        """How many a filter finds; those that have to be counted one by one to `limit` at most."""
        ...


class ShownLists(Protocol):
    """Which list each person's own page shows."""

    def keep(self, person_id: str, show: str, after: str) -> None:
        """Note which list is shown, and the token that its page begins after."""
        ...

    def last(self, person_id: str) -> tuple[str, str]:
        """The list shown last and its token; both empty where none was noted."""
        ...


class Links(Protocol):
    """Which referrals may be, or are, about the same incident."""

    def alike(self, referral: Referral, limit: int = 10) -> tuple[Referral, ...]:
        """Others on the worklist with the same event, age band and week, the latest first."""
        ...

    def add(self, link: Link) -> None:
        """Link two; again is nothing new."""
        ...

    def linked(self, referral_id: str) -> tuple[Referral, ...]:
        """The referrals linked with one, the latest first."""
        ...


class Clocks(Protocol):
    """What has to be done by when."""

    def add(self, clock: Clock) -> None:
        """Set a clock going; one of a kind runs for a referral at a time."""
        ...

    def get(self, clock_id: str) -> Clock | None:
        """By id, or None."""
        ...

    def of_referral(self, referral_id: str) -> tuple[Clock, ...]:
        """A referral's clocks, the oldest first."""
        ...

    def of_subject(self, subject_id: str) -> tuple[Clock, ...]:
        """An action's clocks, the oldest first."""
        ...

    def running(self) -> Iterator[Clock]:
        """Every clock that runs, the oldest first; read to its end inside the unit."""
        ...

    def end(self, clock_id: str, ending: Ending) -> None:
        """Stop a running clock.

        Raises:
            StaleError: It had ended already.
        """
        ...

    def explain(self, clock_id: str) -> None:
        """Note that somebody has said why it was late.

        Raises:
            StaleError: Somebody has already.
        """
        ...


@dataclass(frozen=True, slots=True)
class Ending:
    """How a clock ends.

    Attributes:
        at: When that is recorded, UTC.
        on: The day it was met, or set aside.
        ended: See `Ended`.
        why: For `SET_ASIDE` a code.
    """

    at: datetime
    on: date
    ended: Ended
    why: str = ""


class Decisions(Protocol):
    """Rounds of votes."""

    def of_referral(self, referral_id: str) -> tuple[Decision, ...]:
        """Every round about a referral, with its votes, the oldest first."""
        ...

    def get(self, decision_id: str) -> Decision | None:
        """By id, or None."""
        ...

    def open(self, decision_id: str, referral_id: str, question: Question, at: datetime) -> None:
        """Open the next round on a question."""
        ...

    def vote(self, vote: Vote) -> None:
        """Keep a vote for good.

        Raises:
            StaleError: The organisation, or the person, has voted in this round.
        """
        ...

    def close(self, decision_id: str, outcome: str, at: datetime) -> None:
        """End a round.

        Raises:
            StaleError: It had ended already.
        """
        ...


class Learning(Protocol):
    """Published reviews, recommendations, actions and assurance."""

    def add_review(self, review: PublishedReview) -> PublishedReview:
        """Enter a published review; the same key again returns the one it made."""
        ...

    def review(self, review_id: str) -> PublishedReview | None:
        """By id, or None."""
        ...

    def reviews(self, limit: int) -> tuple[PublishedReview, ...]:
        """The latest entered first."""
        ...

    def add_recommendation(self, recommendation: Recommendation) -> None:
        """Keep a recommendation."""
        ...

    def recommendation(self, recommendation_id: str) -> Recommendation | None:
        """By id, or None."""
        ...

    def of_referral(self, referral_id: str) -> tuple[Recommendation, ...]:
        """A referral's, the oldest first."""
        ...

    def of_review(self, review_id: str) -> tuple[Recommendation, ...]:
        """A published review's, the oldest first."""
        ...

    def recommendations(
        self, limit: int, before: str = ""
    ) -> tuple[tuple[Recommendation, str], ...]:
        """A page, the latest first, each with the token of the page after it.

        Raises:
            NotFoundError: `before` is no token.
        """
        ...

    def add_action(self, action: AgreedAction) -> None:
        """Keep an action."""
        ...

    def action(self, action_id: str) -> AgreedAction | None:
        """By id, or None."""
        ...

    def change_action(self, action: AgreedAction, seen: AgreedAction) -> AgreedAction:
        """Keep `action` if the register still holds `seen`'s state and version.

        Raises:
            StaleError: It has moved on.
        """
        ...

    def actions_of(self, recommendation_id: str) -> tuple[AgreedAction, ...]:
        """A recommendation's, the oldest first."""
        ...

    def actions_of_referral(self, referral_id: str) -> tuple[AgreedAction, ...]:
        """A referral's, the oldest first."""
        ...

    def actions_due(self, until: date, limit: int) -> tuple[AgreedAction, ...]:
        """Actions that are not settled and due by a day, the earliest first."""
        ...

    def count_actions(self, state: ActionState) -> int:
        """How many actions are in a state."""
        ...

    def count_late(self, today: date) -> int:
        """How many actions, or their assurance, are past their day."""
        ...

    def add_assurance(self, assurance: Assurance) -> None:
        """Keep what somebody found."""
        ...

    def assurances_of(self, action_id: str) -> tuple[Assurance, ...]:
        """An action's, the oldest first."""
        ...


class Texts(Protocol):
    """Encrypted texts beside a referral's parts."""

    def add(self, text: SealedText) -> None:
        """Keep a text for good.

        Raises:
            StaleError: There is one of its kind for its subject.
        """
        ...

    def get(self, subject_id: str, kind: TextKind) -> SealedText | None:
        """The text of a kind that belongs to something, or None."""
        ...

    def of_referral(self, referral_id: str) -> tuple[SealedText, ...]:
        """Everything that is about a referral, the oldest first."""
        ...


class ReviewUnit(Protocol):
    """What one transaction offers for the review."""

    @property
    def worklist(self) -> WorklistOf:
        """See `WorklistOf`."""
        ...

    @property
    def shown_lists(self) -> ShownLists:
        """See `ShownLists`."""
        ...

    @property
    def links(self) -> Links:
        """See `Links`."""
        ...

    @property
    def clocks(self) -> Clocks:
        """See `Clocks`."""
        ...

    @property
    def decisions(self) -> Decisions:
        """See `Decisions`."""
        ...

    @property
    def learning(self) -> Learning:
        """See `Learning`."""
        ...

    @property
    def texts(self) -> Texts:
        """See `Texts`."""
        ...
