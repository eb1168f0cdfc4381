"""Our own limits: each is found at one over, and nothing at the limit itself."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.blocks.limits import problems_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.slack.blocks.message import Block


def text(length: int, kind: str = "mrkdwn") -> Block:
    """A text object of so many characters."""
    return {"type": kind, "text": "x" * length}


def plain(length: int) -> Block:
    """A plain text object of so many characters."""
    return text(length, "plain_text")


def section(length: int = 3, **more: object) -> Block:
    """A section."""
    return {"type": "section", "text": text(length), **more}


def button(label: int = 3, **more: object) -> Block:
    """A button with a label of so many characters."""
    return {"type": "button", "text": plain(label), "action_id": "a", **more}


def acting(*elements: Block) -> Block:
    """An actions block; every element with an id of its own."""
    named = [{**part, "action_id": f"a{number}"} for number, part in enumerate(elements)]
    return {"type": "actions", "elements": named}


def options(count: int, label: int = 3, value: int = 3) -> list[Block]:
    """Options of a menu."""
    return [{"text": plain(label), "value": "v" * value} for _ in range(count)]


def choosing(kind: str, count: int, **more: object) -> Block:
    """A menu, radio group or checkboxes."""
    return {"type": kind, "action_id": "a", "options": options(count), **more}


def asking(element: Block, label: int = 3, **more: object) -> Block:
    """An input."""
    return {"type": "input", "label": plain(label), "element": element, **more}


def modal(*blocks: Block, **more: object) -> Block:
    """A modal."""
    frame = {"type": "modal", "title": plain(5), "submit": plain(5), "blocks": list(blocks)}
    return {**frame, **more}


MESSAGES: dict[str, tuple[Callable[[int], list[Block]], int]] = {
    "blocks in a message": (lambda n: [section()] * n, 50),
    "a section": (lambda n: [section(n)], 3000),
    "a field": (lambda n: [{"type": "section", "fields": [text(n)]}], 2000),
    "fields": (lambda n: [{"type": "section", "fields": [text(3)] * n}], 10),
    "a header": (lambda n: [{"type": "header", "text": plain(n)}], 150),
    "a context": (lambda n: [{"type": "context", "elements": [text(3)] * n}], 10),
    "a context's text": (lambda n: [{"type": "context", "elements": [text(n)]}], 3000),
    "elements in a row": (lambda n: [acting(*[button()] * n)], 25),
    "a button": (lambda n: [acting(button(n))], 75),
    "a button's value": (lambda n: [acting(button(value="v" * n))], 2000),
    "a button's viewers": (lambda n: [acting(button(visible_to_user_ids=["U"] * n))], 10),
    "a button's link": (lambda n: [acting(button(url="u" * n))], 3000),
    "options of a menu": (lambda n: [acting(choosing("static_select", n))], 100),
    "options of a radio group": (lambda n: [acting(choosing("radio_buttons", n))], 10),
    "options of checkboxes": (lambda n: [acting(choosing("checkboxes", n))], 10),
    "an overflow menu": (lambda n: [acting(choosing("overflow", n))], 5),
    "an option": (
        lambda n: [acting({**choosing("static_select", 1), "options": options(1, label=n)})],
        75,
    ),
    "an option's value": (
        lambda n: [acting({**choosing("static_select", 1), "options": options(1, value=n)})],
        150,
    ),
    "a placeholder": (lambda n: [acting(choosing("static_select", 1, placeholder=plain(n)))], 150),
    "a block's id": (lambda n: [section(block_id="b" * n)], 255),
    "a confirm title": (lambda n: [acting(button(confirm=confirming(title=plain(n))))], 100),
    "a confirm text": (lambda n: [acting(button(confirm=confirming(text=plain(n))))], 300),
    "a confirm button": (lambda n: [acting(button(confirm=confirming(confirm=plain(n))))], 30),
    "rows of a table": (lambda n: [{"type": "table", "rows": [[1]] * n}], 100),
    "columns of a table": (lambda n: [{"type": "table", "rows": [[1] * n]}], 20),
    "actions of a card": (lambda n: [{"type": "card", "actions": [1] * n}], 3),
}
VIEWS: dict[str, tuple[Callable[[int], Block], int]] = {
    "blocks in a view": (lambda n: modal(*[section()] * n), 100),
    "a title": (lambda n: modal(section(), title=plain(n)), 24),
    "a submit button": (lambda n: modal(section(), submit=plain(n)), 24),
    "private metadata": (lambda n: modal(section(), private_metadata="m" * n), 3000),
    "a callback id": (lambda n: modal(section(), callback_id="c" * n), 255),
    "a label": (lambda n: modal(asking(typing(), n)), 2000),
    "a hint": (lambda n: modal(asking(typing(), hint=plain(n))), 2000),
    "a field's length": (lambda n: modal(asking(typing(max_length=n))), 3000),
    "what was typed": (lambda n: modal(asking(typing(max_length=9, initial_value="v" * n))), 9),
    "an alert": (lambda n: modal({"type": "alert", "text": text(n)}), 200),
}


def confirming(**more: object) -> Block:
    """A question before a press counts."""
    parts = {"title": plain(3), "text": plain(3), "confirm": plain(3), "deny": plain(3)}
    return {**parts, **more}


def typing(**more: object) -> Block:
    """A text field."""
    return {"type": "plain_text_input", "action_id": "a", **more}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_refused_one_over_its_limit(name: str) -> None:
    """Each limit of a message holds at the limit and is reported one over it."""
    make, limit = MESSAGES[name]
    assert problems_in(make(limit)) == []
    assert len(problems_in(make(limit + 1))) >= 1


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_refused_one_over_its_limit(name: str) -> None:
    """Each limit of a view holds at the limit and is reported one over it."""
    make, limit = VIEWS[name]
    assert problems_in(make(limit)) == []
    assert len(problems_in(make(limit + 1))) >= 1


WRONG: dict[str, Any] = {
    "the same block_id twice": [section(block_id="b"), section(block_id="b")],
    "the same action_id twice in a row": [
        {"type": "actions", "elements": [button(), button()]},
    ],
    "a blank text": [{"type": "section", "text": {"type": "mrkdwn", "text": " "}}],
    "an empty text": [section(0)],
    "an empty row": [{"type": "actions", "elements": []}],
    "a section without words": [{"type": "section"}],
    "mrkdwn on a button": [acting({**button(), "text": text(3)})],
    "mrkdwn in a menu": [
        acting({**choosing("static_select", 1), "options": [{"text": text(3), "value": "v"}]})
    ],
    "a chosen option that is not offered": [
        acting(choosing("radio_buttons", 1, initial_option={"text": plain(9), "value": "w"}))
    ],
    "no such style": [acting(button(style="loud"))],
    "no such block": [{"type": "sectoin"}],
    "no such element": [acting({"type": "buton", "action_id": "a"})],
    "a day that is none": [
        acting({"type": "datepicker", "action_id": "a", "initial_date": "24 December"})
    ],
    "markdown without words": [{"type": "markdown", "text": ""}],
    "a message too large in all": [section(2990) for _ in range(5)],
    "an alert in a message": [{"type": "alert", "text": text(3)}],
    "inputs and no submit": {
        "type": "modal",
        "title": plain(3),
        "blocks": [asking(typing())],
    },
    "a modal without a title": {"type": "modal", "blocks": [section()]},
    "a Home tab with a title": {"type": "home", "title": plain(3), "blocks": [section()]},
    "a button as input": modal(asking(button())),
    "markdown in a modal": modal({"type": "markdown", "text": "x"}),
    "no such view": {"type": "message", "blocks": []},
    "a view over 250 kB": modal(*[section(2999) for _ in range(90)]),
    "an empty preformatted text": modal(
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": []}]}
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_slack_refuses_is_found(name: str) -> None:
    """Each shape that Slack refuses is reported, and looking changes nothing."""
    before = copy.deepcopy(WRONG[name])
    assert problems_in(WRONG[name])
    assert before == WRONG[name]


def test_a_problem_says_where() -> None:
    """A problem names the block by number and kind."""
    assert problems_in([section(), section(3001)]) == [
        "block 1 (section): text: 3001 characters, not 1 to 3000"
    ]
