"""A follow-up is understood with the entry before it where that is clear, else asked back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import respond, show_entry
from bot.answers.follow_up import follow_up, is_follow_up
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.answer import Engine
    from bot.answers.model import Answer


def _asked_after(engine: Engine, last: str, question: str) -> Answer:
    return follow_up(question, last, respond(question, engine), engine)


@pytest.mark.parametrize(
    "text",
    [
        "and if he was in care?",
        "what about care leavers",
        "what if he died abroad",
        "And then?",
        "who does that",
        "by when",
        "even if it was an accident",
        "does that include weekends",
    ],
)
def test_what_leans_on_something_is_a_follow_up(text: str) -> None:
    """It begins like one, points back, or is too short to stand alone."""
    assert is_follow_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "how long does the council have to notify the panel",
        "who decides whether a serious injury counts as serious harm",
        "and if a child in the care of another council dies in a home in our area who tells",
    ],
)
def test_a_whole_question_is_none(text: str) -> None:
    """What can be understood by itself is."""
    assert not is_follow_up(text)


@pytest.mark.parametrize(
    ("last", "question", "right"),
    [
        ("looked-after-death", "what if he died abroad", "looked-after-died-abroad"),
        ("looked-after-death", "and who tells the parents?", "looked-after-death-parents"),
        ("care-leaver-death", "and if she was 16?", "care-leaver-16-17"),
        ("panel-deadline", "what if we are late", "late-notification"),
        ("panel-deadline", "what if the day is a bank holiday", "bank-holidays"),
    ],
)
def test_a_clear_follow_up_is_answered(
    engine: Engine, last: str, question: str, right: str
) -> None:
    """With the other entry's text and sources, and a line that says what it was taken to follow."""
    answer = _asked_after(engine, last, question)

    assert answer.kind == "answer"
    assert answer.entries[0].entry.id == right
    assert answer.text == show_entry(right, engine).text
    assert answer.cites == engine.library.entries[right].cites
    title = engine.library.entries[last].title
    assert answer.caveats[0] == f"Taken as a follow-up to: {title}"


@pytest.mark.parametrize(
    ("last", "question", "among"),
    [
        ("looked-after-death", "what about care leavers", "care-leaver-death"),
        ("looked-after-death", "and if it was natural causes", "looked-after-death-panel"),
        ("panel-deadline", "does that include weekends", "count-five-days"),
        ("panel-deadline", "and then?", "count-five-days"),
        ("panel-deadline", "and the rapid review?", "rapid-review-deadline"),
    ],
)
def test_an_unclear_follow_up_is_asked_back(
    engine: Engine, last: str, question: str, among: str
) -> None:
    """Two or three entries to choose from, the right one among them, none of them a guess."""
    answer = _asked_after(engine, last, question)

    assert answer.kind == "clarify"
    assert among in {choice.entry for choice in answer.choices}
    assert 2 <= len(answer.choices) <= 3
    assert not answer.cites


@given(question=anything_typed, number=st.integers(0, 10_000))
def test_a_follow_up_never_raises_nor_invents(engine: Engine, question: str, number: int) -> None:
    """Whatever is typed after whatever entry, the reply is an entry's own, a choice, or the old."""
    ids = sorted(engine.library.entries)
    last = ids[number % len(ids)]
    alone = respond(question, engine)
    answer = follow_up(question, last, alone, engine)

    if alone.kind in {"emergency", "refuse", "signpost"}:
        assert answer == alone
    if answer.kind == "answer" and answer != alone:
        assert answer.text == show_entry(answer.entries[0].entry.id, engine).text
    if answer.kind == "clarify" and answer != alone:
        assert {choice.entry for choice in answer.choices} <= set(ids)
        assert last not in {choice.entry for choice in answer.choices}


def test_danger_is_never_a_follow_up(engine: Engine) -> None:
    """999 comes first, whatever was asked before."""
    answer = _asked_after(engine, "panel-deadline", "and he is hitting her right now")

    assert answer.kind == "emergency"


def test_an_entry_that_is_gone_leaves_the_question_alone(engine: Engine) -> None:
    """After the knowledge has changed, a follow-up stands by itself."""
    alone = respond("and then?", engine)

    assert follow_up("and then?", "no-such-entry", alone, engine) is alone
