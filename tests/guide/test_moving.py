"""A newer version of the questions moves nobody's duties behind their back."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from bot.guide import kept_walks, moving, refer, walk
from bot.guide.cards import walk_card
from bot.guide.updates import fitting
from bot.store.connections import connect
from tests.desks import OTHER_PRACTITIONER, START, T01
from tests.newer import MAIN, WITHIN_A_WEEK, WORDING, newer, with_newer
from tests.trees.builders import load_content
from tests.walking import answer_all, begin, posts, press, submission

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.walk_replies import UpdateView
    from tests.desks import TestDesk

TODAY = START.date()
SHIPPED = load_content().tree
LOOKED_AFTER = {**T01, "looked_after": "by_us"}
AT_THE_SCREEN = dict(list(T01.items())[:7])


def _hash(made: TestDesk, id_: str) -> str:
    return kept_walks.view(made.desk, id_).record.tree_hash


def _actions(folder: Path) -> list[str]:
    """What the log says was done, in order."""
    with closing(connect(folder / "register.db")) as other:
        rows = other.execute("SELECT action FROM audit_event ORDER BY seq").fetchall()
    return [str(row[0]) for row in rows]


def _shown(made: TestDesk, id_: str) -> UpdateView | None:
    """What the last card of the walk says about a newer version."""
    codes = posts(made)[-1].post.codes
    assert codes["walk"] == id_
    return moving.update(made.desk, kept_walks.view(made.desk, id_)) if "update" in codes else None


def test_a_walk_is_moved_without_a_word_where_nothing_is_different(
    made: TestDesk, tmp_path: Path
) -> None:
    """The next answer is taken on the newer version; the log says that the walk was moved."""
    id_ = begin(made)
    old = _hash(made, id_)
    later = with_newer(made, *WORDING)

    assert walk.answer(later.desk, press(later, id_), {"immediate_danger": "no"}) is None

    assert _hash(later, id_) == newer(*WORDING).hash != old
    assert _shown(later, id_) is None
    assert _actions(tmp_path)[-2:] == ["walk.moved", "walk.answer"]
    assert kept_walks.view(later.desk, id_).record.answers == {"immediate_danger": "no"}


def test_a_walk_that_would_change_is_shown_the_difference_first(made: TestDesk) -> None:
    """Nothing is moved and nothing decided until the person has chosen."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    old = _hash(made, id_)
    later = with_newer(made, *WITHIN_A_WEEK)

    assert walk.change(later.desk, press(later, id_), "setting") is None

    shown = _shown(later, id_)
    assert shown is not None
    assert shown.version == "99.0.0"
    assert _hash(later, id_) == old
    card = walk_card(
        later.desk.content, kept_walks.view(later.desk, id_), today=TODAY, update=shown
    )
    assert card.update == shown


def test_the_updated_questions_are_used_once_they_were_chosen(
    made: TestDesk, tmp_path: Path
) -> None:
    """The answers go along; the outcome is that of the newer version."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    later = with_newer(made, *WITHIN_A_WEEK)
    tree = newer(*WITHIN_A_WEEK)

    assert moving.move(later.desk, press(later, id_), tree.hash) is None

    found = kept_walks.view(later.desk, id_)
    assert (found.record.tree_hash, found.record.tree_version) == (tree.hash, "99.0.0")
    assert found.walk.next is None
    due = next(one for one in found.walk.outcome.duties if one.id == "tell_parents")
    assert due.when == "within a week"
    assert _actions(tmp_path)[-1] == "walk.moved"
    assert _shown(later, id_) is None


def test_the_old_questions_are_kept_and_not_asked_about_again(
    made: TestDesk, tmp_path: Path
) -> None:
    """Declining one version holds for that version, and the old one stays explainable."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    old = _hash(made, id_)
    later = with_newer(made, *WITHIN_A_WEEK)

    assert moving.stay(later.desk, press(later, id_), newer(*WITHIN_A_WEEK).hash) is None
    assert walk.change(later.desk, press(later, id_), "setting") is None

    assert _shown(later, id_) is None
    assert _hash(later, id_) == old
    assert kept_walks.view(later.desk, id_).walk.tree.version == SHIPPED.version
    assert _actions(tmp_path)[-1] == "walk.stay"
    even_later = with_newer(made, *WITHIN_A_WEEK, *WORDING)
    assert walk.change(even_later.desk, press(even_later, id_), "setting") is None
    assert _shown(even_later, id_) is not None


