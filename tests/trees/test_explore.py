"""Following every branch finds exactly what trying every combination finds."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trees.explore import Branch, branches, possible, values_of
from bot.trees.logic import decide, is_asked
from bot.trees.walk import replay
from tests.trees.builders import TODAY
from tests.trees.test_logic import guards

if TYPE_CHECKING:
    from bot.trees.logic import Guard
    from bot.trees.model import Tree


def _never(_: Branch) -> bool:
    return False


def test_all_branches_are_all_walks(small: Tree) -> None:
    """Without a shortcut the branches are the different paths, each once."""
    facts = list(small.facts.values())
    combinations = product(*(values_of(fact) for fact in facts))
    walks = {
        replay(
            small,
            dict(zip((fact.id for fact in facts), values, strict=True)),
            today=TODAY,
        ).asked
        for values in combinations
    }
    found = [tuple(branch.answers.items()) for branch in branches(small, small.facts, _never)]

    assert len(found) == len(set(found))
    assert set(found) == {tuple((one.fact, one.answer) for one in walk) for walk in walks}


def test_facts_that_decide_whether_a_fact_is_asked_are_looked_at_too(small: Tree) -> None:
    """Asking about one fact brings in the facts in its question's guard, and no others."""
    found = list(branches(small, ["kind"], _never))

    assert {frozenset(branch.answers) for branch in found} == {
        frozenset({"harm"}),
        frozenset({"harm", "kind"}),
    }
    assert {branch.skipped for branch in found} == {frozenset(), frozenset({"kind"})}


def test_a_branch_ends_as_soon_as_it_is_decided(small: Tree) -> None:
    """Nothing is branched on after the answer that decides."""
    rule = small.duties["notify"].rules[0].when
    found = list(
        branches(small, small.facts, lambda branch: decide(rule, branch.answers) is not None)
    )

    assert {"harm": "no"} in [dict(branch.answers) for branch in found]
    assert {"harm": "yes", "kind": "serious"} in [dict(branch.answers) for branch in found]


@settings(deadline=None)
@given(guards, st.dictionaries(st.sampled_from("abc"), st.sampled_from(["x", "y", "unknown"])))
def test_what_may_still_come_holds_every_way_in_which_it_comes(
    guard: Guard, answers: dict[str, str]
) -> None:
    """Whatever the open facts turn out to be, or if they are skipped, was thought possible."""
    open_facts = [fact for fact in "abc" if fact not in answers]
    thought = possible(guard, Branch(answers, frozenset()))
    for values in product(["x", "y", "unknown", None], repeat=len(open_facts)):
        rest = dict(zip(open_facts, values, strict=True))
        full = {**answers, **{fact: value for fact, value in rest.items() if value}}

        assert is_asked(guard, full) in {truth is not False for truth in thought}
