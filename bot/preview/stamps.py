"""Ids and timestamps: unique, in order, and shaped like Slack's."""

from __future__ import annotations

import itertools
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MICROSECONDS = 1_000_000


class Stamps:
    """Hands out ids and message timestamps; no two are alike.

    Ids differ from those of another run too: an app that keeps its data would take an event with a
    used id for a second delivery.

    Args:
        clock: Seconds since 1970; may stand still or go back, timestamps never do.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = 0
        self._numbers = itertools.count(1)
        self._run = secrets.token_hex(3)

    def now(self) -> float:
        """Seconds since 1970, by the workspace's clock."""
        return self._clock()

    def ts(self) -> str:
        """Give the next message timestamp, such as `1766044800.000001`."""
        self._last = max(self._last + 1, int(self._clock() * _MICROSECONDS))
        return f"{self._last // _MICROSECONDS}.{self._last % _MICROSECONDS:06d}"

    def id(self, prefix: str) -> str:
        """Give a new id, such as `V3fa91c000012` for the prefix `V`."""
        return f"{prefix}{self._run}{next(self._numbers):06d}"
