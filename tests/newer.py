"""A newer version of a shipped tree, made from its file, and a desk that has it in force."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.content.shipped import find_content
from bot.guide.desk import Shelf
from bot.trees.read import read_tree
from tests.desks import TestDesk, shipped_content

if TYPE_CHECKING:
    from bot.content.problems import ContentProblem
    from bot.trees.model import Tree

MAIN = "serious_incident"
WORDING = (("ask: What happened to the child or young person?", "ask: What has happened?"),)
"""Other words: nobody's way, duties or dates are different."""
_PARENTS = 'cites: [{source: ca1989-sch2-20, ref: "para 20(1)(b), as enacted", modal: must}]\n'
WITHIN_A_WEEK = (
    (
        f"{_PARENTS}    deadline: {{none: no time limit was seen}}",
        f"{_PARENTS}    deadline: {{none: within a week}}",
    ),
)
"""Another date rule for the duty to tell the parents."""
_SCREEN = "asks: [setting, circumstance, worker_suspected, other_child_at_risk]"
FEWER_AT_ONCE = ((_SCREEN, "asks: [setting, circumstance, worker_suspected]"),)
"""One question less on a screen; it is asked on the next."""


@cache
def newer(*edits: tuple[str, str], tree: str = MAIN) -> Tree:
    """The tree with its text edited, as the next version."""
    shipped = shipped_content()
    text = (find_content().trees / f"{tree}.yaml").read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after)
    version = shipped.tree(tree).version
    text = text.replace(f"version: {version}", "version: 99.0.0", 1)
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{tree}.yaml"
        file.write_text(text, encoding="utf-8")
        problems: list[ContentProblem] = []
        read = read_tree(file, file.name, shipped.sources, shipped.area, problems)
    assert read is not None, [str(problem) for problem in problems]
    return read


def with_newer(made: TestDesk, *edits: tuple[str, str]) -> TestDesk:
    """The same desk and register, with the newer version in force."""
    tree = newer(*edits)
    content = replace(shipped_content(), trees={**shipped_content().trees, tree.id: tree})
    return replace(made, desk=replace(made.desk, shelf=Shelf(content)))
