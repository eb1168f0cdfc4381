"""Everyday words that mean the same share a mark."""

from __future__ import annotations

import pytest

from bot.answers.everyday import marked
from bot.answers.text import stem


@pytest.mark.parametrize(("one", "other"), [("kid", "baby"), ("died", "fatality"), ("mum", "dad")])
def test_words_of_a_set_share_a_mark(one: str, other: str) -> None:
    """What staff call the same thing meets."""
    assert set(marked([stem(one)])) & set(marked([stem(other)]))


def test_the_word_itself_stays() -> None:
    """A mark is added and replaces nothing; other words have none."""
    assert marked([stem("kid"), "panel"])[0] == stem("kid")
    assert marked(["panel"]) == ["panel"]
