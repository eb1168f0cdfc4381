"""The delivery worker: takes what is due from the outbox, sends it, and notes what became of it.

One thread takes posts, a few send them. Posts of one lane go one after the other; a lane that has
to wait holds up no other. The worker sleeps until something is due or somebody wakes it, and what
it has not sent when the program stops is still in the outbox.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.guide.ports_outbox import PostState
from bot.guide.tidying import tidy
from bot.slack.logs import where
from bot.slack.render import Renderer
from bot.slack.sending import UNSURE, Sender, Settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import date, datetime

    from slack_sdk import WebClient

    from bot.guide.desk import Desk
    from bot.guide.ports import Store, Unit
    from bot.guide.ports_outbox import QueuedPost
    from bot.slack.roles import Roles

AT_ONCE = 6
LOOK_AFTER = timedelta(seconds=1)
"""How long a post that may have arrived is given to appear before it is looked for."""

_STORE_WAIT_SECONDS = 1.0
# A round that has begun may be waiting for the register; after it the worker takes nothing more.
_LAST_ROUND_SECONDS = 2.0
# A new day is noticed within the hour: what has come to its day is deleted.
_LONGEST_SLEEP_SECONDS = 3600.0
_log = logging.getLogger(__name__)


def build_delivery(desk: Desk, client: WebClient, roles: Roles) -> Delivery:
    """A worker over the desk's outbox; it begins with `start`."""
    return Delivery(desk, Sender(client, Renderer(desk, roles)))


