"""The pane looks again when something was saved, shows every step, and lets nobody wait in vain."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.preview.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass
class Desk:
    """Work whose stamp a test moves."""

    saved: int = 0
    reads: int = 0
    stamped: threading.Event = field(default_factory=threading.Event)

    def stamp(self) -> object:
        """How often it was saved."""
        self.stamped.set()
        return self.saved

    def read(self) -> Iterator[Mapping[str, object]]:
        """First a draft, then the whole."""
        self.reads += 1
        yield {"step": "draft", "saved": self.saved}
        yield {"step": "whole", "saved": self.saved}


def test_only_what_was_saved_is_read_again() -> None:
    """Looking twice reads once; after a save it reads again."""
    work = Desk()
    pane = Pane(work)

    assert pane.look()
    assert not pane.look()
    work.saved = 1
    assert pane.look()

    assert work.reads == 2
    assert pane.beyond(-1, 0) == {"step": "whole", "saved": 1, "version": 4}


def test_every_step_is_a_change_of_its_own() -> None:
    """Whoever waits gets the draft before the whole is there."""
    pane = Pane(Desk())
    steps: list[object] = []

    def follow() -> None:
        version = 0
        while len(steps) < 1 or steps[-1] != "whole":
            shown = pane.beyond(version, 5)
            version = int(str(shown["version"]))
            steps.append(shown.get("step"))

    follower = threading.Thread(target=follow)
    follower.start()
    pane.look()
    follower.join(5)

    assert steps[-1] == "whole"
    assert set(steps) <= {"draft", "whole"}


def test_who_waits_is_sent_home_when_it_stops() -> None:
    """A long wait ends with the workspace, and the thread too."""
    work = Desk()
    pane = Pane(work)
    pane.start()
    assert work.stamped.wait(5)
    answers: list[Mapping[str, object]] = []
    waiting = threading.Thread(target=lambda: answers.append(pane.beyond(2, 60)))
    waiting.start()

    pane.stop()
    waiting.join(5)

    assert not waiting.is_alive()
    assert len(answers) == 1


def test_a_pane_that_never_started_can_be_stopped() -> None:
    """Nothing to wait for."""
    pane = Pane(Desk())
    pane.stop()

    assert pane.beyond(0, 60) == {"version": 0}
