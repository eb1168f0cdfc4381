"""Every limit of buttons, menus and fields, on both sides of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.refusals.elements import ELEMENTS
from bot.preview.refusals.shapes import check_shape
from tests.preview.echo import button, options, plain

Json = dict[str, Any]


def problems(element: Json) -> list[str]:
    """List the problems of one element."""
    return list(check_shape(element, "/e", ELEMENTS[element["type"]]))


def listed(kind: str, count: int, **more: object) -> Json:
    """Make an element with so many options."""
    return {"type": kind, "options": options(*(f"o{n}" for n in range(count))), **more}


FITTING: list[Json] = [
    button("a" * 75, "a" * 255, "v" * 2000, style="danger", url="https://example.org"),
    listed("static_select", 100),
    listed("overflow", 5),
    listed("radio_buttons", 10),
    listed("checkboxes", 10, initial_options=options("o1")),
    {"type": "plain_text_input", "max_length": 3000, "min_length": 0, "initial_value": "a"},
    {"type": "datepicker", "initial_date": "2026-12-24"},
    {"type": "timepicker", "initial_time": "09:14"},
    {"type": "datetimepicker", "initial_date_time": 1_797_588_000},
    {"type": "number_input", "is_decimal_allowed": False, "min_value": "0"},
    {"type": "email_text_input"},
    {"type": "url_text_input"},
    {"type": "users_select", "initial_user": "U0HEALTH"},
    {"type": "image", "alt_text": "A map", "image_url": "https://example.org/map.png"},
    {
        "type": "feedback_buttons",
        "positive_button": {"text": plain("Helpful"), "value": "yes"},
        "negative_button": {"text": plain("Not helpful"), "value": "no"},
    },
]

REFUSED: list[tuple[Json, str]] = [
    (button("a" * 76, "a"), "must be less than 76 characters [json-pointer:/e/text/text]"),
    (button("", "a"), "must be more than 0 characters [json-pointer:/e/text/text]"),
    (button("a", "a", "v" * 2001), "must be less than 2001 characters [json-pointer:/e/value]"),
    (button("a", "a" * 256), "must be less than 256 characters [json-pointer:/e/action_id]"),
    (button("a", "a", style="loud"), "must be a valid enum value [json-pointer:/e/style]"),
    (
        button("a", "a", visible_to_user_ids=["U1"] * 11),
        "no more than 10 items allowed [json-pointer:/e/visible_to_user_ids]",
    ),
    (listed("static_select", 101), "no more than 100 items allowed [json-pointer:/e/options]"),
    ({"type": "static_select"}, "must provide either options or option_groups"),
    (
        listed("static_select", 1, placeholder=plain("a" * 151)),
        "must be less than 151 characters [json-pointer:/e/placeholder/text]",
    ),
    (listed("overflow", 1), "must provide at least 2 items [json-pointer:/e/options]"),
    (listed("overflow", 6), "no more than 5 items allowed [json-pointer:/e/options]"),
    (listed("radio_buttons", 11), "no more than 10 items allowed [json-pointer:/e/options]"),
    (listed("checkboxes", 11), "no more than 10 items allowed [json-pointer:/e/options]"),
    (listed("radio_buttons", 0), "must provide at least 1 items [json-pointer:/e/options]"),
    (
        listed("radio_buttons", 2, initial_option=options("x")[0]),
        "initial_option must be one of the options",
    ),
    (
        {"type": "plain_text_input", "max_length": 3001},
        "must be between 1 and 3000 [json-pointer:/e/max_length]",
    ),
    (
        {"type": "plain_text_input", "max_length": 3, "initial_value": "abcd"},
        "must be less than 4 characters [json-pointer:/e/initial_value]",
    ),
    (
        {"type": "plain_text_input", "max_length": 3, "min_length": 4},
        "min_length must not exceed max_length [json-pointer:/e/min_length]",
    ),
    ({"type": "datepicker", "initial_date": "24/12/2026"}, "must be a valid date"),
    ({"type": "timepicker", "initial_time": "9am"}, "must be a valid time"),
    ({"type": "number_input"}, "missing required field: is_decimal_allowed"),
    ({"type": "image", "image_url": "https://example.org"}, "missing required field: alt_text"),
    ({"type": "image", "alt_text": "A map"}, "must provide either image_url or slack_file"),
    ({"type": "feedback_buttons"}, "missing required field: positive_button"),
    ({"type": "email_text_input", "multiline": True}, "invalid additional property: multiline"),
]


@pytest.mark.parametrize("element", FITTING)
def test_an_element_at_its_limit_is_taken(element: Json) -> None:
    """What is exactly at Slack's limits passes."""
    assert problems(element) == []


@pytest.mark.parametrize(("element", "wording"), REFUSED)
def test_an_element_over_a_limit_is_refused(element: Json, wording: str) -> None:
    """What is one over any limit, or lacks a part, is refused in Slack's words."""
    assert any(wording in line for line in problems(element))
