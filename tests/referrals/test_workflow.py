"""Who may do what with a referral, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAllowedError, StaleError
from bot.referrals.decisions import CHOICES, LEADS_TO
from bot.referrals.model import LISTED, Referral, State
from bot.referrals.people import Person, Role
from bot.referrals.workflow import (
    DECIDED,
    MAY_LOG,
    RULES,
    Action,
    check_may_log,
    may,
    next_state,
)
from tests.strategies import people, referrals

AUTHOR = "T1:UAUTHOR"
REFUSED, STALE = "-", "stale"
UNRULED = {Action.LOG, Action.DECIDE}
PEOPLE = {
    "practitioner": Person("T1:UOTHER", Role.PRACTITIONER),
    "council": Person("T1:UOTHER", Role.PARTNER, "council"),
    "icb": Person("T1:UOTHER", Role.PARTNER, "icb"),
    "police": Person("T1:UOTHER", Role.PARTNER, "police"),
    "manager": Person("T1:UOTHER", Role.BUSINESS_MANAGER),
    "auditor": Person("cli:other", Role.AUDITOR),
    "stranger": Person("T2:UOTHER", Role.STRANGER),
    "referrer": Person(AUTHOR, Role.PRACTITIONER),
}
THREE = "council icb police"

# Who may, whatever the state; everybody else is refused.
WHO = {
    "see": f"{THREE} manager auditor referrer",
    "look": f"{THREE} auditor referrer",
    "take": THREE,
    "take_over": THREE,
    "ask": THREE,
    "answer": "referrer",
    "correct": "referrer",
    "withdraw": "referrer",
    "set_aware": THREE,
    "notify": "council",
    "vote_criteria": THREE,
    "start_review": THREE,
    "submit_review": THREE,
    "vote_outcome": THREE,
    "vote_publication": THREE,
    "publish": THREE,
    "vote_closing": THREE,
    "reopen": THREE,
    "recommend": THREE,
    "agree": THREE,
    "finish": f"{THREE} manager",
    "assure": f"{THREE} manager",
    "drop": THREE,
    "link": THREE,
    "explain": THREE,
}
OPEN = (
    "logged in_review criteria_met criteria_not_met notified rapid_review submitted local_review "
    "national_review local_learning no_further published not_published reopened withdrawn"
)
ON_IT = OPEN.removeprefix("logged ")
TAKEN = ON_IT.removesuffix(" withdrawn")
CLOSING = (
    "criteria_not_met national_review local_learning no_further published not_published reopened "
    "withdrawn"
)
BEFORE_NOTIFYING = "logged in_review criteria_met criteria_not_met reopened withdrawn"

# In which states, and where it leads; `=` stays there. In every other state it is too late.
WHERE = {
    "see": (f"{OPEN} closed", "="),
    "look": (f"{OPEN} closed", "="),
    "take": ("logged", "in_review"),
    "take_over": (ON_IT, "="),
    "ask": (OPEN, "="),
    "answer": (OPEN, "="),
    "correct": (OPEN.removesuffix(" withdrawn"), "="),
    "withdraw": ("logged in_review", "withdrawn"),
    "set_aware": (BEFORE_NOTIFYING, "="),
    "notify": (BEFORE_NOTIFYING, "notified"),
    "vote_criteria": ("in_review criteria_met notified rapid_review reopened withdrawn", "="),
    "start_review": ("notified reopened", "rapid_review"),
    "submit_review": ("notified rapid_review", "submitted"),
    "vote_outcome": ("submitted national_review local_learning no_further reopened", "="),
    "vote_publication": ("local_review", "="),
    "publish": ("local_review", "published"),
    "vote_closing": (CLOSING, "="),
    "reopen": ("closed criteria_not_met", "reopened"),
    "recommend": (TAKEN, "="),
    "agree": (TAKEN, "="),
    "finish": (OPEN, "="),
    "assure": (OPEN, "="),
    "drop": (OPEN, "="),
    "link": (OPEN, "="),
    "explain": (f"{OPEN} closed", "="),
}
CELLS = [(action, state.value, who) for action, state, who in product(sorted(WHO), State, PEOPLE)]


def expected(action: str, state: str, who: str) -> str:
    """What the two tables say."""
    if who not in WHO[action].split():
        return REFUSED
    states, after = WHERE[action]
    if state not in states.split():
        return STALE
    return state if after == "=" else after


def referral_in(state: State) -> Referral:
    """A referral of `AUTHOR` in a state."""
    return Referral(
        id="r1",
        ref="SG-2026-0001",
        key="k1",
        area="barnsley",
        state=state,
        version=1,
        facts={},
        tree_id="",
        tree_version="",
        tree_hash="",
        duties=(),
        logged_by=AUTHOR,
        logged_role="",
        logged_at=datetime(2026, 12, 18, tzinfo=UTC),
    )


def outcome(action: Action, state: State, person: Person) -> str:
    """What the workflow says: a state, `stale` or `-`."""
    try:
        return next_state(referral_in(state), action, person).value
    except NotAllowedError:
        return REFUSED
    except StaleError:
        return STALE


def test_table_has_every_cell() -> None:
    """The tables name every action but the two without a row, and only people that there are."""
    assert {Action(action) for action in WHO} == set(Action) - UNRULED == set(RULES)
    assert set(WHERE) == set(WHO)
    assert {who for names in WHO.values() for who in names.split()} <= set(PEOPLE)
    assert set(OPEN.split()) == {state.value for state in LISTED}
    assert {person.role for person in PEOPLE.values()} == set(Role)


@pytest.mark.parametrize("action", sorted(WHO))
def test_every_role_in_every_state(action: str) -> None:
    """Each of these people gets in each state what the tables say, and nothing else."""
    wrong = [
        (state, who, found)
        for one, state, who in CELLS
        if one == action
        and (found := outcome(Action(action), State(state), PEOPLE[who]))
        != expected(action, state, who)
    ]
    assert wrong == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRACTITIONER])
def test_who_logged_it_keeps_what_their_role_may(role: Role) -> None:
    """A referrer of another role may what the role may and what a referrer may; a stranger not."""
    partner = "icb" if role is Role.PARTNER else ""
    own, other = Person(AUTHOR, role, partner), Person("T1:UOTHER", role, partner)
    for action, state in product(WHO, State):
        as_role = outcome(Action(action), state, other)
        as_referrer = outcome(Action(action), state, PEOPLE["referrer"])
        wanted = as_role if as_role != REFUSED else as_referrer
        if role is Role.STRANGER:
            wanted = REFUSED
        assert outcome(Action(action), state, own) == wanted


@given(st.sampled_from(sorted(RULES)), st.data())
def test_may_agrees_with_next_state(action: Action, data: st.DataObject) -> None:
    """A button is offered exactly where pressing it would work."""
    referral, person = data.draw(referrals), data.draw(people())
    if data.draw(st.booleans()):
        referral = replace(referral, logged_by=person.id)
    try:
        next_state(referral, action, person)
    except (NotAllowedError, StaleError):
        assert not may(referral, action, person)
    else:
        assert may(referral, action, person)


@pytest.mark.parametrize("role", Role)
def test_who_may_log(role: Role) -> None:
    """Staff may tell the partners; the command line and strangers may not."""
    is_allowed = role in {Role.PRACTITIONER, Role.PARTNER, Role.BUSINESS_MANAGER}
    assert (role in MAY_LOG) == is_allowed
    person = Person(AUTHOR, role)
    if is_allowed:
        check_may_log(person)
    else:
        with pytest.raises(NotAllowedError):
            check_may_log(person)


def test_the_way_out_of_withdrawn_is_the_partners_alone() -> None:
    """Only the council's notification and three votes lead out; its referrer cannot undo it."""
    leaves = {
        action
        for action, rule in RULES.items()
        if rule.moves.get(State.WITHDRAWN, State.WITHDRAWN) is not State.WITHDRAWN
    }
    assert leaves == {Action.NOTIFY}


