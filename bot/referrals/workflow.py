"""Who may do what with a referral, and where that takes it: one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.referrals.model import State
from bot.referrals.people import Role

if TYPE_CHECKING:
    from bot.referrals.model import Referral
    from bot.referrals.people import Person


class Action(StrEnum):
    """What may be done with a referral."""

    LOG = "log"
    SEE = "see"
    LOOK = "look"
    TAKE = "take"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes:
        roles: Who may, by role.
        author: Whether the referrer may, whatever their role, as long as they have one here.
        moves: State before -> state after; an action is legal only in a state that stands here.
    """

    roles: frozenset[Role]
    author: bool
    moves: dict[State, State]


_ANY_STATE = {state: state for state in State}
_OPEN = {State.LOGGED: State.LOGGED, State.IN_REVIEW: State.IN_REVIEW}

# SEE shows reference, coded facts, duties and state. LOOK opens what was typed, and is recorded in
# the audit log before anything is shown; an auditor gives a reason for it.
RULES: dict[Action, Rule] = {
    Action.SEE: Rule(
        frozenset({Role.PARTNER, Role.BUSINESS_MANAGER, Role.AUDITOR}),
        author=True,
        moves=_ANY_STATE,
    ),
    Action.LOOK: Rule(frozenset({Role.PARTNER, Role.AUDITOR}), author=True, moves=_ANY_STATE),
    Action.TAKE: Rule(
        frozenset({Role.PARTNER}), author=False, moves={State.LOGGED: State.IN_REVIEW}
    ),
    Action.CORRECT: Rule(frozenset(), author=True, moves=_OPEN),
    Action.WITHDRAW: Rule(frozenset(), author=True, moves=dict.fromkeys(_OPEN, State.WITHDRAWN)),
}
MAY_LOG = frozenset({Role.PRACTITIONER, Role.PARTNER, Role.BUSINESS_MANAGER})


def check_may_log(person: Person) -> None:
    """Refuse logging by anybody who is not staff here.

    Raises:
        NotAllowedError: The person may not log a referral.
    """
    if person.role not in MAY_LOG:
        raise NotAllowedError("Only staff of this partnership can tell the safeguarding partners.")


def next_state(referral: Referral, action: Action, person: Person) -> State:
    """The state that an action leads to.

    Raises:
        NotAllowedError: The person may not do this.
        StaleError: The referral is no longer in a state that allows it.
    """
    rule = RULES[action]
    is_author = person.id == referral.logged_by and person.role is not Role.STRANGER
    if person.role not in rule.roles and not (rule.author and is_author):
        raise NotAllowedError("This is not yours to do.")
    if referral.state not in rule.moves:
        raise StaleError(f"{referral.ref} is {referral.state.value.replace('_', ' ')} now.")
    return rule.moves[referral.state]


def may(referral: Referral, action: Action, person: Person) -> bool:
    """Whether `next_state` would allow it."""
    try:
        next_state(referral, action, person)
    except (NotAllowedError, StaleError):
        return False
    return True
