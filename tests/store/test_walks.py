"""Walks come back as they were kept, and only the latest revision can be changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.errors import StaleError
from bot.guide.ports_walks import WalkRecord, WalkState
from tests.store.builders import PERSON, TREE_HASH, a_walk, later, scratch
from tests.strategies import walks

if TYPE_CHECKING:
    from bot.guide.ports import Store


@given(walks)
def test_comes_back_as_it_was_kept(shared: Store, walk: WalkRecord) -> None:
    """Every field of a walk, the order of its answers included, comes back the same."""
    with scratch(shared) as unit:
        unit.walks.keep_tree(walk.tree_hash, "{}")
        unit.walks.add(walk)
        kept = unit.walks.get(walk.id)
        assert kept == walk
        assert kept is not None
        assert list(kept.answers) == list(walk.answers)


def test_unknown_walk_is_none(store: Store) -> None:
    """A walk that is not there is None."""
    with store.unit() as unit:
        assert unit.walks.get("w1") is None


def test_change_replaces_the_revision_that_was_seen(store: Store) -> None:
    """A change from the latest revision replaces answers and revision."""
    with store.unit() as unit:
        unit.walks.keep_tree(TREE_HASH, "{}")
        unit.walks.add(a_walk(revision=1))
        changed = replace(a_walk(revision=2), answers={"role": "police"}, state=WalkState.LEFT)
        unit.walks.change(changed, seen_revision=1)
        assert unit.walks.get("w1") == changed


def test_change_from_an_older_revision_is_refused(store: Store) -> None:
    """A second click on the same card changes nothing and says so."""
    with store.unit() as unit:
        unit.walks.keep_tree(TREE_HASH, "{}")
        unit.walks.add(a_walk(revision=1))
        unit.walks.change(a_walk(revision=2), seen_revision=1)
        with pytest.raises(StaleError):
            unit.walks.change(replace(a_walk(revision=2), answers={}), seen_revision=1)
        assert unit.walks.get("w1") == a_walk(revision=2)


def test_open_walks_of_a_person_latest_first(store: Store) -> None:
    """Only the person's own open walks are listed, the latest changed first."""
    with store.unit() as unit:
        unit.walks.keep_tree(TREE_HASH, "{}")
        unit.walks.add(a_walk("old", changed_at=later(1)))
        unit.walks.add(a_walk("new", changed_at=later(2)))
        unit.walks.add(replace(a_walk("left"), state=WalkState.LEFT))
        unit.walks.add(replace(a_walk("other"), person_id="T1:U2"))
        assert [walk.id for walk in unit.walks.open_of(PERSON)] == ["new", "old"]


def test_tree_is_kept_once_as_it_first_was(store: Store) -> None:
    """A tree version stays as it was first kept under its hash."""
    with store.unit() as unit:
        assert unit.walks.tree(TREE_HASH) is None
        unit.walks.keep_tree(TREE_HASH, '{"id":"a"}')
        unit.walks.keep_tree(TREE_HASH, "something else")
        assert unit.walks.tree(TREE_HASH) == '{"id":"a"}'
