"""An example says in words what is different."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.trees.examples import differences
from bot.trees.model import Example, Expected
from tests.trees.builders import SERIOUS

if TYPE_CHECKING:
    from bot.trees.model import Tree

GOOD = Example(
    name="serious",
    row="",
    given=SERIOUS,
    expect={
        "notify": Expected("must", certain=True, due="2026-12-24", latest="2026-12-29"),
        "look_first": Expected(),
    },
    not_expect=("ask_person",),
    asked=("harm", "kind", "worker", "seen_on"),
)


def _expects(duty: str, expected: Expected) -> Example:
    return replace(GOOD, expect={**GOOD.expect, duty: expected})


def test_an_example_that_holds_has_no_differences(small: Tree) -> None:
    """What the tree gives and what is expected agree."""
    assert differences(small, GOOD) == ()


@pytest.mark.parametrize(
    ("example", "said"),
    [
        (_expects("notify", Expected(strength="should")), "notify has strength must"),
        (_expects("notify", Expected(certain=False)), "notify has certain True"),
        (_expects("notify", Expected(due="2026-12-25")), "notify has due 2026-12-24"),
        (_expects("notify", Expected(latest="none")), "notify has latest 2026-12-29"),
        (_expects("look_first", Expected(due="2026-12-24")), "look_first has due none"),
        (_expects("tell_employer", Expected()), "lacks tell_employer"),
        (replace(GOOD, not_expect=("notify",)), "has notify"),
        (replace(GOOD, expect={"notify": Expected()}), "has look_first"),
        (replace(GOOD, asked=("harm",)), "asks harm, kind, worker, seen_on"),
        (replace(GOOD, given={"harm": "yes"}), "is not finished: kind is asked next"),
        (replace(GOOD, given={**SERIOUS, "harm": "perhaps"}), "harm takes one of"),
    ],
)
def test_each_difference_is_said(example: Example, said: str, small: Tree) -> None:
    """A wrong strength, certainty, date, duty, path or answer is named."""
    found = differences(small, example)

    assert any(said in text for text in found), found
