"""Who may do what with a referral, cell by cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAllowedError, StaleError
from bot.referrals.model import Referral, State
from bot.referrals.people import Person, Role
from bot.referrals.workflow import RULES, Action, check_may_log, may, next_state
from tests.strategies import people, referrals

AUTHOR = "T1:UAUTHOR"
ROLES = [Role.PRACTITIONER, Role.PARTNER, Role.BUSINESS_MANAGER, Role.AUDITOR, Role.STRANGER]
REFUSED, STALE = "-", "stale"

# action state: what somebody else of each role gets (in the order of ROLES), then what the referrer
# gets. `-` is refused, `stale` is too late, anything else the state after.
TABLE = """
see      logged     -      logged     logged     logged     -  logged
see      in_review  -      in_review  in_review  in_review  -  in_review
see      withdrawn  -      withdrawn  withdrawn  withdrawn  -  withdrawn
look     logged     -      logged     -          logged     -  logged
look     in_review  -      in_review  -          in_review  -  in_review
look     withdrawn  -      withdrawn  -          withdrawn  -  withdrawn
take     logged     -      in_review  -          -          -  -
take     in_review  -      stale      -          -          -  -
take     withdrawn  -      stale      -          -          -  -
correct  logged     -      -          -          -          -  logged
correct  in_review  -      -          -          -          -  in_review
correct  withdrawn  -      -          -          -          -  stale
withdraw logged     -      -          -          -          -  withdrawn
withdraw in_review  -      -          -          -          -  withdrawn
withdraw withdrawn  -      -          -          -          -  stale
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (Action(action), State(state), role, expected)
    for action, state, *by_role, _ in ROWS
    for role, expected in zip(ROLES, by_role, strict=True)
]
OWN_CELLS = [
    (Action(action), State(state), role, cell if own == REFUSED else own)
    for action, state, *by_role, own in ROWS
    for role, cell in zip(ROLES, by_role, strict=True)
]


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
    """The table names every state of every action; only logging has no state before it."""
    named = {(Action(action), State(state)) for action, state, *_ in ROWS}
    assert named == {(a, s) for a in Action if a is not Action.LOG for s in State}
    assert set(ROLES) == set(Role)
    assert set(RULES) == set(Action) - {Action.LOG}


@pytest.mark.parametrize(("action", "state", "role", "expected"), CELLS)
def test_what_others_may_do(action: Action, state: State, role: Role, expected: str) -> None:
    """Somebody who did not log the referral may do what the table says for their role."""
    assert outcome(action, state, Person("T1:UOTHER", role)) == expected


@pytest.mark.parametrize(("action", "state", "role", "expected"), OWN_CELLS)
def test_what_the_referrer_may_do(action: Action, state: State, role: Role, expected: str) -> None:
    """The referrer may do what the table's last column or their role allows; a stranger nothing."""
    wanted = REFUSED if role is Role.STRANGER else expected
    assert outcome(action, state, Person(AUTHOR, role)) == wanted


@given(st.sampled_from([action for action in Action if action is not Action.LOG]), st.data())
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


@pytest.mark.parametrize(
    ("role", "is_allowed"),
    [
        (Role.PRACTITIONER, True),
        (Role.PARTNER, True),
        (Role.BUSINESS_MANAGER, True),
        (Role.AUDITOR, False),
        (Role.STRANGER, False),
    ],
)
def test_who_may_log(role: Role, *, is_allowed: bool) -> None:
    """Staff may tell the partners; the command line and strangers may not."""
    person = Person(AUTHOR, role)
    if is_allowed:
        check_may_log(person)
    else:
        with pytest.raises(NotAllowedError):
            check_may_log(person)


def test_no_way_out_of_withdrawn() -> None:
    """Nothing leads from a withdrawn referral to another state."""
    after = {rule.moves.get(State.WITHDRAWN, State.WITHDRAWN) for rule in RULES.values()}
    assert after == {State.WITHDRAWN}


def test_being_too_late_names_reference_and_state_only() -> None:
    """The refusal says which referral and where it stands, in plain words."""
    with pytest.raises(StaleError) as late:
        next_state(referral_in(State.IN_REVIEW), Action.TAKE, Person("T1:U2", Role.PARTNER, "icb"))
    assert str(late.value) == "SG-2026-0001 is in review now."


def test_being_refused_is_said_before_being_too_late() -> None:
    """Somebody without the right learns nothing about the state."""
    with pytest.raises(NotAllowedError):
        next_state(referral_in(State.WITHDRAWN), Action.TAKE, Person("T1:U2", Role.PRACTITIONER))


def test_people_who_act_for_a_partner() -> None:
    """Only the role of partner acts for one of the three organisations."""
    assert [role for role in Role if Person("T1:U1", role).is_partner] == [Role.PARTNER]
