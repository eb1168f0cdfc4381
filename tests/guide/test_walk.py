"""A walk is kept answer by answer, can be changed and resumed, and belongs to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import UnknownAnswerError
from bot.guide import walk
from bot.guide.cards import WalkView, walk_card
from bot.guide.walk import GONE, NOT_YOURS, STALE, Click, Start
from bot.trees.walk import replay
from tests.desks import OTHER_PRACTITIONER, PRACTITIONER, T01
from tests.walking import answer_all, begin, posts, press

if TYPE_CHECKING:
    from bot.guide.replies import Notice, WalkCard
    from tests.desks import TestDesk


def card(made: TestDesk, walk_id: str) -> WalkCard:
    """The card as it stands."""
    return walk_card(made.desk.content, walk.view(made.desk, walk_id), today=made.desk.today())


def test_starting_twice_with_one_key_makes_one_walk(made: TestDesk) -> None:
    """A request that Slack repeats changes nothing."""
    walk.start(made.desk, Start(PRACTITIONER, ("event-1", "D1:1.0")))
    walk.start(made.desk, Start(PRACTITIONER, ("event-2", "D1:1.0")))

    assert len(posts(made)) == 1


def test_every_answer_is_kept_and_the_card_redrawn(made: TestDesk) -> None:
    """The first question is danger; after it the card shows the answer and the next question."""
    id_ = begin(made)
    assert [ask.fact for ask in card(made, id_).asks] == ["immediate_danger"]

    assert walk.answer(made.desk, press(made, id_), {"immediate_danger": "no"}) is None

    shown = card(made, id_)
    assert [view.fact for view in shown.answered] == ["immediate_danger"]
    assert shown.revision == 2
    assert [post.post.to for post in posts(made)] == ["card:D1:1.0"]


def test_the_walk_ends_in_the_outcome_with_dates_and_reasons(made: TestDesk) -> None:
    """T01: notify the Panel, target 24 December, latest 29 December 2026."""
    id_ = begin(made)
    answer_all(made, id_)

    outcome = card(made, id_).outcome
    assert outcome is not None
    panel = next(duty for duty in outcome.must if duty.id == "notify_panel")
    assert "*Thursday 24 December 2026*" in panel.by_when
    assert "latest Tuesday 29 December 2026" in panel.by_when
    assert "Christmas Day" in panel.counting
    assert panel.because
    assert panel.sources


def test_changing_an_answer_shows_the_difference_before_it_counts(made: TestDesk) -> None:
    """Nothing changes until the person has seen what is added and taken away."""
    id_ = begin(made)
    answer_all(made, id_)
    posts(made)

    walk.answer(made.desk, press(made, id_), {"looked_after": "by_us"})
    proposal = posts(made)[-1].post.codes
    assert proposal == {"walk": id_, "changing": "looked_after", "proposed": "by_us"}
    found = walk.view(made.desk, id_)
    shown = walk_card(
        made.desk.content,
        found,
        today=made.desk.today(),
        changing="looked_after",
        proposed="by_us",
    )
    assert shown.difference is not None
    assert any("Ofsted" in title for title in shown.difference.adds)
    assert found.record.answers["looked_after"] == "no"

    walk.answer(made.desk, press(made, id_), {"looked_after": "by_us"}, confirmed=True)
    assert walk.view(made.desk, id_).record.answers["looked_after"] == "by_us"


def test_keeping_the_old_answer_changes_nothing(made: TestDesk) -> None:
    """The way back from a change."""
    id_ = begin(made)
    answer_all(made, id_)
    before = walk.view(made.desk, id_).record

    walk.change(made.desk, press(made, id_), "event")
    walk.keep(made.desk, press(made, id_))

    assert walk.view(made.desk, id_).record == before


def test_a_stale_press_changes_nothing_and_redraws(made: TestDesk) -> None:
    """An old card, or the second of two quick presses, is told so."""
    id_ = begin(made)
    old = press(made, id_)
    walk.answer(made.desk, old, {"immediate_danger": "no"})
    posts(made)

    late = Click(PRACTITIONER, "late", id_, old.revision, "D1:1.0")
    assert walk.answer(made.desk, late, {"immediate_danger": "yes"}) == STALE
    assert walk.view(made.desk, id_).record.answers == {"immediate_danger": "no"}
    assert len(posts(made)) == 1


def test_one_press_delivered_twice_counts_once(made: TestDesk) -> None:
    """Slack repeats a press whose answer it did not hear."""
    id_ = begin(made)
    click = press(made, id_)
    walk.answer(made.desk, click, {"immediate_danger": "no"})

    assert walk.answer(made.desk, click, {"immediate_danger": "yes"}) is None
    assert walk.view(made.desk, id_).record.answers == {"immediate_danger": "no"}


def test_somebody_elses_walk_is_refused(made: TestDesk) -> None:
    """Neither an answer nor a change by another person counts."""
    id_ = begin(made)
    click = press(made, id_, person=OTHER_PRACTITIONER)

    assert walk.answer(made.desk, click, {"immediate_danger": "no"}) == NOT_YOURS
    assert walk.view(made.desk, id_).record.answers == {}


def test_a_walk_that_is_not_there_is_told_with_a_way_on(made: TestDesk) -> None:
    """A button of a walk long gone leads to a new start."""
    click = Click(PRACTITIONER, "k", "nothing", 1, "D1:1.0")

    notice: Notice | None = walk.answer(made.desk, click, {})
    assert notice == GONE
    assert GONE.ways == ("start",)


def test_an_answer_outside_its_fact_is_refused_and_nothing_is_kept(made: TestDesk) -> None:
    """A forged value, or a day in the future, leaves the walk as it was."""
    id_ = begin(made)

    with pytest.raises(UnknownAnswerError):
        walk.answer(made.desk, press(made, id_), {"immediate_danger": "perhaps"})
    assert walk.view(made.desk, id_).record.answers == {}


def test_an_unfinished_walk_is_offered_again(made: TestDesk) -> None:
    """Starting again asks whether to go on; a fresh start does not."""
    id_ = begin(made)
    walk.answer(made.desk, press(made, id_), {"immediate_danger": "no"})
    posts(made)

    walk.start(made.desk, Start(PRACTITIONER, ("again",)))
    assert [post.post.template for post in posts(made)] == ["resume"]
    walk.resume(made.desk, press(made, id_))
    assert posts(made)[0].post.codes == {"walk": id_}
    walk.start(made.desk, Start(PRACTITIONER, ("anew",), fresh=True))
    assert posts(made)[0].post.codes != {"walk": id_}


def test_starting_again_leaves_the_old_walk_and_its_buttons(made: TestDesk) -> None:
    """The old walk is left; its card becomes the new one."""
    id_ = begin(made)
    walk.answer(made.desk, press(made, id_), {"immediate_danger": "no"})
    walk.start_again(made.desk, press(made, id_))

    new = str(posts(made)[-1].post.codes["walk"])
    assert new != id_
    click = press(made, id_)
    assert walk.answer(made.desk, click, {"role": "police"}) == GONE


def test_a_walk_stays_with_the_tree_version_it_began_with(made: TestDesk) -> None:
    """The kept text of a tree version explains the walk as the tree itself does."""
    id_ = begin(made)
    answer_all(made, id_)
    found = walk.view(made.desk, id_)
    with made.store.unit() as unit:
        kept = unit.walks.tree(found.record.tree_hash)

    assert kept == made.desk.content.tree("serious_incident").canonical
    again = WalkView(found.record, replay(found.walk.tree, T01, today=made.desk.today()), "")
    assert again.walk.outcome == found.walk.outcome
