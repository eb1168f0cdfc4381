"""Rules that hang on what was not asked are found exactly where walking every way finds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trees.logic import decide, grounds, is_asked
from bot.trees.model import Deadline, IfUnknown
from bot.trees.proof.asked import never_asked, unfit_rules
from bot.trees.proof.ends import Ends
from tests.trees.made import NAMES, combinations, trees, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Duty, Rule, Tree

_A_DAY = Deadline(working_days=1, from_fact="a")


def _walks(made: Tree) -> list[Mapping[str, str]]:
    """The answers of every walk."""
    walks = (walk(made, answers) for answers in combinations(made))
    return [{one.fact: one.answer for one in found.asked} for found in walks]


def _dated(made: Tree, start: str) -> Tree:
    """The tree with deadlines that all run from one fact."""
    deadline = replace(_A_DAY, from_fact=start)
    duties = {
        id_: replace(duty, rules=tuple(replace(rule, deadline=deadline) for rule in duty.rules))
        for id_, duty in made.duties.items()
    }
    return replace(made, duties=duties)


def _codes(duty: Duty, rule: Rule, walks: list[Mapping[str, str]]) -> set[str]:
    """The codes by definition, from every walk."""
    truths = [(decide(rule.when, answers), answers) for answers in walks]
    shows = (True, None) if duty.if_unknown is IfUnknown.APPLY else (True,)
    start = rule.deadline.from_fact
    found = {
        "L304": any(
            truth is None and grounds(rule.when, answers) - answers.keys()
            for truth, answers in truths
        ),
        "O402": all(truth is not True for truth, _ in truths),
        "D501": any(truth in shows and start not in answers for truth, answers in truths),
    }
    return {code for code, holds in found.items() if holds}


@settings(max_examples=15)
@given(trees(), st.sampled_from(NAMES))
def test_unfit_rules_are_those_that_walks_show(made: Tree, start: str) -> None:
    """L304, O402 and D501 stand at a rule just where some walk, or none, shows the fault."""
    dated = _dated(made, start)
    walks = _walks(dated)
    found: dict[str, set[str]] = {}
    for finding in unfit_rules(Ends(dated)):
        found.setdefault(finding.place, set()).add(finding.code)

    for duty in dated.duties.values():
        for number, rule in enumerate(duty.rules):
            place = f"duties.{duty.id}.rules.{number}"
            assert found.get(place, set()) == _codes(duty, rule, walks)


@settings(max_examples=15)
@given(trees(), st.sampled_from(NAMES))
def test_a_witness_shows_its_fault(made: Tree, start: str) -> None:
    """The answers given with L304 and D501 leave the rule open, or fire it without its day."""
    dated = _dated(made, start)
    for finding in unfit_rules(Ends(dated)):
        _, id_, _, number = finding.place.split(".")
        rule = dated.duties[id_].rules[int(number)]
        if finding.code == "L304":
            missing = grounds(rule.when, finding.witness) - finding.witness.keys()
            assert decide(rule.when, finding.witness) is None
            assert ", ".join(sorted(missing)) in finding.text
        if finding.code == "D501":
            assert decide(rule.when, finding.witness) is not False
            assert start not in finding.witness


@settings(max_examples=15)
@given(trees())
def test_a_question_never_asked_is_asked_on_no_walk(made: Tree) -> None:
    """G201 names just the questions whose `when` is false on every walk."""
    walks = _walks(made)
    named = {finding.place for finding in never_asked(Ends(made))}

    assert named == {
        f"questions.{question.id}"
        for number, question in enumerate(made.questions)
        if not any(is_asked(question.when, _before(made, number, answers)) for answers in walks)
    }


def _before(made: Tree, number: int, answers: Mapping[str, str]) -> Mapping[str, str]:
    """The answers to the questions before one."""
    earlier = {fact for question in made.questions[:number] for fact in question.asks}
    return {fact: value for fact, value in answers.items() if fact in earlier}
