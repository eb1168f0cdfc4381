"""Scores lie between 0 and 1 and tell the right one from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.confidence import (
    Parts,
    Signs,
    chance_of_best,
    chance_of_three,
    scored,
    signs_of,
    strengths_of,
    total,
)

if TYPE_CHECKING:
    from bot.answers.model import Library

_SHARE = st.floats(0, 1)
_PARTS = st.builds(Parts, *[_SHARE] * len(Parts._fields))
_SIGNS = st.builds(Signs, *[_SHARE] * len(Signs._fields))
_NOTHING, _SOME, _MUCH = (Parts(*[value] * len(Parts._fields)) for value in (0.0, 0.4, 0.9))


@given(parts=st.lists(_PARTS, min_size=4, max_size=4), share=_SHARE, telling=st.integers(1, 30))
def test_scores_lie_from_0_to_1(
    library: Library, parts: list[Parts], share: float, telling: int
) -> None:
    """Whatever the evidence, scores are shares of one chance, best first."""
    entries = list(library.entries.values())[:4]

    found = scored(entries, np.array(parts), known_share=share, telling=telling)

    assert all(0 <= item.score <= 1 for item in found)
    assert [item.score for item in found] == sorted((i.score for i in found), reverse=True)
    assert total(found[:3]) <= 1


def test_an_entry_with_nothing_in_common_is_not_offered(library: Library) -> None:
    """An entry that shares no letters with the question is left out."""
    entries = list(library.entries.values())[:2]

    found = scored(entries, np.array([_NOTHING, _SOME]), known_share=1, telling=3)

    assert [item.entry.id for item in found] == [entries[1].id]
    assert scored([], np.zeros((0, len(_NOTHING))), known_share=1, telling=3) == ()


def test_a_score_can_be_explained(library: Library) -> None:
    """Each candidate carries the parts that its place was made of."""
    entries = list(library.entries.values())[:2]

    found = scored(entries, np.array([_SOME, _MUCH]), known_share=1, telling=3)

    assert [item.parts for item in found] == [_MUCH, _SOME]
    assert strengths_of(np.array([_MUCH]))[0] > strengths_of(np.array([_SOME]))[0]


def test_two_alike_are_less_likely_than_one_alone(library: Library) -> None:
    """Two entries that fit alike make each unlikelier: that asks back instead of guessing."""
    entries = list(library.entries.values())[:2]

    both = scored(entries, np.array([_MUCH, _MUCH]), known_share=1, telling=5)
    alone = scored(entries, np.array([_MUCH, _NOTHING]), known_share=1, telling=5)

    assert both[0].score < alone[0].score
    assert total(both) >= both[0].score


@given(_SIGNS, st.sampled_from(Signs._fields))
def test_more_evidence_never_makes_an_answer_less_likely(signs: Signs, name: str) -> None:
    """Every sign speaks for an answer or for nothing."""
    more = signs._replace(**{name: 1.0})

    assert chance_of_best(more) >= chance_of_best(signs)
    assert chance_of_three(more) >= chance_of_three(signs)
    assert chance_of_three(signs) >= chance_of_best(signs)


def test_the_shares_of_all_entries_add_up() -> None:
    """Shares are a softmax over strengths, so the strongest has the greatest."""
    signs, shares = signs_of(np.array([_SOME, _MUCH, _NOTHING]), 1.0, 4)

    assert sum(shares) == pytest.approx(1)
    assert shares.argmax() == 1
    assert shares[1] == signs.share
    assert signs.agreed == 1
