"""The shipped content, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.trees.builders import SMALL, good_tree, load_content

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from tests.trees.builders import Content


@pytest.fixture(scope="session")
def content() -> Content:
    """The register, the area and the main tree as shipped."""
    return load_content()


@pytest.fixture(scope="session")
def main(content: Content) -> Tree:
    """The shipped main tree."""
    return content.tree


@pytest.fixture(scope="session")
def small(content: Content, tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """The small tree of `tests.trees.builders`."""
    return good_tree(SMALL, content, tmp_path_factory.mktemp("small"))
