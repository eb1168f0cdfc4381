"""What every listener works with, and reading who did something out of a payload."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from bot.guide.desk import Desk
    from bot.referrals.people import Person
    from bot.slack.delivery import Delivery
    from bot.slack.roles import Roles

Json: TypeAlias = "dict[str, Any]"

_MENTION = re.compile(r"<@[A-Z0-9]+(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?:mailto:|tel:|https?://)?([^>|@#!][^>|]*)(?:\|([^>]*))?>")


@dataclass(frozen=True, slots=True)
class Parts:
    """What listeners work with.

    Attributes:
        desk: For the use cases; a commit through its store wakes the worker.
        roles: Who people are.
        client: For the few calls that may be made while Slack waits.
        delivery: The worker.
    """

    desk: Desk
    roles: Roles
    client: WebClient
    delivery: Delivery

    def person(self, payload: Mapping[str, Any]) -> Person:
        """Who sent an interaction or a command."""
        user = payload.get("user")
        if isinstance(user, dict):
            return self.roles.person(str(user["id"]), str(user.get("team_id") or ""))
        return self.roles.person(str(payload["user_id"]))

    def person_of_event(self, event: Mapping[str, Any]) -> Person:
        """Who caused an event."""
        team_id = str(event.get("user_team") or event.get("source_team") or "")
        return self.roles.person(str(event["user"]), team_id)


def thread_of(channel: str, source: Mapping[str, Any]) -> str:
    """`channel:ts` of the message in whose thread something stands, or empty.

    Slack gives a message that has replies its own time as `thread_ts`: it is in no thread.
    """
    thread_ts = str(source.get("thread_ts") or "")
    is_reply = thread_ts and thread_ts != str(source.get("ts") or "")
    return f"{channel}:{thread_ts}" if is_reply else ""


def said(text: object) -> str:
    """What a person wrote, without Slack's marks: mentions, links and escaped characters."""
    without = _MENTION.sub(" ", str(text or ""))
    plain = _LINK.sub(lambda found: found[2] or found[1], without)
    return html.unescape(plain).strip()
