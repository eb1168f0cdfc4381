"""Guards are decided in three values, and never turn "I don't know" into a no."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bot.trees.logic import (
    ALWAYS,
    All,
    Any,
    Atom,
    Guard,
    Not,
    decide,
    facts_of,
    grounds,
    is_asked,
)

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_FACTS = ("a", "b", "c")
_KNOWN = ("x", "y")

_atoms: SearchStrategy[Guard] = st.builds(
    Atom, st.sampled_from(_FACTS), st.frozensets(st.sampled_from(_KNOWN), min_size=1)
)
guards: SearchStrategy[Guard] = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.builds(All, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)
_answers = st.dictionaries(st.sampled_from(_FACTS), st.sampled_from((*_KNOWN, "unknown")))


@given(guards, _answers)
def test_what_is_settled_holds_whatever_the_open_answers_turn_out_to_be(
    guard: Guard, answers: dict[str, str]
) -> None:
    """A true or false guard stays so for every value that unknown and unasked facts could have."""
    truth = decide(guard, answers)
    fixed = {fact: value for fact, value in answers.items() if value != "unknown"}
    open_facts = [fact for fact in _FACTS if fact not in fixed]
    possible = {
        decide(guard, {**fixed, **dict(zip(open_facts, values, strict=True))})
        for values in product(_KNOWN, repeat=len(open_facts))
    }

    assert truth is None or possible == {truth}


@given(guards, _answers)
def test_the_grounds_alone_decide_a_guard_in_the_same_way(
    guard: Guard, answers: dict[str, str]
) -> None:
    """Answers outside the grounds can be forgotten without changing the truth."""
    needed = grounds(guard, answers)
    kept = {fact: value for fact, value in answers.items() if fact in needed}

    assert decide(guard, kept) is decide(guard, answers)
    assert needed <= set(facts_of(guard))


@given(guards, _answers)
def test_a_question_is_asked_wherever_its_guard_holds(
    guard: Guard, answers: dict[str, str]
) -> None:
    """A guard that is true on the answers is asked; one that is false on them is not."""
    truth = decide(guard, answers)

    assert truth is None or is_asked(guard, answers) is truth


def test_the_empty_guards() -> None:
    """All of nothing is always true and any of nothing never."""
    assert decide(ALWAYS, {}) is True
    assert decide(Any(()), {}) is False


def test_a_listed_unknown_is_settled() -> None:
    """A guard that lists `unknown` is true for it; one that does not stays open."""
    assert decide(Atom("a", frozenset({"x", "unknown"})), {"a": "unknown"}) is True
    assert decide(Not(Atom("a", frozenset({"x"}))), {"a": "unknown"}) is None


def test_dated_means_any_date() -> None:
    """`dated` is true for a date, false for what is said in place of one, open for unknown."""
    dated = Atom("seen_on", frozenset({"dated"}))

    assert decide(dated, {"seen_on": "2026-12-18"}) is True
    assert decide(dated, {"seen_on": "not_yet"}) is False
    assert decide(dated, {"seen_on": "unknown"}) is None


def test_a_question_about_an_unknown_is_asked_and_about_an_unasked_fact_is_not() -> None:
    """Asking once too often is safe; a fact that was not asked has none of the values."""
    looked_after = Atom("looked_after", frozenset({"no"}))

    assert is_asked(looked_after, {"looked_after": "unknown"})
    assert not is_asked(looked_after, {})
    assert is_asked(Not(looked_after), {})
