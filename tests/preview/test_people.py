"""Who works in the practice workspace."""

from __future__ import annotations

from bot.preview.people import (
    BOT_USER_ID,
    GROUPS,
    PARTNERS_CHANNEL,
    PEOPLE,
    channels_for,
    dm_channel,
)


def test_there_are_seven_and_their_ids_differ() -> None:
    """Seven people, seven ids, seven conversations with the app."""
    assert len({person.id for person in PEOPLE}) == len(PEOPLE) == 7
    assert len({person.dm for person in PEOPLE}) == 7
    assert dm_channel("U0HEALTH") == "D0HEALTH"


def test_groups_named_by_people_exist() -> None:
    """Every group that somebody is in has a title."""
    assert {group for person in PEOPLE for group in person.groups} == set(GROUPS)


def test_the_guest_is_an_outsider() -> None:
    """The guest is restricted, of another workspace, and in no group."""
    (guest,) = [person for person in PEOPLE if person.is_guest]

    assert guest.is_foreign
    assert guest.team_id != PEOPLE[0].team_id
    assert guest.groups == ()


def test_only_partners_and_the_app_are_in_the_partners_channel() -> None:
    """Council, NHS, police, business manager and the app; nobody else."""
    (channel,) = [c for c in channels_for(PEOPLE) if c.id == PARTNERS_CHANNEL]

    assert channel.members == {"U0COUNCIL", "U0ICB", "U0POLICE", "U0MANAGER", BOT_USER_ID}
    assert channel.is_private
