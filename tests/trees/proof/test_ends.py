"""Ends as diagrams say exactly what walking every combination says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from bot.content.sources import Modality
from bot.errors import GuideError
from bot.trees.logic import Any
from bot.trees.model import Question
from bot.trees.proof.certain import certain
from bot.trees.proof.ends import MOST_FACTS, NOT_SHOWN, Ends
from tests.trees.builders import answers_to
from tests.trees.made import at, combinations, duty, fact, is_, rule, tree, trees, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.trees.model import Duty, Tree

_STRENGTHS = {strength.weight: strength for strength in Modality}


def _options(ends: Ends, answers: dict[str, str]) -> tuple[int, ...]:
    return tuple(
        values.index(answers[fact]) if answers[fact] in values else 0
        for fact, values in ends.values.items()
    )


def _agree(ends: Ends, answers: dict[str, str]) -> None:
    """Compare one combination with its walk."""
    options = _options(ends, answers)
    found = walk(ends.tree, answers)
    shown = {
        id_: at(diagram, options)
        for id_, diagram in ends.shown.items()
        if at(diagram, options) != NOT_SHOWN
    }
    wording = {due.id: due.do for due in found.outcome.duties}

    assert {fact for fact in ends.facts if at(ends.asked[fact], options)} == {
        one.fact for one in found.asked
    }
    assert {id_: _STRENGTHS[one.weight] for id_, one in shown.items()} == {
        due.id: due.strength for due in found.outcome.duties
    }
    for id_, one in shown.items():
        duty = ends.tree.duties[id_]
        written = duty.rules[-one.place].do if 0 <= -one.place < len(duty.rules) else "unsettled"
        assert wording[id_] in {written or duty.do, duty.do_if_unsure} | {
            worded.do for worded in duty.do_when
        }
    for due in found.outcome.duties:
        sure = at(certain(ends, ends.tree.duties[due.id]), options)
        assert sure is due.certain
    assert at(ends.handed_over(), options) is (found.outcome.handoff is not None)


@settings(max_examples=60)
@given(trees())
def test_every_combination_of_any_tree(made: Tree) -> None:
    """For every combination of answers: what is asked, which rule shows each duty, who decides."""
    ends = Ends(made)
    walks = set()
    for answers in combinations(made):
        _agree(ends, answers)
        walks.add(walk(made, answers).asked)

    assert ends.combinations() == 81
    assert ends.walks() == len(walks)


@settings(max_examples=10)
@given(trees())
def test_one_answer_changed(made: Tree) -> None:
    """With one answer replaced, a diagram has the value of the combination with that answer."""
    ends = Ends(made)
    handed_over = ends.handed_over()
    for name, values in ends.values.items():
        for value in values:
            changed = ends.with_answer(handed_over, name, value)
            for answers in combinations(made):
                before = at(changed, _options(ends, answers))
                assert before is at(handed_over, _options(ends, answers | {name: value}))


def test_the_main_tree(main: Tree) -> None:
    """The shipped tree's ends agree with its walks, for any answers."""
    ends = Ends(main)

    @settings(max_examples=100)
    @given(answers_to(main))
    def agree(answers: dict[str, str]) -> None:
        _agree(ends, answers)

    agree()


def test_the_largest_tree_is_proved_and_a_larger_one_refused() -> None:
    """A duty over as many facts as can be is looked through; one fact more has to be split off."""
    names = [f"f{number}" for number in range(MOST_FACTS + 1)]
    facts = [fact(name) for name in names]
    questions = [Question(name, (name,)) for name in names]

    def owed(known: Sequence[str]) -> Duty:
        return duty("d", rule(Any(tuple(is_(name, "yes") for name in known))))

    largest = tree(facts[:-1], questions[:-1], [owed(names[:-1])])
    assert Ends(largest).walks() == 3**MOST_FACTS

    with pytest.raises(GuideError, match="250 are the most"):
        Ends(tree(facts, questions, [owed(names)]))
