"""All content, drawn: whatever Slack would refuse or cut is a content problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.content.problems import ContentProblem
    from bot.guide.content import Content


def render_everything(content: Content, today: date) -> list[ContentProblem]:
    """Every entry, every question and the worst outcome of every tree, drawn and measured."""
    raise NotImplementedError
