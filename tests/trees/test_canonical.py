"""A tree survives being kept as text, and its hash changes exactly with its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import InvalidContentError
from bot.trees.read import tree_from_canonical
from tests.trees.builders import SMALL, good_tree

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content


def test_a_kept_tree_is_the_same_tree(main: Tree) -> None:
    """Reading the canonical text back gives every part but the examples."""
    kept = tree_from_canonical(main.canonical)

    assert kept.hash == main.hash
    assert kept.canonical == main.canonical
    assert kept.examples == ()
    assert (kept.facts, kept.questions) == (main.facts, main.questions)
    assert (kept.duties, kept.no_duty) == (main.duties, main.no_duty)
    assert list(kept.duties) == list(main.duties)


def test_comments_layout_and_examples_leave_the_hash(
    small: Tree, content: Content, tmp_path: Path
) -> None:
    """Only what a walk can show is part of the hash."""
    shorter = SMALL[: SMALL.index("examples:")] + "# a remark\n"

    assert good_tree(shorter, content, tmp_path).hash == small.hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("How badly?", "How bad?"),
        ("kind: serious}", "kind: other}"),
        ('{"yes": "Yes", "no": "No"', '{"no": "No", "yes": "Yes"'),
        ("modal: must", "modal: should"),
    ],
)
def test_every_change_of_content_changes_the_hash(
    old: str, new: str, small: Tree, content: Content, tmp_path: Path
) -> None:
    """Wording, guards, the order of buttons and citations all count."""
    changed = SMALL.replace(old, new).replace("strength: must", "strength: should")

    assert old in SMALL
    assert good_tree(changed, content, tmp_path).hash != small.hash


def test_a_source_that_has_left_the_register_does_not_matter(small: Tree) -> None:
    """An old tree can be explained although its sources are no longer kept."""
    text = small.canonical.replace("ca2004-s16c", "a-source-of-old")

    assert tree_from_canonical(text).duties["notify"].rules[0].cites[0].source == "a-source-of-old"


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"schema": 1}', '{"tree": null}'])
def test_what_is_no_tree_is_refused(text: str) -> None:
    """A damaged text is an error of ours, not a crash."""
    with pytest.raises(InvalidContentError):
        tree_from_canonical(text)
