"""The limits of buttons, menus, fields and of the texts in them. Source: see `limits`."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.slack.blocks.message import Block

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ID = 255
_VALUE = 2000
_URL = 3000
_VISIBLE_TO = 10
_STYLES = frozenset({"primary", "danger"})
_LENGTH = 3000
_OPTION_VALUE = 150
_OPTIONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "static_select": (1, 100),
        "multi_static_select": (1, 100),
        "radio_buttons": (1, 10),
        "checkboxes": (1, 10),
        "overflow": (2, 5),
    }
)


def text_problems(text: Block, limit: int, name: str, *, plain: bool = False) -> Iterator[str]:
    """What Slack would refuse in a text object of at most `limit` characters."""
    kind = text.get("type")
    if kind not in ({"plain_text"} if plain else {"plain_text", "mrkdwn"}):
        yield f"{name}: a text of type {kind!r}"
    length = len(text.get("text", ""))
    if not 1 <= length <= limit:
        yield f"{name}: {length} characters, not 1 to {limit}"
    elif not text["text"].strip():
        yield f"{name}: blank"


def element_problems(element: Block) -> Iterator[str]:
    """What Slack would refuse in something to press, choose or fill in."""
    kind = str(element.get("type"))
    if kind not in _KINDS:
        yield f"{kind}: not a kind that is drawn here"
        return
    action_id = element.get("action_id", "-")
    if not 1 <= len(action_id) <= _ID:
        yield f"{kind}: action_id of {len(action_id)} characters"
    if "placeholder" in element:
        yield from text_problems(element["placeholder"], 150, "placeholder", plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"])
    yield from _KINDS[kind](element)


def _button(element: Block) -> Iterator[str]:
    yield from text_problems(element["text"], 75, "button", plain=True)
    if len(element.get("value", "")) > _VALUE:
        yield f"button: value longer than {_VALUE}"
    if len(element.get("url", "")) > _URL:
        yield f"button: url longer than {_URL}"
    if element.get("style", "primary") not in _STYLES:
        yield f"button: no style {element['style']!r}"
    if len(element.get("visible_to_user_ids", [])) > _VISIBLE_TO:
        yield f"button: visible to more than {_VISIBLE_TO}"


def _choice(element: Block) -> Iterator[str]:
    kind, options = element["type"], element.get("options", [])
    low, high = _OPTIONS[kind]
    if not low <= len(options) <= high:
        yield f"{kind}: {len(options)} options, not {low} to {high}"
    for option in options:
        mark_up = kind in {"radio_buttons", "checkboxes"}
        yield from text_problems(option["text"], 75, "option", plain=not mark_up)
        if not 1 <= len(option["value"]) <= _OPTION_VALUE:
            yield f"option: value of {len(option['value'])} characters"
        if "description" in option:
            yield from text_problems(option["description"], 75, "description")
    if element.get("initial_option", None if not options else options[0]) not in options:
        yield f"{kind}: initial_option is not one of the options"


def _typing(element: Block) -> Iterator[str]:
    limit = element.get("max_length", _LENGTH)
    if not 1 <= limit <= _LENGTH:
        yield f"max_length of {limit}, not 1 to {_LENGTH}"
    if len(element.get("initial_value", "")) > limit:
        yield "initial_value longer than max_length"


def _date(element: Block) -> Iterator[str]:
    if "initial_date" in element and not _DAY.fullmatch(element["initial_date"]):
        yield "initial_date is not YYYY-MM-DD"


def _time(element: Block) -> Iterator[str]:
    if "initial_time" in element and not _TIME.fullmatch(element["initial_time"]):
        yield "initial_time is not HH:MM"


def _person(element: Block) -> Iterator[str]:
    if not element.get("initial_user", "-"):
        yield "initial_user is empty"


def _confirm(asked: Block) -> Iterator[str]:
    yield from text_problems(asked["title"], 100, "confirm title", plain=True)
    yield from text_problems(asked["text"], 300, "confirm text")
    yield from text_problems(asked["confirm"], 30, "confirm yes", plain=True)
    yield from text_problems(asked["deny"], 30, "confirm no", plain=True)


_KINDS: Mapping[str, Callable[[Block], Iterator[str]]] = MappingProxyType(
    {
        "button": _button,
        "static_select": _choice,
        "multi_static_select": _choice,
        "radio_buttons": _choice,
        "checkboxes": _choice,
        "overflow": _choice,
        "plain_text_input": _typing,
        "datepicker": _date,
        "timepicker": _time,
        "users_select": _person,
    }
)
