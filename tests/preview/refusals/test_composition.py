"""Text objects, options and confirmation dialogs."""

from __future__ import annotations

import pytest

from bot.preview.refusals.composition import (
    CONFIRM,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    PLAIN_OPTION,
    RICH_OPTION,
    initial_is_offered,
    options_of,
    plain,
    text,
)
from tests.preview.echo import mrkdwn, options
from tests.preview.echo import plain as words

CONFIRMATION = {
    "title": words("Sure?"),
    "text": mrkdwn("It goes."),
    "confirm": words("Yes"),
    "deny": words("No"),
}


def test_plain_text_is_never_mrkdwn() -> None:
    """Where plain text is asked for, mrkdwn is an unsupported type."""
    assert list(plain(10)(mrkdwn("*a*"), "/t")) == [
        "[ERROR] unsupported type: mrkdwn [json-pointer:/t/type]"
    ]
    assert not list(text(10)(mrkdwn("*a*"), "/t"))


@pytest.mark.parametrize("key", ["title", "text", "confirm", "deny"])
def test_a_confirmation_needs_all_its_parts(key: str) -> None:
    """A confirmation dialog without one of its four texts is refused."""
    part = {name: value for name, value in CONFIRMATION.items() if name != key}

    assert not list(CONFIRM(CONFIRMATION, "/c"))
    assert list(CONFIRM(part, "/c")) == [f"[ERROR] missing required field: {key} [json-pointer:/c]"]


@pytest.mark.parametrize(("key", "limit"), [("title", 100), ("text", 300), ("confirm", 30)])
def test_a_confirmation_is_short(key: str, limit: int) -> None:
    """A confirmation's texts have 100, 300 and 30 characters at most."""
    assert not list(CONFIRM({**CONFIRMATION, key: words("a" * limit)}, "/c"))
    assert list(CONFIRM({**CONFIRMATION, key: words("a" * (limit + 1))}, "/c")) == [
        f"[ERROR] must be less than {limit + 1} characters [json-pointer:/c/{key}/text]"
    ]


def test_an_option_is_seventy_five_and_one_hundred_and_fifty() -> None:
    """An option's words have 75 characters at most and its value 150."""
    assert not list(PLAIN_OPTION({"text": words("a" * 75), "value": "v" * 150}, "/o"))
    assert list(PLAIN_OPTION({"text": words("a" * 76), "value": "v" * 151}, "/o")) == [
        "[ERROR] must be less than 76 characters [json-pointer:/o/text/text]",
        "[ERROR] must be less than 151 characters [json-pointer:/o/value]",
    ]


def test_only_radio_and_checkbox_options_may_have_marks() -> None:
    """A menu's options are plain; radio buttons and checkboxes may use mrkdwn."""
    option = {"text": mrkdwn("*a*"), "value": "a"}

    assert list(PLAIN_OPTION(option, "/o"))
    assert not list(RICH_OPTION(option, "/o"))


def test_only_overflow_options_may_have_a_url() -> None:
    """A url in an ordinary option is an invalid property."""
    option = {"text": words("a"), "value": "a", "url": "https://example.org"}

    assert list(PLAIN_OPTION(option, "/o"))
    assert not list(OVERFLOW_OPTION(option, "/o"))


def test_options_in_groups_count_too() -> None:
    """Options are found in groups, and a group has a label."""
    group = {"label": words("G"), "options": options("a")}

    assert not list(OPTION_GROUP(group, "/g"))
    assert options_of({"option_groups": [group]}) == options("a")


def test_what_is_chosen_at_first_is_on_offer() -> None:
    """An initial option that differs from the offered one in anything is refused."""
    element = {"options": options("a", "b"), "initial_option": options("c")[0]}
    several = {"options": options("a", "b"), "initial_options": options("a", "c")}

    assert list(initial_is_offered(element, "/e"))
    assert list(initial_is_offered(several, "/e"))
    assert not list(initial_is_offered({**element, "initial_option": options("a")[0]}, "/e"))
