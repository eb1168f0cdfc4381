"""Slack's side of Socket Mode on this computer: says where to connect, sends, hears the answers.

Source: Slack's documentation of Socket Mode: `hello`, envelopes with an id, an answer with that id.
"""

from __future__ import annotations

import itertools
import json
import threading
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

from bot.preview.loopback import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from websockets.sync.server import ServerConnection

    Json = dict[str, Any]

APP_TOKEN = "xapp-practice"


class SocketLink:
    """A websocket server for one app, and the one Web API method that leads to it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._ids = itertools.count(1)
        self._connection: ServerConnection | None = None
        self._answers: dict[str, Json] = {}
        self.connections = 0
        self._socket = serve(self._talk, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._socket.serve_forever, daemon=True)
        self._thread.start()
        self._api = LoopbackServer(self._where_to_connect)

    @property
    def api_url(self) -> str:
        """The base URL for asking where to connect."""
        return f"http://127.0.0.1:{self._api.port}/api/"

    def send(self, kind: str, payload: Json, seconds: float = 20.0) -> Json | None:
        """Send an envelope and give the answer to it, or None when there is none in time.

        Slack marks even a first delivery with a retry number, 0.
        """
        envelope_id = f"e{next(self._ids)}"
        envelope: Json = {"envelope_id": envelope_id, "type": kind, "payload": payload}
        envelope |= {"accepts_response_payload": True, "retry_attempt": 0, "retry_reason": ""}
        self._connected(seconds).send(json.dumps(envelope))
        with self._news:
            self._news.wait_for(lambda: envelope_id in self._answers, seconds)
            return self._answers.get(envelope_id)

    def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        connection = self._connected(20)
        seen = self.connections
        connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))
        with self._news:
            assert self._news.wait_for(lambda: self.connections > seen, 40)

    def stop(self) -> None:
        """Close everything."""
        self._socket.shutdown()
        self._api.stop()

    def _connected(self, seconds: float) -> ServerConnection:
        with self._news:
            self._news.wait_for(lambda: self._connection is not None, seconds)
            assert self._connection is not None, "the app is not connected"
            return self._connection

    def _talk(self, connection: ServerConnection) -> None:
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        with self._news:
            self._connection = connection
            self.connections += 1
            self._news.notify_all()
        try:
            for text in connection:
                answer = json.loads(text)
                with self._news:
                    self._answers[answer["envelope_id"]] = answer
                    self._news.notify_all()
        except ConnectionClosed:
            return

    def _where_to_connect(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        is_ours = environ.get("HTTP_AUTHORIZATION") == f"Bearer {APP_TOKEN}"
        port = self._socket.socket.getsockname()[1]
        body: Json = {"ok": True, "url": f"ws://127.0.0.1:{port}/link"}
        text = json.dumps(body if is_ours else {"ok": False, "error": "invalid_auth"}).encode()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [text]
