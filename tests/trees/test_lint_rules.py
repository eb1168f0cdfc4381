"""Every rule of `check` has a line and a wrong file in the authors' guide, and no other is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bot
from bot.content.problems import Severity
from bot.content.shipped import find_content
from bot.guide.content import load_content
from bot.store.full_text import SqliteFullText
from bot.terminal import problem_words
from tests.trees.lint_rules import (
    LintRule,
    codes_in_the_program,
    documented,
    found_in,
    small_tree,
    wrong_file,
)

if TYPE_CHECKING:
    from bot.guide.content import Content

RULES = documented()


@pytest.fixture(scope="module")
def shipped() -> Content:
    """The shipped content, ready to be drawn."""
    return load_content(find_content(), SqliteFullText)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.severity}")
def test_each_rule_says_of_its_wrong_file_what_the_guide_prints(
    rule: LintRule, tmp_path: Path, shipped: Content
) -> None:
    """The message, the code, the severity and the line are those of the guide, to the letter."""
    found = [one for one in found_in(rule, tmp_path, shipped) if one.code == rule.code]
    found = [one for one in found if one.severity is Severity(rule.severity)]

    assert rule.expected
    assert [problem_words(problem) for problem in found] == rule.expected


def test_the_small_tree_breaks_no_rule(tmp_path: Path, shipped: Content) -> None:
    """Without a change, on the day of the tests, nothing is found in the small tree."""
    assert found_in(LintRule("", "", "", "", ()), tmp_path, shipped) == []


def test_every_rule_of_the_program_is_told_and_no_other() -> None:
    """The codes in the source and the codes in the guide are the same ones."""
    root = Path(bot.__file__).parent.parent

    assert {rule.code for rule in RULES} == codes_in_the_program(root)


def test_each_rule_is_told_once_and_in_a_sentence() -> None:
    """A code has one place for each severity it can have, and words that end in a full stop."""
    told = Counter((rule.code, rule.severity) for rule in RULES)

    assert set(told.values()) == {1}
    assert [rule.code for rule in RULES if not rule.says.endswith(".")] == []


def test_a_change_has_to_fit_exactly_once() -> None:
    """A wrong file that no longer fits the small tree is not taken for one that is right."""
    with pytest.raises(AssertionError, match="fits 0 times"):
        wrong_file(small_tree(), "-nowhere to be found\n+something\n")
