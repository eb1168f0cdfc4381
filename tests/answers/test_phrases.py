"""Phrases are found where they stand, and windows are the shortest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.phrases import PhraseSet, smallest_window

_SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 3)).map(lambda pair: (pair[0], sum(pair))),
    min_size=1,
    max_size=4,
)


def test_a_phrase_is_found_among_readings() -> None:
    """A misspelt word counts as any of the words that it may have been."""
    phrases = PhraseSet.of([("not", "breathing"), ("stab*",)])

    assert phrases.spans((("is",), ("not",), ("beating", "breathing"))) == [(1, 3)]
    assert phrases.spans((("stabbed",),)) == [(0, 1)]
    assert phrases.spans((("breathing",), ("not",))) == []


def test_the_vocabulary_holds_whole_words_only() -> None:
    """Words with an open ending are no words to compare a misspelling with."""
    assert PhraseSet.of([("not", "breathing"), ("stab*",)]).vocabulary() == {"not", "breathing"}


def test_no_window_without_every_group() -> None:
    """A group that does not occur leaves no window."""
    assert smallest_window([[(0, 1)], []]) is None


@given(st.lists(_SPANS, min_size=1, max_size=3))
def test_a_window_is_no_wider_than_any_choice(groups: list[list[tuple[int, int]]]) -> None:
    """The window is as narrow as the narrowest choice of one span a group."""
    widths = [0]
    choices: list[list[tuple[int, int]]] = [[]]
    for group in groups:
        choices = [[*choice, span] for choice in choices for span in group]
    widths = [max(end for _, end in c) - min(start for start, _ in c) for c in choices]

    window = smallest_window(groups)

    assert window is not None
    assert window == min(widths)
