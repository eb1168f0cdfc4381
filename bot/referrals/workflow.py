"""Who may do what with a referral, and where that takes it: one table.

`RULES` is the table: action, from, to, who, guards, clocks. A vote leaves a referral where it is;
three votes that agree move it, see `DECIDED`. The council's notification waits for nobody, because
the duty is the council's own (Children Act 2004, section 16C; storage.md 2.3). It may come after a
withdrawal too: the duty does not end with the referral. After a notification the criteria may still
be found not met (facts F3.03).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.referrals.clocks import ClockKind
from bot.referrals.decisions import Question
from bot.referrals.model import LISTED, State
from bot.referrals.people import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.referrals.model import Referral
    from bot.referrals.people import Person


class Action(StrEnum):
    """What may be done with a referral.

    `LOG` makes one, and `DECIDE` is what three votes do; neither has a row of its own.
    """

    LOG = "log"
    DECIDE = "decide"
    SEE = "see"
    LOOK = "look"
    TAKE = "take"
    TAKE_OVER = "take_over"
    ASK = "ask"
    ANSWER = "answer"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    SET_AWARE = "set_aware"
    NOTIFY = "notify"
    VOTE_CRITERIA = "vote_criteria"
    START_REVIEW = "start_review"
    SUBMIT_REVIEW = "submit_review"
    VOTE_OUTCOME = "vote_outcome"
    VOTE_PUBLICATION = "vote_publication"
    PUBLISH = "publish"
    VOTE_CLOSING = "vote_closing"
    REOPEN = "reopen"
    RECOMMEND = "recommend"
    AGREE = "agree"
    FINISH = "finish"
    ASSURE = "assure"
    DROP = "drop"
    LINK = "link"
    EXPLAIN = "explain"


class Guard(StrEnum):
    """What has to hold beside role and state; `bot.referrals.case` checks it."""

    NOT_NOTIFIED = "not_notified"
    NOTIFIED = "notified"
    NOT_SUBMITTED = "not_submitted"
    SUBMITTED = "submitted"
    SETTLED = "settled"
    PUBLICATION_AGREED = "publication_agreed"
    QUESTION_WAITS = "question_waits"
    ANOTHER_HAS_IT = "another_has_it"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    Attributes:
        roles: Who may, by role.
        author: Whether the referrer may, whatever their role, as long as they have one here.
        moves: State before -> state after; an action is legal only in a state that stands here.
        partner: The one organisation whose people may, or empty for all of the three.
        guards: What has to hold beside.
        starts: The clock that this sets going, or None.
        ends: The clock that this meets, or None.
        question: What is voted on, or None.
    """

    roles: frozenset[Role]
    author: bool
    moves: Mapping[State, State]
    partner: str = ""
    guards: tuple[Guard, ...] = ()
    starts: ClockKind | None = None
    ends: ClockKind | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What an agreed choice does with clocks.

    Attributes:
        starts: The clock that it sets going, or None.
        sets_aside: The clocks whose duty it ends; the choice is the reason that is kept.
    """

    starts: ClockKind | None = None
    sets_aside: tuple[ClockKind, ...] = ()


DECIDED: Mapping[str, Effect] = MappingProxyType(
    {
        "met": Effect(starts=ClockKind.NOTIFY),
        "not_met": Effect(sets_aside=(ClockKind.NOTIFY, ClockKind.RAPID_REVIEW)),
        "local_review": Effect(starts=ClockKind.LOCAL_REVIEW),
        "national_review": Effect(),
        "local_learning": Effect(),
        "no_further": Effect(),
        "publish": Effect(),
        "not_publish": Effect(sets_aside=(ClockKind.LOCAL_REVIEW,)),
        "close": Effect(),
        "keep_open": Effect(),
    }
)
"""What three votes for a choice do; `bot.referrals.decisions.LEADS_TO` says where they lead."""

_PARTNER = frozenset({Role.PARTNER})
_WITH_MANAGER = frozenset({Role.PARTNER, Role.BUSINESS_MANAGER})
_NOBODY: frozenset[Role] = frozenset()


def _same(states: Iterable[State], *, but: Iterable[State] = ()) -> Mapping[State, State]:
    return {state: state for state in states if state not in tuple(but)}


def _to(state: State, *before: State) -> Mapping[State, State]:
    return dict.fromkeys(before, state)


_CAN_NOTIFY = (
    State.LOGGED,
    State.IN_REVIEW,
    State.CRITERIA_MET,
    State.CRITERIA_NOT_MET,
    State.REOPENED,
    State.WITHDRAWN,
)
_CAN_CLOSE = (
    State.CRITERIA_NOT_MET,
    State.NATIONAL_REVIEW,
    State.LOCAL_LEARNING,
    State.NO_FURTHER,
    State.PUBLISHED,
    State.NOT_PUBLISHED,
    State.REOPENED,
    State.WITHDRAWN,
)

# SEE shows reference, coded facts, duties and state. LOOK opens what was typed, and is recorded in
# the audit log before anything is shown; an auditor gives a reason for it.
RULES: Mapping[Action, Rule] = MappingProxyType(
    {
        Action.SEE: Rule(
            frozenset({Role.PARTNER, Role.BUSINESS_MANAGER, Role.AUDITOR}),
            author=True,
            moves=_same(State),
        ),
        Action.LOOK: Rule(frozenset({Role.PARTNER, Role.AUDITOR}), author=True, moves=_same(State)),
        Action.TAKE: Rule(_PARTNER, author=False, moves=_to(State.IN_REVIEW, State.LOGGED)),
        Action.TAKE_OVER: Rule(
            _PARTNER,
            author=False,
            moves=_same(LISTED, but=[State.LOGGED]),
            guards=(Guard.ANOTHER_HAS_IT,),
        ),
        Action.ASK: Rule(_PARTNER, author=False, moves=_same(LISTED)),
        Action.ANSWER: Rule(
            _NOBODY, author=True, moves=_same(LISTED), guards=(Guard.QUESTION_WAITS,)
        ),
        Action.CORRECT: Rule(_NOBODY, author=True, moves=_same(LISTED, but=[State.WITHDRAWN])),
        Action.WITHDRAW: Rule(
            _NOBODY, author=True, moves=_to(State.WITHDRAWN, State.LOGGED, State.IN_REVIEW)
        ),
        Action.SET_AWARE: Rule(
            _PARTNER, author=False, moves=_same(_CAN_NOTIFY), guards=(Guard.NOT_NOTIFIED,)
        ),
        Action.NOTIFY: Rule(
            _PARTNER,
            author=False,
            moves=_to(State.NOTIFIED, *_CAN_NOTIFY),
            partner="council",
            guards=(Guard.NOT_NOTIFIED,),
            starts=ClockKind.RAPID_REVIEW,
            ends=ClockKind.NOTIFY,
        ),
        Action.VOTE_CRITERIA: Rule(
            _PARTNER,
            author=False,
            moves=_same(
                [
                    State.IN_REVIEW,
                    State.CRITERIA_MET,
                    State.NOTIFIED,
                    State.RAPID_REVIEW,
                    State.REOPENED,
                    State.WITHDRAWN,
                ]
            ),
            guards=(Guard.NOT_SUBMITTED,),
            question=Question.CRITERIA,
        ),
        Action.START_REVIEW: Rule(
            _PARTNER,
            author=False,
            moves=_to(State.RAPID_REVIEW, State.NOTIFIED, State.REOPENED),
            guards=(Guard.NOTIFIED, Guard.NOT_SUBMITTED),
        ),
        Action.SUBMIT_REVIEW: Rule(
            _PARTNER,
            author=False,
            moves=_to(State.SUBMITTED, State.NOTIFIED, State.RAPID_REVIEW),
            ends=ClockKind.RAPID_REVIEW,
        ),
        Action.VOTE_OUTCOME: Rule(
            _PARTNER,
            author=False,
            moves=_same(
                [
                    State.SUBMITTED,
                    State.NATIONAL_REVIEW,
                    State.LOCAL_LEARNING,
                    State.NO_FURTHER,
                    State.REOPENED,
                ]
            ),
            guards=(Guard.SUBMITTED,),
            question=Question.OUTCOME,
        ),
        Action.VOTE_PUBLICATION: Rule(
            _PARTNER,
            author=False,
            moves=_same([State.LOCAL_REVIEW]),
            question=Question.PUBLICATION,
        ),
        Action.PUBLISH: Rule(
            _PARTNER,
            author=False,
            moves=_to(State.PUBLISHED, State.LOCAL_REVIEW),
            guards=(Guard.PUBLICATION_AGREED,),
            ends=ClockKind.LOCAL_REVIEW,
        ),
        Action.VOTE_CLOSING: Rule(
            _PARTNER,
            author=False,
            moves=_same(_CAN_CLOSE),
            guards=(Guard.SETTLED,),
            question=Question.CLOSING,
        ),
        Action.REOPEN: Rule(
            _PARTNER,
            author=False,
            moves=_to(State.REOPENED, State.CLOSED, State.CRITERIA_NOT_MET),
        ),
        Action.RECOMMEND: Rule(
            _PARTNER, author=False, moves=_same(LISTED, but=[State.LOGGED, State.WITHDRAWN])
        ),
        Action.AGREE: Rule(
            _PARTNER, author=False, moves=_same(LISTED, but=[State.LOGGED, State.WITHDRAWN])
        ),
        Action.FINISH: Rule(_WITH_MANAGER, author=False, moves=_same(LISTED)),
        Action.ASSURE: Rule(_WITH_MANAGER, author=False, moves=_same(LISTED)),
        Action.DROP: Rule(_PARTNER, author=False, moves=_same(LISTED)),
        Action.LINK: Rule(_PARTNER, author=False, moves=_same(LISTED)),
        Action.EXPLAIN: Rule(_PARTNER, author=False, moves=_same(State)),
    }
)
NOT_YOURS = "This is not yours to do."
MAY_LOG = frozenset({Role.PRACTITIONER, Role.PARTNER, Role.BUSINESS_MANAGER})


def check_may_log(person: Person) -> None:
    """Refuse logging by anybody who is not staff here.

    Raises:
        NotAllowedError: The person may not log a referral.
    """
    if person.role not in MAY_LOG:
        raise NotAllowedError("Only staff of this partnership can tell the safeguarding partners.")


def next_state(referral: Referral, action: Action, person: Person) -> State:
    """The state that an action leads to, as far as role and state decide.

    Whatever has no row in the table is refused to everybody.

    Raises:
        NotAllowedError: The person may not do this.
        StaleError: The referral is no longer in a state that allows it.
    """
    rule = RULES.get(action)
    if rule is None:
        raise NotAllowedError(NOT_YOURS)
    is_author = person.id == referral.logged_by and person.role is not Role.STRANGER
    if person.role not in rule.roles and not (rule.author and is_author):
        raise NotAllowedError(NOT_YOURS)
    if rule.partner and person.partner != rule.partner:
        raise NotAllowedError("This is the council's to do.")
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
