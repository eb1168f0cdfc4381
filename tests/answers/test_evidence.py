"""Tables of evidence: scores lie between 0 and 1 and rise with what is shared."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.evidence import Bags, Postings, Vocabulary, pooled

_WORDS = st.lists(st.sampled_from(["sin", "panel", "review", "child", "zebra"]), max_size=8)


def _bags(*documents: str) -> Bags:
    return Bags.of([Counter(document.split()) for document in documents])


@given(st.lists(_WORDS, min_size=1, max_size=5), _WORDS)
def test_bags_score_from_0_to_1(documents: list[list[str]], question: list[str]) -> None:
    """A question's own ideal is the yardstick, so that scores compare between questions."""
    scores = Bags.of([Counter(document) for document in documents]).scores(question)

    assert len(scores) == len(documents)
    assert all(0 <= score <= 1.001 for score in scores)


def test_a_bag_with_more_of_the_question_scores_more() -> None:
    """Two shared words beat one; none scores nothing."""
    scores = _bags("sin panel", "sin", "review").scores(["sin", "panel"])

    assert scores[0] > scores[1] > scores[2] == 0


def test_the_known_share_falls_with_unknown_words() -> None:
    """A word that no document has makes the question less familiar."""
    bags = _bags("sin panel", "review")

    assert bags.known_share(["sin"]) == 1
    assert 0 < bags.known_share(["sin", "pizza"]) < 1
    assert bags.known_share([]) == 0


@given(st.lists(_WORDS, min_size=1, max_size=5), _WORDS)
def test_a_text_is_a_vector_of_length_one(rows: list[list[str]], question: list[str]) -> None:
    """With nothing left out it has length one; what no row has is left out of it."""
    vocabulary = Vocabulary.of(rows)

    places, amounts = vocabulary.unit(Counter(question))

    assert len(places) == len({word for word in question if word in vocabulary.places})
    length = float(np.sqrt((amounts**2).sum()))
    whole = set(question) <= set(vocabulary.places)
    assert length == pytest.approx(1) if whole and question else length <= 1


def test_rarer_features_weigh_more() -> None:
    """What one document has tells more than what all have, and what none has the most."""
    vocabulary = Vocabulary.of([["child", "sin"], ["child"], ["child"]])

    weights = [vocabulary.of_feature(one) for one in ("child", "sin", "pizza")]

    assert weights == sorted(weights)
    assert "sin" not in Vocabulary.of([["child", "sin"], ["child"]], at_least=2).places


def test_weights_may_come_from_a_larger_set() -> None:
    """A few candidates are weighed as part of the many that they came from."""
    many = Vocabulary.of([["child"], ["child"], ["child"], ["sin"]])

    few = Vocabulary.of([["child", "new"]], like=many)

    assert few.of_feature("child") == many.of_feature("child")
    assert few.of_feature("new") == many.unseen


def test_postings_add_up_what_features_say() -> None:
    """Each feature speaks for its entries as often as it comes; small weights are dropped."""
    vocabulary = Vocabulary.of([["a", "b"]])
    matrix = np.array([[1.0, 0.0, 0.01], [0.5, -2.0, 0.0]], dtype=np.float32)

    postings = Postings.of_matrix(vocabulary, matrix, least=0.05)

    assert postings.gathered(np.array([0, 1], dtype=np.int32), np.array([2.0, 1.0])).tolist() == [
        2.5,
        -2.0,
        0.0,
    ]
    assert postings.gathered(np.array([], dtype=np.int32), np.array([])).tolist() == [0, 0, 0]


def test_pooling_weighs_the_three_best() -> None:
    """One lucky row says less than three good ones."""
    assert pooled([1.0]) < pooled([1.0, 1.0]) < pooled([1.0, 1.0, 1.0, 0.0]) == 1
