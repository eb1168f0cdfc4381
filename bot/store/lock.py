"""Locks between processes: files that the operating system frees when their process ends.

One serving process a data folder: its delivery worker alone may decide what was interrupted. The
command line may read and write beside it.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import StoreBusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVING = "serving.lock"
OPENING = "opening.lock"
_STEP_S = 0.02

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


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


@contextmanager
def _lock_file(file: Path) -> Iterator[int]:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreError(
            f"The data folder cannot be written: {error.strerror or 'no reason given'}."
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)
