"""Locks between processes: files that the operating system frees when their process ends.

One serving process a data folder: its delivery worker alone may decide what was interrupted. The
command line may read and write beside it; whoever writes passes a `Door` first.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import StoreBusyError, StoreError
from bot.store.failures import BUSY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVING = "serving.lock"
OPENING = "opening.lock"
WRITING = "writing.lock"
_STEP_S = 0.02
_DOOR_STEP_S = 0.002

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Be the one process that serves this data folder.

    Raises:
        StoreError: Another process serves it, or the folder cannot be written.
    """
    with _lock_file(folder / SERVING) as descriptor:
        if not _try_lock(descriptor):
            raise StoreError(
                "Another process already serves this data folder. Stop it first, or name "
                "another data folder."
            )
        yield


@contextmanager
def opening(folder: Path, wait_s: float) -> Iterator[None]:
    """Be the one process that sets up the register; wait for the turn.

    Raises:
        StoreBusyError: Another process has been setting it up for longer than `wait_s`.
        StoreError: The folder cannot be written.
    """
    give_up_at = time.monotonic() + wait_s
    with _lock_file(folder / OPENING) as descriptor:
        while not _try_lock(descriptor):
            if time.monotonic() >= give_up_at:
                raise StoreBusyError("Another process is setting up the register. Try again.")
            time.sleep(_STEP_S)
        yield


class Door:
    """Where one writer at a time waits for the register, so that those who wait get their turn.

    SQLite has no queue: who waits asks ever more rarely, and who has just written asks again at
    once and is first. Here only the one inside the door asks SQLite. Who has just written comes to
    the door while the next one stands in it, and waits like everybody else.

    Args:
        folder: The data folder.

    Raises:
        StoreError: The folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._descriptor = _open(folder / WRITING)

    @contextmanager
    def held(self, give_up_at: float) -> Iterator[None]:
        """Stand in the door; one thread of a process at a time.

        Args:
            give_up_at: Until when to wait, by `time.monotonic`.

        Raises:
            StoreBusyError: It was not free until then.
        """
        while not _try_lock(self._descriptor):
            if time.monotonic() >= give_up_at:
                raise StoreBusyError(BUSY)
            time.sleep(_DOOR_STEP_S)
        try:
            yield
        finally:
            _unlock(self._descriptor)

    def close(self) -> None:
        """Give the file back; the door is not used afterwards."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def _lock_file(file: Path) -> Iterator[int]:
    descriptor = _open(file)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(file: Path) -> int:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(
            f"The data folder cannot be written: {error.strerror or 'no reason given'}."
        ) from error
