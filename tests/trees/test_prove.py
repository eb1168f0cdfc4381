"""The proof of whole trees: the shipped ones hold, and a fault gives answers that show it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.content.problems import ContentProblem, Severity
from bot.content.shipped import find_content
from bot.trees.invariants import Monotone
from bot.trees.prove import prove
from bot.trees.read import read_tree
from bot.trees.walk import replay
from tests.trees.builders import SMALL, TODAY, good_tree

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content

_TREES = sorted(file.stem for file in find_content().trees.glob("*.yaml"))

INVARIANTS = """\
invariants:
  - name: Harm is always asked
    always_asked: harm
  - name: Nothing is lost
    monotone: {in: must, worse: {harm: ["no", "yes"]}, covers: {ask_person: [notify]}}
  - name: Serious harm is notified
    when: {harm: "yes", kind: serious}
    then: {notify: must}
  - name: So long as serious harm is not ruled out
    not_excluded: {harm: "yes", kind: serious}
    then: {any_of: [{notify: must}, ask_person]}
"""


@pytest.mark.parametrize("name", _TREES)
def test_the_shipped_trees_are_proved(name: str, content: Content) -> None:
    """Every claim about every shipped tree holds, but for advice on idle questions and answers."""
    file = find_content().trees / f"{name}.yaml"
    tree = read_tree(file, file.name, content.sources, content.area, [])
    assert tree is not None
    proof = prove(tree, file.name)

    assert not [str(found) for found in proof.findings if found.severity is Severity.ERROR]
    assert {item.name for item in tree.invariants} - _without_claim(tree) <= {*proof.proved}


def _without_claim(tree: Tree) -> set[str]:
    """Invariants that are part of the claims about every duty."""
    return {item.name for item in tree.invariants if isinstance(item, Monotone)}


def test_every_combination_of_the_main_tree(main: Tree) -> None:
    """The proof is about more than a thousand million combinations."""
    proof = prove(main, "main")

    assert proof.combinations > 1_000_000_000
    assert 1_000_000 < proof.walks < proof.combinations
    assert proof.as_json() == {
        "tree": "serious_incident",
        "combinations": proof.combinations,
        "walks": proof.walks,
        "proved": list(proof.proved),
        "seconds": round(proof.cpu_seconds, 3),
    }


def test_a_small_tree_holds(content: Content, tmp_path: Path) -> None:
    """A tree whose invariants hold has no error, and each is named among what is proved."""
    proof = prove(good_tree(SMALL + INVARIANTS, content, tmp_path), "tree.yaml")

    assert not [found for found in proof.findings if found.severity is Severity.ERROR]
    assert {
        "every end has a duty, or says why there is none",
        "a must is never lost by an I-don't-know: notify",
        "a must is never lost by a worse answer: notify",
        "Harm is always asked",
        "Serious harm is notified",
        "So long as serious harm is not ruled out",
    } <= set(proof.proved)
    assert proof.combinations == 3 * 3 * 3 * 2


_FAULTS = {
    "P401": [('- when: {harm: "no"}', "- when: {harm: unknown}")],
    "P402": [
        ("    strength: must\n", "    if_unknown: omit\n    strength: must\n"),
        ("{harm: unknown}, why", '{harm: "no", not: {harm: unknown}}, why'),
    ],
    "P403": [("always_asked: harm", "always_asked: kind")],
    "P404": [("always_asked: harm", "never_together: [notify, look_first]")],
    "P405": [('{harm: "yes", worker: "yes"}', '{worker: "yes", all: [{worker: "no"}]}')],
    "P406": [("kind: serious}, why", "kind: other}, why")],
}


@pytest.mark.parametrize("code", sorted(_FAULTS))
def test_a_fault_is_found_where_it_stands(code: str, content: Content, tmp_path: Path) -> None:
    """Each code is found in a tree with that fault, on a line of the file."""
    text = SMALL + INVARIANTS
    for before, after in _FAULTS[code]:
        assert before in text
        text = text.replace(before, after, 1)
    found = prove(good_tree(text, content, tmp_path), "tree.yaml").findings

    errors = [item for item in found if item.severity is Severity.ERROR]
    assert code in {item.code for item in errors}
    assert all(1 < item.line <= len(text.splitlines()) for item in errors)


def test_a_witness_can_be_walked(content: Content, tmp_path: Path) -> None:
    """The answers of a finding, given to the walk, end and show the fault."""
    text = SMALL.replace("kind: serious}, why", "kind: other}, why") + INVARIANTS
    tree = good_tree(text, content, tmp_path)
    found = [item for item in prove(tree, "tree.yaml").findings if item.code == "P406"]

    assert found[0] == ContentProblem(
        path="tree.yaml",
        line=tree.lines["invariants.2"],
        code="P406",
        text="'Serious harm is notified': 'notify' as a must is missing",
        witness="harm=yes kind=serious worker=yes seen_on=unknown",
    )
    answers = dict(pair.split("=") for pair in found[0].witness.split())
    walk = replay(tree, answers, today=TODAY)
    assert walk.next is None
    assert "notify" not in {due.id for due in walk.outcome.duties}


def test_a_tree_without_invariants_is_proved_too(main: Tree) -> None:
    """A tree that the store gave back has no invariants, and the general claims are still made."""
    proof = prove(replace(main, invariants=()), "main")

    assert "every end has a duty, or says why there is none" in proof.proved
    assert {found.code for found in proof.findings if found.severity is Severity.ERROR} == {"P402"}