def test_a_version_that_was_not_shown_is_not_agreed_to(made: TestDesk) -> None:
    """Where a newer one still came meanwhile, that is shown first."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    old = _hash(made, id_)
    later = with_newer(made, *WITHIN_A_WEEK, *WORDING)

    assert moving.move(later.desk, press(later, id_), newer(*WITHIN_A_WEEK).hash) is None

    assert _hash(later, id_) == old
    assert _shown(later, id_) is not None


def test_going_on_with_an_unfinished_walk_shows_what_is_new(made: TestDesk) -> None:
    """Resuming moves it where nothing changes, and shows the difference where something does."""
    id_ = begin(made)
    walk.answer(made.desk, press(made, id_), {"immediate_danger": "no"})
    later = with_newer(made, *WORDING)

    assert walk.resume(later.desk, press(later, id_)) is None

    assert _hash(later, id_) == newer(*WORDING).hash
    assert _shown(later, id_) is None


def test_an_answer_given_meanwhile_is_not_lost(made: TestDesk) -> None:
    """It is kept, although the card asks about the newer version first."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    walk.change(made.desk, press(made, id_), "setting")
    later = with_newer(made, *WITHIN_A_WEEK)

    assert walk.answer(later.desk, press(later, id_), {"setting": "other"}) is None

    assert kept_walks.view(later.desk, id_).record.answers["setting"] == "other"
    assert _shown(later, id_) is not None


def test_answers_that_a_version_does_not_know_are_left_behind() -> None:
    """Only they: answers to facts that it does not have stay parked."""
    answers = {"immediate_danger": "no", "event": "vanished", "unheard_of": "yes"}

    assert fitting(newer(*WORDING), answers, TODAY) == {
        "immediate_danger": "no",
        "unheard_of": "yes",
    }
    assert newer(*WORDING).id == MAIN


def test_an_outcome_is_asked_about_before_the_partners_are_told_of_it(made: TestDesk) -> None:
    """An update that changes the outcome comes up first; whoever keeps the old is asked once."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    later = with_newer(made, *WITHIN_A_WEEK)

    assert moving.asks_before_telling(later.desk, press(later, id_))
    shown = _shown(later, id_)
    assert shown is not None
    assert moving.stay(later.desk, press(later, id_), shown.tree_hash) is None
    assert not moving.asks_before_telling(later.desk, press(later, id_))


def test_an_update_that_changes_nothing_does_not_stand_before_the_form(made: TestDesk) -> None:
    """Other words, a logged walk and somebody else's walk: the form opens, or says why not."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    posts(made)
    words = with_newer(made, *WORDING)
    changed = with_newer(made, *WITHIN_A_WEEK)
    by_another = press(changed, id_, person=OTHER_PRACTITIONER)

    assert not moving.asks_before_telling(words.desk, press(words, id_))
    assert not moving.asks_before_telling(changed.desk, by_another)
    assert posts(made) == []
    refer.log(made.desk, submission(id_))
    assert not moving.asks_before_telling(changed.desk, press(changed, id_))


def test_the_question_before_telling_is_asked_once_for_one_press(made: TestDesk) -> None:
    """Slack delivers a press twice: the card is redrawn once, and the form stays shut."""
    id_ = begin(made)
    answer_all(made, id_, LOOKED_AFTER)
    posts(made)
    later = with_newer(made, *WITHIN_A_WEEK)
    pressed = press(later, id_)

    assert moving.asks_before_telling(later.desk, pressed)
    assert moving.asks_before_telling(later.desk, pressed)
    assert len(posts(later)) == 1
