"""Classes of answers are the diagram, exactly, and few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trees.logic import ALWAYS, Any
from bot.trees.model import Question
from bot.trees.proof.classes import classes_of, shared, where_given
from bot.trees.proof.ends import Ends
from tests.trees.made import NAMES, duty, fact, guards_over, is_, rule, tree, trees

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.trees.logic import Guard
    from bot.trees.model import Tree
    from bot.trees.proof.diagrams import Diagram


def _asked_in_turn(*duties: Guard) -> Ends:
    """The ends of a tree that asks everybody everything."""
    made = tree(
        [fact(name) for name in NAMES],
        [Question(name, (name,), ALWAYS) for name in NAMES],
        [duty(f"duty{number}", rule(when)) for number, when in enumerate(duties)],
    )
    return Ends(made)


@settings(max_examples=60)
@given(trees(), guards_over(NAMES), st.sampled_from([Ends.holds, Ends.not_excluded]))
def test_the_rows_together_are_the_diagram(
    made: Tree, guard: Guard, looked_for: Callable[[Ends, Guard], Diagram[bool]]
) -> None:
    """Nothing is left out and nothing is added, whatever holds where."""
    ends = Ends(made)
    where = looked_for(ends, guard)

    rows = classes_of(ends, where)

    assert ends.either(*(where_given(ends, row) for row in rows)) is where


@settings(max_examples=60)
@given(trees(), guards_over(NAMES), guards_over(NAMES))
def test_rows_may_overlap_only_what_is_read_before_them(
    made: Tree, guard: Guard, earlier: Guard
) -> None:
    """All of the diagram, and beyond it only where it does not matter."""
    ends = Ends(made)
    where, besides = ends.holds(guard), ends.holds(earlier)

    rows = classes_of(ends, where, besides)

    said = ends.either(*(where_given(ends, row) for row in rows))
    assert ends.without(where, said) is ends.no
    assert ends.without(said, where, besides) is ends.no


@settings(max_examples=60)
@given(trees(), guards_over(NAMES))
def test_no_row_is_needless(made: Tree, guard: Guard) -> None:
    """Without any one of them something would be missing."""
    ends = Ends(made)
    where = ends.holds(guard)
    rows = classes_of(ends, where)

    for left_out in rows:
        rest = [where_given(ends, row) for row in rows if row is not left_out]
        assert ends.without(where, *rest) is not ends.no


def test_a_choice_between_two_facts_takes_two_rows() -> None:
    """Each names its fact alone, in the order of the facts."""
    guard = Any((is_("c", "yes"), is_("a", "yes", "no")))
    ends = _asked_in_turn(guard)

    assert classes_of(ends, ends.holds(guard)) == ({"a": ("yes", "no")}, {"c": ("yes",)})


def test_everywhere_is_one_row_and_nowhere_is_none() -> None:
    """A row that names nothing holds whatever is answered."""
    ends = _asked_in_turn()

    assert classes_of(ends, ends.yes) == ({},)
    assert classes_of(ends, ends.no) == ()


def test_what_rows_share_is_said_once() -> None:
    """What all of them say alike is taken out; one row alone keeps nothing back."""
    one, other = {"a": ("yes",), "b": ("no",)}, {"a": ("yes",), "c": ("no",)}

    assert shared([one, other]) == ({"a": ("yes",)}, ({"b": ("no",)}, {"c": ("no",)}))
    assert shared([one]) == (one, ())
    assert shared([]) == ({}, ())
