"""Permissions that expire: triggers open one view soon, response URLs answer a few times.

Source: Slack's documentation: a trigger_id lasts three seconds and works once; a response_url
lasts thirty minutes and works five times.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.preview.refused import RefusedError

if TYPE_CHECKING:
    from bot.preview.stamps import Stamps

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """A person's click, in the hands of the app."""

    person_id: str
    issued_at: float
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """Where the app may answer one interaction.

    Attributes:
        key: The last part of the URL; cannot be guessed.
        channel: Where answers go.
        person_id: Who sees answers that are not for everybody.
        ts: The message that replacing or deleting is about; None before the first answer to a
            command.
        issued_at: Seconds since 1970.
        uses: How often it has worked so far.
    """

    key: str
    channel: str
    person_id: str
    ts: str | None
    issued_at: float
    uses: int = 0


@dataclass
class Tickets:
    """Every trigger and response URL handed out."""

    stamps: Stamps
    _triggers: dict[str, Trigger] = field(default_factory=dict)
    _urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def issue_trigger(self, person_id: str) -> str:
        """Make a trigger_id for what a person just did."""
        trigger_id = f"{self.stamps.id('')}.{secrets.token_hex(8)}"
        self._triggers[trigger_id] = Trigger(person_id, self.stamps.now())
        return trigger_id

    def use_trigger(self, trigger_id: object) -> str:
        """Use a trigger up and say whose it was.

        Raises:
            RefusedError: `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        trigger = self._triggers.get(str(trigger_id))
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.is_used:
            raise RefusedError("exchanged_trigger_id")
        if self.stamps.now() - trigger.issued_at > TRIGGER_SECONDS:
            raise RefusedError("expired_trigger_id")
        self._triggers[str(trigger_id)] = replace(trigger, is_used=True)
        return trigger.person_id

    def issue_response_url(self, channel: str, person_id: str, ts: str | None) -> str:
        """Make the key of a response URL for what a person just did."""
        key = secrets.token_urlsafe(24)
        self._urls[key] = ResponseUrl(key, channel, person_id, ts, self.stamps.now())
        return key

    def open_response_url(self, key: str) -> ResponseUrl:
        """Look at a response URL that may still be used.

        Raises:
            RefusedError: `expired_url` (also for one never issued) or `used_url`.
        """
        url = self._urls.get(key)
        if url is None or self.stamps.now() - url.issued_at > RESPONSE_URL_SECONDS:
            raise RefusedError("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise RefusedError("used_url")
        return url

    def count_use(self, url: ResponseUrl, ts: str | None) -> None:
        """Note that a response URL worked, and which message it is about from now on."""
        self._urls[url.key] = replace(url, uses=url.uses + 1, ts=ts)
