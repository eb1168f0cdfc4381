"""A practice Slack with the draft manifest, a clock that one sets, and a small app to talk to it."""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from bot.preview.loopback import LoopbackServer
from bot.preview.workspace import PracticeSlack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from wsgiref.types import StartResponse, WSGIEnvironment

Json = dict[str, Any]
SECRET = "a signing secret"
TOKEN = "xoxb-practice"

MANIFEST: Json = {
    "display_information": {"name": "Safeguarding Guide"},
    "features": {
        "agent_view": {
            "agent_description": "Ask a question. In an emergency call 999.",
            "suggested_prompts": [
                {"title": "A child has died or been seriously harmed", "message": "start"},
                {"title": "What I have logged", "message": "referrals"},
            ],
        },
        "shortcuts": [
            {"name": "After a serious incident", "type": "global", "callback_id": "tree_start"}
        ],
        "slash_commands": [
            {
                "command": "/safeguarding",
                "description": "Guidance and referrals",
                "usage_hint": "[question | start | referrals | help]",
                "should_escape": True,
            }
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "assistant:write",
                "chat:write",
                "commands",
                "im:history",
                "im:write",
                "usergroups:read",
                "users:read",
            ],
            "bot_optional": ["app_mentions:read"],
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "message.im", "app_mention"]}
    },
}


class Clock:
    """A clock that stands where one puts it; seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_797_588_000.0

    def __call__(self) -> float:
        """Read it."""
        return self.now


@dataclass(frozen=True)
class Received:
    """One delivery, its signature already verified."""

    kind: str
    body: Json
    headers: dict[str, str]


@dataclass
class Heard:
    """What the app was sent, and what it shall answer: a function of the delivery."""

    base_url: str
    deliveries: list[Received] = field(default_factory=list)
    react: Callable[[Received], object] = lambda _: None

    def call(self, method: str, **args: object) -> Json:
        """Call the Web API with a JSON body."""
        return http_json(f"{self.base_url}/api/{method}", args, token=TOKEN)[1]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Verify, remember, answer; an integer answer is a status."""
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        expected = "v0=" + hmac.new(
            SECRET.encode(),
            b"v0:" + environ["HTTP_X_SLACK_REQUEST_TIMESTAMP"].encode() + b":" + raw,
            hashlib.sha256,
        ).hexdigest()
        if not hmac.compare_digest(expected, environ["HTTP_X_SLACK_SIGNATURE"]):
            start("401 Unauthorized", [])
            return [b""]
        delivery = _received(environ, raw)
        self.deliveries.append(delivery)
        answer = self.react(delivery)
        if isinstance(answer, int):
            start(f"{answer} Status", [])
            return [b""]
        start("200 OK", [("Content-Type", "application/json")])
        return [b"" if answer is None else json.dumps(answer).encode()]

    @property
    def last(self) -> Json:
        """The body of the latest delivery."""
        return self.deliveries[-1].body


def _received(environ: WSGIEnvironment, raw: bytes) -> Received:
    headers = {k.removeprefix("HTTP_"): str(v) for k, v in environ.items() if k[:5] == "HTTP_"}
    if "json" in environ.get("CONTENT_TYPE", ""):
        body = json.loads(raw)
        return Received(body["event"]["type"], body, headers)
    form = dict(urllib.parse.parse_qsl(raw.decode(), keep_blank_values=True))
    if "payload" in form:
        body = json.loads(form["payload"])
        return Received(body["type"], body, headers)
    return Received("command", form, headers)


def http_json(
    url: str, args: object, *, token: str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, Json, dict[str, str]]:
    """POST JSON; give status, body and headers, whatever the status."""
    sent = {"Content-Type": "application/json", **(headers or {})}
    if token:
        sent["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, json.dumps(args).encode(), sent)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return response.status, json.loads(response.read()), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            text = error.read().decode()
            body = json.loads(text) if text.startswith("{") else {"text": text}
            return error.code, body, dict(error.headers)


@pytest.fixture
def clock() -> Clock:
    """A clock for message timestamps and expiry."""
    return Clock()


@pytest.fixture
def slack(clock: Clock) -> Iterator[PracticeSlack]:
    """A practice Slack that listens, with no app connected."""
    practice = PracticeSlack(
        manifest=MANIFEST, signing_secret=SECRET, bot_token=TOKEN, clock=clock
    )
    practice.start()
    yield practice
    practice.stop()


@pytest.fixture
def app(slack: PracticeSlack) -> Iterator[Heard]:
    """A small app, connected to the practice Slack."""
    heard = Heard(slack.base_url)
    server = LoopbackServer(heard)
    slack.connect_app(f"http://127.0.0.1:{server.port}/slack/events")
    yield heard
    server.stop()
