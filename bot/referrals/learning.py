"""What was learned: recommendations, the actions that follow them, and whether they took.

A recommendation belongs to a referral or to a published review. An action has an owner and a date;
when it is done somebody else checks whether the change is embedded.

Sources: facts F7.01-F7.03 (findings of local and national reviews are put into practice locally,
and partners check at regular intervals how far improvements have been carried out); issue 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.referrals.decisions import PARTNERS
from bot.referrals.people import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.referrals.people import Person

OWNERS = (*PARTNERS, "school", "health_provider", "partnership", "other")
"""The organisations that an action may belong to."""


class ReviewKind(StrEnum):
    """What kind of published review a recommendation comes from."""

    LOCAL = "local"
    DEEP_DIVE = "deep_dive"
    NATIONAL_THEMATIC = "national_thematic"


class ActionState(StrEnum):
    """Where an action stands. `ASSURED`: somebody found it embedded."""

    OPEN = "open"
    DONE = "done"
    ASSURED = "assured"
    DROPPED = "dropped"


class Result(StrEnum):
    """What somebody who looked found: whether the change is part of everyday practice."""

    EMBEDDED = "embedded"
    PARTLY = "partly"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class PublishedReview:
    """A published review that recommendations come from; its title is sealed under its id.

    Attributes:
        id: Random.
        key: The idempotency key: one key enters one review.
        kind: See `ReviewKind`.
        published_on: When it was published.
        entered_by: Person id.
        entered_at: UTC.
    """

    id: str
    key: str
    kind: ReviewKind
    published_on: date
    entered_by: str
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation; its text is sealed under its id.

    Attributes:
        id: Random.
        referral_id: The referral it follows, or empty.
        review_id: The published review it comes from, or empty: exactly one of the two is set.
        made_by: Person id.
        made_at: UTC.
    """

    id: str
    referral_id: str
    review_id: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """What somebody agreed to do; in words it is sealed under its id.

    Attributes:
        id: Random.
        recommendation_id: Which recommendation it carries out.
        referral_id: The recommendation's referral, or empty.
        owner: The organisation, one of `OWNERS`.
        owner_person: Person id of who does it, or empty.
        due_on: By when.
        assure_on: By when somebody else looks whether it is embedded.
        state: See `ActionState`.
        version: Grows with every change.
        agreed_at: UTC.
        done_on: When it was done, or None.
        done_by: Person id of who said so, or empty.
    """

    id: str
    recommendation_id: str
    referral_id: str
    owner: str
    owner_person: str
    due_on: date
    assure_on: date
    state: ActionState
    version: int
    agreed_at: datetime
    done_on: date | None = None
    done_by: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.state in {ActionState.ASSURED, ActionState.DROPPED}


@dataclass(frozen=True, slots=True)
class Assurance:
    """What somebody found who looked; their evidence is sealed under its id.

    Attributes:
        id: Random.
        action_id: Which action.
        result: See `Result`.
        assured_by: Person id; never the owner.
        partner: For which partner they acted, or empty.
        at: UTC.
        next_on: For `partly` and `not_yet` by when somebody looks again, otherwise None.
    """

    id: str
    action_id: str
    result: Result
    assured_by: str
    partner: str
    at: datetime
    next_on: date | None = None


def check_may_finish(action: AgreedAction, person: Person) -> None:
    """Refuse saying that an action is done for somebody else's organisation.

    The business manager says it for organisations that are none of the three partners.

    Raises:
        NotAllowedError: It belongs to another organisation.
        StaleError: It is no longer open.
    """
    _check_state(action, ActionState.OPEN)
    is_own = person.is_partner and person.partner == action.owner
    is_for_others = person.role is Role.BUSINESS_MANAGER and action.owner not in PARTNERS
    if not (is_own or is_for_others):
        raise NotAllowedError("The organisation that owns this action says when it is done.")


def check_may_drop(action: AgreedAction, person: Person) -> None:
    """Refuse dropping an action by anybody but a partner who does not own it.

    Raises:
        NotAllowedError: The person owns it, alone or through their organisation, or is no partner.
        StaleError: It is assured or dropped already.
    """
    _check_state(action, ActionState.OPEN, ActionState.DONE)
    if not person.is_partner or is_owner(action, person):
        raise NotAllowedError("A partner who does not own this action may drop it.")


def check_may_assure(action: AgreedAction, person: Person) -> None:
    """Refuse assurance by the owner, or before the action is done.

    Raises:
        NotAllowedError: The person owns it, alone or through their organisation, or may not assure.
        StaleError: It is not done yet, or settled already.
    """
    if person.role not in {Role.PARTNER, Role.BUSINESS_MANAGER}:
        raise NotAllowedError("Only the partners and the business manager give assurance.")
    if is_owner(action, person):
        raise NotAllowedError("Somebody who does not own this action looks whether it took.")
    _check_state(action, ActionState.DONE)


def is_owner(action: AgreedAction, person: Person) -> bool:
    """Whether an action belongs to a person or their organisation, or they said that it is done."""
    is_of_organisation = bool(person.partner) and person.partner == action.owner
    return is_of_organisation or person.id in {action.owner_person, action.done_by}


def _check_state(action: AgreedAction, *states: ActionState) -> None:
    if action.state not in states:
        raise StaleError(f"This action is {action.state.value} now.")
