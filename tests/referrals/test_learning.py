"""Who says that an action is done, who drops it, and who looks whether it took."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAllowedError, StaleError
from bot.referrals.decisions import PARTNERS
from bot.referrals.learning import (
    OWNERS,
    ActionState,
    AgreedAction,
    check_may_assure,
    check_may_drop,
    check_may_finish,
    is_owner,
)
from bot.referrals.people import Person, Role
from tests.referrals.builders import COUNCIL, ICB, MANAGER, an_action
from tests.strategies import people

actions = st.builds(an_action, st.sampled_from(OWNERS), state=st.sampled_from(ActionState))


@given(actions, people())
def test_nobody_assures_or_drops_what_is_theirs(action: AgreedAction, person: Person) -> None:
    """Whoever owns it, alone or through their organisation, or said it was done, is refused."""
    for owner in (
        person,
        replace(person, id=action.owner_person),
        replace(person, id=action.done_by or action.owner_person),
    ):
        for check in (check_may_assure, check_may_drop):
            if is_owner(action, owner):
                with pytest.raises((NotAllowedError, StaleError)):
                    check(action, owner)


@given(actions, people())
def test_only_its_organisation_says_that_an_action_is_done(
    action: AgreedAction, person: Person
) -> None:
    """For organisations that are none of the three the business manager does."""
    speaks = person.partner == action.owner if person.is_partner else False
    speaks |= person.role is Role.BUSINESS_MANAGER and action.owner not in PARTNERS
    if action.state is ActionState.OPEN and speaks:
        check_may_finish(action, person)
    else:
        with pytest.raises((NotAllowedError, StaleError)):
            check_may_finish(action, person)


@pytest.mark.parametrize("state", ActionState)
def test_assurance_comes_after_the_action_and_before_it_is_settled(state: ActionState) -> None:
    """Neither an open action nor a settled one is assured."""
    action = an_action(state=state)
    if state is ActionState.DONE:
        check_may_assure(action, ICB)
        check_may_assure(action, MANAGER)
    else:
        with pytest.raises(StaleError, match=state.value):
            check_may_assure(action, ICB)


@pytest.mark.parametrize("state", ActionState)
def test_what_is_settled_is_not_dropped(state: ActionState) -> None:
    """Open and done ones are, by a partner who does not own them."""
    action = an_action(state=state)
    assert action.is_settled == (state in {ActionState.ASSURED, ActionState.DROPPED})
    if action.is_settled:
        with pytest.raises(StaleError):
            check_may_drop(action, ICB)
    else:
        check_may_drop(action, ICB)
        for refused in (COUNCIL, MANAGER):
            with pytest.raises(NotAllowedError):
                check_may_drop(action, refused)


def test_who_said_that_it_is_done_does_not_look_whether_it_took() -> None:
    """The business manager who finished a school's action leaves the look to others."""
    action = replace(an_action("school", state=ActionState.DONE), done_by=MANAGER.id)
    with pytest.raises(NotAllowedError):
        check_may_assure(action, MANAGER)
    check_may_assure(action, ICB)


# Who may do what with an action of the council and of a school, and in which states; nothing else.
EVERYBODY = {
    "practitioner": Person("T1:UPRACTITIONER", Role.PRACTITIONER),
    "council": COUNCIL,
    "icb": ICB,
    "police": Person("T1:UPOLICE", Role.PARTNER, "police"),
    "manager": MANAGER,
    "auditor": Person("cli:other", Role.AUDITOR),
    "stranger": Person("T2:UGUEST", Role.STRANGER),
    "its own person": Person("T1:UOWNER", Role.PARTNER, "icb"),
    "who said it is done": Person("T1:UDONE", Role.PARTNER, "icb"),
}
CHECKS = {"finish": check_may_finish, "drop": check_may_drop, "assure": check_may_assure}
WHEN = {"finish": "open", "drop": "open done", "assure": "done"}
WHO = {
    ("finish", "council"): {"council"},
    ("finish", "school"): {"manager"},
    ("drop", "council"): {"icb", "police", "who said it is done"},
    ("drop", "school"): {"council", "icb", "police", "who said it is done"},
    ("assure", "council"): {"icb", "police", "manager"},
    ("assure", "school"): {"council", "icb", "police", "manager"},
}


def may(what: str, action: AgreedAction, person: Person) -> bool:
    """Whether the check lets somebody do it."""
    try:
        CHECKS[what](action, person)
    except (NotAllowedError, StaleError):
        return False
    return True


@pytest.mark.parametrize(("what", "owner"), sorted(WHO))
@pytest.mark.parametrize("state", ActionState)
def test_every_role_with_an_action_in_every_state(
    what: str, owner: str, state: ActionState
) -> None:
    """Each of these people may in each state what the tables say, and nothing else."""
    action = an_action(owner, state=state)
    wanted = WHO[what, owner] if state.value in WHEN[what].split() else set[str]()
    if what == "drop" and state is ActionState.DONE:
        wanted = wanted - {"who said it is done"}
    assert {name for name, person in EVERYBODY.items() if may(what, action, person)} == wanted
    assert {person.role for person in EVERYBODY.values()} == set(Role)
