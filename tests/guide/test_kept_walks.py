"""A walk is found for its own person only, as its newest card shows it, on its own version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide import kept_walks, walk
from bot.guide.cards import WalkView
from bot.guide.kept_walks import GONE, NOT_YOURS, STALE, Click
from bot.trees.walk import replay
from tests.desks import OTHER_PRACTITIONER, PRACTITIONER, T01
from tests.walking import answer_all, begin, posts, press

if TYPE_CHECKING:
    from bot.guide.replies import Notice
    from tests.desks import TestDesk


def test_somebody_elses_walk_is_refused(made: TestDesk) -> None:
    """Neither an answer nor a change by another person counts."""
    id_ = begin(made)
    click = press(made, id_, person=OTHER_PRACTITIONER)

    assert walk.answer(made.desk, click, {"immediate_danger": "no"}) == NOT_YOURS
    assert kept_walks.view(made.desk, id_).record.answers == {}


def test_a_walk_that_is_not_there_is_told_with_a_way_on(made: TestDesk) -> None:
    """A button of a walk long gone leads to a new start."""
    click = Click(PRACTITIONER, "k", "nothing", 1, "D1:1.0")

    notice: Notice | None = walk.answer(made.desk, click, {})
    assert notice == GONE
    assert GONE.ways == ("start",)


def test_a_stale_press_changes_nothing_and_redraws(made: TestDesk) -> None:
    """An old card, or the second of two quick presses, is told so."""
    id_ = begin(made)
    old = press(made, id_)
    walk.answer(made.desk, old, {"immediate_danger": "no"})
    posts(made)

    late = Click(PRACTITIONER, "late", id_, old.revision, "D1:1.0")
    assert walk.answer(made.desk, late, {"immediate_danger": "yes"}) == STALE
    assert kept_walks.view(made.desk, id_).record.answers == {"immediate_danger": "no"}
    assert len(posts(made)) == 1


def test_a_walk_stays_with_the_tree_version_it_began_with(made: TestDesk) -> None:
    """The kept text of a tree version explains the walk as the tree itself does."""
    id_ = begin(made)
    answer_all(made, id_)
    found = kept_walks.view(made.desk, id_)
    with made.store.unit() as unit:
        kept = unit.walks.tree(found.record.tree_hash)

    assert kept == made.desk.content.tree("serious_incident").canonical
    again = WalkView(found.record, replay(found.walk.tree, T01, today=made.desk.today()), "")
    assert again.walk.outcome == found.walk.outcome
