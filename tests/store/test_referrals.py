"""A referral is logged once, comes back as it was, and changes only under somebody who saw it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotFoundError, StaleError
from bot.referrals.model import PartKind, Referral, State
from tests.store.builders import (
    NOW,
    PERSON,
    UndoError,
    a_part,
    a_referral,
    later,
    new_ring,
    scratch,
)
from tests.strategies import referrals

if TYPE_CHECKING:
    from bot.guide.ports import Store, Unit
    from bot.store.sqlite import SqliteStore

ALL = tuple(State)
RING = new_ring()


def log(unit: Unit, *keys: str, state: State = State.LOGGED) -> list[Referral]:
    """Log a referral for each key."""
    return [unit.referrals.log(a_referral(key, state=state), []) for key in keys]


@given(referrals)
def test_comes_back_as_it_was_logged(shared: Store, referral: Referral) -> None:
    """Every field, the order of the facts included, comes back by id, reference and key."""
    with scratch(shared) as unit:
        logged = unit.referrals.log(referral, [])
        assert logged == replace(referral, ref=logged.ref, version=1)
        for found in (
            unit.referrals.get(referral.id),
            unit.referrals.by_ref(logged.ref),
            unit.referrals.by_key(referral.key),
        ):
            assert found == logged
            assert list(found.facts) == list(referral.facts)


def test_references_count_up_in_each_year(store: Store) -> None:
    """Each year starts at 0001, and the next referral gets the next number."""
    with store.unit() as unit:
        in_2027 = datetime(2027, 1, 1, tzinfo=UTC)
        refs = [referral.ref for referral in log(unit, "a", "b")]
        refs.append(unit.referrals.log(a_referral("c", at=in_2027), []).ref)
        refs += [referral.ref for referral in log(unit, "d")]
    assert refs == ["SG-2026-0001", "SG-2026-0002", "SG-2027-0001", "SG-2026-0003"]


def test_rolled_back_referral_leaves_no_gap(store: Store) -> None:
    """A number that was given in a unit that failed is given again."""
    with suppress(UndoError), store.unit() as unit:
        log(unit, "a")
        raise UndoError
    with store.unit() as unit:
        assert unit.referrals.by_key("a") is None
        assert log(unit, "b")[0].ref == "SG-2026-0001"


def test_the_same_key_makes_one_referral(store: Store) -> None:
    """Logging a key again keeps nothing, not even parts, and returns what it made."""
    with store.unit() as unit:
        first = unit.referrals.log(a_referral("k1"), [a_part("first", RING)])
        again = replace(a_referral("k1"), id="another", facts={"event": "caused_harm"})
        assert unit.referrals.log(again, [a_part("second", RING)]) == first
        assert unit.referrals.get("another") is None
        assert unit.referrals.count(ALL) == 1
        assert len(unit.referrals.parts(first.id)) == 1


def test_reference_is_found_in_any_case(store: Store) -> None:
    """A reference may be typed in small letters, with spaces around it."""
    with store.unit() as unit:
        (logged,) = log(unit, "a")
        assert unit.referrals.by_ref(" sg-2026-0001 ") == logged
        assert unit.referrals.by_ref("SG-2026-0002") is None


def test_change_keeps_state_and_taker_and_counts_up(store: Store) -> None:
    """A change keeps state, who took it and when, and gives the next version."""
    with store.unit() as unit:
        (seen,) = log(unit, "a")
        taken = replace(
            seen, state=State.IN_REVIEW, taken_by="icb", taken_person="T1:U2", taken_at=later(5)
        )
        changed = unit.referrals.change(taken, seen)
        assert changed == replace(taken, version=2)
        assert unit.referrals.get(seen.id) == changed


def test_change_from_an_older_version_or_state_is_refused(store: Store) -> None:
    """Who saw an older version or state changes nothing, and is told the reference."""
    with store.unit() as unit:
        (seen,) = log(unit, "a")
        taken = unit.referrals.change(replace(seen, state=State.IN_REVIEW), seen)
        for stale in (seen, replace(taken, version=1), replace(taken, state=State.LOGGED)):
            with pytest.raises(StaleError, match=seen.ref):
                unit.referrals.change(replace(stale, state=State.WITHDRAWN), stale)
        assert unit.referrals.get(seen.id) == taken


def test_latest_version_of_every_part(store: Store) -> None:
    """Of each kind the latest version is given; older ones stay in the register."""
    with store.unit() as unit:
        reach = replace(a_part("call me", RING), kind=PartKind.REACH)
        log(unit, "k1")
        first, second = a_part("one", RING), a_part("two", RING, version=2)
        for part in (first, reach, second):
            unit.referrals.add_part(part)
        assert unit.referrals.parts("id-k1") == (second, reach)


def test_a_version_of_a_part_is_written_once(store: Store) -> None:
    """Two corrections that saw the same version do not overwrite each other."""
    with store.unit() as unit:
        log(unit, "k1")
        unit.referrals.add_part(a_part("one", RING))
        with pytest.raises(StaleError):
            unit.referrals.add_part(a_part("other", RING))


def test_what_somebody_logged_latest_first(store: Store) -> None:
    """Only the person's own referrals are listed, the latest first, at most so many."""
    with store.unit() as unit:
        log(unit, "a", "b", "c")
        unit.referrals.log(replace(a_referral("d"), logged_by="T1:U2"), [])
        refs = [referral.ref for referral in unit.referrals.logged_by(PERSON, limit=2)]
        assert refs == ["SG-2026-0003", "SG-2026-0002"]


