"""One process serves a data folder, and a dead one holds nothing."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from bot.errors import StoreBusyError, StoreError
from bot.store.lock import Door, opening, serving
from tests.store import processes

HOLDER = Path(__file__).with_name("holder.py")


def test_second_serving_process_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    """A folder that another process serves is refused in words; after a SIGKILL it is free."""
    holder = processes.start(HOLDER, str(tmp_path))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "serving\n"
    with pytest.raises(StoreError, match="already serves"), serving(tmp_path):
        pass
    holder.kill()
    holder.communicate(timeout=60)
    with serving(tmp_path):
        pass


def test_lock_is_free_after_use(tmp_path: Path) -> None:
    """A folder can be served again once the first use ended, also by an error."""
    with pytest.raises(KeyError), serving(tmp_path):
        raise KeyError
    with serving(tmp_path):
        pass


def test_other_folders_are_not_concerned(tmp_path: Path) -> None:
    """Two data folders can be served at once."""
    with serving(tmp_path / "one"), serving(tmp_path / "two"):
        pass


def test_opening_waits_its_turn(tmp_path: Path) -> None:
    """Setting up waits for whoever is at it, and goes on when they are done."""
    order = []
    started = threading.Event()

    def open_too() -> None:
        started.set()
        with opening(tmp_path, wait_s=20):
            order.append("second")

    second = threading.Thread(target=open_too)
    with opening(tmp_path, wait_s=0):
        second.start()
        assert started.wait(timeout=10)
        order.append("first")
    second.join(timeout=20)
    assert order == ["first", "second"]


def test_opening_gives_up_in_words(tmp_path: Path) -> None:
    """Waiting for the turn ends with a clear line."""
    with (
        opening(tmp_path, wait_s=0),
        pytest.raises(StoreBusyError, match="setting up"),
        opening(tmp_path, wait_s=0.05),
    ):
        pass


def test_folder_that_cannot_be_made_is_said_without_its_path(tmp_path: Path) -> None:
    """A data folder inside a file is refused in words."""
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StoreError, match="data folder cannot be written"),
        serving(tmp_path / "file" / "folder"),
    ):
        pass


def test_door_is_for_one_at_a_time(tmp_path: Path) -> None:
    """Whoever comes while somebody stands in the door is told once their time is up."""
    first, second = Door(tmp_path), Door(tmp_path)
    with (
        first.held(time.monotonic()),
        pytest.raises(StoreBusyError, match="busy"),
        second.held(time.monotonic()),
    ):
        pass
    with second.held(time.monotonic()):
        pass
    for door in (first, second):
        door.close()
        door.close()


def test_door_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    """A data folder that is a file is named as what cannot be written."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        Door(tmp_path / "file")
