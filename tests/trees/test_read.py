"""Trees are read strictly: everything wrong is found at once, each with its line."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.content.shipped import find_content
from bot.trees.model import FactKind
from tests.trees.builders import SMALL, good_tree, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content


def test_a_tree_is_read_as_written(small: Tree) -> None:
    """Head, facts, questions and their order are those of the file."""
    assert (small.id, small.version, small.title) == ("small", "1.0.0", "A small tree")
    assert (small.checked, small.review_by) == (date(2026, 11, 23), date(2027, 5, 23))
    assert list(small.facts) == ["harm", "kind", "worker", "seen_on"]
    assert [question.asks for question in small.questions] == [
        ("harm",),
        ("kind",),
        ("worker", "seen_on"),
    ]
    assert small.facts["seen_on"].kind is FactKind.DATE
    assert small.facts["seen_on"].not_after_today


def test_yes_and_no_stay_what_their_author_typed(small: Tree) -> None:
    """The values yes and no are texts, in the file's order, each with its own label."""
    assert dict(small.facts["harm"].values) == {
        "yes": "Yes",
        "no": "No",
        "unknown": "I don't know",
    }


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("schema: guidance-tree/1", "schema: guidance-tree/2", "Y005"),
        ("version: 1.0.0", "version: 1.0", "Y005"),
        ('checked: "2026-11-23"', "checked: soon", "Y005"),
        ("    label: Harm\n", "", "Y005"),
        ("    label: Harm\n", "    label: Harm\n    colour: red\n", "Y004"),
        ("    label: Harm\n", "    label: Harm\n    label: Harm\n", "Y002"),
        ("    not_after: today\n", "    not_after: tomorrow\n", "Y005"),
        ("    kind: date\n", "    kind: number\n", "Y005"),
        ("values: {serious: Seriously", "values: &v {serious: Seriously", "Y003"),
        ("{id: harm, asks: [harm]}", "{id: harm}", "Y005"),
        ("because: Nothing", "reason: Nothing", "Y004"),
        ("source: ca2004-s16c", "source: nowhere", "R104"),
    ],
)
def test_what_is_wrong_with_the_form_is_found(
    old: str, new: str, code: str, content: Content, tmp_path: Path
) -> None:
    """Each fault gives its code on its line, and no tree."""
    assert old in SMALL
    changed = SMALL.replace(old, new, 1)
    tree, problems = read_text(changed, content, tmp_path)

    assert tree is None
    assert code in {problem.code for problem in problems}
    assert all(1 <= problem.line <= changed.count("\n") + 1 for problem in problems)


def test_every_fault_is_found_in_one_run(content: Content, tmp_path: Path) -> None:
    """Three faults in different places give at least three problems, in one go."""
    text = SMALL.replace("label: Harm", "labl: Harm").replace("who: Everybody", "who: []")
    _, problems = read_text(text.replace("asks: [kind]", "asks: [sort]"), content, tmp_path)

    assert {"Y004", "Y005", "R101"} <= {problem.code for problem in problems}


def test_a_problem_names_the_line_it_stands_on(content: Content, tmp_path: Path) -> None:
    """The line is that of the key, as an editor counts."""
    text = SMALL.replace("    label: Kind of harm", "    labl: Kind of harm")
    _, problems = read_text(text, content, tmp_path)
    line = text[: text.index("    labl:")].count("\n") + 1

    assert ("Y004", line) in {(problem.code, problem.line) for problem in problems}


@pytest.mark.parametrize("text", ["", "- a list\n", "just text\n", "a: b\n"])
def test_a_file_that_is_no_tree_gives_problems_and_no_crash(
    text: str, content: Content, tmp_path: Path
) -> None:
    """Whatever a file holds, reading it ends with problems."""
    tree, problems = read_text(text, content, tmp_path)

    assert tree is None
    assert problems


def test_the_tree_in_the_authors_guide_is_a_good_tree(content: Content, tmp_path: Path) -> None:
    """The example that authors copy from is read without a problem and its own example holds."""
    readme = (find_content().trees / "README.md").read_text(encoding="utf-8")
    text = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)[0]

    assert good_tree(text, content, tmp_path).examples


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  harm:\n", "  Harm:\n"),
        ("serious: Seriously", "very bad: Seriously"),
        ("  notify:", "  no tify:"),
    ],
)
def test_facts_values_and_duties_are_called_by_ids(
    old: str, new: str, content: Content, tmp_path: Path
) -> None:
    """A name with a space or a capital could not be typed as fact=value, and is refused."""
    assert old in SMALL
    _, problems = read_text(SMALL.replace(old, new, 1), content, tmp_path)

    name = new.split(":", maxsplit=1)[0].strip()
    assert f"'{name}' must be lower-case letters, digits, - and _" in {one.text for one in problems}
