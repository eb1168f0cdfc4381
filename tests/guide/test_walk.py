"""A walk is kept answer by answer, can be changed and resumed, and belongs to one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import UnknownAnswerError
from bot.guide import kept_walks, walk
from bot.guide.cards import walk_card
from bot.guide.kept_walks import GONE
from bot.guide.walk import Start
from tests.desks import PRACTITIONER
from tests.walking import answer_all, begin, posts, press

if TYPE_CHECKING:
    from bot.guide.walk_replies import WalkCard
    from tests.desks import TestDesk


def card(made: TestDesk, walk_id: str) -> WalkCard:
    """The card as it stands."""
    return walk_card(
        made.desk.content, kept_walks.view(made.desk, walk_id), today=made.desk.today()
    )


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
    found = kept_walks.view(made.desk, id_)
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
    assert kept_walks.view(made.desk, id_).record.answers["looked_after"] == "by_us"


def test_keeping_the_old_answer_changes_nothing(made: TestDesk) -> None:
    """The way back from a change."""
    id_ = begin(made)
    answer_all(made, id_)
    before = kept_walks.view(made.desk, id_).record

    walk.change(made.desk, press(made, id_), "event")
    walk.keep(made.desk, press(made, id_))

    assert kept_walks.view(made.desk, id_).record == before


def test_one_press_delivered_twice_counts_once(made: TestDesk) -> None:
    """Slack repeats a press whose answer it did not hear."""
    id_ = begin(made)
    click = press(made, id_)
    walk.answer(made.desk, click, {"immediate_danger": "no"})

    assert walk.answer(made.desk, click, {"immediate_danger": "yes"}) is None
    assert kept_walks.view(made.desk, id_).record.answers == {"immediate_danger": "no"}


def test_an_answer_outside_its_fact_is_refused_and_nothing_is_kept(made: TestDesk) -> None:
    """A forged value, or a day in the future, leaves the walk as it was."""
    id_ = begin(made)

    with pytest.raises(UnknownAnswerError):
        walk.answer(made.desk, press(made, id_), {"immediate_danger": "perhaps"})
    assert kept_walks.view(made.desk, id_).record.answers == {}


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
