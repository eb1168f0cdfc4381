"""A follow-up is understood with the entry before it where that is clear, else asked back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import respond, show_entry
from bot.answers.follow_up import follow_up, is_follow_up
from bot.answers.kin import kin_of
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.engine import Engine
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


# (entry shown before, what is typed then, entries that are right)
FOLLOW_UPS = [
    ("looked-after-death", "what if he died abroad", {"looked-after-died-abroad"}),
    ("looked-after-death", "and who tells the parents?", {"looked-after-death-parents"}),
    ("looked-after-death", "what about care leavers", {"care-leaver-death"}),
    (
        "looked-after-death",
        "and if it was natural causes",
        {"looked-after-death", "looked-after-death-panel"},
    ),
    (
        "looked-after-death",
        "and if he was placed by leeds?",
        {"looked-after-other-authority", "placed-out-of-area"},
    ),
    ("care-leaver-death", "and if she was 16?", {"care-leaver-16-17"}),
    ("panel-deadline", "what if we are late", {"late-notification"}),
    ("panel-deadline", "and if we missed it?", {"late-notification"}),
    ("panel-deadline", "what if the day is a bank holiday", {"bank-holidays", "count-five-days"}),
    ("panel-deadline", "does that include weekends", {"count-five-days", "bank-holidays"}),
    ("panel-deadline", "and then?", {"count-five-days", "when-clock-starts"}),
    (
        "panel-deadline",
        "and if he was in care?",
        {"looked-after-death", "looked-after-serious-harm", "looked-after-death-deadline"},
    ),
    (
        "panel-deadline",
        "and the rapid review?",
        {"rapid-review-deadline", "rapid-review-after", "rapid-review-who"},
    ),
    ("lado-when", "what if it was a volunteer", {"lado-when"}),
    ("concern-front-door", "what if the parents refuse consent", {"share-without-consent"}),
    ("local-review-what", "and is it published?", {"local-review-publish"}),
    ("unborn-child", "what if it was stillborn", {"unborn-child"}),
]


def test_follow_ups_are_answered_right_or_asked_back(engine: Engine) -> None:
    """None is answered wrong, the right entry is shown for nine in ten, a third is answered."""
    answered: list[str] = []
    asked_back: list[str] = []
    wrong: list[tuple[str, str]] = []
    for last, question, right in FOLLOW_UPS:
        answer = _asked_after(engine, last, question)
        shown = {choice.entry for choice in answer.choices}
        if answer.kind == "answer":
            found = answer.entries[0].entry.id
            if found in right:
                answered.append(question)
            else:
                wrong.append((question, found))
        elif shown & right:
            asked_back.append(question)

    assert wrong == []
    assert len(answered) + len(asked_back) >= 0.9 * len(FOLLOW_UPS), (answered, asked_back)
    assert len(answered) >= len(FOLLOW_UPS) / 3


def test_a_clear_follow_up_is_the_entrys_own_answer(engine: Engine) -> None:
    """With its text and sources, and a line that says what it was taken to follow."""
    answer = _asked_after(engine, "looked-after-death", "and who tells the parents?")
    entry = engine.library.entries["looked-after-death-parents"]

    assert answer.text == show_entry(entry.id, engine).text
    assert answer.cites == entry.cites
    title = engine.library.entries["looked-after-death"].title
    assert answer.caveats[0] == f"Taken as a follow-up to: {title}"


@pytest.mark.parametrize("question", ["and then?", "who does that?", "and if he was in care?"])
def test_an_unclear_follow_up_is_asked_back(engine: Engine, question: str) -> None:
    """Two or three entries to choose from, not the one that is there already, and no guess."""
    answer = _asked_after(engine, "panel-deadline", question)

    assert answer.kind == "clarify"
    assert 2 <= len(answer.choices) <= 3
    assert "panel-deadline" not in {choice.entry for choice in answer.choices}
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


def test_a_follow_up_never_leads_far_away_by_itself(engine: Engine) -> None:
    """What no curator relates with the entry before, and fits badly alone, is asked about."""
    found = _asked_after(engine, "notifiable-incident", "and if she survives?")

    assert found.kind == "clarify"


def test_what_says_nothing_of_its_own_is_about_the_entry_before(engine: Engine) -> None:
    """Of "by when?" only what a curator relates with the entry before can be meant."""
    found = _asked_after(engine, "looked-after-death", "by when?")
    kin = kin_of(engine.library.entries.values())["looked-after-death"]

    assert {choice.entry for choice in found.choices} <= kin
    assert "looked-after-death-deadline" in {choice.entry for choice in found.choices}


@pytest.mark.parametrize(
    "term", ["CQC?", "what is CDOP", "JAR", "MARAC?", "EHCP", "what is an EPO"]
)
def test_a_term_after_an_answer_is_no_error(engine: Engine, term: str) -> None:
    """What a term stands for may have no entry at all; the follow-up bears that."""
    assert _asked_after(engine, "looked-after-death", term).text
