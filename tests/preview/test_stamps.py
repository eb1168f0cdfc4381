"""Ids and timestamps."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.preview.stamps import Stamps


@given(times=st.lists(st.floats(0, 4e9), min_size=2, max_size=20))
def test_timestamps_always_rise(times: list[float]) -> None:
    """Whatever the clock does, each timestamp is after the one before."""
    readings = iter([*times, times[-1]])
    stamps = Stamps(lambda: next(readings))
    given_out = [stamps.ts() for _ in times]

    assert all(re.fullmatch(r"\d+\.\d{6}", ts) for ts in given_out)
    pairs = [tuple(int(part) for part in ts.split(".")) for ts in given_out]
    assert pairs == sorted(set(pairs))


def test_ids_differ_and_carry_their_prefix() -> None:
    """No two ids are alike, whatever their prefix."""
    stamps = Stamps(lambda: 0.0)
    ids = [stamps.id(prefix) for prefix in ("V", "b", "V")]

    assert len({i.lstrip("Vb") for i in ids}) == 3
    assert ids[0].startswith("V")


def test_ids_of_another_run_differ() -> None:
    """A workspace started again hands out no id of the one before, so no event looks repeated."""
    first, second = Stamps(lambda: 0.0), Stamps(lambda: 0.0)

    assert {first.id("Ev") for _ in range(3)}.isdisjoint(second.id("Ev") for _ in range(3))
