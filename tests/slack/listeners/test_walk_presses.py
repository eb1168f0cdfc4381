"""Presses on a walk: each counts once, and a change is shown with its difference first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desks import T01, shipped_content
from tests.newer import WITHIN_A_WEEK, newer
from tests.practice import (
    GENERAL,
    HEALTH,
    TEACHER,
    Practice,
    actions_of,
    open_form,
    pressable,
    text_of,
    whispers,
)

OK = 200
OFSTED = "Notify the Secretary of State"


def test_a_walk_goes_from_the_first_question_to_the_outcome(practice: Practice) -> None:
    """Buttons, menus, several facts on a screen and a day lead to the dates of the main case."""
    card = practice.walk(HEALTH)
    assert "Thursday 24 December 2026" in text_of(card)
    assert "Tuesday 29 December 2026" in text_of(card)
    assert len([m for m in practice.slack.dm(HEALTH) if "bot_id" in m]) == 1


def test_a_walk_is_drawn_without_one_call_of_the_web_api_for_each_press(
    practice: Practice,
) -> None:
    """The card is replaced through its response URL, which has no limit for the workspace."""
    practice.walk(HEALTH)
    methods = [call.method for call in practice.slack.calls]
    assert methods.count("chat.update") == 0
    assert methods.count("chat.postMessage") == 1
    assert methods.count("response_url") > 5


def test_an_old_card_is_told_and_drawn_as_it_stands(practice: Practice) -> None:
    """A press on a card that has moved on changes nothing and is never met with silence (R8)."""
    old = practice.start(HEALTH)
    practice.answer(HEALTH, old, T01)
    now = practice.card(HEALTH)
    practice.answer(HEALTH, old, {"immediate_danger": "yes"})
    assert "moved on" in whispers(practice, HEALTH)[-1]
    assert text_of(practice.card(HEALTH)) == text_of(now)


def test_pressing_twice_moves_once(practice: Practice) -> None:
    """A double click answers one question (R8)."""
    card = practice.start(HEALTH)
    for _ in range(2):
        practice.answer(HEALTH, card, T01)
    assert "question 2" in practice.card(HEALTH)["text"].lower()


def test_the_same_delivery_twice_counts_once(practice: Practice) -> None:
    """An interaction that arrives again under its own time is not a second press."""
    card = practice.start(HEALTH)
    elements = [element for _, element in pressable(card)]
    button = next(element for element in elements if element["action_id"] == "walk.answer:2")
    payload = {
        "type": "block_actions",
        "user": {"id": HEALTH, "team_id": "T0PRACTICE"},
        "team": {"id": "T0PRACTICE"},
        "trigger_id": "1.x",
        "container": {"type": "message", "channel_id": "D0HEALTH", "message_ts": card["ts"]},
        "actions": [
            {
                "type": "button",
                "action_id": button["action_id"],
                "value": button["value"],
                "action_ts": "5.5",
            }
        ],
    }
    for _ in range(2):
        assert practice.slack.deliver_interaction(payload).status == OK
    practice.settle()
    assert whispers(practice, HEALTH) == []
    assert "question 2" in practice.card(HEALTH)["text"].lower()


def test_continue_waits_until_each_line_is_answered(practice: Practice) -> None:
    """A screen with several facts does not go on with one missing."""
    practice.start(HEALTH)
    while "walk.submit" not in actions_of(practice.card(HEALTH)):
        practice.answer(HEALTH, practice.card(HEALTH), T01)
    card = practice.card(HEALTH)
    practice.press(HEALTH, card, "walk.submit")
    assert whispers(practice, HEALTH)[-1].startswith("Answer each line first")
    assert text_of(practice.card(HEALTH)) == text_of(card)


def test_a_day_in_the_future_is_refused_in_words(practice: Practice) -> None:
    """An answer that its question does not allow is explained, and nothing changes."""
    practice.start(HEALTH)
    while "walk.date" not in actions_of(practice.card(HEALTH)):
        practice.answer(HEALTH, practice.card(HEALTH), T01)
    practice.press(HEALTH, practice.card(HEALTH), "walk.date", "2026-12-25")
    assert "future" in whispers(practice, HEALTH)[-1]


def test_a_changed_answer_is_shown_with_its_difference_first(practice: Practice) -> None:
    """Change, see what it adds, keep; then change and use."""
    card = practice.walk(HEALTH)
    practice.press(HEALTH, card, "walk.change", "looked_after")
    practice.answer(HEALTH, practice.card(HEALTH), {**T01, "looked_after": "by_us"})
    assert "This adds" in text_of(practice.card(HEALTH))
    practice.press(HEALTH, practice.card(HEALTH), "walk.keep")
    assert OFSTED not in text_of(practice.card(HEALTH))
    practice.press(HEALTH, practice.card(HEALTH), "walk.change", "looked_after")
    practice.answer(HEALTH, practice.card(HEALTH), {**T01, "looked_after": "by_us"})
    practice.press(HEALTH, practice.card(HEALTH), "walk.use")
    assert OFSTED in text_of(practice.card(HEALTH))


def test_somebody_elses_questions_stay_theirs(practice: Practice) -> None:
    """A press on another person's card is answered with a way to begin one's own."""
    card = practice.start(HEALTH)
    practice.answer(TEACHER, card, T01)
    assert "somebody else" in practice.last(TEACHER)["text"]
    assert text_of(practice.card(HEALTH)) == text_of(card)


def test_an_unfinished_walk_is_offered_and_gone_on_with(practice: Practice) -> None:
    """`start` in mid-walk offers to go on, and going on shows the next question (R6)."""
    practice.answer(HEALTH, practice.start(HEALTH), T01)
    practice.slack.say(HEALTH, "dm", "start")
    practice.settle()
    practice.press(HEALTH, practice.card(HEALTH), "walk.resume")
    assert "question 2" in practice.card(HEALTH)["text"].lower()


def test_the_outcome_can_be_copied_as_text(practice: Practice) -> None:
    """The page to copy from holds duties, dates and the tree's version."""
    practice.press(HEALTH, practice.walk(HEALTH), "walk.copy")
    assert "24 December 2026" in text_of(open_form(practice, HEALTH))


