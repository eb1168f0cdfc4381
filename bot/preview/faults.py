"""Faults on order: the next call of a method goes wrong in a chosen way."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import Literal

Kind = Literal["drop_before_accept", "drop_after_accept", "ratelimited", "server_error", "slow"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong.

    Attributes:
        kind: `drop_before_accept` and `drop_after_accept` cut the connection without an answer,
            before or after the call has taken effect; `ratelimited` answers 429 and does nothing;
            `server_error` answers 500 and does nothing; `slow` works, late.
        seconds: For `ratelimited` the Retry-After, for `slow` how late.
    """

    kind: Kind
    seconds: float = 1.0


class Faults:
    """The faults on order, in order, by method."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ordered: dict[str, deque[Fault]] = {}

    def order(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method go wrong."""
        with self._lock:
            self._ordered.setdefault(method, deque()).extend([fault] * times)

    def left(self, method: str) -> int:
        """How many calls of a method will still go wrong."""
        with self._lock:
            return len(self._ordered.get(method, ()))

    def next_for(self, method: str) -> Fault | None:
        """Take the fault for a call that has just come in, if one is on order."""
        with self._lock:
            waiting = self._ordered.get(method)
            return waiting.popleft() if waiting else None
