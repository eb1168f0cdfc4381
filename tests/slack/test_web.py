"""HTTP: what is not Slack's is turned away without a trace, and health is told truly."""

from __future__ import annotations

import json
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from bot.errors import GuideError
from bot.preview.signing import signed_headers
from bot.slack.web import WebServer, web_app
from tests.practice import SECRET, Practice

if TYPE_CHECKING:
    from collections.abc import Mapping

BODY = json.dumps({"type": "url_verification", "challenge": "c-1"}).encode()
JSON_TYPE = {"Content-Type": "application/json"}


def ask(
    practice: Practice,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """One request: status and body."""
    connection = HTTPConnection("127.0.0.1", practice.port, timeout=5)
    connection.request(method, path, body, {**JSON_TYPE, **(headers or {})})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def now() -> int:
    """Seconds since 1970, as Slack signs them."""
    return int(time.time())


def test_slacks_challenge_is_answered(practice: Practice) -> None:
    """A signed request gets through to Bolt."""
    status, text = ask(practice, "POST", "/slack/events", BODY, signed_headers(SECRET, BODY, now()))
    assert (status, json.loads(text)) == (200, {"challenge": "c-1"})


@pytest.mark.parametrize(
    "timestamp", ["", "abc", "1e9", "-1", " 17", "1.5", "\u0661\u0662", "9" * 5000, "NaN"]
)
def test_a_timestamp_that_is_no_number_is_refused(practice: Practice, timestamp: str) -> None:
    """401 and no crash (R29)."""
    headers = {
        "X-Slack-Request-Timestamp": timestamp.encode("utf-8").decode("latin-1"),
        "X-Slack-Signature": "v0=x",
    }
    assert ask(practice, "POST", "/slack/events", BODY, headers)[0] == 401


def test_a_request_without_signature_is_refused(practice: Practice) -> None:
    """No header at all is no number either."""
    assert ask(practice, "POST", "/slack/events", BODY)[0] == 401


def test_a_wrong_or_old_signature_is_refused(practice: Practice) -> None:
    """Another secret, and a request that is older than five minutes."""
    wrong = signed_headers("another", BODY, now())
    old = signed_headers(SECRET, BODY, now() - 600)
    assert ask(practice, "POST", "/slack/events", BODY, wrong)[0] == 401
    assert ask(practice, "POST", "/slack/events", BODY, old)[0] == 401


def test_a_body_that_cannot_be_read_is_refused(practice: Practice) -> None:
    """Broken JSON and broken text are 400, signed or not, and no crash."""
    for body in (b"{broken", b"\xff\xfe{"):
        headers = signed_headers(SECRET, body, now())
        assert ask(practice, "POST", "/slack/events", body, headers)[0] == 400


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/slack/events"), ("POST", "/healthz")]
)
def test_there_is_nothing_else(practice: Practice, method: str, path: str) -> None:
    """Every other address is not found."""
    assert ask(practice, method, path)[0] == 404


def test_a_port_that_is_taken_is_named(practice: Practice) -> None:
    """In words, with the settings that change it."""
    application = web_app(None, practice.health)
    with pytest.raises(GuideError, match="BOT_HOST and BOT_PORT"):
        WebServer(application, "127.0.0.1", practice.port)


def test_health_is_told_in_words_and_by_its_status(practice: Practice) -> None:
    """200 while everything works, 503 with the part that does not."""
    status, text = ask(practice, "GET", "/healthz")
    assert status == 200
    assert set(json.loads(text).values()) == {"fine"}
    practice.worker.halt("token_revoked")
    status, text = ask(practice, "GET", "/healthz")
    assert status == 503
    assert json.loads(text)["delivery"] == "token_revoked"
