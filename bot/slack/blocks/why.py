"""Why not: a page that names the answers which rule each other duty out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.pages import info_view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import NotOwed
    from bot.slack.blocks.message import Block

_LEAD = (
    "These do not apply on your answers. If an answer is wrong, change it on the card and see "
    "what follows."
)


def why_not_view(duties: Sequence[NotOwed]) -> Block:
    """Each duty that does not apply, and why."""
    return info_view("Why not", [_LEAD, *(f"*{one.title}*\n{one.reason}" for one in duties)])
