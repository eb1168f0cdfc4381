"""Answers, help and notices, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import AnswerReply, Choice, Notice
    from bot.slack.blocks.message import Message


def answer_message(reply: AnswerReply) -> Message:
    """The answer to a question, or the reason for none."""
    raise NotImplementedError


def help_message(home_area: str, trees: Sequence[Choice]) -> Message:
    """What this is, and what can be done with it."""
    raise NotImplementedError


def notice_message(notice: Notice) -> Message:
    """One or two sentences with a way on."""
    raise NotImplementedError
