"""What stands beside the conversation for curators: looked at again whenever a file was saved."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECONDS_BETWEEN_LOOKS = 0.4
_STOP_SECONDS = 10.0


class Work(Protocol):
    """What is looked at."""

    def stamp(self) -> object:
        """Something that is another as soon as there is something new to read."""
        ...

    def read(self) -> Iterator[Mapping[str, object]]:
        """What to show, one after the other, the last for good."""
        ...


class Pane:
    """The latest that was read, with a number for each change.

    Args:
        work: What is looked at.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._seen: object = None
        self._shown: Mapping[str, object] = {}
        self._version = 0
        self._is_stopped = threading.Event()
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="curator-pane", daemon=True)

    def start(self) -> None:
        """Look again and again, until stopped."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and send everybody who waits home."""
        self._is_stopped.set()
        with self._news:
            self._news.notify_all()
        if self._thread.ident is not None:
            self._thread.join(_STOP_SECONDS)

    def look(self) -> bool:
        """Look once; whether there was something new."""
        stamp = self._work.stamp()
        if stamp == self._seen:
            return False
        self._seen = stamp
        for shown in self._work.read():
            self._show(shown)
        return True

    def beyond(self, version: int, seconds: float) -> Mapping[str, object]:
        """The latest with its number: once it is newer than a version, or after some seconds."""
        with self._news:
            self._news.wait_for(
                lambda: self._is_stopped.is_set() or self._version != version, seconds
            )
            return {**self._shown, "version": self._version}

    def _show(self, shown: Mapping[str, object]) -> None:
        with self._news:
            self._shown = shown
            self._version += 1
            self._news.notify_all()

    def _run(self) -> None:
        while not self._is_stopped.is_set():
            self.look()
            self._is_stopped.wait(_SECONDS_BETWEEN_LOOKS)
