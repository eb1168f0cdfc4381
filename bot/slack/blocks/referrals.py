"""A referral in messages: for its referrer, and for the partners' channel.

Both show the reference, coded facts and dates only. What a referrer typed is never in a message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.referral_cards import STATE_WORDS
from bot.referrals.model import LISTED, State
from bot.referrals.workflow import Action
from bot.slack.blocks.message import Message
from bot.slack.blocks.mrkdwn import clip, escape, sentence, shown
from bot.slack.blocks.parts import actions, button, packed, sections, small
from bot.slack.blocks.review_cards import (
    alike_blocks,
    question_line,
    running_lines,
    step_button,
    vote_lines,
)
from bot.slack.blocks.walks import TEXT, talk
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from bot.guide.replies import ReferralCard
    from bot.slack.blocks.message import Block

NEXT = (
    "The safeguarding partners can see it now. You will hear here when one of them takes it. "
    "Keep the reference for your own record."
)
NOT_SOCIAL_CARE = (
    "This did not refer a child to social care. For a child who needs help now, "
    "ring the front door; in danger now, call 999."
)
_ALIKE = 4
AGAIN = "Announced again: nobody has taken this yet."


def logged_message(card: ReferralCard) -> Message:
    """For the referrer: it is logged, its reference, and what happens next."""
    return Message(
        text=clip(escape(sentence(f"Logged: {card.ref}", NEXT, NOT_SOCIAL_CARE)), TEXT),
        blocks=[
            *sections(f"*Logged: {escape(card.ref)}.*\n{escape(NEXT)}"),
            *small(escape(NOT_SOCIAL_CARE)),
            *actions([amend_button(card), talk()]),
        ],
    )


def partner_message(card: ReferralCard, *, again: bool = False) -> Message:
    """For the partners' channel: reference and coded facts only.

    Args:
        card: The referral.
        again: Whether this reminds of one that nobody has taken.
    """
    reminder = AGAIN if again and is_untaken(card) else ""
    standing = f"{card.state.rstrip('.')}."
    counted, votes = running_lines(card), vote_lines(card)
    words = sentence(
        reminder,
        card.ref,
        card.logged,
        card.coded,
        *counted,
        *card.duties,
        standing,
        card.taken,
        *votes,
        card.question,
    )
    return Message(
        text=clip(escape(words), TEXT),
        blocks=[
            *sections(f"*{reminder}*" if reminder else ""),
            *sections(facts_text(card)),
            *packed(map(shown, (*counted, *card.duties))),
            *small(standing_text(card), *map(shown, votes), question_line(card)),
            *alike_blocks(card, _ALIKE),
            *actions(partner_buttons(card)),
        ],
    )


def is_untaken(card: ReferralCard) -> bool:
    """Whether it waits for a partner to take it."""
    return card.state == STATE_WORDS[State.LOGGED] and not card.taken


def facts_text(card: ReferralCard) -> str:
    """Reference, when and by what role, and the coded facts."""
    head = f"*{escape(card.ref)}*"
    first = f"{head} · {escape(card.logged)}" if card.logged else head
    return f"{first}\n{escape(card.coded)}" if card.coded.strip() else first


def standing_text(card: ReferralCard) -> str:
    """Where it stands, and who has it."""
    return " · ".join(escape(words) for words in (card.state, card.taken) if words.strip())


def partner_buttons(card: ReferralCard) -> list[Block]:
    """Take it, while nobody has; open it; ask its referrer, unless it is closed."""
    ref = Ref(id=card.referral_id, revision=card.version)
    take = button(Act.REFERRAL_TAKE, "Take it", ref, style="primary")
    opened = button(Act.REFERRAL_PAGE, "Open", ref)
    ask = [step_button(card, Action.ASK)] if card.state_id in LISTED else []
    return [*([take] if is_untaken(card) else []), opened, *ask]


def amend_button(card: ReferralCard, number: int = 0) -> Block:
    """The referrer's way to withdraw or correct; `number` tells several on one page apart."""
    act = f"{Act.REFERRAL_AMEND}:{number}" if number else str(Act.REFERRAL_AMEND)
    return button(act, "Withdraw or correct", Ref(id=card.referral_id, revision=card.version))
