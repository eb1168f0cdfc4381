"""Serving a Slack workspace until told to stop: by signed HTTP, or over Socket Mode's websocket."""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.errors import GuideError, SettingsError
from bot.slack.failures import CALL_FAILURES, code_of, failure_of
from bot.slack.logs import guard_libraries
from bot.slack.web import WebServer, web_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_bolt import App
    from slack_sdk import WebClient

    from bot.slack.delivery import Delivery
    from bot.slack.health import Health

ANSWERS_SECONDS = 2.0
"""How long answers in the making may take once we stop; Slack waits three seconds for them."""

DRAIN_SECONDS = 6.0
"""How long posts that are due are still sent; with the answers, and a margin, under ten seconds."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and where.

    Attributes:
        app: The Bolt app.
        worker: The delivery worker; started and stopped here.
        health: What `/healthz` says.
        host: The address to listen on; Slack comes in over HTTPS, through a proxy beside us.
        port: Where to listen; 0 picks a free port.
    """

    app: App
    worker: Delivery
    health: Health
    host: str = "127.0.0.1"
    port: int = 0

    def over_http(self, ready: Callable[[int], None], stop: threading.Event | None = None) -> int:
        """Serve signed HTTP at `/slack/events` until stopped.

        Args:
            ready: Called with the port once requests are answered.
            stop: Set by whoever wants an end; SIGTERM sets it too.

        Returns:
            The exit code: 0, or 1 when delivery had to stop for good.
        """
        return self._until_stopped(stop or threading.Event(), None, ready)

    def over_socket(
        self,
        socket: SocketModeHandler,
        ready: Callable[[int], None],
        stop: threading.Event | None = None,
    ) -> int:
        """Serve over a websocket until stopped; `/healthz` alone answers over HTTP.

        Args:
            socket: From `socket_handler`.
            ready: Called with the port of `/healthz` once Slack's events come in.
            stop: Set by whoever wants an end; SIGTERM sets it too.

        Returns:
            The exit code: 0, or 1 when delivery had to stop for good.

        Raises:
            SettingsError: Slack does not accept the app token.
            GuideError: Slack cannot be reached.
        """
        return self._until_stopped(stop or threading.Event(), socket, ready)

    @contextmanager
    def in_background(self) -> Iterator[int]:
        """Serve signed HTTP from threads of this process until the block ends; gives the port."""
        web = WebServer(web_app(self.app, self.health), self.host, self.port)
        with ExitStack() as ends:
            self.worker.start()
            ends.callback(self.worker.stop, 0)
            web.start()
            ends.callback(web.stop, ANSWERS_SECONDS)
            yield web.port

    def _until_stopped(
        self,
        stop: threading.Event,
        socket: SocketModeHandler | None,
        ready: Callable[[int], None],
    ) -> int:
        self.worker.on_halt = stop.set
        _stop_on_sigterm(stop)
        web = WebServer(web_app(None if socket else self.app, self.health), self.host, self.port)
        with ExitStack() as ends:
            self.worker.start()
            ends.callback(self.worker.stop, DRAIN_SECONDS)
            web.start()
            ends.callback(web.stop, ANSWERS_SECONDS)
            if socket is not None:
                ends.callback(socket.close)
                self.health.is_connected = socket.client.is_connected
                _connect(socket)
            ready(web.port)
            stop.wait()
        return 1 if self.worker.halted else 0


def socket_handler(app: App, app_token: str, client: WebClient) -> SocketModeHandler:
    """Socket Mode's end for an app.

    Args:
        app: The Bolt app.
        app_token: The app-level token, with `connections:write`.
        client: For asking where to connect; the app token goes with the call.
    """
    guard_libraries()
    return SocketModeHandler(app, app_token, web_client=client)


def _connect(socket: SocketModeHandler) -> None:
    try:
        socket.client.connect()
    except SlackApiError as error:
        words = f"is not accepted by Slack ({code_of(error)})."
        raise SettingsError("SLACK_APP_TOKEN", words) from error
    except CALL_FAILURES as error:
        raise GuideError(f"Slack cannot be reached ({failure_of(error).code}).") from error


def _stop_on_sigterm(stop: threading.Event) -> None:
    """Only the main thread may take signals; elsewhere `stop` is set by other means."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
