"""What every builder returns: a message for Slack, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

Block: TypeAlias = dict[str, Any]
"""One block, element or view, in the form that Slack's API takes."""


@dataclass(frozen=True)
class Message:
    """A message.

    Attributes:
        text: All of it as full plain sentences: for notifications and screen readers.
        blocks: What is drawn.
    """

    text: str
    blocks: list[Block]
