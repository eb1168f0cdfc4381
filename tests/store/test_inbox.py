"""A request is dealt with once, whichever of its names it comes under."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.store.builders import NOW, UndoError, later, scratch

if TYPE_CHECKING:
    from bot.guide.ports import Store


def test_first_time_is_new_and_again_is_not(store: Store) -> None:
    """The same key is new once, in later units too."""
    with store.unit() as unit:
        assert unit.inbox.is_new(["event:1"], NOW)
    with store.unit() as unit:
        assert not unit.inbox.is_new(["event:1"], NOW)


def test_one_known_key_is_enough_and_notes_nothing(store: Store) -> None:
    """Where one of several keys is known, none of the others is noted."""
    with store.unit() as unit:
        assert unit.inbox.is_new(["message:1"], NOW)
        assert not unit.inbox.is_new(["event:1", "message:1", "event:2"], NOW)
        assert unit.inbox.is_new(["event:1"], NOW)
        assert unit.inbox.is_new(["event:2"], NOW)


def test_a_key_twice_in_one_request_is_one_key(store: Store) -> None:
    """A request that names itself twice is still new."""
    with store.unit() as unit:
        assert unit.inbox.is_new(["event:1", "event:1"], NOW)


def test_what_was_rolled_back_is_new_again(store: Store) -> None:
    """A request whose unit failed is dealt with when it is delivered again."""
    with suppress(UndoError), store.unit() as unit:
        assert unit.inbox.is_new(["event:1"], NOW)
        raise UndoError
    with store.unit() as unit:
        assert unit.inbox.is_new(["event:1"], NOW)


@given(st.lists(st.integers(0, 5), max_size=8), st.integers(0, 6))
def test_pruning_forgets_what_is_older_and_nothing_else(
    shared: Store, minutes: list[int], before: int
) -> None:
    """Keys noted before a time count as new again; those from then on do not."""
    with scratch(shared) as unit:
        for number, minute in enumerate(minutes):
            unit.inbox.is_new([f"event:{number}"], later(minute))
        unit.inbox.prune(later(before))
        for number, minute in enumerate(minutes):
            assert unit.inbox.is_new([f"event:{number}"], later(9)) == (minute < before)


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=3), max_size=12))
def test_new_means_none_of_its_keys_was_noted(shared: Store, requests: list[list[str]]) -> None:
    """For any series of requests, new are exactly those that share no key with a new one before."""
    noted: set[str] = set()
    with scratch(shared) as unit:
        for keys in requests:
            is_new = noted.isdisjoint(keys)
            assert unit.inbox.is_new(keys, NOW) == is_new
            noted |= set(keys) if is_new else set()
