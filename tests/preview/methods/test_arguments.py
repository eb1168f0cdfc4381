"""Reading what the app sent, in forms and in JSON."""

from __future__ import annotations

import json

import pytest

from bot.preview.methods import arguments
from bot.preview.people import PEOPLE
from bot.preview.refused import RefusedError
from bot.preview.state import State
from tests.preview.echo import MANIFEST, Clock, modal, plain, section


@pytest.fixture
def state() -> State:
    """A workspace."""
    return State(MANIFEST, PEOPLE, Clock())


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({}, "no_text"),
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"blocks": "{not json"}, "invalid_blocks_format"),
        ({"blocks": {"type": "divider"}}, "invalid_blocks_format"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
        ({"markdown_text": "a" * 12_001}, "msg_too_long"),
        ({"text": "a", "metadata": "{not json"}, "invalid_metadata_format"),
        ({"text": "a", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "a", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
    ],
)
def test_a_message_that_slack_would_refuse(
    state: State, args: dict[str, object], error: str
) -> None:
    """Each fault in a message has Slack's own word."""
    with pytest.raises(RefusedError) as caught:
        arguments.content(state, args)

    assert caught.value.error == error


def test_refused_blocks_say_where(state: State) -> None:
    """Refused blocks come with the places, as Slack gives them."""
    with pytest.raises(RefusedError) as caught:
        arguments.content(state, {"blocks": [section("")]})

    assert caught.value.as_answer()["response_metadata"] == {
        "messages": ["[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"]
    }


def test_blocks_come_as_json_text_too(state: State) -> None:
    """A form's blocks are JSON text; ids that the app left out are filled in."""
    said = arguments.content(state, {"text": "a", "blocks": json.dumps([section("*a*")])})

    assert said.blocks[0]["text"] == section("*a*")["text"]
    assert said.blocks[0]["block_id"]


def test_markdown_text_becomes_a_markdown_block(state: State) -> None:
    """`markdown_text` is shown as one markdown block."""
    said = arguments.content(state, {"markdown_text": "# A"})

    assert [block["type"] for block in said.blocks] == ["markdown"]


def test_metadata_is_kept(state: State) -> None:
    """A message may carry an event type and payload."""
    metadata = {"event_type": "outbox", "event_payload": {"id": 1}}

    assert arguments.content(state, {"text": "a", "metadata": metadata}).metadata == metadata


def test_a_view_of_the_wrong_kind_is_refused(state: State) -> None:
    """A Home tab is no modal, and text is no view."""
    for given in ({"type": "home", "blocks": []}, "{not json", None):
        with pytest.raises(RefusedError, match="invalid_arguments"):
            arguments.view(state, given, "modal")


def test_a_view_with_problems_says_where(state: State) -> None:
    """A refused view comes with the places."""
    with pytest.raises(RefusedError) as caught:
        arguments.view(state, modal(title=plain("a" * 25)), "modal")

    assert caught.value.error == "invalid_arguments"
    assert caught.value.details["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


def test_a_view_too_large_is_refused(state: State) -> None:
    """A view over 250 kB is `view_too_large`."""
    with pytest.raises(RefusedError, match="view_too_large"):
        arguments.view(state, modal(*[section("a" * 3000)] * 100), "modal")


def test_flags_are_read_from_forms_and_json() -> None:
    """Yes-or-no arguments come as words in forms and as booleans in JSON."""
    assert arguments.flag({"a": "true"}, "a")
    assert arguments.flag({"a": True}, "a")
    assert not arguments.flag({"a": "false"}, "a")
    assert not arguments.flag({}, "a")
