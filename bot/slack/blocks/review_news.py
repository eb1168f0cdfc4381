"""News of a review as messages: to the partners' channel, and to people in person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.referrals.workflow import Action
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import clip, escape, sentence, shown
from bot.slack.blocks.parts import actions, button, packed, sections, small
from bot.slack.blocks.review_cards import step_button
from bot.slack.blocks.walks import TEXT, talk
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from bot.guide.review_replies import ReviewNews
    from bot.slack.blocks.message import Block

FOLLOW_UP_LABEL = "What we said we would do"


def news_message(news: ReviewNews) -> Message:
    """What there is to say: the first line, what to do, and the way there."""
    facts = news.card.coded if news.card and news.kind != "question" else ""
    return Message(
        text=clip(escape(sentence(news.text, *news.lines)), TEXT) or "News.",
        blocks=[
            *(sections(shown(news.text)) or sections("News.")),
            *packed(map(shown, news.lines)),
            *small(escape(facts)),
            *actions(_ways(news)),
        ],
    )


def follow_up_button() -> Block:
    """The way to the page of all recommendations and actions."""
    return button(Act.FOLLOW_UP, FOLLOW_UP_LABEL, Ref())


def _ways(news: ReviewNews) -> list[Block]:
    if news.card is None:
        return [follow_up_button()]
    if news.kind == "question":
        return [step_button(news.card, Action.ANSWER, style="primary"), talk()]
    ref = Ref(id=news.card.referral_id, revision=news.card.version)
    return [button(Act.REFERRAL_PAGE, f"Open {news.card.ref}", ref)]
