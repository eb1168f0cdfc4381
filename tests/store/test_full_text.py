"""Full-text search finds entries by their words, whatever is typed, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.model import FullTextRow
from bot.store.full_text import SqliteFullText
from tests.strategies import anything_typed

_ROWS = [
    FullTextRow("deadline", "How long to notify", "sin deadline", "SIN", "Five working days."),
    FullTextRow("review", "What is a rapid review", "whats an RR", "RR", "A quick first look."),
    FullTextRow("danger", "A child in danger", "child hurt now", "999", "Call 999."),
    FullTextRow("who", "Who notifies the panel", "whose job", "SIN", "The council notifies."),
    FullTextRow("age", "What age is a child", "is 17 a child", "age", "Anyone under 18."),
]
_SEARCH = SqliteFullText(_ROWS)


def test_the_best_match_comes_first() -> None:
    """An entry that holds more of the words scores more, and scores fall."""
    found = _SEARCH.search(["rapid", "review"], 10)

    assert found[0][0] == "review"
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_forms_of_a_word_match() -> None:
    """Porter's stems make `notify` find `notifies`."""
    assert {id_ for id_, _ in _SEARCH.search(["notified"], 10)} == {"deadline", "who"}


def test_one_word_of_several_is_enough() -> None:
    """Words are joined with OR: a question is never lost for one odd word."""
    assert [id_ for id_, _ in _SEARCH.search(["zebra", "deadline"], 10)] == ["deadline"]


def test_the_limit_holds() -> None:
    """No more entries than asked for; none for a limit of nothing."""
    assert len(_SEARCH.search(["child", "notify", "review"], 2)) == 2
    assert _SEARCH.search(["child"], 0) == []


@given(st.lists(anything_typed, max_size=5))
def test_nothing_typed_is_query_syntax(words: list[str]) -> None:
    """Quotes, stars and brackets are never an error."""
    for _, score in _SEARCH.search([*words, 'a" OR *', "NEAR(", "-x:y"], 5):
        assert isinstance(score, float)


def test_threads_share_one_search() -> None:
    """Every thread gets the same answer as one alone."""
    alone = _SEARCH.search(["child", "panel"], 5)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: _SEARCH.search(["child", "panel"], 5), range(200)))

    assert all(each == alone for each in found)
