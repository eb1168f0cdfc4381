"""Duties, rules and deadlines are read as written, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.sources import Modality
from bot.trees.model import IfUnknown
from tests.trees.builders import SMALL, good_tree, read_text

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content


def test_a_rule_takes_from_its_duty_what_it_does_not_say(small: Tree) -> None:
    """Strength, citations and deadline stand once and hold for each rule."""
    (rule,) = small.duties["notify"].rules

    assert rule.strength is Modality.MUST
    assert [cite.source for cite in rule.cites] == ["ca2004-s16c"]
    assert (rule.deadline.working_days, rule.deadline.from_fact) == (5, "seen_on")
    assert rule.deadline.two_dates


def test_a_rule_says_otherwise_for_itself(content: Content, tmp_path: Path) -> None:
    """What a rule says goes before what its duty says."""
    text = SMALL.replace(
        "kind: serious}, why: The harm is serious.}",
        "kind: serious}, strength: should, deadline: {none: soon}, do: Do it.}",
    )
    (rule,) = good_tree(text, content, tmp_path).duties["notify"].rules

    assert (rule.strength, rule.deadline.words, rule.do) == (Modality.SHOULD, "soon", "Do it.")


def test_an_unknown_asks_a_person_unless_the_author_says_otherwise(small: Tree) -> None:
    """`ask` is the default, and the hand-off duty itself applies."""
    assert small.duties["notify"].if_unknown is IfUnknown.ASK
    assert small.duties["tell_employer"].if_unknown is IfUnknown.APPLY
    assert small.duties["look_first"].if_unknown is IfUnknown.OMIT
    assert small.duties["ask_person"].if_unknown is IfUnknown.APPLY
    assert small.duties["ask_person"].unsettled is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deadline: {none: within a day}", "deadline: {}"),
        ("deadline: {none: within a day}", "deadline: {none: a day, immediately: 'yes'}"),
        ("    deadline: {none: within a day}\n", ""),
        ('working_days: "5"', 'working_days: "0"'),
        ('working_days: "5"', "working_days: five"),
        ("strength: may", "strength: fact"),
        ("strength: may", "strength: shall"),
        ("if_unknown: omit", "if_unknown: guess"),
        ('first: "yes"', 'first: "true"'),
        (
            "    rules:\n      - {when: {harm: unknown}",
            "    rulez:\n      - {when: {harm: unknown}",
        ),
        ("{when: {harm: unknown}, why:", "{why:"),
        ("    cites: [{source: lado-luton, ref: Workforce, modal: should}]\n", "    cites: []\n"),
        ("modal: fact", "modal: perhaps"),
    ],
)
def test_a_duty_that_is_not_complete_is_refused(
    old: str, new: str, content: Content, tmp_path: Path
) -> None:
    """Missing, doubled or unknown parts of a duty give a problem and no tree."""
    assert old in SMALL
    tree, problems = read_text(SMALL.replace(old, new, 1), content, tmp_path)

    assert tree is None
    assert {problem.code for problem in problems} & {"Y004", "Y005"}
