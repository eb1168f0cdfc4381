"""Answers, help and notices: what to do first, and a way on that leads somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.ask import answer_entry
from bot.guide.replies import AnswerReply, Choice, Notice
from bot.slack.blocks.answers import answer_message, help_message, notice_message
from bot.slack.ids import Act
from tests.desks import shipped_content
from tests.slack.blocks.oracles import all_words, buttons, check_message, labels, ref_of
from tests.slack.blocks.replies import OFTEN, answer_replies, notices, words

if TYPE_CHECKING:
    from bot.slack.blocks.message import Message

FRONT_DOOR = "Front door: 01226 772423 (weekdays, before 5pm)"


@OFTEN
@given(answer_replies)
def test_every_answer_is_taken_by_every_oracle(reply: AnswerReply) -> None:
    """No answer, however long or full of markup, is refused; drawing it twice gives the same."""
    message = answer_message(reply)
    check_message(message)
    assert answer_message(reply) == message


@OFTEN
@given(notices)
def test_every_notice_is_taken_by_every_oracle(notice: Notice) -> None:
    """No notice is refused."""
    check_message(notice_message(notice))


@OFTEN
@given(words(100), st.lists(st.builds(Choice, label=words(140), id=st.just("concern")), max_size=5))
def test_help_is_taken_by_every_oracle(area: str, trees: list[Choice]) -> None:
    """Help is not refused, and begins with 999."""
    message = help_message(area, trees)
    check_message(message)
    assert "call 999" in message.text[:80]
    assert len(buttons(message.blocks, Act.WALK_START)) == len(trees)


@OFTEN
@given(answer_replies)
def test_no_button_of_an_answer_is_dead(reply: AnswerReply) -> None:
    """Every button to an entry or to questions names one."""
    blocks = answer_message(reply).blocks
    for act in (Act.ENTRY_SHOW, Act.WALK_START):
        assert all(ref_of(button).id for button in buttons(blocks, act))


@OFTEN
@given(answer_replies)
def test_no_reading_is_lost(reply: AnswerReply) -> None:
    """What could have been meant can all be pressed or, where that leads nowhere, read."""
    shown = {choice.id for choice in reply.choices[:10] if choice.id}
    if reply.kind == "clarify":
        pressed = buttons(answer_message(reply).blocks, Act.ENTRY_SHOW)
        assert {ref_of(button).id for button in pressed} == shown


def test_every_shipped_entry_is_drawn() -> None:
    """Every entry's answer is taken by every oracle, with its sources in small print."""
    content = shipped_content()
    for entry_id in content.engine.library.entries:
        reply = answer_entry(content, entry_id)
        message = answer_message(reply)
        check_message(message)
        assert reply.sources


def emergency(text: str) -> Message:
    """The reply to words that suggest a child in danger now."""
    return answer_message(
        AnswerReply("emergency", "Danger", text, contacts=(FRONT_DOOR,), rule="danger_now")
    )


@pytest.mark.parametrize("text", ["*Call 999 now.* Stay there.", "Stay where you can see them."])
def test_an_emergency_begins_with_999(text: str) -> None:
    """The first words drawn and read aloud are "Call 999 now.", once."""
    message = emergency(text)
    check_message(message)
    assert message.text.startswith("Call 999 now.")
    assert message.text.count("Call 999 now.") == 1
    assert all_words(message.blocks).startswith("*Call 999 now.*")
    assert all_words(message.blocks).count("Call 999 now.") == 1
    assert FRONT_DOOR in all_words(message.blocks)
    assert FRONT_DOOR in message.text


def test_an_emergency_can_be_called_off() -> None:
    """The button for "not now" names the rule that fired; nothing else leads away."""
    blocks = emergency("Call 999 now.").blocks
    assert labels(blocks) == ["Talk to a person", "This is not happening now"]
    assert ref_of(buttons(blocks, Act.NOT_NOW)[0]).id == "danger_now"


def test_an_answer_leads_on() -> None:
    """An answer offers its questions first, then at most three related entries, then a person."""
    reply = AnswerReply(
        "answer",
        "Looked-after child died",
        "*The council must notify.*",
        sources=("must · Children Act 1989",),
        quiet=("From an undated copy.",),
        choices=tuple(Choice(f"Entry {n}", f"entry-{n}") for n in range(5)),
        tree="serious_incident",
        entry="lac-death",
        start="Work out duties and dates",
    )
    message = answer_message(reply)
    assert labels(message.blocks) == [
        "Work out duties and dates",
        "Entry 0",
        "Entry 1",
        "Entry 2",
        "Talk to a person",
        "Helpful",
        "Not helpful",
        "Out of date",
    ]
    assert message.text == (
        "The council must notify. must · Children Act 1989. From an undated copy."
    )


def test_who_tells_of_an_incident_is_led_to_the_questions() -> None:
    """The primary button comes first, above the choices too, and names the tree."""
    for kind in ("clarify", "signpost", "answer"):
        reply = AnswerReply(
            kind,
            "",
            "Start.",
            choices=(Choice("Entry", "entry"),),
            tree="serious_incident",
            is_incident=True,
        )
        first = next(iter(buttons(answer_message(reply).blocks, Act.WALK_START)))
        assert labels(answer_message(reply).blocks)[0] == "Start the guided questions"
        assert first["style"] == "primary"
        assert ref_of(first).id == "serious_incident"


def test_a_question_with_several_readings_asks_which() -> None:
    """Each reading, and that it is none, can be pressed; one without an entry is read."""
    readings = (Choice("Wales", "cpr-wales"), Choice("England", "cpr-england"))
    one = AnswerReply("clarify", "", "*Is this what you mean?*", choices=readings[:1])
    assert labels(answer_message(one).blocks) == ["Wales", "No"]
    two = AnswerReply("clarify", "", "*Which do you mean?*", choices=readings)
    assert labels(answer_message(two).blocks) == ["Wales", "England", "Neither"]
    three = AnswerReply("clarify", "", "Which?", choices=(*readings, Choice("CPR the band", "")))
    blocks = answer_message(three).blocks
    assert labels(blocks) == ["Wales", "England", "None of these"]
    assert "• CPR the band" in all_words(blocks)


def test_no_contact_is_given_twice() -> None:
    """A number that stands in the answer is not listed again; one that does not is listed."""
    told = AnswerReply("abstain", "", "Not in here. Ring 01226 772423.", contacts=(FRONT_DOOR,))
    assert all_words(answer_message(told).blocks).count("01226 772423") == 1
    untold = AnswerReply("abstain", "", "Not in here.", contacts=(FRONT_DOOR,))
    assert all_words(answer_message(untold).blocks).count("01226 772423") == 1


def test_nothing_curated_can_call_the_channel() -> None:
    """Words that look like a mention are drawn as words, and read as words."""
    reply = AnswerReply("answer", "", "<!channel> & <@U1>")
    message = answer_message(reply)
    assert message.text == "&lt;!channel&gt; &amp; &lt;@U1&gt;."
    assert all_words(message.blocks) == "&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_a_notice_offers_each_way_once() -> None:
    """A notice's ways become buttons, each once; one without a button is told in words."""
    blocks = notice_message(Notice("Moved on.", ("start", "contacts", "start", "home"))).blocks
    assert labels(blocks) == ["After a serious incident", "Talk to a person"]
    assert "Home tab" in all_words(blocks)
