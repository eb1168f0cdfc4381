"""`check` finds what is wrong with a tree, with answers that show it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.content.problems import ContentProblem, Severity
from bot.trees.check import check_tree
from bot.workdays import LAST_KNOWN_DAY
from tests.trees.builders import SMALL, TODAY, good_tree

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content


def _check(tree: Tree, content: Content, today: date = TODAY) -> list[ContentProblem]:
    return check_tree(tree, "tree.yaml", content.sources, today)


def _codes(problems: list[ContentProblem], severity: Severity = Severity.ERROR) -> set[str]:
    return {problem.code for problem in problems if problem.severity is severity}


def test_a_good_tree_has_no_errors(small: Tree, content: Content) -> None:
    """Nothing is wrong with the small tree."""
    assert _codes(_check(small, content)) == set()


_NEVER = '{all: [{harm: "yes"}, {harm: "no"}, {not: {harm: unknown}}]}'
_SECOND = 'asks: [worker, seen_on], when: {harm: "yes"},'
_FAULTS = [
    ('asks: [kind], when: {harm: "yes"}', f"asks: [kind], when: {_NEVER}", "G201"),
    ('{when: {harm: "yes", worker: "yes"}}', '{when: {worker: "yes"}}', "L304"),
    ("{when: {harm: unknown}, why:", f"{{when: {_NEVER}, why:", "O402"),
    (_SECOND, "asks: [worker, seen_on], when: {kind: other, not: {kind: unknown}},", "D501"),
    ("ref: Workforce, modal: should", "ref: Workforce, modal: may", "S105"),
    ("title: A small tree", f"title: {'long ' * 40}", "S201"),
    ('"Treat this as if', f'"{"long " * 140} Treat this as if', "S201"),
    ("values: {serious: Seriously", f"values: {{serious: {'long ' * 20}", "S201"),
    ('due: "2026-12-24"', 'due: "2026-12-25"', "E101"),
    ("      look_first: {strength: may}\n", "", "E101"),
]


@pytest.mark.parametrize(("old", "new", "code"), _FAULTS)
def test_each_fault_is_found(
    old: str, new: str, code: str, content: Content, tmp_path: Path
) -> None:
    """A tree that reads well but is wrong gives the code of its fault, on a line of the file."""
    assert old in SMALL
    problems = _check(good_tree(SMALL.replace(old, new, 1), content, tmp_path), content)

    assert code in _codes(problems)
    assert all(problem.line > 1 for problem in problems)


def test_a_duty_that_hangs_on_an_unasked_question_comes_with_a_witness(
    content: Content, tmp_path: Path
) -> None:
    """The answers that show the fault are printed with it."""
    text = SMALL.replace('{when: {harm: "yes", worker: "yes"}}', '{when: {worker: "yes"}}', 1)
    found = _check(good_tree(text, content, tmp_path), content)
    (problem,) = [problem for problem in found if problem.code == "L304"]

    assert problem.witness == "harm=no"
    assert "tell_employer" in problem.text


def test_a_may_can_rest_on_a_fact(small: Tree, content: Content) -> None:
    """What only points somewhere needs no modal verb in its source."""
    assert small.duties["look_first"].rules[0].cites[0].modal.value == "fact"
    assert "S105" not in _codes(_check(small, content))


def test_superseded_sources_and_missing_examples_are_advice(content: Content, small: Tree) -> None:
    """They are worth a look and do not set the exit code."""
    assert {"E102"} <= _codes(_check(small, content), Severity.ADVISORY)
    assert {"C604"} <= _codes(_check(content.tree, content), Severity.ADVISORY)


def test_an_overdue_review_depends_on_the_day(small: Tree, content: Content) -> None:
    """It is reported from the day after, and is never an error."""
    assert "V901" not in _codes(_check(small, content, date(2027, 5, 23)), Severity.DATED)
    assert "V901" in _codes(_check(small, content, date(2027, 5, 24)), Severity.DATED)
    assert _codes(_check(small, content, date(2027, 5, 24))) == set()


def test_sources_are_old_after_half_a_year(small: Tree, content: Content) -> None:
    """180 days after the day on which a source was looked at nothing is said; on the next it is."""
    last = min(
        content.sources[cite.source].checked_on
        for duty in small.duties.values()
        for rule in duty.rules
        for cite in rule.cites
    ) + timedelta(days=180)

    assert "C605" not in _codes(_check(small, content, last), Severity.DATED)
    assert "C605" in _codes(_check(small, content, last + timedelta(days=1)), Severity.DATED)


def test_the_end_of_the_bank_holidays_is_announced(small: Tree, content: Content) -> None:
    """It is said half a year before the last day for which a date can be given, and not sooner."""
    first = LAST_KNOWN_DAY - timedelta(days=179)

    assert "D504" not in _codes(_check(small, content, first - timedelta(days=1)), Severity.DATED)
    assert "D504" in _codes(_check(small, content, first), Severity.DATED)


def test_an_example_that_cannot_be_walked_fires_nothing(content: Content, tmp_path: Path) -> None:
    """An answer that its fact does not offer is told once, as an example that differs."""
    text = SMALL.replace('kind: serious, worker: "no", seen', 'kind: huge, worker: "no", seen', 1)
    found = _check(good_tree(text, content, tmp_path), content)

    assert "E101" in _codes(found)
    assert "E103" in _codes(found, Severity.ADVISORY)
