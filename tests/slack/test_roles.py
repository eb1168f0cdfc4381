"""Roles: what Slack says, remembered for minutes; deny when in doubt."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot.preview.people import OTHER_TEAM_ID, PEOPLE, TEAM_ID, PracticePerson
from bot.referrals.people import Person, Role
from bot.slack.roles import FRESH, LAST_GOOD, REST, RoleRules, Roles
from tests.practice import (
    COUNCIL,
    GROUPS,
    GUEST,
    HEALTH,
    ICB,
    MANAGER,
    POLICE,
    PRACTITIONERS,
    TOKEN,
    Practice,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def roles(
    practice: Practice,
    *,
    groups: Mapping[str, tuple[Role, str]] = GROUPS,
    practitioners: str = PRACTITIONERS,
    allow: Mapping[str, tuple[Role, str]] | None = None,
) -> Roles:
    """Roles by these rules, over the practice Slack."""
    client = WebClient(token=TOKEN, base_url=practice.slack.api_url)
    rules = RoleRules(TEAM_ID, groups, practitioners, allow or {})
    return Roles(client, rules, practice.made.clock)


def somebody(user: str) -> PracticePerson:
    """Somebody of the workspace."""
    return next(person for person in PEOPLE if person.id == user)


def looked_up(practice: Practice, method: str) -> int:
    """How often Slack was asked."""
    return [call.method for call in practice.slack.calls].count(method)


@pytest.mark.parametrize(
    ("user", "role", "partner"),
    [
        (HEALTH, Role.PRACTITIONER, ""),
        (COUNCIL, Role.PARTNER, "council"),
        (ICB, Role.PARTNER, "icb"),
        (POLICE, Role.PARTNER, "police"),
        (MANAGER, Role.BUSINESS_MANAGER, ""),
    ],
)
def test_groups_make_roles_and_partners_come_first(
    practice: Practice, user: str, role: Role, partner: str
) -> None:
    """A partner who is also in the practitioners' group is a partner."""
    assert roles(practice).person(user) == Person(f"{TEAM_ID}:{user}", role, partner)


def test_a_guest_of_another_workspace_is_a_stranger(practice: Practice) -> None:
    """With or without what the payload says about her workspace."""
    expected = Person(f"{OTHER_TEAM_ID}:{GUEST}", Role.STRANGER)
    assert roles(practice).person(GUEST) == expected
    assert roles(practice).person(GUEST, OTHER_TEAM_ID) == expected


def test_another_workspace_in_the_payload_decides_without_a_call(practice: Practice) -> None:
    """Slack is not asked about somebody who says to be from elsewhere."""
    before = looked_up(practice, "users.info")
    assert roles(practice).person(HEALTH, OTHER_TEAM_ID).role is Role.STRANGER
    assert looked_up(practice, "users.info") == before


@pytest.mark.parametrize("mark", ["is_deleted", "is_bot", "is_guest", "is_foreign"])
def test_marks_on_an_account_beat_groups_and_allow_list(practice: Practice, mark: str) -> None:
    """A deactivated, robot, guest or foreign account is a stranger whatever lists say (R16)."""
    practice.slack.set_person(PracticePerson(**{**asdict(somebody(COUNCIL)), mark: True}))
    allowed = roles(practice, allow={COUNCIL: (Role.PARTNER, "council")})
    assert allowed.person(COUNCIL).role is Role.STRANGER


def test_somebody_in_no_group_is_a_stranger_where_there_is_a_practitioners_group(
    practice: Practice,
) -> None:
    """Deny by default; without such a group every full member is a practitioner."""
    practice.slack.set_person(PracticePerson("U0NEW", "New here"))
    assert roles(practice).person("U0NEW").role is Role.STRANGER
    assert roles(practice, practitioners="").person("U0NEW").role is Role.PRACTITIONER


def test_an_unknown_user_is_a_stranger(practice: Practice) -> None:
    """What Slack does not know is nobody."""
    assert roles(practice).person("U0NOBODY").role is Role.STRANGER


