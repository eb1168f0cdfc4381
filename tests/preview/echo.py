"""A small app for the practice Slack to talk to: it verifies signatures and answers as told."""

from __future__ import annotations

import hashlib
import hmac
import json
import urllib.parse
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
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
class EchoApp:
    """What the app was sent, and how it answers: a function of the delivery.

    The answer is None for an empty 200, a number for a status, or what to send as JSON.
    """

    base_url: str
    deliveries: list[Received] = field(default_factory=list)
    react: Callable[[Received], object] = lambda _: None

    def call(self, method: str, **args: object) -> Json:
        """Call the Web API with a JSON body."""
        return http_json(f"{self.base_url}/api/{method}", args, token=TOKEN)[1]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Verify the signature, remember the delivery, answer."""
        raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        expected = (
            "v0="
            + hmac.new(
                SECRET.encode(),
                b"v0:" + environ["HTTP_X_SLACK_REQUEST_TIMESTAMP"].encode() + b":" + raw,
                hashlib.sha256,
            ).hexdigest()
        )
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
    url: str, args: object, *, token: str | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, Json, dict[str, str]]:
    """POST JSON; give status, body and headers, whatever the status."""
    sent = {"Content-Type": "application/json", **(headers or {})}
    if token:
        sent["Authorization"] = f"Bearer {token}"
    status, text, received = http("POST", url, json.dumps(args).encode(), sent)
    return status, json.loads(text) if text.startswith("{") else {"text": text}, received


def http(
    method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, str, dict[str, str]]:
    """Send a request; give status, text and headers, whatever the status."""
    parts = urllib.parse.urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    try:
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request(method, path, body, dict(headers or {}))
        response = connection.getresponse()
        return response.status, response.read().decode(), dict(response.headers)
    finally:
        connection.close()


def plain(text: str) -> Json:
    """Make a plain text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Make a mrkdwn text object."""
    return {"type": "mrkdwn", "text": text}


def section(text: str, **more: object) -> Json:
    """Make a section."""
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str, action_id: str, value: str = "1", **more: object) -> Json:
    """Make a button."""
    return {"type": "button", "action_id": action_id, "value": value, "text": plain(text), **more}


def actions(*elements: Json, **more: object) -> Json:
    """Make an actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def options(*words: str) -> list[Json]:
    """Make options whose values are their words."""
    return [{"text": plain(word), "value": word} for word in words]


def field_of(block_id: str, element: Json, **more: object) -> Json:
    """Make an input block; the element's action_id is the block's id."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": {"action_id": block_id, **element},
        **more,
    }


def modal(*blocks: Json, **more: object) -> Json:
    """Make a modal with a title and a submit button."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Send"),
        "blocks": list(blocks),
        **more,
    }
