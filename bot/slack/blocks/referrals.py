"""A referral in messages: for its referrer, and for the partners' channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.guide.replies import ReferralCard
    from bot.slack.blocks.message import Message


def logged_message(card: ReferralCard) -> Message:
    """For the referrer: it is logged, its reference, and what happens next."""
    raise NotImplementedError


def partner_message(card: ReferralCard, *, again: bool = False) -> Message:
    """For the partners' channel: reference and coded facts only."""
    raise NotImplementedError
