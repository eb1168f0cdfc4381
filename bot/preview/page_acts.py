"""What the page may ask for on a person's behalf, by name."""

from __future__ import annotations

from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.preview import picture, talking, using
from bot.preview.courier import Answer
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.preview.desk import Desk
    from bot.preview.people import PracticePerson

    Act = Callable[[Desk, PracticePerson, Json], Answer]

_NOTHING_SENT = Answer(None, attempts=0)


def perform(desk: Desk, name: str, asked: Json) -> Json:
    """Do one thing for a person.

    Args:
        desk: The parts.
        name: Which act.
        asked: `person`, and what the act needs.

    Returns:
        The app's answer: status, errors beside fields, notice.

    Raises:
        RefusedError: When the page is behind (`message_not_found`, `element_not_found`, ...) or
            asks for what it may not (`unknown_act`, `not_in_channel`).
    """
    act = ACTS.get(name)
    if act is None:
        raise RefusedError("unknown_act")
    person = desk.state.person(str(asked.get("person")))
    try:
        answer = act(desk, person, asked)
    except (KeyError, ValueError, TypeError) as error:
        raise RefusedError("invalid_arguments") from error
    return {**asdict(answer), "body": None}


def _say(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    text = str(asked["text"])
    if text.startswith("/"):
        return talking.command(desk, person, str(asked["channel"]), text)
    return talking.say(desk, person, str(asked["channel"]), text, asked.get("thread_ts"))


def _shortcut(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    return talking.shortcut(desk, person, str(asked["callback_id"]))


def _open(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    return talking.open_app(desk, person, "home" if asked["tab"] == "home" else "messages")


def _read(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    with desk.state.lock:
        picture.mark_read(desk.state, person, str(asked["channel"]))
    return _NOTHING_SENT


def _dismiss(desk: Desk, person: PracticePerson, _asked: Json) -> Answer:
    with desk.state.lock:
        desk.state.notices.pop(person.id, None)
        desk.state.changed()
    return _NOTHING_SENT


def _click(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    with desk.state.lock:
        surface = _surface(desk, person, asked)
        placed = using.find_element(
            surface, str(asked["action_id"]), str(asked["block_id"]), asked.get("value")
        )
        using.fill(desk, person, surface, _fields(asked))
    return using.click(desk, person, surface, placed, asked.get("value"))


def _fill(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    with desk.state.lock:
        using.fill(desk, person, _surface(desk, person, asked), _fields(asked))
    return _NOTHING_SENT


def _submit(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    with desk.state.lock:
        view = _surface(desk, person, asked)
    return using.submit(desk, person, view, _fields(asked))


def _close(desk: Desk, person: PracticePerson, asked: Json) -> Answer:
    with desk.state.lock:
        view = _surface(desk, person, asked)
    return using.close(desk, person, view)


def _surface(desk: Desk, person: PracticePerson, asked: Json) -> Json:
    state = desk.state
    if "view_id" in asked:
        found = state.views.find(str(asked["view_id"]))
        if found is None or found[0] != person.id:
            raise RefusedError("not_found")
        return found[1]
    channel = str(asked["channel"])
    message = state.messages.find(channel, str(asked["ts"]))
    if message is None or message.only_for not in (None, person.id):
        raise RefusedError("message_not_found")
    if not state.is_member(person, channel):
        raise RefusedError("not_in_channel")
    return message.as_slack()


def _fields(asked: Json) -> dict[tuple[str, str], object]:
    return {
        (str(field["block_id"]), str(field["action_id"])): field["value"]
        for field in asked.get("fields", ())
    }


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "say": _say,
        "shortcut": _shortcut,
        "open": _open,
        "read": _read,
        "dismiss": _dismiss,
        "click": _click,
        "fill": _fill,
        "submit": _submit,
        "close": _close,
    }
)
