"""Whole messages and views: what no single block can know."""

from __future__ import annotations

from typing import Any

import pytest

from bot.preview.refusals.surfaces import is_too_large, message_problems, view_problems
from tests.preview.echo import field_of, modal, plain, section

Json = dict[str, Any]
TEXT_FIELD = {"type": "plain_text_input"}


def test_a_message_has_fifty_blocks_at_most() -> None:
    """Fifty blocks pass in a message and fifty-one do not."""
    assert message_problems([section("a")] * 50) == []
    assert message_problems([section("a")] * 51) == [
        "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_a_view_has_a_hundred_blocks_at_most() -> None:
    """A hundred blocks pass in a view and one more does not."""
    assert view_problems(modal(*[section("a")] * 100)) == []
    assert view_problems({"type": "home", "blocks": [section("a")] * 101}) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"
    ]


def test_block_ids_are_unique_in_a_message() -> None:
    """Two blocks with one block_id are refused."""
    assert message_problems([section("a", block_id="x"), section("b", block_id="x")]) == [
        "[ERROR] block_id x already exists [json-pointer:/blocks/1/block_id]"
    ]


def test_markdown_blocks_share_one_limit() -> None:
    """Markdown blocks have 12,000 characters together, not each."""
    half: Json = {"type": "markdown", "text": "a" * 6000}

    assert message_problems([half, half]) == []
    assert message_problems([half, half, {"type": "markdown", "text": "a"}]) == [
        "[ERROR] markdown text must be less than 12001 in sum [json-pointer:/blocks]"
    ]


@pytest.mark.parametrize("blocks", [[{"type": "hologram"}], [{}], ["text"], "text", {"a": 1}])
def test_what_is_no_block_is_refused(blocks: object) -> None:
    """Unknown types, and things that are no list of objects, are refused."""
    assert message_problems(blocks)


@pytest.mark.parametrize(
    ("view", "wording"),
    [
        (modal(title=plain("a" * 25)), "less than 25 characters [json-pointer:/view/title/text]"),
        (modal(submit=plain("a" * 25)), "less than 25 characters"),
        (modal(close=plain("a" * 25)), "less than 25 characters"),
        (modal(private_metadata="a" * 3001), "less than 3001 characters"),
        (modal(callback_id="a" * 256), "less than 256 characters"),
        (modal(colour="red"), "invalid additional property: colour"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        ({"type": "sheet", "blocks": []}, "must be a valid enum value"),
        ([], "must be a valid enum value"),
        (modal({"type": "markdown", "text": "a"}), "unsupported type: markdown"),
        ({"type": "home", "blocks": [], "submit": plain("a")}, "additional property: submit"),
        (
            modal(
                field_of("a", {**TEXT_FIELD, "focus_on_load": True}),
                field_of("b", {**TEXT_FIELD, "focus_on_load": True}),
            ),
            "only one element may have focus_on_load",
        ),
    ],
)
def test_a_view_off_its_limits_is_refused(view: object, wording: str) -> None:
    """Titles, buttons, ids, metadata and kinds of a view are held to Slack's limits."""
    assert any(wording in line for line in view_problems(view))


def test_a_modal_with_fields_has_a_submit_button() -> None:
    """Fields without a submit button are refused; without fields none is needed."""
    view = modal(field_of("a", TEXT_FIELD))
    del view["submit"]

    assert view_problems(view) == ["[ERROR] missing required field: submit [json-pointer:/view]"]
    assert view_problems({**view, "blocks": [section("a")]}) == []


def test_a_view_over_its_size_is_too_large() -> None:
    """A view of more than 250 kB is too large, even if each block is fit."""
    assert is_too_large(modal(*[section("a" * 3000)] * 100))
    assert not is_too_large(modal(section("a")))
