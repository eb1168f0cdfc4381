"""The page that says why names every duty once, and Slack would take it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from bot.guide.walk_replies import NotOwed, OutcomeView
from bot.slack.blocks.why import why_view
from tests.slack.blocks.oracles import all_words, check_view
from tests.slack.blocks.replies import OFTEN, outcomes
from tests.slack.blocks.test_outcomes import DUTY, NONE


@OFTEN
@given(outcomes)
def test_every_page_is_taken_by_every_oracle(outcome: OutcomeView) -> None:
    """However many duties, and however they are written."""
    check_view(why_view(outcome))


def test_each_duty_that_is_not_owed_stands_with_its_reason() -> None:
    """Its title in bold, and under it the answers that rule it out."""
    reason = "Ruled out by your answers: Looked after: no."
    view = why_view(replace(NONE, not_owed=(NotOwed("Tell the parents", reason),)))

    drawn = all_words(view["blocks"])
    assert "*Tell the parents*\nRuled out by your answers: Looked after: no." in drawn
    assert "change it on the card" in drawn
    assert "Why this?" not in drawn


def test_each_duty_stands_with_what_caused_it_and_how_it_was_counted() -> None:
    """The days are counted once; for a second duty of the same days the first is named."""
    other = replace(DUTY, title="Tell the partners")
    silent = replace(DUTY, title="Look first", because="", counting="")
    drawn = all_words(why_view(replace(NONE, must=(DUTY, other, silent)))["blocks"])

    assert "*Notify the Panel*\nBecause: What happened: died.\nHow counted: Friday" in drawn
    assert drawn.count(DUTY.counting) == 1
    assert "*Tell the partners*\nBecause: What happened: died.\nCounted as for: Notify" in drawn
    assert "Look first" not in drawn


def test_what_is_not_owed_and_why_stands_there_too() -> None:
    """Reasons that a curator wrote come between the duties and what the answers rule out."""
    outcome = replace(NONE, must=(DUTY,), nothing=("No separate notification.",))
    drawn = all_words(why_view(outcome)["blocks"])

    assert "*Not owed, and why*\n\N{BULLET} No separate notification." in drawn


def test_where_nothing_is_to_be_said_that_is_said() -> None:
    """An outcome without duties and reasons has a page all the same."""
    assert "Nothing follows" in all_words(why_view(NONE)["blocks"])
