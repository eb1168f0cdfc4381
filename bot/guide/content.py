"""All curated content, loaded and checked together.

References between trees and entries are checked here, because neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from bot.answers.check import check_library
from bot.answers.engine import build_engine
from bot.answers.read import load_library
from bot.content.area import load_area
from bot.content.problems import ContentProblem, errors_in
from bot.content.sources import load_sources
from bot.errors import InvalidContentError, NotFoundError
from bot.trees.check import check_tree
from bot.trees.prove import prove
from bot.trees.read import read_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from bot.answers.confidence import Thresholds
    from bot.answers.engine import Engine
    from bot.answers.model import FullTextFactory, Library
    from bot.answers.trained import TrainedStore
    from bot.content.area import Area
    from bot.content.shipped import ContentFolder
    from bot.content.sources import Source
    from bot.trees.model import Tree
    from bot.trees.prove import Proof


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that curators wrote.

    Attributes:
        sources: Source id -> source.
        area: The area that it is for.
        trees: Tree id -> tree.
        library: The knowledge base.
        make_engine: Makes it ready to be asked, once; see `engine`.
    """

    sources: Mapping[str, Source]
    area: Area
    trees: Mapping[str, Tree]
    library: Library
    make_engine: Callable[[], Engine]

    @property
    def engine(self) -> Engine:
        """The knowledge base, ready to be asked: made when first needed, trees never need it."""
        return self.make_engine()

    def ready(self) -> None:
        """Make all of it ready now."""
        self.make_engine()

    def tree(self, tree_id: str) -> Tree:
        """The tree with this id.

        Raises:
            NotFoundError: There is none; the message names those there are.
        """
        if tree_id not in self.trees:
            known = ", ".join(sorted(self.trees))
            raise NotFoundError(f"There is no tree '{tree_id}'. There are: {known}.")
        return self.trees[tree_id]


@dataclass(frozen=True, slots=True)
class _Read:
    sources: Mapping[str, Source]
    area: Area
    trees: Mapping[str, Tree]
    library: Library


def load_content(
    folder: ContentFolder,
    full_text: FullTextFactory,
    kept: TrainedStore | None = None,
    meanwhile: Thresholds | None = None,
) -> Content:
    """Load content that is fit to be used.

    Args:
        folder: Where it is.
        full_text: Makes the full-text search that a large knowledge base needs.
        kept: Where what is made ready of it is kept between processes.
        meanwhile: For content that is being edited; see `build_engine`.

    Raises:
        InvalidContentError: Something in it cannot be used; carries every such problem.
    """
    problems: list[ContentProblem] = []
    read = _read(folder, problems)
    broken = errors_in(problems)
    if broken:
        raise InvalidContentError([str(problem) for problem in broken])
    return Content(
        sources=read.sources,
        area=read.area,
        trees=read.trees,
        library=read.library,
        make_engine=cache(partial(build_engine, read.library, full_text, kept, meanwhile)),
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        problems: In file order; what depends on today's date is marked so.
        proofs: One a tree that could be read.
        counts: What -> how much there is of it.
    """

    problems: tuple[ContentProblem, ...]
    proofs: tuple[Proof, ...]
    counts: Mapping[str, int]


def check_content(folder: ContentFolder, *, today: date) -> Checked:
    """Check all content, and prove every tree over all combinations of answers."""
    problems: list[ContentProblem] = []
    read = _read(folder, problems)
    proofs = check_trees(folder, read.trees, read.sources, problems, today=today)
    problems.extend(check_library(read.library, today=today, tree_ids=set(read.trees)))
    return Checked(tuple(sorted(set(problems))), proofs, _counts(read))


def check_trees(
    folder: ContentFolder,
    trees: Mapping[str, Tree],
    sources: Mapping[str, Source],
    problems: list[ContentProblem],
    *,
    today: date,
) -> tuple[Proof, ...]:
    """Check and prove trees that could be read; `problems` receives what is found wrong."""
    proofs = []
    for tree in trees.values():
        path = folder.name_of(folder.trees / f"{tree.id}.yaml")
        problems.extend(check_tree(tree, path, sources, today))
        proof = prove(tree, path)
        problems.extend(proof.findings)
        proofs.append(proof)
    return tuple(proofs)


def _counts(read: _Read) -> dict[str, int]:
    trees = read.trees.values()
    return {
        "trees": len(read.trees),
        "questions": sum(len(tree.questions) for tree in trees),
        "duties": sum(len(tree.duties) for tree in trees),
        "examples": sum(len(tree.examples) for tree in trees),
        "entries": len(read.library.entries),
        "reviews": len(read.library.reviews),
        "sources": len(read.sources),
    }


def _read(folder: ContentFolder, problems: list[ContentProblem]) -> _Read:
    sources = load_sources(folder, problems)
    area = load_area(folder, sources, problems)
    trees = read_trees(folder, sources, area, problems)
    library = load_library(folder, sources, area, problems)
    return _Read(sources=sources, area=area, trees=trees, library=library)


def read_trees(
    folder: ContentFolder,
    sources: Mapping[str, Source],
    area: Area,
    problems: list[ContentProblem],
) -> dict[str, Tree]:
    """Read every tree of a folder: id -> tree, as far as they are without errors.

    Codes: Y007 a tree that is called otherwise than its file.
    """
    trees: dict[str, Tree] = {}
    for file in sorted(folder.trees.glob("*.yaml")):
        path = folder.name_of(file)
        tree = read_tree(file, path, sources, area, problems)
        if tree is None:
            continue
        if tree.id != file.stem:
            text = f"the tree '{tree.id}' must stand in a file of the same name"
            problems.append(ContentProblem(path, 1, "Y007", text))
        trees[tree.id] = tree
    return trees
