"""Every limit of Slack's blocks and views, those that its own library does not check included."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.slack.blocks.message import Block


def problems_in(shown: Block | Sequence[Block]) -> list[str]:
    """What Slack would refuse in a view, or in a message's blocks; empty where nothing."""
    raise NotImplementedError
