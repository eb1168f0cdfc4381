"""A term asked for by itself is told from a question that merely holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.terms import asked_term

if TYPE_CHECKING:
    from bot.answers.engine import Engine


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("what is a SIN", "SIN"),
        ("SIN?", "SIN"),
        ("lcspr meaning", "LCSPR"),
        ("whats a CPR", "CPR"),
        ("what does SAR stand for", "SAR"),
    ],
)
def test_a_bare_term_is_recognised(engine: Engine, question: str, term: str) -> None:
    """However it is asked, the term alone is what is meant."""
    found = asked_term(question, engine.index.abbreviations)

    assert found is not None
    assert found.term == term


@pytest.mark.parametrize(
    "question", ["how many days to send a SIN", "what is", "", "is it a SIN now"]
)
def test_a_longer_question_is_not(engine: Engine, question: str) -> None:
    """A question about something else goes to search."""
    assert asked_term(question, engine.index.abbreviations) is None
