"""What people have typed and chosen: Slack's `state.values`, and its checks before sending.

A state is block_id -> action_id -> entry; an entry is the element's `type` and its current value
under the key that Slack uses for that type.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.preview.refusals.composition import options_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.preview.refused import Json
    from bot.preview.stamps import Stamps

_VALUE_KEYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "plain_text_input": ("value", "initial_value"),
        "email_text_input": ("value", "initial_value"),
        "url_text_input": ("value", "initial_value"),
        "number_input": ("value", "initial_value"),
        "static_select": ("selected_option", "initial_option"),
        "radio_buttons": ("selected_option", "initial_option"),
        "checkboxes": ("selected_options", "initial_options"),
        "multi_static_select": ("selected_options", "initial_options"),
        "datepicker": ("selected_date", "initial_date"),
        "timepicker": ("selected_time", "initial_time"),
        "datetimepicker": ("selected_date_time", "initial_date_time"),
        "users_select": ("selected_user", "initial_user"),
        "multi_users_select": ("selected_users", "initial_users"),
        "channels_select": ("selected_channel", "initial_channel"),
    }
)
_MANY = frozenset({"selected_options", "selected_users"})

REQUIRED = "Please complete this required field."
NOT_AN_ADDRESS = "Please enter a valid email address."
NOT_A_URL = "Please enter a valid URL."
NOT_A_NUMBER = "Please enter a valid number."


@dataclass(frozen=True, slots=True)
class Placed:
    """An element, and the block that it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The id of its block."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """Its own id."""
        return str(self.element["action_id"])


def with_ids(blocks: Iterable[Json], stamps: Stamps) -> tuple[Json, ...]:
    """Give every block and element that has none an id, as Slack does."""
    complete = deepcopy(list(blocks))
    for block in complete:
        block.setdefault("block_id", stamps.id("b"))
        for element in _inside(block):
            if element["type"] not in ("image", "mrkdwn", "plain_text"):
                element.setdefault("action_id", stamps.id("a"))
    return tuple(complete)


def placed_elements(blocks: Iterable[Json]) -> Iterator[Placed]:
    """List the elements that a person can use, in order."""
    for block in blocks:
        for element in _inside(block):
            if "action_id" in element:
                yield Placed(block, element)


def _inside(block: Json) -> list[Json]:
    if block["type"] == "rich_text":
        return []
    single = [block[key] for key in ("accessory", "element") if key in block]
    return [*single, *block.get("elements", ())]


def holds_state(element: Mapping[str, object]) -> bool:
    """Tell whether an element keeps a value (a button does not)."""
    return element["type"] in _VALUE_KEYS


def entry_for(element: Json, value: object) -> Json:
    """Write a plain value the way Slack does for this kind of element.

    Args:
        element: The element as the app sent it.
        value: Text for fields and dates, an option's value for menus, a list of them for
            checkboxes; None when nothing is chosen.

    Raises:
        ValueError: When the element does not offer this option.
    """
    key, _ = _VALUE_KEYS[element["type"]]
    if key == "selected_option":
        value = None if value in (None, "") else _option(element, value)
    elif key == "selected_options":
        value = [_option(element, chosen) for chosen in _listed(value)]
    elif key in _MANY:
        value = _listed(value)
    elif value == "":
        value = None
    return {"type": element["type"], key: value}


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _option(element: Json, value: object) -> Json:
    for option in options_of(element):
        if option["value"] == value:
            return deepcopy(dict(option))
    raise ValueError(f"{element['action_id']} does not offer this option.")


def current_values(blocks: Iterable[Json], typed: Json) -> Json:
    """Give the state of every element: what was typed, or else what the app set at first."""
    values: Json = {}
    for placed in placed_elements(blocks):
        if not holds_state(placed.element):
            continue
        entry = typed.get(placed.block_id, {}).get(placed.action_id)
        if entry is None or entry["type"] != placed.element["type"]:
            entry = _initial(placed.element)
        values.setdefault(placed.block_id, {})[placed.action_id] = deepcopy(entry)
    return values


def _initial(element: Json) -> Json:
    key, initial = _VALUE_KEYS[element["type"]]
    return {"type": element["type"], key: element.get(initial, [] if key in _MANY else None)}


def complaints(blocks: Iterable[Json], values: Json) -> dict[str, str]:
    """List what Slack itself would complain about before sending a form, block_id -> sentence."""
    found = {}
    for placed in placed_elements(blocks):
        if placed.block["type"] != "input":
            continue
        key, _ = _VALUE_KEYS[placed.element["type"]]
        value = values[placed.block_id][placed.action_id].get(key)
        if not value:
            complaint = None if placed.block.get("optional") else REQUIRED
        else:
            complaint = _complaint(placed.element, value)
        if complaint:
            found[placed.block_id] = complaint
    return found


def _complaint(element: Json, value: object) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input":
        return _length_complaint(element, str(value))
    if kind == "email_text_input":
        return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(value)) else NOT_AN_ADDRESS
    if kind == "url_text_input":
        return None if re.match(r"https?://\S+$", str(value)) else NOT_A_URL
    if kind == "number_input":
        return _number_complaint(element, str(value))
    return None


def _length_complaint(element: Json, value: str) -> str | None:
    longest = element.get("max_length", 3000)
    if len(value) > longest:
        return f"Please use at most {longest} characters."
    shortest = element.get("min_length", 0)
    return f"Please use at least {shortest} characters." if len(value) < shortest else None


def _number_complaint(element: Json, value: str) -> str | None:
    form = r"-?\d+(\.\d+)?" if element["is_decimal_allowed"] else r"-?\d+"
    if re.fullmatch(form, value) is None:
        return NOT_A_NUMBER
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and float(value) < float(low):
        return f"Please enter a number from {low} up."
    return (
        f"Please enter a number up to {high}."
        if high is not None and float(value) > float(high)
        else None
    )
