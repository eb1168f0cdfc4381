"""What a modal does after the app has answered its submission.

Source: Slack's documentation of `response_action`: errors, update, push, clear; an empty answer
closes the modal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.preview import forms
from bot.preview.api import Call
from bot.preview.methods import arguments
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from bot.preview.courier import Answer
    from bot.preview.desk import Desk
    from bot.preview.people import PracticePerson

UNUSABLE = "The app answered with something that cannot be shown. What you entered is still here."


def follow(desk: Desk, person: PracticePerson, view: Json, answer: Answer) -> Answer:
    """Do what the app's answer to a submission says; a bad answer leaves the modal as it is."""
    body = answer.body if isinstance(answer.body, dict) else {}
    try:
        with desk.state.lock:
            followed = _follow(desk, person, view, body)
            desk.state.changed()
    except RefusedError as refusal:
        desk.api.note(Call("response_action", body, refusal.error))
        return desk.warn(person, answer, UNUSABLE)
    return replace(answer, errors=followed)


def _follow(desk: Desk, person: PracticePerson, view: Json, body: Json) -> dict[str, str]:
    state, action = desk.state, body.get("response_action")
    if action is None:
        state.views.close(person.id, view["id"])
    elif action == "errors":
        return _errors(view, body.get("errors"))
    elif action == "update":
        given = arguments.view(state, body.get("view"), "modal")
        state.views.update(view, given, None)
    elif action == "push":
        state.views.push(person.id, arguments.view(state, body.get("view"), "modal"))
    elif action == "clear":
        state.views.clear(person.id)
    else:
        raise RefusedError("invalid_response_action")
    return {}


def _errors(view: Json, errors: object) -> dict[str, str]:
    inputs = {p.block_id for p in forms.placed_elements(view["blocks"]) if _is_input(p.block)}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise RefusedError("invalid_errors")
    return {str(block_id): str(text) for block_id, text in errors.items()}


def _is_input(block: Json) -> bool:
    return bool(block["type"] == "input")
