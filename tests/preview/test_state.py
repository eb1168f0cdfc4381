"""The workspace's memory: places, waiting, notices."""

from __future__ import annotations

import threading

import pytest

from bot.preview.people import PEOPLE
from bot.preview.refused import RefusedError
from bot.preview.state import State
from tests.preview.echo import MANIFEST, Clock


@pytest.fixture
def state() -> State:
    """A workspace in which nothing has happened."""
    return State(MANIFEST, PEOPLE, Clock())


def test_waiting_ends_with_a_change(state: State) -> None:
    """Whoever waits for news is woken by it, long before the time is up."""
    woken = threading.Event()

    def wait() -> None:
        state.wait_beyond(0, 30)
        woken.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    state.changed()

    assert woken.wait(5)
    waiter.join()
    assert state.version == 1


def test_waiting_ends_when_the_workspace_closes(state: State) -> None:
    """Closing sends everybody home at once."""
    state.close()
    state.wait_beyond(state.version, 30)

    assert state.is_closed


def test_people_are_found_by_id_and_by_themselves(state: State) -> None:
    """An unknown person is `user_not_found`."""
    assert state.person("U0HEALTH") is state.person(PEOPLE[0])
    with pytest.raises(RefusedError, match="user_not_found"):
        state.person("U0NOBODY")


def test_membership_decides_what_a_person_sees(state: State) -> None:
    """Her own conversation and her channels, nobody else's."""
    visitor = PEOPLE[0]

    assert state.is_member(visitor, "D0HEALTH")
    assert state.is_member(visitor, "C0GENERAL")
    assert not state.is_member(visitor, "D0TEACHER")
    assert not state.is_member(visitor, "C0PARTNERS")
