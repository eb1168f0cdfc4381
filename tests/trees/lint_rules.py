"""The rules of `check` as the authors' guide tells them: each with a wrong file and what is said.

The guide (decision_trees/README.md) is the one place where they stand. A wrong file is a change to
the small tree at its beginning, in the notation of `diff`; what follows is what `check` prints.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.content.shipped import ContentFolder, find_content
from bot.guide.content import check_trees, read_trees
from bot.guide.earlier import compare_folders
from bot.slack.blocks.check import render_trees

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.content.problems import ContentProblem
    from bot.guide.content import Content

NAME = "decision_trees/lost_property.yaml"
SOURCES = (
    "bot/trees/**/*.py",
    "bot/content/yaml.py",
    "bot/content/fields.py",
    "bot/content/refs.py",
    "bot/content/problems.py",
    "bot/guide/content.py",
    "bot/guide/earlier.py",
    "bot/slack/blocks/check.py",
)
"""The modules that note problems of trees; `read_citations` besides."""

_TODAY = date(2026, 12, 30)
_RULE = re.compile(r"#### ([A-Z]\d{3}): (error|advisory|dated)\n(.*?)(?=\n#|\Z)", re.DOTALL)
_BLOCK = re.compile(r"```(diff|text)\n(.*?)```", re.DOTALL)
_CODE = re.compile(r"[A-Z]\d{3}")
_CHARACTER = re.compile(r"<U\+([0-9A-F]{4})>")
_REPEATED = re.compile(r"<(\S+) x (\d+)>")
_REMOVED = f"$ git rm {NAME}"


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule as the guide tells it.

    Attributes:
        code: Its name.
        severity: error, advisory or dated.
        says: What it is about: a sentence.
        diff: The change that makes the small tree wrong; empty where it stays as it is.
        printed: Commands (`$ ...`) and what `check` then prints of this rule, line by line.
    """

    code: str
    severity: str
    says: str
    diff: str
    printed: tuple[str, ...]

    @property
    def expected(self) -> list[str]:
        """The lines that `check` has to print."""
        return [line for line in self.printed if not line.startswith("$ ")]


def guide() -> str:
    """The authors' guide."""
    return (find_content().trees / "README.md").read_text(encoding="utf-8")


def small_tree() -> str:
    """The small tree at its beginning."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", guide(), re.DOTALL)
    return blocks[0]


def documented() -> list[LintRule]:
    """Every rule in the guide, in its order."""
    return [_rule(code, severity, text) for code, severity, text in _RULE.findall(guide())]


def _rule(code: str, severity: str, text: str) -> LintRule:
    blocks = dict(_BLOCK.findall(text))
    says = text.split("```", maxsplit=1)[0].strip()
    printed = tuple(blocks.get("text", "").splitlines())
    return LintRule(code, severity, says, blocks.get("diff", ""), printed)


def codes_in_the_program(root: Path) -> set[str]:
    """Every code that the program can give to a problem of a tree."""
    files = [file for pattern in SOURCES for file in sorted(root.glob(pattern))]
    found = {code for file in files for code in _codes(ast.parse(file.read_text("utf-8")))}
    register = ast.parse((root / "bot/content/sources.py").read_text("utf-8"))
    for part in register.body:
        if isinstance(part, ast.FunctionDef) and part.name == "read_citations":
            found |= set(_codes(part))
    return found


def _codes(part: ast.AST) -> Iterator[str]:
    for node in ast.walk(part):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from [node.value] if _CODE.fullmatch(node.value) else []


def wrong_file(text: str, diff: str) -> str:
    """A tree's file after a change; each part of the change (`@@` between) fits exactly once."""
    for part in re.split(r"^@@\n", diff, flags=re.MULTILINE) if diff else []:
        lines = part.splitlines()
        before = "".join(f"{line[1:]}\n" for line in lines if line[:1] in " -")
        after = "".join(f"{line[1:]}\n" for line in lines if line[:1] in " +")
        assert text.count(before) == 1, f"the change fits {text.count(before)} times: {before}"
        text = text.replace(before, after)
    text = _REPEATED.sub(_repeated, text)
    return _CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)


def _repeated(found: re.Match[str]) -> str:
    between = "" if found[1].endswith("_") else " "
    return between.join([found[1]] * int(found[2])).rstrip("_")


def found_in(rule: LintRule, folder: Path, content: Content) -> list[ContentProblem]:
    """The problems that `check` finds in a rule's wrong file, those of other rules too.

    Args:
        rule: The rule.
        folder: An empty folder.
        content: The shipped content: its sources, its area and its knowledge.
    """
    before = _write(folder / "before", small_tree())
    now = _write(folder / "now", wrong_file(small_tree(), rule.diff))
    if _REMOVED in rule.printed:
        (now.root / NAME).unlink()
    found: list[ContentProblem] = []
    today = _today(rule)
    trees = read_trees(now, content.sources, content.area, found)
    check_trees(now, trees, content.sources, found, today=today)
    found += render_trees(replace(content, trees=trees), today)
    if any("--against" in line for line in rule.printed):
        found += compare_folders(before, now).problems
    return sorted(set(found))


def _today(rule: LintRule) -> date:
    given = re.search(r"--today (\S+)", "\n".join(rule.printed))
    return date.fromisoformat(given[1]) if given else _TODAY


def _write(root: Path, text: str) -> ContentFolder:
    (root / "decision_trees").mkdir(parents=True)
    (root / "knowledge").symlink_to(find_content().knowledge)
    (root / NAME).write_text(text, encoding="utf-8")
    return ContentFolder(root)
