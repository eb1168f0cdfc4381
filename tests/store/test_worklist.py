"""The worklist by filters: complete, in order, page after page, and never read as a whole."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotFoundError
from bot.guide.ports_review import Ending, Link, ListFilter, Page
from bot.referrals.clocks import ClockKind, Ended, Start, agreed_clock, notify_clock
from bot.referrals.model import LISTED, State
from bot.store import sql_review
from bot.store.driver import sqlite3
from tests.store.builders import NOW, PERSON, a_referral, register_in, scratch

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.ports import Store, Unit
    from bot.referrals.model import Referral
    from bot.store.sqlite import SqliteStore

TODAY = date(2026, 12, 18)
UNTIL = date(2026, 12, 22)
FIRST = Page(ListFilter.ALL, TODAY, UNTIL, limit=3)
# For each referral: its state, who has it, and by how many days its clocks are due from today;
# None is a clock without a date.
kept = st.lists(
    st.tuples(
        st.sampled_from(State),
        st.sampled_from(["", PERSON, "T1:U2"]),
        st.lists(st.none() | st.integers(-3, 6), max_size=2),
    ),
    max_size=9,
)
Kept = list[tuple[State, str, list[int | None]]]


def keep(unit: Unit, rows: Kept) -> dict[str, tuple[State, str, list[int | None]]]:
    """Keep referrals with their clocks; reference -> what it was made of."""
    made = {}
    for place, (state, who, days) in enumerate(rows):
        referral = replace(a_referral(f"k{place}", state=state), taken_person=who)
        logged = unit.referrals.log(referral, [])
        for number, due in enumerate(days):
            start = Start(f"c{place}-{number}", logged.id, NOW)
            if due is None:
                clock = replace(notify_clock(start, None), subject_id=f"s{number}")
            else:
                on = TODAY + timedelta(days=due)
                clock = agreed_clock(start, ClockKind.ACTION, f"s{number}", TODAY, on)
            unit.clocks.add(clock)
        made[logged.ref] = (state, who, days)
    return made


def everything(unit: Unit, page: Page) -> list[str]:
    """References of all pages, one page after the other."""
    refs: list[str] = []
    while found := unit.worklist.page(page):
        assert len(found) <= page.limit
        refs += [one.referral.ref for one in found]
        page = replace(page, after=found[-1].token)
    return refs


@given(kept)
def test_filters_find_what_they_say(shared: Store, rows: Kept) -> None:
    """Each filter finds exactly its referrals, none twice, and counts as many."""
    with scratch(shared) as unit:
        made = keep(unit, rows)
        is_open = {ref for ref, (state, _, _) in made.items() if state in LISTED}
        dated = {ref: [d for d in made[ref][2] if d is not None] for ref in is_open}
        overdue = {ref for ref in is_open if any(day < 0 for day in dated[ref])}
        soon = {
            ref for ref in is_open if None in made[ref][2] or any(day <= 4 for day in dated[ref])
        }
        assert overdue <= soon
        expected = {
            ListFilter.ALL: is_open,
            ListFilter.MINE: {ref for ref in is_open if made[ref][1] == PERSON},
            ListFilter.OVERDUE: overdue,
            ListFilter.DUE_SOON: soon,
        }
        for filter_, wanted in expected.items():
            page = replace(FIRST, filter=filter_, person_id=PERSON)
            found = everything(unit, page)
            assert len(found) == len(set(found)) == unit.worklist.count(page, 1000)
            assert set(found) == wanted
        for state in State:
            page = replace(FIRST, filter=ListFilter.STATE, state=state.value)
            found = everything(unit, page)
            assert set(found) == {ref for ref in made if made[ref][0] is state}
            assert unit.worklist.count(page, 1000) == len(found)


def test_what_is_due_first_comes_first(store: Store) -> None:
    """By day, and on one day by reference."""
    with store.unit() as unit:
        keep(unit, [(State.IN_REVIEW, "", [day]) for day in (3, 1, -2, 1, -1)])
        soon = everything(unit, replace(FIRST, filter=ListFilter.DUE_SOON, limit=2))
        late = everything(unit, replace(FIRST, filter=ListFilter.OVERDUE, limit=1))
    assert [ref[-1] for ref in soon] == ["3", "5", "2", "4", "1"]
    assert [ref[-1] for ref in late] == ["3", "5"]


def test_a_clock_that_ends_is_no_longer_due(store: Store) -> None:
    """What is left running decides; with nothing left it is neither due nor late."""
    with store.unit() as unit:
        keep(unit, [(State.IN_REVIEW, "", [-2, 3])])
        late = replace(FIRST, filter=ListFilter.OVERDUE)
        soon = replace(FIRST, filter=ListFilter.DUE_SOON)
        assert len(unit.worklist.page(late)) == 1
        unit.clocks.end("c0-0", Ending(NOW, TODAY, Ended.MET))
        assert (len(unit.worklist.page(late)), len(unit.worklist.page(soon))) == (0, 1)
        unit.clocks.end("c0-1", Ending(NOW, TODAY, Ended.SET_ASIDE, "not_met"))
        assert (len(unit.worklist.page(late)), len(unit.worklist.page(soon))) == (0, 0)


@pytest.mark.parametrize("after", ["nonsense", "2026-12-18~", "~SG-2026-0001", "x~SG-2026-0001"])
@pytest.mark.parametrize("filter_", [ListFilter.DUE_SOON, ListFilter.OVERDUE])
def test_a_page_after_no_token_is_refused(store: Store, after: str, filter_: ListFilter) -> None:
    """A forged token is refused, and not repeated."""
    with store.unit() as unit, pytest.raises(NotFoundError) as refused:
        unit.worklist.page(replace(FIRST, filter=filter_, after=after))
    assert after not in str(refused.value)


def test_counting_stops_at_its_limit(store: Store) -> None:
    """What has to be counted one by one is counted to the limit."""
    with store.unit() as unit:
        keep(unit, [(State.IN_REVIEW, PERSON, []) for _ in range(5)])
        page = replace(FIRST, filter=ListFilter.MINE, person_id=PERSON)
        assert unit.worklist.count(page, 3) == 3


def test_every_state_is_counted_as_referrals_move(store: Store) -> None:
    """The counts are right after any change of state, without counting."""
    with store.unit() as unit:
        first, second = (unit.referrals.log(a_referral(key), []) for key in "ab")
        unit.referrals.change(replace(first, state=State.CLOSED), first)
        assert unit.referrals.count([State.LOGGED]) == 1
        assert unit.referrals.count([State.CLOSED]) == 1
        unit.referrals.change(replace(second, taken_by="icb"), second)
        assert unit.referrals.count([State.LOGGED]) == 1
        assert unit.referrals.count(tuple(State)) == 2


def alike(key: str, *, event: str = "died", aware_on: str = "2026-12-16") -> Referral:
    """A referral about an event of a day."""
    facts = {"event": event, "age_band": "under_16", "aware_on": aware_on}
    return replace(a_referral(key), facts=facts)


def test_alike_is_the_same_event_age_and_week(store: Store) -> None:
    """Monday to Sunday of the week of awareness, or else of logging; closed ones are left out."""
    with store.unit() as unit:
        given_ = {
            "same": alike("same", aware_on="2026-12-20"),
            "logged_then": alike("logged_then", aware_on="unknown"),
            "week_before": alike("week_before", aware_on="2026-12-13"),
            "harmed": alike("harmed", event="seriously_harmed"),
            "closed": replace(alike("closed"), state=State.CLOSED),
        }
        for referral in given_.values():
            unit.referrals.log(referral, [])
        this = unit.referrals.log(alike("this", aware_on="2026-12-14"), [])
        found = [other.key for other in unit.links.alike(this)]
    assert found == ["logged_then", "same"]


def test_a_link_is_seen_from_both_sides_and_made_once(store: Store) -> None:
    """Whoever is linked with whom, in whatever order it was said."""
    with store.unit() as unit:
        first, second, third = (unit.referrals.log(alike(key), []) for key in "abc")
        for one, other in ((first, second), (second, first), (third, second)):
            unit.links.add(Link(one.id, other.id, PERSON, "icb", NOW))
        assert [one.key for one in unit.links.linked(second.id)] == ["c", "a"]
        assert [one.key for one in unit.links.linked(third.id)] == ["b"]
        assert unit.links.linked("nowhere") == ()


ORDERED = {
    "ALIKE": "alike",
    "LISTED_ALL": "listed",
    "LISTED_DUE_SOON": "due",
    "LISTED_MINE": "mine",
    "LISTED_OVERDUE": "late",
    "LISTED_STATE": "worklist",
}


@pytest.mark.parametrize("name", sorted(ORDERED))
def test_no_page_is_sorted(tmp_path: Path, register: SqliteStore, name: str) -> None:
    """An index gives each page in its order, so that its cost does not grow with the register."""
    register.close()
    connection = sqlite3.connect(register_in(tmp_path))
    text = vars(sql_review)[name]
    values = dict.fromkeys(re.findall(r":([a-z_]+)", text), 0)
    (step,) = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    connection.close()
    assert f"USING INDEX referral_{ORDERED[name]} " in step


def test_every_list_is_looked_at() -> None:
    """A new filter is measured too."""
    lists = {name for name in vars(sql_review) if name.startswith("LISTED_")}
    assert lists | {"ALIKE"} == set(ORDERED)
