"""Whether the app really works: a running process is not enough.

A revoked token makes every event answer 200 without any listener being run, so Slack itself has to
be asked from time to time.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.slack.clients import IN_ACK_SECONDS, sibling
from bot.slack.failures import CALL_FAILURES, failure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk import WebClient

    from bot.guide.ports import Store
    from bot.slack.delivery import Delivery

FINE = "fine"
ASK_EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Report:
    """How things stand.

    Attributes:
        findings: Part -> `fine`, or a code that says what is wrong.
    """

    findings: Mapping[str, str]

    @property
    def is_fine(self) -> bool:
        """Whether every part works."""
        return all(found == FINE for found in self.findings.values())


class Health:
    """Looks at the token, the worker, the register and, in Socket Mode, the connection.

    Args:
        client: For the workspace, with the bot token.
        worker: The delivery worker.
        store: The register.
        is_connected: Whether Slack's events come in; always, where they come over HTTP.
        seconds: Gives seconds from any start; Slack is asked once in `ASK_EVERY_SECONDS`.
    """

    def __init__(
        self,
        client: WebClient,
        worker: Delivery,
        store: Store,
        *,
        is_connected: Callable[[], bool] = lambda: True,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = sibling(client, seconds=IN_ACK_SECONDS)
        self._worker = worker
        self._store = store
        self._seconds = seconds
        self._lock = threading.Lock()
        self._token = FINE
        self._asked_at: float | None = None
        self.is_connected = is_connected

    def report(self) -> Report:
        """How things stand now."""
        alive = FINE if self._worker.is_alive else "stopped"
        return Report(
            {
                "token": self._token_state(),
                "delivery": self._worker.halted or alive,
                "register": self._register_state(),
                "connection": FINE if self.is_connected() else "not_connected",
            }
        )

    def _token_state(self) -> str:
        with self._lock:
            now = self._seconds()
            if self._asked_at is None or now - self._asked_at >= ASK_EVERY_SECONDS:
                self._asked_at = now
                self._token = self._ask_slack()
            return self._token

    def _ask_slack(self) -> str:
        try:
            self._client.auth_test()
        except CALL_FAILURES as error:
            return failure_of(error).code
        return FINE

    def _register_state(self) -> str:
        try:
            with self._store.unit() as unit:
                unit.outbox.next_due()
        except StoreError:
            return "unreadable"
        return FINE
