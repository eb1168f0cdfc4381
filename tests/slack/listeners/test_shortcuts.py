"""The global shortcut begins the guided questions from anywhere."""

from __future__ import annotations

from tests.practice import GUEST, HEALTH, Practice, actions_of, text_of

OK = 200


def test_the_shortcut_begins_and_says_where(practice: Practice) -> None:
    """The questions are in the direct message, and a page says so."""
    assert practice.slack.shortcut(HEALTH, "tree_start").status == OK
    practice.settle()
    assert "direct message" in text_of(practice.slack.views(HEALTH)[-1])
    assert "walk.answer:1" in actions_of(practice.card(HEALTH))


def test_a_guest_is_told_whom_to_ring(practice: Practice) -> None:
    """Nothing is begun for somebody who is not staff."""
    practice.slack.shortcut(GUEST, "tree_start")
    practice.settle()
    assert "999" in text_of(practice.slack.views(GUEST)[-1])
    assert practice.slack.dm(GUEST) == []


def test_the_questions_begin_even_where_no_page_opens(practice: Practice) -> None:
    """An expired trigger does not undo what was begun."""
    practice.slack.script_fault("views.open", "server_error")
    assert practice.slack.shortcut(HEALTH, "tree_start").status == OK
    practice.settle()
    assert "walk.answer:1" in actions_of(practice.card(HEALTH))


def test_a_shortcut_that_cannot_be_saved_says_so(practice: Practice) -> None:
    """With the register locked, a page says that it did not work (R24)."""
    with practice.locked_register():
        practice.slack.shortcut(HEALTH, "tree_start")
        assert "Please try once more" in text_of(practice.slack.views(HEALTH)[-1])
