"""The shapes in which Slack tells an app what people do.

Source: Slack's references for the Events API, interaction payloads and slash commands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.preview.people import APP_ID, BOT_USER_ID, TEAM_ID

if TYPE_CHECKING:
    from bot.preview.people import PracticePerson
    from bot.preview.refused import Json

_VERIFICATION = "practice"
TEAM: Json = {"id": TEAM_ID, "domain": "practice"}
_MENTION = re.compile(r"(<[@#][A-Z0-9]+(?:\|[^>]*)?>)")


def event_envelope(event: Json, event_id: str, event_time: int) -> Json:
    """Wrap an event as it is delivered."""
    return {
        "token": _VERIFICATION,
        "team_id": TEAM_ID,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def user(person: PracticePerson) -> Json:
    """Name the person who acts."""
    return {
        "id": person.id,
        "username": person.handle,
        "name": person.handle,
        "team_id": person.team_id,
    }


def interaction(kind: str, person: PracticePerson, trigger_id: str) -> Json:
    """Start the payload of any interaction."""
    return {
        "type": kind,
        "user": user(person),
        "api_app_id": APP_ID,
        "token": _VERIFICATION,
        "team": dict(TEAM),
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger_id,
    }


def escaped(text: str) -> str:
    """Escape what a person typed as Slack does; mentions of people and channels stay."""
    parts = _MENTION.split(text)
    return "".join(part if _MENTION.fullmatch(part) else _escape(part) for part in parts)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def with_app_mention(text: str, app_name: str) -> str:
    """Turn `@Name of the app`, as people type it, into a mention."""
    return re.sub(re.escape(f"@{app_name}"), f"<@{BOT_USER_ID}>", text, flags=re.IGNORECASE)


def typed_blocks(text: str, block_id: str) -> list[Json]:
    """Give the rich text block that Slack's composer makes of a line, given escaped.

    Mentions of people stand apart, and the words in between are not escaped any more.
    """
    parts: list[Json] = []
    for part in _MENTION.split(text):
        mention = re.fullmatch(r"<@([A-Z0-9]+)(?:\|[^>]*)?>", part)
        if mention:
            parts.append({"type": "user", "user_id": mention[1]})
        elif part:
            parts.append({"type": "text", "text": _unescape(part)})
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def command(person: PracticePerson, channel: tuple[str, str], name: str, text: str) -> Json:
    """Write a slash command's form; the channel is its id and name."""
    channel_id, channel_name = channel
    return {
        "token": _VERIFICATION,
        "team_id": TEAM_ID,
        "team_domain": TEAM["domain"],
        "channel_id": channel_id,
        "channel_name": channel_name,
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
    }