def test_worklist_and_count_take_the_given_states_only(store: Store) -> None:
    """The worklist and its count hold the states asked for, and nothing for none."""
    with store.unit() as unit:
        log(unit, "a")
        log(unit, "b", state=State.WITHDRAWN)
        assert [found.key for found in unit.referrals.worklist([State.LOGGED])] == ["a"]
        assert [found.key for found in unit.referrals.worklist(ALL)] == ["b", "a"]
        assert unit.referrals.count([State.WITHDRAWN]) == 1
        assert unit.referrals.worklist([]) == ()
        assert unit.referrals.count([]) == 0


@given(
    st.lists(st.tuples(st.sampled_from(ALL), st.sampled_from([2026, 2027])), max_size=12),
    st.sets(st.sampled_from(ALL)),
    st.integers(1, 5),
)
def test_pages_hold_every_referral_once(
    shared: Store, kept: list[tuple[State, int]], states: set[State], limit: int
) -> None:
    """Page after page gives every referral in the states once, the latest reference first."""
    with scratch(shared) as unit:
        for place, (state, year) in enumerate(kept):
            at = NOW.replace(year=year)
            unit.referrals.log(a_referral(str(place), state=state, at=at), [])
        pages, before = [], ""
        while page := unit.referrals.worklist(sorted(states), limit=limit, before=before):
            assert len(page) <= limit
            pages += [referral.ref for referral in page]
            before = page[-1].ref.lower()
        assert pages == sorted(pages, reverse=True)
        assert len(pages) == len(set(pages)) == unit.referrals.count(sorted(states))


def test_page_after_something_that_is_no_reference_is_refused(store: Store) -> None:
    """A page that starts after no reference is refused, and the text is not repeated."""
    with store.unit() as unit:
        for text in ("nonsense", "SG-2026", "SG-2026-0001x", "SG-٢٠٢٦-0001"):
            with pytest.raises(NotFoundError) as refused:
                unit.referrals.worklist(ALL, before=text)
            assert text not in str(refused.value).split()


def test_order_holds_past_9999(register: SqliteStore) -> None:
    """The ten-thousandth referral of a year comes after the one before it, on pages too."""
    with register._writing() as session:
        session.first("INSERT INTO reference_year (year, last_number) VALUES (2026, 9997)")
    with register.unit() as unit:
        refs = [referral.ref for referral in log(unit, "a", "b", "c", "d")]
        assert refs[1:3] == ["SG-2026-9999", "SG-2026-10000"]
        first, second = (
            unit.referrals.worklist(ALL, limit=2, before=before) for before in ("", refs[2])
        )
        assert [referral.ref for referral in (*first, *second)] == refs[::-1]
