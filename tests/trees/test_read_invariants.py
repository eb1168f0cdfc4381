"""Invariants are read strictly, and may speak only of what the tree has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.sources import Modality
from bot.trees.invariants import (
    Alike,
    AlwaysAsked,
    EveryEndHas,
    Implies,
    Monotone,
    NeverTogether,
    Wanted,
)
from bot.trees.logic import Atom
from bot.trees.read import tree_from_canonical
from tests.trees.builders import SMALL, good_tree, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content

ALL_KINDS = """\
invariants:
  - {name: asked, always_asked: harm}
  - {name: apart, never_together: [notify, tell_employer]}
  - {name: something, every_end_has: [must, should, no_duty]}
  - {name: same, alike: {kind: [serious, other]}}
  - name: kept
    monotone: {in: must, worse: {harm: ["no", "yes"]}, covers: {ask_person: [notify]}}
  - name: says
    not_excluded: {harm: "yes"}
    then:
      notify: must
      any_of: [ask_person, {look_first: may}]
      none_of: [tell_employer, {ask_person: must}]
    cites: [{source: ca2004-s16c, ref: s16C(1), modal: must}]
"""


def test_every_kind_is_read(content: Content, tmp_path: Path) -> None:
    """Each kind of invariant says what its author wrote, and knows its line."""
    tree = good_tree(SMALL + ALL_KINDS, content, tmp_path)
    says = tree.invariants[5]

    assert tree.invariants[:5] == (
        AlwaysAsked("asked", "harm"),
        NeverTogether("apart", ("notify", "tell_employer")),
        EveryEndHas("something", ("must", "should", "no_duty")),
        Alike("same", {"kind": ("serious", "other")}),
        Monotone("kept", {"harm": ("no", "yes")}, {"ask_person": ("notify",)}),
    )
    assert isinstance(says, Implies)
    assert (says.name, says.even_if_not_known) == ("says", True)
    assert says.when == Atom("harm", frozenset({"yes"}))
    assert says.all_of == (Wanted("notify", Modality.MUST),)
    assert says.any_of == (Wanted("ask_person", Modality.MAY), Wanted("look_first", Modality.MAY))
    assert says.none_of == (
        Wanted("tell_employer", Modality.MAY),
        Wanted("ask_person", Modality.MUST),
    )
    assert [cite.source for cite in says.cites] == ["ca2004-s16c"]
    assert tree.lines["invariants.0"] == len(SMALL.splitlines()) + 2


def test_invariants_do_not_change_the_hash(small: Tree, content: Content, tmp_path: Path) -> None:
    """A walk keeps its tree when only invariants change; a tree from the store has none."""
    tree = good_tree(SMALL + ALL_KINDS, content, tmp_path)

    assert (tree.hash, tree.canonical) == (small.hash, small.canonical)
    assert tree_from_canonical(tree.canonical).invariants == ()


_WRONG = [
    ("{always_asked: harm}", "Y005", "a declared invariant needs 'name' with some text"),
    ("{name: x}", "Y005", "an invariant needs exactly one of: when, not_excluded, monotone,"),
    ("{name: x, always_asked: harm, alike: {kind: [other]}}", "Y005", "exactly one of"),
    ("{name: x, always_asked: harm, more: y}", "Y004", "a declared invariant has no key 'more'"),
    ("{name: x, always_asked: harmed}", "R101", "'harmed' is not a fact"),
    ("{name: x, never_together: []}", "Y005", "'never_together' must not be empty"),
    ("{name: x, never_together: [notify, told]}", "R102", "'told' is not a duty of this tree"),
    ("{name: x, every_end_has: [never]}", "Y005", "'never' must be one of: must, should, may"),
    ("{name: x, alike: {kind: [serious, bad]}}", "R107", "'kind' has no value 'bad'"),
    ("{name: x, monotone: {in: should}}", "Y005", "'in' must be one of: must"),
    ("{name: x, monotone: {in: must, covers: {ask: [notify]}}}", "R102", "'ask' is not a duty"),
    ("{name: x, monotone: {in: must, worse: {harm: [no, bad]}}}", "R107", "no value 'bad'"),
    ('{name: x, when: {harm: "yes"}}', "Y005", "a declared invariant needs the mapping 'then'"),
    ('{name: x, when: {harm: "yes"}, then: {}}', "Y005", "'then' must name a duty"),
    ('{name: x, when: {harm: "yes"}, then: {notify: often}}', "Y005", "'notify' must be one of"),
    ('{name: x, when: {harm: "yes"}, then: {any_of: notify}}', "Y005", "'any_of' must be a list"),
    ("{name: x, when: {harm: maybe}, then: {notify: must}}", "R107", "no value 'maybe'"),
    ("{name: x, when: {seen_on: dated}, then: {told: must}}", "R102", "'told' is not a duty"),
]


@pytest.mark.parametrize(("item", "code", "words"), _WRONG)
def test_what_is_wrong_is_said(
    item: str, code: str, words: str, content: Content, tmp_path: Path
) -> None:
    """Each fault in an invariant is noted with its code and its line, and the tree is refused."""
    tree, problems = read_text(f"{SMALL}invariants:\n  - {item}\n", content, tmp_path)

    assert tree is None
    assert any(problem.code == code and words in problem.text for problem in problems), problems
    assert {problem.line for problem in problems} == {len(SMALL.splitlines()) + 2}
