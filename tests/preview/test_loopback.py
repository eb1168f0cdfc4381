"""The server: on this computer, at once, and gone when stopped."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from bot.preview.loopback import HOST, LoopbackServer
from tests.preview.echo import http

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment


def hello(_environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """Answer every request alike."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def test_it_answers_at_once_and_stops_cleanly() -> None:
    """It can be asked as soon as it is made, and its port is free once it has stopped."""
    server = LoopbackServer(hello)
    status, text, _ = http("GET", f"http://{HOST}:{server.port}/")
    server.stop()

    assert (status, text) == (200, "hello")
    with pytest.raises(ConnectionRefusedError):
        http("GET", f"http://{HOST}:{server.port}/")
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind((HOST, server.port))
