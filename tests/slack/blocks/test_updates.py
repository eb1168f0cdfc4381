"""The card that asks about a newer version says what is different, and offers two ways on."""

from __future__ import annotations

from datetime import date

from bot.guide.cards import WalkView, walk_card
from bot.guide.updates import update_of
from bot.slack.blocks.walks import walk_message
from bot.slack.blocks.worst import record_of
from bot.slack.ids import Act
from bot.trees.walk import replay
from tests.desks import T01, shipped_content
from tests.newer import MAIN, WITHIN_A_WEEK, newer
from tests.slack.blocks.oracles import all_words, buttons, check_message, ref_of

TODAY = date(2026, 12, 18)
ANSWERS = {**T01, "looked_after": "by_us"}


def test_the_difference_stands_in_the_place_of_the_question() -> None:
    """Since when, what is different, and for which version each button stands."""
    content = shipped_content()
    walk = replay(content.tree(MAIN), ANSWERS, today=TODAY)
    view = WalkView(record_of(walk.tree, ANSWERS, TODAY), walk, "")
    update = update_of(walk, newer(*WITHIN_A_WEEK), ANSWERS, TODAY)
    message = walk_message(walk_card(content, view, today=TODAY, update=update))

    check_message(message)
    drawn = all_words(message.blocks)
    assert "*These questions were updated on 23 November 2026 (version 99.0.0).*" in drawn
    assert "*Other dates:*\n• Tell the parents and others with parental" in drawn
    assert "This adds" not in drawn
    assert "updated on 23 November 2026" in message.text
    for act in (Act.WALK_MOVE, Act.WALK_STAY):
        (found,) = buttons(message.blocks, act)
        assert ref_of(found).answer == newer(*WITHIN_A_WEEK).hash
    assert not buttons(message.blocks, Act.REFERRAL_FORM)
    assert len(buttons(message.blocks, Act.CONTACTS)) == 1
