"""Today's trees compared with an earlier version of the content.

Codes:
    V902 a tree whose version is raised by less than its change needs.
    V903 a tree that the earlier content has, or had in a form that can no longer be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.area import load_area
from bot.content.problems import ContentProblem, Severity
from bot.content.sources import load_sources
from bot.trees.read import read_tree
from bot.trees.versions import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.shipped import ContentFolder
    from bot.trees.model import Tree


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing two folders found: one comparison a tree that is in both, and problems."""

    comparisons: tuple[Comparison, ...]
    problems: tuple[ContentProblem, ...]


def compare_folders(earlier: ContentFolder, now: ContentFolder) -> Compared:
    """Compare every tree with its earlier version; trees that are new need nothing.

    Args:
        earlier: The content as it was.
        now: The content as it is; its trees can be read.
    """
    before, after = trees_in(earlier), trees_in(now)
    comparisons = tuple(compare(before[id_], tree) for id_, tree in after.items() if id_ in before)
    problems = [problem for one in comparisons for problem in _too_small(one, after, now)]
    problems += _unread(earlier, before, now)
    return Compared(comparisons, tuple(sorted(problems)))


def trees_in(folder: ContentFolder) -> Mapping[str, Tree]:
    """The trees of a folder that can be read."""
    ignored: list[ContentProblem] = []
    sources = load_sources(folder, ignored)
    area = load_area(folder, sources, ignored)
    found = (
        read_tree(file, file.name, sources, area, ignored)
        for file in sorted(folder.trees.glob("*.yaml"))
    )
    return {tree.id: tree for tree in found if tree is not None}


def _too_small(
    one: Comparison, after: Mapping[str, Tree], now: ContentFolder
) -> Iterator[ContentProblem]:
    if one.is_enough:
        return
    path = now.name_of(now.trees / f"{one.tree}.yaml")
    text = (
        f"version {one.after} has to be at least {one.least}: since {one.before} the tree has "
        f"{one.size.words}"
    )
    first = next(iter(one.changed), None)
    witness = " ".join(f"{fact}={value}" for fact, value in first.witness.items()) if first else ""
    line = after[one.tree].lines.get("tree", 1)
    yield ContentProblem(path, line, "V902", text, Severity.ERROR, witness)


def _unread(
    earlier: ContentFolder, before: Mapping[str, Tree], now: ContentFolder
) -> Iterator[ContentProblem]:
    for file in sorted(earlier.trees.glob("*.yaml")):
        path = now.name_of(now.trees / file.name)
        if file.stem not in before:
            text = f"the earlier '{file.stem}' cannot be read any more, so it was not compared"
            yield ContentProblem(path, 1, "V903", text, Severity.ADVISORY)
        elif not (now.trees / file.name).exists():
            text = f"the earlier tree '{file.stem}' is gone; walks through it stay explainable"
            yield ContentProblem(path, 1, "V903", text, Severity.ADVISORY)
