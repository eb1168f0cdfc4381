"""Every name in a tree names something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trees.builders import SMALL, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.trees.builders import Content


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("asks: [kind]", "asks: [sort]", "R101"),
        ("{when: {worker: ", "{when: {wrker: ", "R101"),
        ('given: {harm: "yes",', 'given: {harm: "yes", size: big,', "R101"),
        ("{id: kind, asks: [kind]", "{id: harm, asks: [kind]", "R102"),
        ("not_expect: [ask_person]", "not_expect: [ask_nobody]", "R102"),
        ("{id: harm, asks: [harm]}", "{id: harm, asks: [harm], when: {kind: serious}}", "R103"),
        ("{contact:front_door}", "{contact:nobody}", "R104"),
        ("contact: notifying_lead", "contact: nobody", "R104"),
        ("asks: [worker, seen_on]", "asks: [worker]", "R106"),
        ("kind: serious}", "kind: terrible}", "R107"),
        ("instead: {unknown: ", "instead: {never: ", "R107"),
        ("instead: {unknown: ", "instead: {unknown: a, never: ", "R107"),
        ("from: seen_on", "from: harm", "R108"),
        ("from: seen_on", "from: nothing", "R108"),
        ("    contact: notifying_lead\n", "", "R109"),
        (", why: Nobody knows whether the child was harmed.", "", "R109"),
        ("    if_unknown: apply\n", '    handoff: "yes"\n', "R109"),
        ('    handoff: "yes"\n', "", "R109"),
        ("    ask: How badly?\n", "    ask: How badly?\n    usual: mostly\n", "R107"),
        ("    ask: How badly?\n", "    ask: How badly?\n    short: {huge: huge}\n", "R107"),
    ],
)
def test_a_name_that_names_nothing_is_found(
    old: str, new: str, code: str, content: Content, tmp_path: Path
) -> None:
    """Each dead name gives its code, and no tree that could be walked."""
    assert old in SMALL
    tree, problems = read_text(SMALL.replace(old, new, 1), content, tmp_path)

    assert tree is None
    assert code in {problem.code for problem in problems}


def test_a_fact_may_not_be_called_like_a_part_of_a_guard(content: Content, tmp_path: Path) -> None:
    """A fact called `any` could not be told from the word."""
    text = SMALL.replace("  worker:\n", "  any:\n").replace("asks: [worker,", "asks: [any,")
    _, problems = read_text(text, content, tmp_path)

    assert "R102" in {problem.code for problem in problems}


def test_the_small_tree_has_no_dead_name(content: Content, tmp_path: Path) -> None:
    """A good tree gives no problem at all."""
    tree, problems = read_text(SMALL, content, tmp_path)

    assert tree is not None
    assert problems == []
