"""The slash command answers in the acknowledgement, to the person alone."""

from __future__ import annotations

import json

import pytest

from bot.slack.listeners.parts import said
from bot.slack.listeners.words import Word, word_in
from tests.practice import GENERAL, GUEST, HEALTH, ICB, Practice, actions_of

OK = 200


def command(practice: Practice, user: str, text: str) -> str:
    """Use the command, and give what only the person sees."""
    assert practice.slack.command(user, GENERAL, text).status == OK
    practice.settle()
    assert practice.slack.messages(GENERAL) == []
    return str(practice.slack.ephemeral(user)[-1]["text"])


def test_a_question_is_answered_at_once(practice: Practice) -> None:
    """The answer needs neither register nor worker."""
    with practice.locked_register():
        practice.slack.command(HEALTH, GENERAL, "how many days to send a SIN")
        assert "must notify" in practice.slack.ephemeral(HEALTH)[-1]["text"]


def test_an_emergency_is_answered_to_a_guest(practice: Practice) -> None:
    """999 comes before the question who asks."""
    assert command(practice, GUEST, "baby not breathing now").startswith("Call 999 now.")


def test_a_guest_is_refused(practice: Practice) -> None:
    """Anything else is for staff."""
    assert "only for staff" in command(practice, GUEST, "how many days to send a SIN")


@pytest.mark.parametrize("text", ["help", "", "  "])
def test_help_is_shown_for_help_and_for_nothing(practice: Practice, text: str) -> None:
    """A bare command says what it can do."""
    assert "Not an emergency service" in command(practice, HEALTH, text)


def test_start_begins_in_the_direct_message(practice: Practice) -> None:
    """The questions come where they can be answered, and the person is told where."""
    assert "direct message" in command(practice, HEALTH, "start")
    assert "walk.answer:1" in actions_of(practice.card(HEALTH))


def test_referrals_lists_references(practice: Practice) -> None:
    """A partner reads what was logged, by reference only."""
    ref = practice.log(narrative="canary")
    told = command(practice, ICB, "referrals")
    assert ref in told
    assert "canary" not in json.dumps(practice.slack.ephemeral(ICB))


def test_a_command_that_cannot_be_saved_says_so(practice: Practice) -> None:
    """With the register locked, `start` is answered in words (R24)."""
    with practice.locked_register():
        practice.slack.command(HEALTH, GENERAL, "start")
        assert practice.slack.ephemeral(HEALTH)[-1]["text"].startswith("Could not save.")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("start", Word.START),
        (" Help! ", Word.HELP),
        ("Hello!", Word.HELP),
        ("thank you", Word.HELP),
        ("help me", None),
        ("'referrals'", Word.REFERRALS),
        ("", Word.HELP),
        ("start now", None),
        ("help a child is being hit", None),
    ],
)
def test_words_are_words_only_alone(text: str, word: Word | None) -> None:
    """A sentence that begins with a word is a question, and may be an emergency."""
    assert word_in(text) is word


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("&lt;5 working days &amp; a weekend", "<5 working days & a weekend"),
        ("<@U0GUIDE> what is a SIN", "what is a SIN"),
        ("ask <@U1|jo> now", "ask   now"),
        ("see <https://example.org|the page> there", "see the page there"),
        ("ring <tel:999|999>", "ring 999"),
        (None, ""),
    ],
)
def test_slacks_marks_are_taken_out_before_a_question_is_read(text: object, plain: str) -> None:
    """What people typed is read, not how Slack writes it."""
    assert said(text) == plain
