"""`chat.*`: posting, changing and deleting messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.methods import arguments
from bot.preview.people import BOT_USER_ID
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.preview.messages import Message
    from bot.preview.state import State


def post_message(state: State, args: Mapping[str, object]) -> Json:
    """Post where everybody in the conversation sees it."""
    channel = state.open_to_app(arguments.needed(args, "channel", "channel_not_found"))
    thread_ts = _thread(state, channel, args)
    said = arguments.content(state, args)
    message = state.messages.add(channel, BOT_USER_ID, said, thread_ts=thread_ts)
    state.statuses.pop(channel, None)
    return {"channel": channel, "ts": message.ts, "message": message.as_slack(with_metadata=True)}


def post_ephemeral(state: State, args: Mapping[str, object]) -> Json:
    """Post where one person sees it."""
    channel = state.open_to_app(arguments.needed(args, "channel", "channel_not_found"))
    person = state.people.get(arguments.needed(args, "user", "user_not_in_channel"))
    if person is None or not state.is_member(person, channel):
        raise RefusedError("user_not_in_channel")
    thread_ts = _thread(state, channel, args)
    said = arguments.content(state, args)
    message = state.messages.add(
        channel, BOT_USER_ID, said, thread_ts=thread_ts, only_for=person.id
    )
    return {"message_ts": message.ts}


def update(state: State, args: Mapping[str, object]) -> Json:
    """Change one of the app's own messages.

    Without `blocks`, new text takes the place of the old blocks, as Slack documents it.
    """
    message = _own_message(state, args, "cant_update_message")
    changed = state.messages.change(message, arguments.content(state, args))
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": changed.content.text,
        "message": changed.as_slack(with_metadata=True),
    }


def delete(state: State, args: Mapping[str, object]) -> Json:
    """Delete one of the app's own messages."""
    message = _own_message(state, args, "cant_delete_message")
    state.messages.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _own_message(state: State, args: Mapping[str, object], not_ours: str) -> Message:
    given = arguments.needed(args, "channel", "channel_not_found")
    if given in state.people:
        raise RefusedError("channel_not_found")
    channel = state.open_to_app(given)
    message = state.messages.find(channel, arguments.needed(args, "ts", "message_not_found"))
    if message is None or message.only_for:
        raise RefusedError("message_not_found")
    if not message.is_from_app:
        raise RefusedError(not_ours)
    return message


def _thread(state: State, channel: str, args: Mapping[str, object]) -> str | None:
    thread_ts = args.get("thread_ts")
    if thread_ts in (None, ""):
        return None
    if state.messages.find(channel, str(thread_ts)) is None:
        raise RefusedError("thread_not_found")
    return str(thread_ts)