@pytest.mark.parametrize(("act", "version"), [("walk.move", "99.0.0"), ("walk.stay", "")])
def test_a_newer_version_of_the_questions_is_chosen_or_not(
    practice: Practice, act: str, version: str
) -> None:
    """The next press shows the difference; the person says which questions count."""
    card = practice.walk(HEALTH, {**T01, "looked_after": "by_us"})
    old = shipped_content()
    newest = newer(*WITHIN_A_WEEK)
    practice.made.desk.shelf.put(replace(old, trees={**old.trees, newest.id: newest}))
    practice.press(HEALTH, card, "walk.change", "setting")
    asked = practice.card(HEALTH)
    assert "were updated" in text_of(asked)
    practice.press(HEALTH, asked, act)
    assert "were updated" not in text_of(practice.card(HEALTH))
    assert ("Within a week" in text_of(practice.card(HEALTH))) is bool(version)


def test_a_newer_version_is_chosen_before_the_partners_are_told(practice: Practice) -> None:
    """Telling the partners of an old outcome first asks about the new one; then the form opens."""
    card = practice.walk(HEALTH, {**T01, "looked_after": "by_us"})
    old = shipped_content()
    newest = newer(*WITHIN_A_WEEK)
    practice.made.desk.shelf.put(replace(old, trees={**old.trees, newest.id: newest}))

    practice.press(HEALTH, card, "referral.form")
    asked = practice.card(HEALTH)
    assert "were updated" in text_of(asked)
    assert practice.slack.views(HEALTH) == []
    practice.press(HEALTH, asked, "walk.move")
    practice.press(HEALTH, practice.card(HEALTH), "referral.form")
    assert "This does not refer a child to social care" in text_of(open_form(practice, HEALTH))


def test_the_outcome_says_why_something_else_does_not_apply(practice: Practice) -> None:
    """The page names the answer that rules a duty out."""
    practice.press(HEALTH, practice.walk(HEALTH), "walk.why_not")
    shown = text_of(open_form(practice, HEALTH))
    assert f"*{OFSTED} and Ofsted*" in shown
    assert "Looked after: no" in shown


@pytest.mark.parametrize("where", ["home", "channel"])
def test_starting_elsewhere_points_to_the_direct_message(practice: Practice, where: str) -> None:
    """From Home or a channel the person is told where the questions are."""
    if where == "home":
        practice.slack.open_home(HEALTH)
        practice.settle()
        surface = practice.slack.home(HEALTH)
        assert surface is not None
        practice.press(HEALTH, surface, "walk.start:1")
        told = text_of(open_form(practice, HEALTH))
    else:
        practice.slack.command(HEALTH, GENERAL, "help")
        practice.press(HEALTH, practice.slack.ephemeral(HEALTH)[-1], "walk.start:1")
        told = whispers(practice, HEALTH)[-1]
    assert "direct message" in told
    assert "walk.answer:1" in actions_of(practice.card(HEALTH))
