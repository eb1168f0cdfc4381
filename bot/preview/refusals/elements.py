"""Buttons, menus and fields: what each may hold, and which block may hold it.

Source: Slack's Block Kit reference, block elements. File and rich-text inputs and workflow buttons
are left out: the app never sends them, and here they count as unsupported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.preview.refusals.composition import (
    ACTION_ID,
    CONFIRM,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLACEHOLDER,
    PLAIN_OPTION,
    RICH_OPTION,
    initial_is_offered,
    plain,
)
from bot.preview.refusals.shapes import (
    Shape,
    anything,
    boolean,
    items,
    matching,
    one_of,
    pattern,
    problem,
    string,
    whole,
)

if TYPE_CHECKING:
    from bot.preview.refusals.shapes import Check

MAX_INPUT = 3000
MAX_URL = 3000
MAX_BUTTON_TEXT = 75
MAX_BUTTON_VALUE = 2000
MAX_SELECT_OPTIONS = 100
MAX_LISTED_OPTIONS = 10

_DATE = pattern(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "must be a valid date")
_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "must be a valid time")
_NUMBER = pattern(r"-?\d+(\.\d+)?", "must be a valid number")
_ASKED: dict[str, Check] = {"action_id": ACTION_ID, "focus_on_load": boolean}
_MENU: dict[str, Check] = {**_ASKED, "confirm": CONFIRM, "placeholder": PLACEHOLDER}
_DISPATCH = matching(
    Shape(
        {},
        {"trigger_actions_on": items(1, 2, one_of("on_enter_pressed", "on_character_entered"))},
    )
)


def _one_list_of_options(element: object, where: str) -> Iterator[str]:
    if isinstance(element, Mapping) and ("options" in element) == ("option_groups" in element):
        yield problem("must provide either options or option_groups", where)


def _sensible_lengths(element: object, where: str) -> Iterator[str]:
    if not isinstance(element, Mapping):
        return
    longest = element.get("max_length", MAX_INPUT)
    if element.get("min_length", 0) > longest:
        yield problem("min_length must not exceed max_length", f"{where}/min_length")
    if len(element.get("initial_value", "")) > longest:
        yield problem(f"must be less than {longest + 1} characters", f"{where}/initial_value")


def _one_picture(element: object, where: str) -> Iterator[str]:
    if isinstance(element, Mapping) and ("image_url" in element) == ("slack_file" in element):
        yield problem("must provide either image_url or slack_file", where)


def _button(**more: Check) -> dict[str, Check]:
    return {
        "action_id": ACTION_ID,
        "value": string(MAX_BUTTON_VALUE),
        "confirm": CONFIRM,
        "accessibility_label": string(MAX_BUTTON_TEXT),
        "visible_to_user_ids": items(1, 10, string(20)),
        **more,
    }


def _menu(rules: tuple[Check, ...] = (), **more: Check) -> Shape:
    return Shape({}, {**_MENU, **more}, rules)


def _static(**more: Check) -> Shape:
    lists = {
        "options": items(1, MAX_SELECT_OPTIONS, PLAIN_OPTION),
        "option_groups": items(1, MAX_SELECT_OPTIONS, OPTION_GROUP),
    }
    return _menu((_one_list_of_options, initial_is_offered), **lists, **more)


def _listed(**more: Check) -> Shape:
    required = {"options": items(1, MAX_LISTED_OPTIONS, RICH_OPTION)}
    return Shape(required, {**_ASKED, "confirm": CONFIRM, **more}, (initial_is_offered,))


def _typed(**more: Check) -> dict[str, Check]:
    return {
        **_ASKED,
        "placeholder": PLACEHOLDER,
        "dispatch_action_config": _DISPATCH,
        "initial_value": string(MAX_INPUT, minimum=0),
        **more,
    }


_FEEDBACK_BUTTON = matching(
    Shape(
        {"text": plain(MAX_BUTTON_TEXT), "value": string(MAX_BUTTON_VALUE)},
        {"accessibility_label": string(MAX_BUTTON_TEXT)},
    )
)
_COUNT = whole(1, MAX_SELECT_OPTIONS)
_ID = string(20)
_IDS = items(0, MAX_SELECT_OPTIONS, _ID)

ELEMENTS: Mapping[str, Shape] = MappingProxyType(
    {
        "button": Shape(
            {"text": plain(MAX_BUTTON_TEXT)},
            _button(url=string(MAX_URL), style=one_of("primary", "danger")),
        ),
        "icon_button": Shape({"icon": one_of("trash"), "text": plain(MAX_BUTTON_TEXT)}, _button()),
        "feedback_buttons": Shape(
            {"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON},
            {"action_id": ACTION_ID},
        ),
        "overflow": Shape(
            {"options": items(2, 5, OVERFLOW_OPTION)},
            {"action_id": ACTION_ID, "confirm": CONFIRM},
        ),
        "static_select": _static(initial_option=PLAIN_OPTION),
        "multi_static_select": _static(
            initial_options=items(1, MAX_SELECT_OPTIONS, PLAIN_OPTION), max_selected_items=_COUNT
        ),
        "users_select": _menu(initial_user=_ID),
        "multi_users_select": _menu(initial_users=_IDS, max_selected_items=_COUNT),
        "channels_select": _menu(initial_channel=_ID, response_url_enabled=boolean),
        "radio_buttons": _listed(initial_option=RICH_OPTION),
        "checkboxes": _listed(initial_options=items(1, MAX_LISTED_OPTIONS, RICH_OPTION)),
        "datepicker": _menu(initial_date=_DATE),
        "timepicker": _menu(initial_time=_TIME, timezone=string(100)),
        "datetimepicker": Shape(
            {}, {**_ASKED, "confirm": CONFIRM, "initial_date_time": whole(10**9, 10**10 - 1)}
        ),
        "plain_text_input": Shape(
            {},
            _typed(
                multiline=boolean, min_length=whole(0, MAX_INPUT), max_length=whole(1, MAX_INPUT)
            ),
            (_sensible_lengths,),
        ),
        "email_text_input": Shape({}, _typed()),
        "url_text_input": Shape({}, _typed()),
        "number_input": Shape(
            {"is_decimal_allowed": boolean},
            _typed(initial_value=_NUMBER, min_value=_NUMBER, max_value=_NUMBER),
        ),
        "image": Shape(
            {"alt_text": string(2000)},
            {"image_url": string(MAX_URL), "slack_file": anything},
            (_one_picture,),
        ),
    }
)

_PICKERS = frozenset(
    {
        "static_select",
        "multi_static_select",
        "users_select",
        "multi_users_select",
        "channels_select",
        "radio_buttons",
        "checkboxes",
        "datepicker",
        "timepicker",
    }
)
IN_ACTIONS = _PICKERS | {"button", "overflow", "datetimepicker"}
AS_ACCESSORY = _PICKERS | {"button", "overflow", "image"}
IN_INPUT = _PICKERS | {
    "datetimepicker",
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
}
IN_CONTEXT_ACTIONS = frozenset({"feedback_buttons", "icon_button"})
