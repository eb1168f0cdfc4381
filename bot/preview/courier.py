"""Carrying what people do to the app: signed, over real HTTP, to this computer only."""

from __future__ import annotations

import http.client
import json
import urllib.parse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.errors import GuideError
from bot.preview.signing import signed_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.preview.refused import Json

FORM = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
EVENT_RETRIES = 3
OK = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answered to one thing that a person did.

    Attributes:
        status: The HTTP status, or None when there was no answer in time.
        body: The answer's JSON, or its text, or empty text.
        attempts: How often it was delivered; 0 when Slack itself held it back.
        notice: What Slack tells the person when something went wrong, or None.
        errors: What a form complains about, block_id -> sentence; from the app, or from Slack when
            `attempts` is 0.
    """

    status: int | None
    body: object = ""
    attempts: int = 1
    notice: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool:
        """Whether the app acknowledged it."""
        return self.status == OK


class Courier:
    """Delivers to the app.

    Args:
        signing_secret: What deliveries are signed with.
        signing_clock: Seconds since 1970; real time, because the app compares it with its own.
        patience_seconds: How long an answer may take; Slack waits three seconds.
    """

    def __init__(
        self, signing_secret: str, signing_clock: Callable[[], float], patience_seconds: float
    ) -> None:
        self._secret = signing_secret
        self._clock = signing_clock
        self._patience = patience_seconds
        self._address: tuple[str, int, str] | None = None

    def connect(self, request_url: str) -> None:
        """Set where the app listens.

        Raises:
            GuideError: When that is not on this computer.
        """
        parts = urllib.parse.urlsplit(request_url)
        if parts.hostname not in ("127.0.0.1", "localhost") or parts.scheme != "http":
            raise GuideError("The practice workspace only talks to an app on this computer.")
        self._address = (parts.hostname, parts.port or 80, parts.path or "/")

    def event(self, envelope: Json) -> Answer:
        """Deliver an event; again, up to three times, while the app does not say 200."""
        body = json.dumps(envelope).encode()
        answer, headers = Answer(None), {}
        for attempt in range(EVENT_RETRIES + 1):
            if attempt:
                reason = "http_error" if answer.status else "http_timeout"
                headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
            answer = self._post(body, JSON_TYPE, headers, attempt + 1)
            if answer.is_ok:
                break
        return answer

    def interaction(self, payload: Json) -> Answer:
        """Deliver a click, a shortcut or a form; Slack never repeats these."""
        return self.form({"payload": json.dumps(payload)})

    def form(self, fields: Mapping[str, str]) -> Answer:
        """Deliver a form, as commands are."""
        return self._post(urllib.parse.urlencode(fields).encode(), FORM, {}, 1)

    def _post(
        self, body: bytes, content_type: str, headers: Mapping[str, str], attempts: int
    ) -> Answer:
        if self._address is None:
            raise GuideError("No app is connected to the practice workspace.")
        host, port, path = self._address
        signed = signed_headers(self._secret, body, int(self._clock()))
        connection = http.client.HTTPConnection(host, port, timeout=self._patience)
        try:
            connection.request(
                "POST", path, body, {"Content-Type": content_type, **signed, **headers}
            )
            response = connection.getresponse()
            text = response.read().decode()
            kind = response.headers.get("Content-Type", "")
        except (OSError, http.client.HTTPException):
            return Answer(None, attempts=attempts)
        finally:
            connection.close()
        return Answer(response.status, _read(text, kind), attempts)


def _read(text: str, content_type: str) -> object:
    if "json" not in content_type or not text:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
