"""Walks and newer versions of their trees: moved silently, or asked about first.

What differs for a person is worked out in `bot.guide.updates`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.guide.kept_walks import Click, once, own, redraw, save, tree_of
from bot.guide.ports_walks import WalkState
from bot.guide.replies import Notice
from bot.guide.updates import fitting, newer_tree, update_of
from bot.trees.walk import replay

if TYPE_CHECKING:
    from bot.guide.cards import WalkView
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.ports_walks import WalkRecord
    from bot.guide.walk_replies import UpdateView
    from bot.trees.model import Tree


def move(desk: Desk, click: Click, tree_hash: str) -> Notice | None:
    """Go on with the newer version of the questions, whose difference has been shown.

    Args:
        desk: What use cases work with.
        click: The press.
        tree_hash: The version that was shown. If there is a newer one still, that is shown first.
    """

    def act(unit: Unit, walk: WalkRecord) -> None:
        tree = newer_tree(desk.content, walk)
        codes = {"walk": walk.id}
        if tree is not None and tree.hash == tree_hash:
            _move(desk, unit, click, walk, tree)
        elif tree is not None:
            codes["update"] = tree.hash
        redraw(unit, desk, click, codes)

    return once(desk, click, act)


def stay(desk: Desk, click: Click, tree_hash: str) -> Notice | None:
    """Keep the version of the questions that the walk began with, and be asked no more."""

    def act(unit: Unit, walk: WalkRecord) -> None:
        save(desk, unit, click, replace(walk, declined_hash=tree_hash), action="walk.stay")
        redraw(unit, desk, click, {"walk": walk.id})

    return once(desk, click, act)


def asks_before_telling(desk: Desk, click: Click) -> bool:
    """Whether the version in force changes something for an outcome that is to be told of.

    Then the card asks about that first, as it does before an answer; what is told is the outcome
    that its person has chosen.

    Args:
        desk: What use cases work with.
        click: The press on the button that tells the partners.
    """
    with desk.store.unit() as unit:
        walk = own(unit, click)
        if isinstance(walk, Notice) or walk.state is not WalkState.OPEN:
            return False
        tree = newer_tree(desk.content, walk)
        if tree is None:
            return False
        old = replay(tree_of(desk, unit, walk), walk.answers, today=desk.today())
        if update_of(old, tree, walk.answers, desk.today()) is None:
            return False
        if unit.inbox.is_new([click.key], desk.now()):
            redraw(unit, desk, click, {"walk": walk.id, "update": tree.hash})
    return True


def update(desk: Desk, found: WalkView) -> UpdateView | None:
    """What the version in force would change for a walk; None where nothing, or not wanted."""
    tree = newer_tree(desk.content, found.record)
    if tree is None:
        return None
    return update_of(found.walk, tree, found.record.answers, desk.today())


def kept_up(
    desk: Desk, unit: Unit, click: Click, walk: WalkRecord
) -> tuple[WalkRecord, dict[str, str]]:
    """The walk on the version in force if that changes nothing for its person.

    Otherwise the walk as it is, with the codes of a card that shows what would change.
    """
    tree = newer_tree(desk.content, walk)
    if tree is None:
        return walk, {}
    old = replay(tree_of(desk, unit, walk), walk.answers, today=desk.today())
    if update_of(old, tree, walk.answers, desk.today()) is not None:
        return walk, {"update": tree.hash}
    return _move(desk, unit, click, walk, tree), {}


def _move(desk: Desk, unit: Unit, click: Click, walk: WalkRecord, tree: Tree) -> WalkRecord:
    unit.walks.keep_tree(tree.hash, tree.canonical)
    moved = replace(
        walk,
        tree_version=tree.version,
        tree_hash=tree.hash,
        answers=fitting(tree, walk.answers, desk.today()),
    )
    return save(desk, unit, click, moved, action="walk.moved")
