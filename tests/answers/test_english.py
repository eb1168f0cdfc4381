"""Common English words are known, misspellings are not."""

from __future__ import annotations

import pytest

from bot.answers.english import is_english


@pytest.mark.parametrize("word", ["complaint", "complaints", "hitting", "pizza", "screening"])
def test_a_common_word_and_its_inflections_are_english(word: str) -> None:
    """The guard knows everyday words in their usual forms."""
    assert is_english(word)


@pytest.mark.parametrize("word", ["suicdal", "breating", "notificaton", "safegarding"])
def test_a_misspelling_is_not(word: str) -> None:
    """A misspelt word may be repaired."""
    assert not is_english(word)
