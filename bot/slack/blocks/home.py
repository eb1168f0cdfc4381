"""The Home tab, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.replies import Home
    from bot.slack.blocks.message import Block


def home_view(home: Home) -> Block:
    """A person's own page."""
    raise NotImplementedError


def stranger_home(contacts: Sequence[str]) -> Block:
    """The page of somebody who is not staff here."""
    raise NotImplementedError
