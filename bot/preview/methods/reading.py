"""`users.*`, `usergroups.*` and `conversations.*`: looking things up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview import scopes
from bot.preview.methods import arguments
from bot.preview.people import BOT_ID, BOT_USER_ID, GROUPS, TEAM_ID, PracticePerson
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.preview.messages import Message
    from bot.preview.state import State

_DEFAULT_LIMIT = 100


def auth_test(state: State, _args: Mapping[str, object]) -> Json:
    """Say who the token belongs to."""
    return {
        "url": "https://practice.invalid/",
        "team": "Practice workspace",
        "user": state.app_name.lower().replace(" ", "_"),
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def user_info(state: State, args: Mapping[str, object]) -> Json:
    """Describe a person: deleted, guest, of another workspace."""
    user_id = arguments.needed(args, "user", "user_not_found")
    if user_id == BOT_USER_ID:
        return {"user": _user(PracticePerson(BOT_USER_ID, state.app_name, is_bot=True))}
    return {"user": _user(state.person(user_id))}


def _user(person: PracticePerson) -> Json:
    return {
        "id": person.id,
        "team_id": person.team_id,
        "name": person.handle,
        "deleted": person.is_deleted,
        "real_name": person.title,
        "tz": "Europe/London",
        "profile": {
            "real_name": person.title,
            "display_name": person.title,
            "team": person.team_id,
        },
        "is_admin": False,
        "is_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_stranger": person.is_foreign,
        "is_bot": person.is_bot,
        "is_app_user": False,
    }


def group_members(state: State, args: Mapping[str, object]) -> Json:
    """List who is in a user group."""
    group = arguments.needed(args, "usergroup", "no_such_subteam")
    if group not in GROUPS:
        raise RefusedError("no_such_subteam")
    gone = args.get("include_disabled") is None
    return {
        "users": [
            person.id
            for person in state.people.values()
            if group in person.groups and not (gone and person.is_deleted)
        ]
    }


def open_dm(state: State, args: Mapping[str, object]) -> Json:
    """Open the direct conversation with one person, or find one by its id."""
    if args.get("channel"):
        channel = str(args["channel"])
        if state.dm_owner(channel) is None:
            raise RefusedError("channel_not_found")
    else:
        users = args.get("users")
        listed = users if isinstance(users, list) else str(users or "").split(",")
        if len(listed) != 1 or not listed[0]:
            raise RefusedError("invalid_users" if len(listed) > 1 else "users_list_not_supplied")
        channel = state.person(str(listed[0])).dm
    return {"channel": {"id": channel, "is_im": True}}


def conversation_info(state: State, args: Mapping[str, object]) -> Json:
    """Describe a conversation."""
    channel_id = _readable(state, args, "read")
    owner = state.dm_owner(channel_id)
    if owner:
        return {"channel": {"id": channel_id, "is_im": True, "user": owner.id}}
    channel = state.channels[channel_id]
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_channel": True,
            "is_private": channel.is_private,
            "is_archived": False,
            "is_member": True,
        }
    }


def history(state: State, args: Mapping[str, object]) -> Json:
    """Read a conversation, newest message first; only direct ones are supported here.

    Raises:
        RefusedError: `method_not_supported_for_channel_type` for a channel.
    """
    channel_id = _readable(state, args, "history")
    if state.dm_owner(channel_id) is None:
        raise RefusedError("method_not_supported_for_channel_type")
    roots = [m for m in state.messages.seen_by_all(channel_id) if m.thread_ts is None]
    return _page(roots[::-1], args)


def replies(state: State, args: Mapping[str, object]) -> Json:
    """Read a message and its thread, oldest first."""
    channel_id = _readable(state, args, "history")
    ts = arguments.needed(args, "ts", "thread_not_found")
    thread = [m for m in state.messages.seen_by_all(channel_id) if ts in (m.ts, m.thread_ts)]
    if not thread:
        raise RefusedError("thread_not_found")
    return _page(thread, args)


def _page(messages: list[Message], args: Mapping[str, object]) -> Json:
    oldest, latest = str(args.get("oldest") or "0"), str(args.get("latest") or "9" * 12)
    ends = (oldest, latest) if arguments.flag(args, "inclusive") else ()
    within = [m for m in messages if m.ts in ends or float(oldest) < float(m.ts) < float(latest)]
    limit = int(str(args.get("limit") or _DEFAULT_LIMIT))
    with_metadata = arguments.flag(args, "include_all_metadata")
    return {
        "messages": [m.as_slack(with_metadata=with_metadata) for m in within[:limit]],
        "has_more": len(within) > limit,
    }


def _readable(state: State, args: Mapping[str, object], verb: str) -> str:
    channel_id = state.open_to_app(arguments.needed(args, "channel", "channel_not_found"))
    channel = state.channels.get(channel_id)
    scope = scopes.conversation_scopes(
        verb, channel_id, is_private=channel is not None and channel.is_private
    )
    if scope not in state.scopes:
        provided = ",".join(sorted(state.scopes))
        raise RefusedError("missing_scope", {"needed": scope, "provided": provided})
    return channel_id
