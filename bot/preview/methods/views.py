"""`views.*`: modals and Home tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.methods import arguments
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.preview.state import State


def open_view(state: State, args: Mapping[str, object]) -> Json:
    """Open a modal for whoever's trigger this is.

    The view is checked before the trigger is used up, so a mistake in it costs nothing.
    """
    given = arguments.view(state, args.get("view"), "modal")
    person_id = state.tickets.use_trigger(arguments.needed(args, "trigger_id"))
    return {"view": state.views.open(person_id, given)}


def push(state: State, args: Mapping[str, object]) -> Json:
    """Put a modal on top of the open ones."""
    given = arguments.view(state, args.get("view"), "modal")
    person_id = state.tickets.use_trigger(arguments.needed(args, "trigger_id"))
    return {"view": state.views.push(person_id, given)}


def update(state: State, args: Mapping[str, object]) -> Json:
    """Change a view that is open.

    Raises:
        RefusedError: `not_found` when it is not (Slack's word, also for an id never given out).
    """
    found = state.views.find(str(args.get("view_id", "")), _text(args.get("external_id")))
    if found is None:
        raise RefusedError("not_found")
    _, shown = found
    given = arguments.view(state, args.get("view"), shown["type"])
    return {"view": state.views.update(shown, given, _text(args.get("hash")))}


def publish(state: State, args: Mapping[str, object]) -> Json:
    """Set a person's Home tab."""
    person = state.person(arguments.needed(args, "user_id", "user_not_found"))
    given = arguments.view(state, args.get("view"), "home")
    return {"view": state.views.publish(person.id, given, _text(args.get("hash")))}


def _text(value: object) -> str | None:
    return str(value) if value else None
