"""The page that says why not names every duty once, and Slack would take it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.guide.replies import NotOwed
from bot.slack.blocks.why import why_not_view
from tests.slack.blocks.oracles import all_words, check_view
from tests.slack.blocks.replies import OFTEN, words


@OFTEN
@given(st.lists(st.builds(NotOwed, title=words(150), reason=words(600)), max_size=30))
def test_every_page_is_taken_by_every_oracle(duties: list[NotOwed]) -> None:
    """However many duties, and however they are written."""
    check_view(why_not_view(duties))


def test_each_duty_stands_with_its_reason() -> None:
    """Its title in bold, and under it the answers that rule it out."""
    reason = "Ruled out by your answers: Looked after: no."
    view = why_not_view([NotOwed("Tell the parents", reason)])

    drawn = all_words(view["blocks"])
    assert "*Tell the parents*\nRuled out by your answers: Looked after: no." in drawn
    assert "change it on the card" in drawn
