"""Verdict buttons where an answer was shown; a form that says who reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.feedback import INTRO
from bot.guide.ports_questions import Verdict
from bot.guide.replies import AnswerReply, Notice, QuestionForm
from bot.slack.blocks.answers import answer_message, notice_message
from bot.slack.blocks.questions import KEEP, question_view
from bot.slack.ids import Act, read_value
from tests.slack.blocks.oracles import all_words, buttons, check_view, labels, ref_of
from tests.slack.blocks.replies import OFTEN, answer_replies, lines, words
from tests.strategies import slugs


@OFTEN
@given(answer_replies)
def test_verdicts_are_asked_where_something_was_shown(reply: AnswerReply) -> None:
    """Answers, refusals and other routes are judged; an emergency, a choice or a no is not."""
    pressed = buttons(answer_message(reply).blocks, Act.VERDICT)
    given_ = [button["action_id"].partition(":")[2] for button in pressed]

    if reply.kind == "answer":
        assert given_ == [verdict.value for verdict in Verdict]
    elif reply.kind in {"signpost", "refuse"}:
        assert given_ == ["helpful", "not_helpful"]
    else:
        assert given_ == []
    assert all(ref_of(button).id for button in pressed)


@OFTEN
@given(answer_replies)
def test_every_abstention_offers_the_curators(reply: AnswerReply) -> None:
    """And only an abstention does so at once."""
    offered = buttons(answer_message(reply).blocks, Act.QUESTION_KEEP)

    assert len(offered) == (reply.kind == "abstain")
    assert all(ref_of(button).id for button in offered)


def test_a_choice_names_what_it_is_counted_under() -> None:
    """The button for none of them carries the id of the count, and no word of the question."""
    reply = AnswerReply("clarify", "", "Which?", miss="0f" * 16)
    (none,) = buttons(answer_message(reply).blocks, Act.NONE_OF_THESE)

    assert ref_of(none).id == "0f" * 16


def test_a_notice_offers_the_curators_where_it_says_so() -> None:
    """The button stands first; without a subject there is none."""
    offered = notice_message(Notice("Thank you.", ("contacts",), keep="lado-when")).blocks

    assert labels(offered) == [KEEP, "Talk to a person"]
    assert ref_of(buttons(offered, Act.QUESTION_KEEP)[0]).id == "lado-when"
    assert labels(notice_message(Notice("Thank you.")).blocks) == []


@OFTEN
@given(st.builds(QuestionForm, about=slugs, intro=lines(200, 3), nudges=lines(150, 7)), words(500))
def test_the_form_is_taken_by_every_oracle(form: QuestionForm, typed: str) -> None:
    """However long, it is not refused, and it knows what it is about and whether it nudged."""
    view = question_view(form, typed)
    check_view(view)
    ref = read_value(view["private_metadata"])

    assert ref is not None
    assert ref.id == form.about
    assert bool(ref.answer) == bool(form.nudges)


@pytest.mark.parametrize("nudges", [(), ("This looks like an NHS number. It is not needed.",)])
def test_the_form_nudges_and_does_not_block(nudges: tuple[str, ...]) -> None:
    """With a nudge it asks to look again, and can still be sent as it is."""
    view = question_view(QuestionForm("abstain", ("Read by the curators.",), nudges), "typed")

    assert view["submit"]["text"] == ("Send as it is" if nudges else "Send")
    assert ("look once more" in all_words(view["blocks"])) == bool(nudges)
    assert view["blocks"][-1]["element"]["initial_value"] == "typed"


def test_no_names_are_asked_for_once() -> None:
    """The form says it where people write, and not twice."""
    view = question_view(QuestionForm("abstain", INTRO))

    assert str(view).count("No names") == 1
