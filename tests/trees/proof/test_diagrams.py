"""Diagrams: functions of many choices, compared with going through every combination."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trees.proof.diagrams import Diagrams
from tests.trees.made import at

if TYPE_CHECKING:
    from bot.trees.proof.diagrams import Diagram

_OPTIONS = (2, 3, 4)
_ALL = tuple(product(*(range(size) for size in _OPTIONS)))
_tables = st.lists(st.integers(0, 2), min_size=len(_ALL), max_size=len(_ALL))


def _from_table(diagrams: Diagrams, table: list[int]) -> Diagram[int]:
    """The diagram with these values, built the long way: one combination at a time."""
    result = diagrams.always(-1)
    for options, value in zip(_ALL, table, strict=True):
        here = diagrams.always(value=True)
        for level, option in enumerate(options):
            chosen = [one == option for one in range(_OPTIONS[level])]
            here = diagrams.combine(
                lambda one, other: one and other, here, diagrams.by_option(level, chosen)
            )
        result = _put(diagrams, result, here, value)
    return result


def _put(
    diagrams: Diagrams, before: Diagram[int], where: Diagram[bool], value: int
) -> Diagram[int]:
    return diagrams.combine(lambda old, is_here: value if is_here else old, before, where)


@settings(max_examples=30)
@given(_tables, _tables)
def test_combining_is_combining_values(left: list[int], right: list[int]) -> None:
    """The combination of two diagrams has the combined value for every combination of choices."""
    diagrams = Diagrams(_OPTIONS)
    one, other = _from_table(diagrams, left), _from_table(diagrams, right)
    both = diagrams.combine(lambda a, b: (a, b), one, other)

    assert [at(both, options) for options in _ALL] == list(zip(left, right, strict=True))


@settings(max_examples=30)
@given(_tables, _tables)
def test_equal_functions_are_one_diagram(left: list[int], right: list[int]) -> None:
    """Two diagrams are the same object exactly where they have the same values."""
    diagrams = Diagrams(_OPTIONS)

    same = _from_table(diagrams, left) is _from_table(diagrams, right)
    assert same is (left == right)


@settings(max_examples=30)
@given(_tables)
def test_values_counts_and_choices(table: list[int]) -> None:
    """The values, how often each occurs, and what they depend on are those of the table."""
    diagrams = Diagrams(_OPTIONS)
    diagram = _from_table(diagrams, table)
    by_options = dict(zip(_ALL, table, strict=True))

    assert diagrams.values(diagram) == set(table)
    assert [diagrams.count(diagram, value) for value in range(3)] == [
        table.count(value) for value in range(3)
    ]
    assert diagrams.choices(diagram) == {
        level
        for level, size in enumerate(_OPTIONS)
        if any(
            by_options[options] != by_options[(*options[:level], other, *options[level + 1 :])]
            for options in _ALL
            for other in range(size)
        )
    }


@settings(max_examples=30)
@given(_tables, st.integers(0, 2), st.data())
def test_one_choice_made(table: list[int], level: int, data: st.DataObject) -> None:
    """A diagram with one choice made has the value that it had with that choice."""
    option = data.draw(st.integers(0, _OPTIONS[level] - 1))
    diagrams = Diagrams(_OPTIONS)
    diagram = _from_table(diagrams, table)
    given_one = diagrams.given(diagram, level, option)

    for options in _ALL:
        chosen = (*options[:level], option, *options[level + 1 :])
        assert at(given_one, options) == at(diagram, chosen)


@settings(max_examples=30)
@given(_tables, st.sampled_from(_ALL))
def test_what_is_found_has_the_value(table: list[int], likely: tuple[int, ...]) -> None:
    """A value is found wherever there is one, and at the likely combination if it is there."""
    diagrams = Diagrams(_OPTIONS)
    diagram = _from_table(diagrams, table)
    for value in range(3):
        found = diagrams.find(diagram, value, likely)

        assert (found is not None) is (value in table)
        assert found is None or at(diagram, found) == value
        assert at(diagram, likely) != value or found == likely


@settings(max_examples=30)
@given(_tables, st.integers(0, 3))
def test_what_some_later_options_make_true(table: list[int], level: int) -> None:
    """A diagram is true somewhere exactly where options from the level on can make it true."""
    diagrams = Diagrams(_OPTIONS)
    diagram = diagrams.each(lambda value: value == 1, _from_table(diagrams, table))
    somewhere = diagrams.somewhere(diagram, level)

    for options in _ALL:
        alike = [other for other in _ALL if other[:level] == options[:level]]
        assert at(somewhere, options) is any(at(diagram, other) for other in alike)


def test_true_and_one_are_different_values() -> None:
    """A truth is not mistaken for a number."""
    diagrams = Diagrams([2])
    one, true = diagrams.always(1), diagrams.always(value=True)

    assert at(one, [0]) is not at(true, [0])
    assert diagrams.count(true, value=True) == 2
