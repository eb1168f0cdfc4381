"""Misspelt words are put right, and English words left alone."""

from __future__ import annotations

import pytest

from bot.answers.spelling import Speller

_SPELLER = Speller.of([("notification", "safeguarding", "review", "panel"), ("review",)])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("notificaton", "notification"),
        ("safegaurding", "safeguarding"),
        ("reveiw", "review"),
        ("pannel", "panel"),
    ],
)
def test_a_slip_is_repaired(typed: str, meant: str) -> None:
    """Left out, doubled and swapped letters are forgiven."""
    assert _SPELLER.repair((typed,)) == (meant,)


@pytest.mark.parametrize("word", ["renew", "panels", "pizza", "abc", "s16c"])
def test_a_common_or_short_word_is_left_alone(word: str) -> None:
    """An English word is never turned into a word of the trade."""
    assert _SPELLER.repair((word,)) == (word,)
