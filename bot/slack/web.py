"""The app over HTTP: Slack's requests, `/healthz` beside them, and a production server."""

from __future__ import annotations

import json
import re
import threading
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from slack_bolt.adapter.wsgi import SlackRequestHandler
from waitress import wasyncore
from waitress.server import create_server

from bot.errors import GuideError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from slack_bolt import App

    from bot.slack.health import Health

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"
_TIMESTAMP = re.compile(r"\d{1,12}", re.ASCII)
_MAX_BODY_BYTES = 3_000_000
_THREADS = 16
_LOOP_SECONDS = 1.0


def web_app(app: App | None, health: Health) -> WSGIApplication:
    """The WSGI application; without an app (Socket Mode) it only says how things stand."""
    slack = SlackRequestHandler(app, EVENTS_PATH) if app else None

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if path == HEALTH_PATH and method == "GET":
            report = health.report()
            status = HTTPStatus.OK if report.is_fine else HTTPStatus.SERVICE_UNAVAILABLE
            return _json(start_response, status, dict(report.findings))
        if slack is None or path != EVENTS_PATH or method != "POST":
            return _json(start_response, HTTPStatus.NOT_FOUND, {"error": "not found"})
        return _from_slack(slack, environ, start_response)

    return answer


def _from_slack(
    slack: SlackRequestHandler, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """Hand over what may be Slack's; Bolt checks the signature.

    Bolt answers 500 to a timestamp that is no number, and to a body that is no JSON: it reads both
    before it knows who sent them. Neither is Slack's.
    """
    if not _TIMESTAMP.fullmatch(str(environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""))):
        return _json(start_response, HTTPStatus.UNAUTHORIZED, {"error": "invalid request"})
    try:
        return slack(environ, start_response)
    except ValueError:
        return _json(start_response, HTTPStatus.BAD_REQUEST, {"error": "invalid request"})


def _json(
    start_response: StartResponse, status: HTTPStatus, body: dict[str, str]
) -> Iterable[bytes]:
    text = json.dumps(body).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(text)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [text]


class WebServer:
    """Serves a WSGI application from a thread, and stops cleanly.

    Args:
        application: What answers.
        host: The address to listen on.
        port: Where; 0 picks a free port.

    Raises:
        GuideError: It cannot listen there.
    """

    def __init__(self, application: WSGIApplication, host: str, port: int) -> None:
        self._map: dict[int, Any] = {}
        try:
            self._server: Any = create_server(
                application,
                map=self._map,
                host=host,
                port=port,
                threads=_THREADS,
                ident=None,
                max_request_body_size=_MAX_BODY_BYTES,
            )
        except OSError as error:
            # The library leaves its half-made server open.
            wasyncore.close_all(self._map)
            why = error.strerror or "no reason given"
            raise GuideError(
                f"Cannot listen on {host}, port {port}: {why}. See BOT_HOST and BOT_PORT."
            ) from error
        self.port = int(self._server.effective_port)
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="web", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Take nothing more, and give what is being answered so many seconds to end."""
        self._is_stopping.set()
        self._server.pull_trigger()
        self._thread.join(_LOOP_SECONDS * 2)
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=seconds)
        wasyncore.close_all(self._map)

    def _run(self) -> None:
        while not self._is_stopping.is_set():
            wasyncore.loop(timeout=_LOOP_SECONDS, use_poll=True, map=self._map, count=1)
