"""Values come back from their columns as they were, and sort there as they should."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.columns import canonical_json, moment_from, moment_text, ordered_json
from tests.strategies import anything_typed, moments

zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | anything_typed,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(moments, zones)
def test_a_moment_comes_back_whatever_its_zone(moment: datetime, zone: timezone) -> None:
    """The same instant comes back, in UTC, from whichever zone it was given in."""
    back = moment_from(moment_text(moment.astimezone(zone)))
    assert back == moment
    assert back.utcoffset() == timedelta(0)


@given(moments, moments)
def test_moments_sort_as_text(one: datetime, other: datetime) -> None:
    """The order of the texts is the order of the instants."""
    assert (moment_text(one) < moment_text(other)) == (one < other)


def test_a_moment_without_a_zone_is_a_bug() -> None:
    """A time that does not say its zone is never kept."""
    naive = datetime.fromisoformat("2026-12-18T09:30:00")
    with pytest.raises(ValueError, match="zone"):
        moment_text(naive)


@given(values)
def test_json_comes_back_and_is_ascii(value: object) -> None:
    """Any value comes back from either form, and both are ASCII."""
    for text in (ordered_json(value), canonical_json(value)):
        assert text.isascii()
        assert json.loads(text) == value


def test_order_of_keys_is_kept_or_sorted() -> None:
    """One form keeps the order of keys, the other is the same for equal values."""
    assert ordered_json({"b": 1, "a": 2}) == '{"b":1,"a":2}'
    assert canonical_json({"b": 1, "a": 2}) == canonical_json({"a": 2, "b": 1})
