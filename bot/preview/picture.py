"""What one person sees: the whole screen as JSON, for the page to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.people import BOT_USER_ID

if TYPE_CHECKING:
    from bot.preview.messages import Message
    from bot.preview.people import PracticePerson
    from bot.preview.refused import Json
    from bot.preview.state import State

_SHOWN_MESSAGES = 200


def picture(state: State, person: PracticePerson) -> Json:
    """Draw up what a person sees just now; `state.lock` is held.

    Returns:
        `version`; `app` (name, description, commands, shortcuts); `me`; `people` and
        `conversations` with their unread counts, messages among them; `home`; `views`, bottom
        first; `notices`; and `names`, id -> what to show for a mention.
    """
    features = state.manifest.get("features", {})
    home = state.views.home(person.id)
    return {
        "version": state.version,
        "app": {
            "name": state.app_name,
            "user": BOT_USER_ID,
            "about": features.get("agent_view", {}).get("agent_description", ""),
            "commands": features.get("slash_commands", []),
            "shortcuts": [s for s in features.get("shortcuts", []) if s["type"] == "global"],
        },
        "me": person.id,
        "people": [_seat(state, someone) for someone in state.people.values()],
        "conversations": [_conversation(state, person, where) for where in _places(state, person)],
        "home": _surface(state, person, home) if home else None,
        "views": [_surface(state, person, view) for view in state.views.stack(person.id)],
        "notices": list(state.notices.get(person.id, [])),
        "names": _names(state),
    }


def _names(state: State) -> dict[str, str]:
    people = {person.id: person.title for person in state.people.values()}
    channels = {channel.id: channel.name for channel in state.channels.values()}
    return {**people, **channels, BOT_USER_ID: state.app_name}


def _seat(state: State, person: PracticePerson) -> Json:
    waiting = sum(unread(state, person, where) for where in _places(state, person))
    return {
        "id": person.id,
        "title": person.title,
        "is_guest": person.is_guest,
        "unread": waiting,
    }


def _places(state: State, person: PracticePerson) -> list[str]:
    joined = [c.id for c in state.channels.values() if person.id in c.members]
    return [person.dm, *joined]


def _conversation(state: State, person: PracticePerson, where: str) -> Json:
    channel = state.channels.get(where)
    prompts = state.manifest.get("features", {}).get("agent_view", {}).get("suggested_prompts", [])
    shown = state.messages.seen_by(where, person.id)[-_SHOWN_MESSAGES:]
    return {
        "id": where,
        "kind": "channel" if channel else "dm",
        "name": channel.name if channel else state.app_name,
        "unread": unread(state, person, where),
        "status": state.statuses.get(where, ""),
        "prompts": [] if channel else state.prompts.get(where, prompts),
        "messages": [_surface(state, person, message.as_slack()) for message in shown],
    }


def _surface(state: State, person: PracticePerson, surface: Json) -> Json:
    surface_id = str(surface.get("id") or surface["ts"])
    return {**surface, "values": state.values(person.id, surface_id, surface["blocks"])}


def unread(state: State, person: PracticePerson, where: str) -> int:
    """Count what a person has not seen yet in a conversation."""
    seen = state.read_up_to.get((person.id, where), "0")
    return sum(_is_new(m, person, seen) for m in state.messages.seen_by(where, person.id))


def _is_new(message: Message, person: PracticePerson, seen: str) -> bool:
    return message.sender != person.id and float(message.ts) > float(seen)


def mark_read(state: State, person: PracticePerson, where: str) -> None:
    """Note that a person has seen everything in a conversation."""
    shown = state.messages.seen_by(where, person.id)
    if shown and unread(state, person, where):
        state.read_up_to[person.id, where] = shown[-1].ts
        state.changed()
