"""Faults put into the shipped trees are noticed, and those that are not are known and explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from bot.content.problems import Severity
from bot.content.shipped import find_content
from bot.trees.check import check_tree
from bot.trees.prove import prove
from bot.trees.read import read_tree
from tests.trees.builders import TODAY
from tests.trees.mutations import OF_EXAMPLES, Judge, Mutant, mutants

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from tests.trees.builders import Content

# Of the main tree one fault in so many is tried here; `tests.benchmarks.bench_mutants` tries all.
_ONE_IN = {"serious_incident": 40}
_TREES = sorted(file.stem for file in find_content().trees.glob("*.yaml"))
_SURVIVORS = Path(__file__).parent / "survivors.txt"
_KILLED_AT_LEAST = 0.95


def _read(name: str, content: Content) -> Tree:
    file = find_content().trees / f"{name}.yaml"
    tree = read_tree(file, file.name, content.sources, content.area, [])
    assert tree is not None
    return tree


def _sample(tree: Tree, one_in: int) -> list[Mutant]:
    """The same faults in every run, and mostly the same after a change elsewhere in the tree."""
    found = mutants(tree)
    return [mutant for mutant in found if crc32(mutant.name.encode()) % one_in == 0]


def _survivors() -> set[str]:
    lines = _SURVIVORS.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


@pytest.mark.parametrize("name", _TREES)
def test_faults_are_noticed(name: str, content: Content) -> None:
    """At least 95 % of a tree's faults are found, and every other one is known and explained."""
    tree = _read(name, content)
    judge = Judge(tree, content.sources)
    told = [(mutant, judge.killed_by(mutant)) for mutant in _sample(tree, _ONE_IN.get(name, 1))]
    missed = {mutant.name for mutant, by in told if not by}
    of_tree = [by for mutant, by in told if mutant.kind != OF_EXAMPLES and by != "same"]

    assert len(of_tree) >= 60
    assert of_tree.count("") <= (1 - _KILLED_AT_LEAST) * len(of_tree), missed
    assert missed <= _survivors(), missed - _survivors()


@pytest.mark.parametrize("name", _TREES)
def test_a_tree_without_a_fault_is_not_accused(name: str, content: Content) -> None:
    """The shipped tree itself has no error, and is judged to be the same as itself."""
    tree = _read(name, content)
    problems = [*check_tree(tree, name, content.sources, TODAY), *prove(tree, name).findings]

    assert not [str(one) for one in problems if one.severity is Severity.ERROR]
    assert Judge(tree, content.sources).killed_by(Mutant("none", "", tree)) == "same"


def test_every_survivor_is_a_fault_that_can_be_made(content: Content) -> None:
    """The list of survivors names only faults of the trees as they are, each under a reason."""
    lines = _SURVIVORS.read_text(encoding="utf-8").splitlines()
    made = {mutant.name for name in _TREES for mutant in mutants(_read(name, content))}

    assert lines[0].startswith("#")
    assert _survivors() <= made, _survivors() - made


def test_a_fault_of_each_kind_is_made(content: Content) -> None:
    """Questions, rules, duties, values, strengths, deadlines and sentences are all tried."""
    kinds = {mutant.kind for mutant in mutants(content.tree)}

    assert kinds == {
        "drop a question",
        "drop a fact from a screen",
        "drop a duty",
        "drop a rule",
        "drop a no_duty",
        "drop a wording",
        "drop a not",
        "remove a value",
        "flip a value",
        "add a value",
        "widen a guard",
        "narrow a guard",
        "turn a guard round",
        "weaken a duty",
        "strengthen a duty",
        "change if_unknown",
        "swap a deadline",
        OF_EXAMPLES,
    }
