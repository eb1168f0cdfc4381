"""Shapes: keys that must be, keys that may be, and checks in Slack's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.refusals.shapes import (
    Shape,
    anything,
    boolean,
    check_shape,
    items,
    matching,
    one_kind,
    one_of,
    pattern,
    problem,
    string,
    whole,
)

SHAPE = Shape({"text": string(3)}, {"emoji": boolean})


def test_a_problem_names_its_place() -> None:
    """A problem reads as Slack writes it."""
    assert problem("too long", "/blocks/0") == "[ERROR] too long [json-pointer:/blocks/0]"


@pytest.mark.parametrize(
    ("value", "wording"),
    [
        ({}, "missing required field: text"),
        ({"text": None}, "missing required field: text"),
        ({"text": "a", "colour": 1}, "invalid additional property: colour"),
        ({"text": "abcd"}, "must be less than 4 characters"),
        ({"text": ""}, "must be more than 0 characters"),
        ({"text": 1}, "must provide a string"),
        ({"text": "a", "emoji": "yes"}, "must be a boolean"),
        ("text", "must provide an object"),
    ],
)
def test_an_object_off_its_shape_is_refused(value: object, wording: str) -> None:
    """Missing, unknown and unfit keys are each refused in Slack's words."""
    found = list(check_shape(value, "/x", SHAPE))

    assert any(wording in line for line in found)


def test_rules_run_only_when_the_keys_are_right() -> None:
    """A rule may rely on every key being as its check wants it."""
    shape = Shape({"n": whole(0, 9)}, {}, (lambda n, where: [problem(f"rule {n}", where)],))

    assert list(check_shape({"n": "x"}, "/x", shape)) == [problem("must be an integer", "/x/n")]
    assert list(check_shape({"n": 1}, "/x", shape)) == [problem("rule {'n': 1}", "/x")]


@pytest.mark.parametrize(
    ("value", "wording"),
    [
        (1, "must provide an object"),
        ({}, "missing required field: type"),
        ({"type": "b"}, "unsupported type: b"),
    ],
)
def test_an_object_of_no_known_kind_is_refused(value: object, wording: str) -> None:
    """What is not one of the allowed kinds is refused, whatever it holds."""
    check = one_kind({"a": Shape(), "b": Shape()}, ("a",))

    assert wording in next(iter(check(value, "/x")))
    assert not list(check({"type": "a"}, "/x"))


@pytest.mark.parametrize(
    ("value", "wording"),
    [
        ("ab", "must provide an array"),
        ([], "must provide at least 1 items"),
        ([True] * 3, "no more than 2 items allowed"),
        ([1], "must be a boolean"),
    ],
)
def test_an_array_has_a_length_and_fit_items(value: object, wording: str) -> None:
    """Too few, too many and unfit items are refused."""
    assert wording in next(iter(items(1, 2, boolean)(value, "/x")))


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (whole(1, 3), 4),
        (whole(1, 3), True),
        (one_of("a", "b"), "c"),
        (pattern(r"\d+", "must be a number"), "12x"),
        (anything, None),
        (matching(SHAPE), []),
    ],
)
def test_other_checks_refuse_what_does_not_fit(check: object, value: object) -> None:
    """Numbers, words and patterns are each held to what they allow."""
    assert callable(check)
    assert list(check(value, "/x"))


@given(text=st.text(max_size=20), limit=st.integers(1, 20))
def test_a_string_passes_exactly_within_its_limits(text: str, limit: int) -> None:
    """A string is taken when it has one to `limit` characters, and not otherwise."""
    assert (not list(string(limit)(text, "/x"))) == (1 <= len(text) <= limit)