def test_what_one_person_can_reach_is_never_not_met_or_closed() -> None:
    """No single action leads to `criteria_not_met`, `closed` or what follows a rapid review."""
    reached = {
        after
        for rule in RULES.values()
        for before, after in rule.moves.items()
        if before is not after
    }
    voted = {LEADS_TO[choice] for choice in LEADS_TO} - {State.CRITERIA_MET}
    assert not reached & voted


def test_every_choice_of_every_question_has_its_effect() -> None:
    """What three votes do with clocks is said for each choice, and a choice has one question."""
    choices = [choice for named in CHOICES.values() for choice in named]
    assert sorted(choices) == sorted(DECIDED)
    assert set(LEADS_TO) <= set(choices)


def test_every_state_can_be_reached_and_left() -> None:
    """Every state but the first is led to, and from every state something leads on."""
    led = {after for rule in RULES.values() for after in rule.moves.values()}
    assert led | set(LEADS_TO.values()) | {State.LOGGED} == set(State)
    moving = {b for rule in RULES.values() for b, a in rule.moves.items() if a is not b}
    voting = {state for rule in RULES.values() if rule.question is not None for state in rule.moves}
    assert moving | voting == set(State)


def test_being_too_late_names_reference_and_state_only() -> None:
    """The refusal says which referral and where it stands, in plain words."""
    with pytest.raises(StaleError) as late:
        next_state(referral_in(State.IN_REVIEW), Action.TAKE, PEOPLE["icb"])
    assert str(late.value) == "SG-2026-0001 is in review now."


def test_being_refused_is_said_before_being_too_late() -> None:
    """Somebody without the right learns nothing about the state."""
    for action in (Action.TAKE, Action.NOTIFY, Action.REOPEN):
        with pytest.raises(NotAllowedError):
            next_state(referral_in(State.WITHDRAWN), action, PEOPLE["practitioner"])


@pytest.mark.parametrize("action", sorted(UNRULED))
@pytest.mark.parametrize("state", State)
def test_what_has_no_row_is_refused_to_everybody(action: Action, state: State) -> None:
    """Nobody does by a press what the table does not name, in whatever state it is."""
    assert {outcome(action, state, person) for person in PEOPLE.values()} == {REFUSED}


def test_people_who_act_for_a_partner() -> None:
    """Only the role of partner acts for one of the three organisations."""
    assert [role for role in Role if Person("T1:U1", role).is_partner] == [Role.PARTNER]
