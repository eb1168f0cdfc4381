"""What follows from printed numbers is found, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.referrals.inference import Sum, given_away, linked
from tests.referrals.tables import Tables, derived, only_one_value, tables

SUMS = (Sum("all", ("a", "b", "c")),)


@given(tables(most=2), st.data())
def test_it_finds_what_trying_every_solution_finds(made: Tables, data: st.DataObject) -> None:
    """Of up to five hidden numbers those with one possible value, and no others."""
    there = sorted(cell for cell, count in made.counts.items() if count)
    hidden = data.draw(st.sets(st.sampled_from(there), max_size=5)) if there else set()

    assert given_away(made.counts, made.sums, hidden) == only_one_value(made, hidden)


@given(tables(), st.data())
def test_what_adding_up_gives_is_always_found(made: Tables, data: st.DataObject) -> None:
    """Everything that elimination derives is among what is found."""
    there = sorted(cell for cell, count in made.counts.items() if count)
    hidden = data.draw(st.sets(st.sampled_from(there))) if there else set()

    assert derived(made, hidden) <= given_away(made.counts, made.sums, hidden)


def test_one_number_left_out_is_the_rest_of_the_total() -> None:
    """12 - 5 - 4."""
    counts = {"all": 12, "a": 5, "b": 4, "c": 3}

    assert given_away(counts, SUMS, {"c"}) == {"c"}
    assert given_away(counts, SUMS, {"b", "c"}) == frozenset()


def test_two_ones_are_given_away_because_noughts_are_printed() -> None:
    """Two hidden numbers that make 2 together are 1 and 1."""
    counts = {"all": 12, "a": 10, "b": 1, "c": 1}

    assert given_away(counts, SUMS, {"b", "c"}) == {"b", "c"}


def test_the_same_number_in_two_tables_gives_itself_away() -> None:
    """A sum of one part says that both are equal."""
    counts = {"all": 9, "a": 3, "b": 6, "elsewhere": 3}
    sums = (Sum("all", ("a", "b")), Sum("elsewhere", ("a",)))

    assert given_away(counts, sums, {"a", "b"}) == {"a", "b"}
    assert given_away(counts, sums, {"a", "b", "elsewhere"}) == frozenset()


def test_numbers_are_linked_through_sums() -> None:
    """Two tables that share a hidden total are one group; a printed total keeps them apart."""
    sums = (Sum("all", ("a", "b")), Sum("all", ("c", "d")))

    assert sorted(map(len, linked(sums, {"a", "b", "c", "d"}))) == [2, 2]
    assert linked(sums, {"a", "c", "all"}) == [frozenset({"a", "c", "all"})]
