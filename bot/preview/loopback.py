"""A production web server on 127.0.0.1, in a thread, that starts at once and stops cleanly."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

HOST = "127.0.0.1"
_THREADS = 24
_LOOP_SECONDS = 1.0
_STOP_SECONDS = 5.0


class LoopbackServer:
    """Serves one WSGI application to this computer only.

    Args:
        application: What answers.
        port: Where; 0 picks a free port.
    """

    def __init__(self, application: WSGIApplication, port: int = 0) -> None:
        self._map: dict[int, Any] = {}
        self._server: Any = create_server(
            application, map=self._map, host=HOST, port=port, threads=_THREADS, ident="practice"
        )
        self.port = int(self._server.effective_port)
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="practice-slack", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._is_stopping.is_set():
            wasyncore.loop(timeout=_LOOP_SECONDS, use_poll=True, map=self._map, count=1)

    def stop(self) -> None:
        """Stop answering, close every connection and free the port."""
        self._is_stopping.set()
        self._server.pull_trigger()
        self._thread.join()
        self._server.task_dispatcher.shutdown(timeout=_STOP_SECONDS)
        wasyncore.close_all(self._map)
