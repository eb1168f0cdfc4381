"""Every limit of blocks, on both sides of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.refusals.blocks import BLOCKS
from bot.preview.refusals.shapes import check_shape
from tests.preview.echo import actions, button, field_of, mrkdwn, plain, section

Json = dict[str, Any]


def problems(block: Json) -> list[str]:
    """List the problems of one block."""
    return list(check_shape(block, "/b", BLOCKS[block["type"]]))


def buttons(count: int) -> list[Json]:
    """Make buttons with distinct ids."""
    return [button("a", f"a{n}") for n in range(count)]


FITTING: list[Json] = [
    section("a" * 3000, block_id="b" * 255),
    {"type": "section", "fields": [mrkdwn("a" * 2000)] * 10},
    {"type": "header", "text": plain("a" * 150)},
    {"type": "divider"},
    actions(*buttons(25)),
    {"type": "context", "elements": [mrkdwn("a")] * 10},
    field_of("f", {"type": "plain_text_input"}, hint=plain("a" * 2000), optional=True),
    {"type": "markdown", "text": "a" * 12000},
    {"type": "image", "alt_text": "A map", "image_url": "https://example.org/map.png"},
]

REFUSED: list[tuple[Json, str]] = [
    (section("a" * 3001), "must be less than 3001 characters [json-pointer:/b/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/b/text/text]"),
    (section("a", block_id="b" * 256), "must be less than 256 characters"),
    ({"type": "section"}, "must provide either text or fields [json-pointer:/b]"),
    (
        {"type": "section", "fields": [mrkdwn("a" * 2001)]},
        "must be less than 2001 characters [json-pointer:/b/fields/0/text]",
    ),
    ({"type": "section", "fields": [mrkdwn("a")] * 11}, "no more than 10 items allowed"),
    ({"type": "header", "text": plain("a" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": mrkdwn("a")}, "unsupported type: mrkdwn"),
    (actions(*buttons(26)), "no more than 25 items allowed [json-pointer:/b/elements]"),
    (actions(), "must provide at least 1 items [json-pointer:/b/elements]"),
    (
        actions(button("a", "same"), button("b", "same")),
        '`action_id` "same" already exists for another element',
    ),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    ({"type": "context", "elements": [mrkdwn("a")] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": [button("a", "a")]}, "unsupported type: button"),
    (field_of("f", button("a", "a")), "unsupported type: button [json-pointer:/b/element/type]"),
    ({"type": "input", "label": plain("a")}, "missing required field: element"),
    (
        field_of("f", {"type": "plain_text_input"}, label=plain("a" * 2001)),
        "must be less than 2001 characters [json-pointer:/b/label/text]",
    ),
    ({"type": "markdown", "text": "a" * 12001}, "must be less than 12001 characters"),
    ({"type": "image", "image_url": "https://example.org"}, "missing required field: alt_text"),
    ({"type": "divider", "text": "a"}, "invalid additional property: text"),
]


@pytest.mark.parametrize("block", FITTING)
def test_a_block_at_its_limit_is_taken(block: Json) -> None:
    """What is exactly at Slack's limits passes."""
    assert problems(block) == []


@pytest.mark.parametrize(("block", "wording"), REFUSED)
def test_a_block_over_a_limit_is_refused(block: Json, wording: str) -> None:
    """What is one over any limit, or lacks a part, is refused in Slack's words."""
    assert any(wording in line for line in problems(block))
