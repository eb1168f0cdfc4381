"""Which scope a Web API method or an event needs, and what the manifest grants.

Source: Slack's method reference. A method with several scopes needs any one of them here; where
the scope depends on the kind of conversation, `conversation_scopes` decides.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

METHOD_SCOPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "auth.test": (),
        "chat.postMessage": ("chat:write",),
        "chat.update": ("chat:write",),
        "chat.delete": ("chat:write",),
        "chat.postEphemeral": ("chat:write",),
        "views.open": (),
        "views.push": (),
        "views.update": (),
        "views.publish": (),
        "users.info": ("users:read",),
        "usergroups.users.list": ("usergroups:read",),
        "conversations.open": ("im:write",),
        "conversations.info": (),
        "conversations.history": (),
        "conversations.replies": (),
        "assistant.threads.setStatus": ("assistant:write", "chat:write"),
        "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    }
)

EVENT_SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "message.im": "im:history",
        "message.channels": "channels:history",
        "message.groups": "groups:history",
        "app_mention": "app_mentions:read",
        "user_change": "users:read",
        "subteam_members_changed": "usergroups:read",
        "subteam_updated": "usergroups:read",
    }
)


def granted(manifest: Mapping[str, Any]) -> frozenset[str]:
    """List the bot scopes that installing this manifest grants, optional ones included."""
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return frozenset(scopes.get("bot", ())) | frozenset(scopes.get("bot_optional", ()))


def subscribed(manifest: Mapping[str, Any], event: str) -> bool:
    """Tell whether Slack would send this event: declared in the manifest, and its scope granted."""
    declared = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", ())
    scope = EVENT_SCOPES.get(event)
    return event in declared and (scope is None or scope in granted(manifest))


def conversation_scopes(verb: str, channel_id: str, *, is_private: bool) -> str:
    """Name the scope for reading a conversation.

    Args:
        verb: `history` or `read`.
        channel_id: Starts with D for a direct conversation.
        is_private: Whether a channel is private.
    """
    if channel_id.startswith("D"):
        return f"im:{verb}"
    return f"groups:{verb}" if is_private else f"channels:{verb}"
