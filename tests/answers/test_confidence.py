"""Scores lie between 0 and 1 and tell the right one from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.confidence import CLARIFY_AT, Parts, answerable, scored, total

if TYPE_CHECKING:
    from bot.answers.model import Library

_SHARE = st.floats(0, 1)
_PARTS = st.builds(Parts, *[_SHARE] * len(Parts._fields))


@given(parts=st.lists(_PARTS, min_size=3, max_size=3), share=_SHARE)
def test_scores_lie_from_0_to_1(library: Library, parts: list[Parts], share: float) -> None:
    """Whatever the evidence, scores are shares of one chance, best first."""
    entries = list(library.entries.values())[:3]

    found = scored(entries, parts, known_share=share)

    assert all(0 <= item.score <= 1 for item in found)
    assert [item.score for item in found] == sorted((i.score for i in found), reverse=True)
    assert total(found) <= 1 + 1e-9


def test_nothing_in_common_is_not_offered(library: Library) -> None:
    """An entry that shares no letters with the question is left out."""
    entries = list(library.entries.values())[:2]
    nothing, something = Parts(*[0.0] * 7), Parts(*[0.4] * 7)

    found = scored(entries, [nothing, something], known_share=1)

    assert [item.entry.id for item in found] == [entries[1].id]
    assert scored([], [], known_share=1) == ()


def test_two_alike_share_the_chance(library: Library) -> None:
    """Two entries that fit alike are each half as likely: that asks back instead of guessing."""
    entries = list(library.entries.values())[:2]
    strong = Parts(*[0.9] * 7)

    found = scored(entries, [strong, strong], known_share=1)

    assert found[0].score == pytest.approx(found[1].score)
    assert found[0].score <= 0.5
    assert total(found) >= CLARIFY_AT


def test_evidence_and_known_words_raise_the_chance() -> None:
    """More of the question found, and fewer unknown words, make an answer likelier."""
    weak, strong = Parts(*[0.3] * 7), Parts(*[0.6] * 7)

    assert answerable(weak, 0.5) < answerable(strong, 0.5) < answerable(strong, 1.0)
