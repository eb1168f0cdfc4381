"""A walk's card, drawn: one message, updated in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.guide.replies import ResumeCard, WalkCard
    from bot.slack.blocks.message import Message


def walk_message(card: WalkCard) -> Message:
    """The card with its question, its difference, or its outcome."""
    raise NotImplementedError


def resume_message(card: ResumeCard) -> Message:
    """An unfinished walk: go on with it, or start again."""
    raise NotImplementedError
