"""No number that is left out can be worked out from what is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings

from bot.referrals.inference import Sum, given_away
from bot.referrals.suppression import is_small, suppressed
from tests.referrals.tables import Tables, derived, only_one_value, tables

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _small(made: Tables) -> AbstractSet[str]:
    return {cell for cell, count in made.counts.items() if is_small(count)}


@given(tables())
@settings(max_examples=60)
def test_nothing_left_out_follows_from_what_is_printed(made: Tables) -> None:
    """By adding up rows, columns, totals and a second table, with another method than our own."""
    hidden = suppressed(made.counts, made.sums)

    assert derived(made, hidden) == set()


@given(tables(most=2))
def test_no_number_left_out_has_one_possible_value(made: Tables) -> None:
    """Every small table: trying all whole numbers leaves at least two for each."""
    hidden = suppressed(made.counts, made.sums)

    assert len(hidden) > 7 or only_one_value(made, hidden, reach=1) == set()


@given(tables())
@settings(max_examples=60)
def test_every_small_number_is_left_out_and_no_nought(made: Tables) -> None:
    """1 to 4 never stand in print, whatever beside them."""
    hidden = suppressed(made.counts, made.sums)

    assert _small(made) <= hidden
    assert all(made.counts[cell] for cell in hidden)


@given(tables())
@settings(max_examples=60)
def test_nothing_is_left_out_for_nothing(made: Tables) -> None:
    """Printing any other number that was left out would give one away."""
    hidden = suppressed(made.counts, made.sums)

    for cell in hidden - _small(made):
        assert given_away(made.counts, made.sums, hidden - {cell})


def test_a_table_of_large_numbers_is_printed_whole() -> None:
    """Five is printed."""
    assert suppressed({"all": 10, "a": 5, "b": 5}, (Sum("all", ("a", "b")),)) == frozenset()


def test_the_least_number_beside_a_small_one_goes_with_it() -> None:
    """Not the total, and not the largest."""
    counts = {"all": 40, "a": 3, "b": 7, "c": 30}

    assert suppressed(counts, (Sum("all", ("a", "b", "c")),)) == {"a", "b"}


def test_a_small_total_is_left_out_in_every_table() -> None:
    """All numbers of three referrals are small; noughts stay."""
    counts = {"all": 3, "a": 3, "b": 0, "c": 1, "d": 2}
    sums = (Sum("all", ("a", "b")), Sum("all", ("c", "d")))

    assert suppressed(counts, sums) == {"all", "a", "c", "d"}
