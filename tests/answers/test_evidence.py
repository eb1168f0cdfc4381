"""Each part of a score lies between 0 and 1 and rises with what is shared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.evidence import Bags, Vectors, best_of, grams, pooled, stem_pairs

_WORDS = st.lists(st.sampled_from(["sin", "panel", "review", "child", "zebra"]), max_size=8)


@given(st.lists(_WORDS, min_size=1, max_size=5), _WORDS)
def test_bags_score_from_0_to_1(documents: list[list[str]], question: list[str]) -> None:
    """A question's own ideal is the yardstick, so that scores compare between questions."""
    scores = Bags.of(documents).scores(question)

    assert len(scores) == len(documents)
    assert all(0 <= score <= 1 for score in scores)


def test_a_bag_with_more_of_the_question_scores_more() -> None:
    """Two shared words beat one; none scores nothing."""
    scores = Bags.of([["sin", "panel"], ["sin"], ["review"]]).scores(["sin", "panel"])

    assert scores[0] > scores[1] > scores[2] == 0


def test_the_known_share_falls_with_unknown_words() -> None:
    """A word that no document holds makes the question less familiar."""
    bags = Bags.of([["sin", "panel"], ["review"]])

    assert bags.known_share(["sin"]) == 1
    assert 0 < bags.known_share(["sin", "pizza"]) < 1


@given(st.lists(_WORDS, min_size=1, max_size=5), _WORDS)
def test_cosines_lie_from_0_to_1(rows: list[list[str]], question: list[str]) -> None:
    """Counts are never negative, so neither is a cosine."""
    counted = [dict.fromkeys(row, 1) for row in rows]

    scores = Vectors.of(counted).scores(dict.fromkeys(question, 1))

    assert all(-1e-9 <= score <= 1 + 1e-9 for score in scores)


def test_a_row_is_most_like_itself() -> None:
    """A row's cosine with itself is one."""
    rows = [{"sin": 1, "panel": 2}, {"review": 1}]

    assert Vectors.of(rows).scores(rows[0]) == pytest.approx([1, 0])


def test_pooling_weighs_the_three_best() -> None:
    """One lucky row says less than three good ones."""
    assert pooled([1.0]) < pooled([1.0, 1.0]) < pooled([1.0, 1.0, 1.0, 0.0]) == 1
    assert best_of([]) == 0


def test_grams_stay_within_words() -> None:
    """Letter runs mark the ends of words and never cross them."""
    assert grams(["sin"]) == [" si", "sin", "in ", " sin", "sin ", " sin "]
    assert stem_pairs(["a", "b", "c"]) == ["a b", "b c"]
