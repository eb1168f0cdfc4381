"""What people do to what the app shows: press, choose, fill in, submit, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview import forms, payloads
from bot.preview.courier import Answer
from bot.preview.refused import Json, RefusedError
from bot.preview.view_answers import follow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.preview.desk import Desk
    from bot.preview.forms import Placed
    from bot.preview.people import PracticePerson

    Fields = Mapping[str, object] | Mapping[tuple[str, str], object]


def find_element(
    surface: Mapping[str, object], action_id: str, block_id: str | None, value: object
) -> Placed:
    """Find the element that somebody uses.

    Args:
        surface: A message or a view, as Slack writes it.
        action_id: The element's id.
        block_id: Its block, where several blocks hold the same action_id.
        value: For a button, its value; another way to tell several apart.

    Raises:
        RefusedError: `element_not_found`.
    """
    blocks = surface["blocks"]
    if not isinstance(blocks, list):
        raise RefusedError("element_not_found")
    fitting = [
        placed
        for placed in forms.placed_elements(blocks)
        if placed.action_id == action_id and block_id in (None, placed.block_id)
    ]
    exact = [p for p in fitting if value is not None and p.element.get("value") == value]
    if not fitting:
        raise RefusedError("element_not_found")
    return (exact or fitting)[0]


def click(
    desk: Desk,
    person: PracticePerson,
    surface: Json,
    placed: Placed,
    value: object = None,
) -> Answer:
    """Press a button or make a choice on a message or a view.

    Args:
        desk: The parts.
        person: Who does it; that she can see the surface is not checked.
        surface: The message or view as it is, or as it once was (a stale click).
        placed: The element.
        value: What is chosen, for elements that offer a choice.
    """
    state = desk.state
    with state.lock:
        done = _done(placed, value)
        surface_id = str(surface.get("id") or surface["ts"])
        if forms.holds_state(placed.element):
            entry = forms.entry_for(placed.element, value)
            state.type_in(person.id, surface_id, {placed.block_id: {placed.action_id: entry}})
        done |= {"block_id": placed.block_id, "action_ts": state.stamps.ts()}
        trigger_id = state.tickets.issue_trigger(person.id)
        payload = payloads.interaction("block_actions", person, trigger_id)
        payload |= {"actions": [done], **_whereabouts(desk, person, surface)}
        state.changed()
    return desk.told(person, desk.courier.interaction(payload))


def _done(placed: Placed, value: object) -> Json:
    element = placed.element
    done: Json = {"action_id": placed.action_id, "type": element["type"]}
    if element["type"] == "overflow":
        chosen = [o for o in element["options"] if o["value"] == value]
        if not chosen:
            raise ValueError(f"{placed.action_id} does not offer this option.")
        return {**done, "selected_option": chosen[0]}
    if element["type"] == "feedback_buttons":
        offered = [element["positive_button"], element["negative_button"]]
        chosen = [button for button in offered if button["value"] == value]
        if not chosen:
            raise ValueError(f"{placed.action_id} does not offer this value.")
        return {**done, "text": chosen[0]["text"], "value": value}
    if forms.holds_state(element):
        return {**done, **forms.entry_for(element, value)}
    return {**done, **{key: element[key] for key in ("text", "value") if key in element}}


def _whereabouts(desk: Desk, person: PracticePerson, surface: Json) -> Json:
    state = desk.state
    surface_id = str(surface.get("id") or surface["ts"])
    values = state.values(person.id, surface_id, surface["blocks"])
    if "id" in surface:
        view = {**surface, "state": {"values": values}}
        return {"container": {"type": "view", "view_id": surface_id}, "view": view}
    channel, is_ephemeral = surface["channel"], bool(surface.get("is_ephemeral"))
    known = state.channels.get(channel)
    place: Json = {
        "container": {
            "type": "message",
            "message_ts": surface_id,
            "channel_id": channel,
            "is_ephemeral": is_ephemeral,
        },
        "channel": {"id": channel, "name": known.name if known else "directmessage"},
        "state": {"values": values},
        "response_url": desk.response_url(channel, person, surface_id),
    }
    if surface.get("thread_ts"):
        place["container"]["thread_ts"] = surface["thread_ts"]
    if not is_ephemeral:
        place["message"] = {k: v for k, v in surface.items() if k != "channel"}
    return place


def fill(desk: Desk, person: PracticePerson, surface: Json, values: Fields) -> None:
    """Fill fields in without telling the app.

    Args:
        desk: The parts.
        person: Whose screen it is.
        surface: A message or a view.
        values: action_id, block_id or both as a pair -> plain value, as `forms.entry_for` takes it.

    Raises:
        RefusedError: `element_not_found` when a name fits no field.
    """
    state = desk.state
    with state.lock:
        surface_id = str(surface.get("id") or surface["ts"])
        state.type_in(person.id, surface_id, _entries(surface["blocks"], values))


def _entries(blocks: Iterable[Json], values: Fields) -> Json:
    fields = [p for p in forms.placed_elements(blocks) if forms.holds_state(p.element)]
    entries: Json = {}
    for name, value in values.items():
        fitting = [
            p for p in fields if name in (p.block_id, p.action_id, (p.block_id, p.action_id))
        ]
        if not fitting:
            raise RefusedError("element_not_found")
        entry = forms.entry_for(fitting[0].element, value)
        entries.setdefault(fitting[0].block_id, {})[fitting[0].action_id] = entry
    return entries


def submit(desk: Desk, person: PracticePerson, view: Json, values: Fields) -> Answer:
    """Submit a modal, and do what the app answers.

    Slack first checks the fields itself: what it complains about never reaches the app.
    """
    state = desk.state
    with state.lock:
        fill(desk, person, view, values)
        current = state.values(person.id, view["id"], view["blocks"])
        wrong = forms.complaints(view["blocks"], current)
        if wrong:
            return Answer(None, attempts=0, errors=wrong)
        trigger_id = state.tickets.issue_trigger(person.id)
        payload = payloads.interaction("view_submission", person, trigger_id)
        payload |= {"view": {**view, "state": {"values": current}}, "response_urls": []}
    answer = desk.told(person, desk.courier.interaction(payload))
    return follow(desk, person, view, answer) if answer.is_ok else answer


def close(desk: Desk, person: PracticePerson, view: Json, *, all_of_them: bool = False) -> Answer:
    """Close a modal, or the whole stack; the app hears of it where it asked to."""
    state = desk.state
    with state.lock:
        gone = state.views.clear(person.id) if all_of_them else [view]
        state.views.close(person.id, view["id"])
        state.changed()
    answer = Answer(None, attempts=0)
    for closed in gone:
        if closed["notify_on_close"]:
            payload = payloads.interaction("view_closed", person, "")
            payload |= {"view": closed, "is_cleared": all_of_them}
            payload.pop("trigger_id")
            answer = desk.courier.interaction(payload)
    return answer