def test_slack_is_asked_once_in_a_while(practice: Practice) -> None:
    """Answers count for minutes, and then are asked for again."""
    known = roles(practice)
    before = looked_up(practice, "users.info"), looked_up(practice, "usergroups.users.list")
    for _ in range(3):
        known.person(HEALTH)
    asked = len(GROUPS) + 1
    assert looked_up(practice, "users.info") == before[0] + 1
    assert looked_up(practice, "usergroups.users.list") == before[1] + asked
    practice.made.clock.move(seconds=FRESH.total_seconds())
    known.person(HEALTH)
    assert looked_up(practice, "usergroups.users.list") == before[1] + 2 * asked


def test_warming_asks_for_the_groups_before_anybody_waits(practice: Practice) -> None:
    """After warming, the first press asks only who the person is."""
    known = roles(practice)
    known.warm()
    before = looked_up(practice, "usergroups.users.list")
    assert known.person(HEALTH).role is Role.PRACTITIONER
    assert looked_up(practice, "usergroups.users.list") == before


def fail_lookups(practice: Practice, times: int = 50) -> None:
    """Let Slack fail to answer who people are."""
    practice.slack.script_fault("users.info", "server_error", times=times)
    practice.slack.script_fault("usergroups.users.list", "server_error", times=times)


def test_the_last_good_answer_counts_while_slack_is_silent(practice: Practice) -> None:
    """An outage changes nobody's role for an hour; then only the allow-list counts (R21)."""
    known = roles(practice, allow={POLICE: (Role.PARTNER, "police")})
    known.person(HEALTH)
    fail_lookups(practice)
    practice.made.clock.move(seconds=FRESH.total_seconds())
    assert known.person(HEALTH).role is Role.PRACTITIONER
    practice.made.clock.move(seconds=LAST_GOOD.total_seconds())
    assert known.person(HEALTH).role is Role.STRANGER
    assert known.person(POLICE) == Person(f"{TEAM_ID}:{POLICE}", Role.PARTNER, "police")


def test_without_user_groups_the_allow_list_counts(practice: Practice) -> None:
    """A workspace whose plan has no groups names its people in the settings (R21)."""
    practice.slack.script_fault("usergroups.users.list", "server_error", times=50)
    known = roles(practice, practitioners="", allow={ICB: (Role.PARTNER, "icb")})
    assert known.person(ICB).role is Role.PARTNER
    assert known.person(HEALTH).role is Role.PRACTITIONER
    assert known.person(COUNCIL).role is Role.PRACTITIONER


def test_a_silent_slack_is_left_alone_for_a_moment(practice: Practice) -> None:
    """After a failed look-up nobody is asked again for a while, and then it works."""
    known = roles(practice)
    fail_lookups(practice, times=1)
    before = looked_up(practice, "users.info")
    for _ in range(3):
        assert known.person(HEALTH).role is Role.STRANGER
    assert looked_up(practice, "users.info") == before
    practice.made.clock.move(seconds=REST.total_seconds())
    known.person(HEALTH)
    assert looked_up(practice, "users.info") == before + 1
    practice.made.clock.move(seconds=REST.total_seconds())
    assert known.person(HEALTH).role is Role.PRACTITIONER


def test_a_silent_slack_costs_one_look_up_of_each_kind(practice: Practice) -> None:
    """When one group cannot be read in time, the others are not waited for (R21)."""
    known = roles(practice)
    practice.slack.script_fault("usergroups.users.list", "server_error", times=1)
    before = looked_up(practice, "usergroups.users.list")
    assert known.person(HEALTH).role is Role.STRANGER
    assert looked_up(practice, "usergroups.users.list") == before


def test_a_group_that_is_gone_closes_no_other(practice: Practice) -> None:
    """A deleted user group gives nobody a role, and the other groups go on."""
    known = roles(practice, groups={"S0DELETED": (Role.PARTNER, "icb"), **GROUPS})
    assert known.person(COUNCIL).partner == "council"
    assert known.person(HEALTH).role is Role.PRACTITIONER


def test_forgotten_groups_are_asked_for_at_once(practice: Practice) -> None:
    """A changed group counts with the next press, and an outage then keeps the old answer."""
    known = roles(practice)
    assert known.person(COUNCIL).role is Role.PARTNER
    practice.slack.set_person(replace(somebody(COUNCIL), groups=(PRACTITIONERS,)))
    known.forget_groups()
    assert known.person(COUNCIL).role is Role.PRACTITIONER
    known.forget_groups()
    fail_lookups(practice)
    assert known.person(COUNCIL).role is Role.PRACTITIONER
