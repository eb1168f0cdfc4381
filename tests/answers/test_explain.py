"""A reply can be explained by what it was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.answers.answer import respond
from bot.answers.confidence import strengths_of
from bot.answers.explain import explain, weighted

if TYPE_CHECKING:
    from bot.answers.engine import Engine


def test_the_way_to_an_answer_is_told(engine: Engine) -> None:
    """Repaired words, what abbreviations add, both chances and the thresholds they are held to."""
    found = explain("how long to notfy the panel of a SIN", engine)

    assert found.kind == respond("how long to notfy the panel of a SIN", engine).kind
    assert ("notfy", "notify") in found.repaired
    assert "incident" in found.added
    assert found.best <= found.three <= 1
    assert found.ranked[0].score == found.best
    assert found.clarify_at < found.answer_at


def test_the_parts_add_up_to_the_strength(engine: Engine) -> None:
    """Weighted as they are shown, the parts of an entry are its strength."""
    item = explain("does an unborn baby count", engine).ranked[0]
    assert item.parts is not None

    assert sum(weighted(item).values()) == pytest.approx(
        float(strengths_of_one(item.parts)), abs=0.01
    )


def strengths_of_one(parts: tuple[float, ...]) -> float:
    """The strength of one entry."""
    return float(strengths_of(np.array([parts]))[0])


def test_a_safety_rule_is_named(engine: Engine) -> None:
    """What was decided before any search says so."""
    found = explain("baby isnt breathing", engine)

    assert found.kind == "emergency"
    assert found.rule
    assert found.as_json()["rule"] == found.rule


def test_nothing_to_search_for_is_no_error(engine: Engine) -> None:
    """An empty message has no words, no entries and no chance."""
    found = explain("...", engine)

    assert (found.words, found.ranked, found.best, found.three) == ((), (), 0.0, 0.0)
