"""The nudge on a form: what looks like a personal identifier, pointed out once; never a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import bullets
from bot.slack.blocks.parts import divider, packed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.slack.blocks.message import Block

NUDGED = "nudged"
"""In a form's `private_metadata`: it has been pointed out, so the next sending counts."""

SEND_AS_IT_IS = "Send as it is"


def nudge_blocks(nudges: Sequence[str]) -> list[Block]:
    """Names what looks like an identifier, to stand right above what was typed; none for none."""
    if not nudges:
        return []
    look = "*Please look once more. It has not been sent yet.*"
    way_on = "Take it out below, or send it as it is if it is something else."
    return [divider(), *packed([look, bullets(nudges), way_on])]