class Delivery:
    """The worker.

    Args:
        desk: Whose outbox is delivered, and by whose clock.
        sender: Sends one post.
        at_once: How many posts may be on their way at the same time, each of another lane.
    """

    def __init__(self, desk: Desk, sender: Sender, *, at_once: int = AT_ONCE) -> None:
        self._desk = desk
        self._sender = sender
        self._at_once = at_once
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="delivery")
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)
        self._news = threading.Condition()
        self._heard = 0
        self._lanes: set[str] = set()
        self._is_stopping = False
        self._is_idle = False
        self._halted = ""
        self._tidied_on: date | None = None
        self.on_halt: Callable[[], None] = _nothing

    def start(self) -> None:
        """Find out about what was being sent when the program last stopped, and begin."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be something to send."""
        with self._news:
            self._heard += 1
            self._is_idle = False
            self._news.notify_all()

    def halt(self, why: str) -> None:
        """Send nothing more until the program is started again; everything stays in the outbox.

        Args:
            why: A code, such as `token_revoked`.
        """
        with self._news:
            if self._halted:
                return
            self._halted = why
            self._news.notify_all()
        _log.critical("Delivery stopped: %s. Nothing is lost; it is sent after a restart.", why)
        self.on_halt()

    @property
    def halted(self) -> str:
        """Why nothing is sent any more, or empty."""
        return self._halted

    @property
    def is_alive(self) -> bool:
        """Whether the worker runs and sends."""
        return self._thread.is_alive() and not self._halted and not self._is_stopping

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is due and nothing is on its way; say whether that is so."""
        with self._news:
            return self._news.wait_for(lambda: self._is_idle or bool(self._halted), seconds)

    def stop(self, drain_seconds: float = 10.0) -> None:
        """Send what is due for a while, then stop; the rest stays in the outbox."""
        if not self._thread.is_alive():
            return
        until = time.monotonic() + drain_seconds
        self.wake()
        self.wait_until_idle(drain_seconds)
        with self._news:
            self._is_stopping = True
            self._news.notify_all()
        self._thread.join(max(_LAST_ROUND_SECONDS, until - time.monotonic()))
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self) -> None:
        self._persist(_look_for_interrupted, self._desk.now())
        while not self._is_stopping:
            heard = self._heard
            self._tidy()
            queued, due = self._take()
            if queued is not None:
                sending = self._pool.submit(self._sender.send, queued)
                sending.add_done_callback(partial(self._sent, queued))
                continue
            self._sleep(heard, due)

    def _tidy(self) -> None:
        """At the start, and once a day, delete what has come to its day."""
        today = self._desk.today()
        if today == self._tidied_on:
            return
        try:
            tidy(self._desk)
        except StoreError as error:
            _log.warning("What had to be deleted is still there: %s", where(error))
        else:
            self._tidied_on = today

    def _take(self) -> tuple[QueuedPost | None, datetime | None]:
        """A post to send, or else when there will be one."""
        with self._news:
            busy = set(self._lanes)
        if self._halted or len(busy) >= self._at_once:
            return None, None
        now = self._desk.now()
        try:
            with self._desk.store.unit() as unit:
                queued = unit.outbox.take(now, sorted(busy))
                due = None if queued else unit.outbox.next_due()
        except StoreError as error:
            _log.warning("The outbox cannot be read: %s", where(error))
            return None, now + timedelta(seconds=_STORE_WAIT_SECONDS)
        if queued is not None:
            with self._news:
                self._lanes.add(queued.post.lane)
        return queued, due

    def _sleep(self, heard: int, due: datetime | None) -> None:
        """Until somebody wakes us, or something is due; never a round without a reason."""
        seconds = None if due is None else max(0.0, (due - self._desk.now()).total_seconds())
        with self._news:
            if self._heard == heard and not self._lanes:
                self._is_idle = seconds is None or seconds > 0
                self._news.notify_all()
            at_most = _LONGEST_SLEEP_SECONDS if seconds is None else seconds
            awake = min(at_most, _LONGEST_SLEEP_SECONDS)
            self._news.wait_for(lambda: self._heard != heard or self._is_stopping, awake)

    def _sent(self, queued: QueuedPost, sending: Future[Settled]) -> None:
        """A sending has ended: note what became of it, then stop if Slack refuses us altogether.

        Runs on the sending thread. Who hears of the halt finds the post back in the outbox.
        """
        if sending.cancelled():
            return
        error = sending.exception()
        if error is not None:
            _log.error("Post %s (%s) failed: %s", queued.id, queued.post.template, where(error))
        settled = Settled(PostState.DEAD, error="bug") if error else sending.result()
        if not settled.stop and settled.state in (PostState.DEAD, PostState.UNKNOWN):
            kind = queued.post.to.split(":")[0]
            _log.error("Post %s to a %s: %s %s", queued.id, kind, settled.state, settled.error)
        self._persist(_settle, queued.id, settled, self._desk.now())
        if settled.stop:
            self.halt(settled.error)
        with self._news:
            self._lanes.discard(queued.post.lane)
        self.wake()

    def _persist(self, note: Callable[..., None], *what: object) -> None:
        """Write to the register; again while it is busy, until the program stops."""
        while not self._noted(note, *what):
            with self._news:
                self._news.wait_for(lambda: self._is_stopping, _STORE_WAIT_SECONDS)
                if self._is_stopping:
                    return

    def _noted(self, note: Callable[..., None], *what: object) -> bool:
        try:
            with self._desk.store.unit() as unit:
                note(unit, *what)
        except StoreError as error:
            _log.warning("The outbox cannot be written: %s", where(error))
            return False
        return True


class WakingStore:
    """A store that wakes the worker after every commit.

    Args:
        store: The register.
        wake: Called after a unit of work is on disk.
    """

    def __init__(self, store: Store, wake: Callable[[], None]) -> None:
        self._store = store
        self._wake = wake

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """See `bot.guide.ports.Store`."""
        with self._store.unit() as unit:
            yield unit
        self._wake()

    def reading(self) -> AbstractContextManager[Unit]:
        """See `bot.guide.ports.Store`."""
        return self._store.reading()


def _look_for_interrupted(unit: Unit, now: datetime) -> None:
    """What was being sent when the program stopped may have arrived."""
    for queued in unit.outbox.interrupted():
        unit.outbox.settle(queued.id, PostState.WAITING, error=UNSURE, not_before=now + LOOK_AFTER)


def _settle(unit: Unit, post_id: int, settled: Settled, now: datetime) -> None:
    is_waiting = settled.state is PostState.WAITING
    unit.outbox.settle(
        post_id,
        settled.state,
        receipt=settled.receipt,
        error=settled.error,
        not_before=now + timedelta(seconds=settled.after_seconds) if is_waiting else None,
    )


def _nothing() -> None:
    """Nobody wants to know."""
