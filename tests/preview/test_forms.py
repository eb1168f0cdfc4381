"""What people typed and chose, in Slack's form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview import forms
from bot.preview.stamps import Stamps
from tests.preview.echo import actions, button, field_of, options, section

Json = dict[str, Any]
SELECT = {"type": "static_select", "action_id": "s", "options": options("a", "b")}
BOXES = {"type": "checkboxes", "action_id": "c", "options": options("a", "b")}


@pytest.mark.parametrize(
    ("element", "value", "entry"),
    [
        ({"type": "plain_text_input"}, "a", {"value": "a"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "datepicker"}, "2026-12-24", {"selected_date": "2026-12-24"}),
        ({"type": "timepicker"}, "09:14", {"selected_time": "09:14"}),
        ({"type": "datetimepicker"}, 1_797_588_000, {"selected_date_time": 1_797_588_000}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_users_select"}, ["U1"], {"selected_users": ["U1"]}),
        (SELECT, "b", {"selected_option": options("b")[0]}),
        (SELECT, None, {"selected_option": None}),
        (BOXES, ["a", "b"], {"selected_options": options("a", "b")}),
        (BOXES, None, {"selected_options": []}),
    ],
)
def test_a_plain_value_becomes_slack_s_entry(element: Json, value: object, entry: Json) -> None:
    """Each kind of element has its value under Slack's own key."""
    assert forms.entry_for(element, value) == {"type": element["type"], **entry}


def test_an_option_that_is_not_on_offer_is_a_mistake() -> None:
    """Nobody can choose what the app did not offer."""
    with pytest.raises(ValueError, match="does not offer"):
        forms.entry_for(SELECT, "c")


def test_missing_ids_are_filled_in_and_given_ones_kept() -> None:
    """Blocks and elements get ids as Slack gives them, all different."""
    bare = button("a", "x")
    del bare["action_id"]
    blocks = [actions(bare, button("b", "mine")), section("a", block_id="kept"), section("b")]

    complete = forms.with_ids(blocks, Stamps(lambda: 0.0))

    ids = [block["block_id"] for block in complete]
    assert len(set(ids)) == 3
    assert ids[1] == "kept"
    assert complete[0]["elements"][0]["action_id"]
    assert complete[0]["elements"][1]["action_id"] == "mine"
    assert "block_id" not in blocks[0]


def test_state_begins_with_what_the_app_set() -> None:
    """Before anybody types, the state holds initial values and empty ones."""
    chosen = {**SELECT, "initial_option": options("b")[0]}
    blocks = [
        actions(chosen, BOXES, button("b", "b"), block_id="x"),
        field_of("f", {"type": "plain_text_input"}),
    ]

    assert forms.current_values(blocks, {}) == {
        "x": {
            "s": {"type": "static_select", "selected_option": options("b")[0]},
            "c": {"type": "checkboxes", "selected_options": []},
        },
        "f": {"f": {"type": "plain_text_input", "value": None}},
    }


def test_what_was_typed_wins_while_the_element_is_the_same() -> None:
    """A typed value stays; for an element of another kind under the same ids it does not."""
    typed = {"f": {"f": {"type": "plain_text_input", "value": "typed"}}}
    same = [field_of("f", {"type": "plain_text_input"})]
    other = [field_of("f", {"type": "datepicker"})]

    assert forms.current_values(same, typed)["f"]["f"]["value"] == "typed"
    assert forms.current_values(other, typed)["f"]["f"] == {
        "type": "datepicker",
        "selected_date": None,
    }


@pytest.mark.parametrize(
    ("element", "value", "complaint"),
    [
        ({"type": "plain_text_input"}, "", forms.REQUIRED),
        ({"type": "plain_text_input", "max_length": 2}, "abc", "at most 2"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
        ({"type": "email_text_input"}, "nowhere", forms.NOT_AN_ADDRESS),
        ({"type": "url_text_input"}, "example", forms.NOT_A_URL),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", forms.NOT_A_NUMBER),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1.5",
            "from 2 up",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "1"},
            "1.5",
            "up to 1",
        ),
        (SELECT, "", forms.REQUIRED),
        (BOXES, [], forms.REQUIRED),
    ],
)
def test_slack_complains_before_sending(element: Json, value: object, complaint: str) -> None:
    """Empty, overlong and malformed entries are stopped before the app hears of them."""
    blocks = [field_of("f", element)]
    action_id = blocks[0]["element"]["action_id"]
    values = {"f": {action_id: forms.entry_for(blocks[0]["element"], value)}}

    assert complaint in forms.complaints(blocks, values)["f"]
    optional = [{**blocks[0], "optional": True}]
    assert ("f" in forms.complaints(optional, values)) == bool(value)


@given(text=st.text(min_size=1, max_size=50))
def test_any_text_within_its_length_is_sent(text: str) -> None:
    """Slack has nothing against any text of a fit length."""
    blocks = [field_of("f", {"type": "plain_text_input", "max_length": 50})]
    values = {"f": {"f": {"type": "plain_text_input", "value": text}}}

    assert forms.complaints(blocks, values) == {}
