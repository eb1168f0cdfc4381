"""Somebody who tells of an incident is offered the guided questions; who asks is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.answers.answer import answer_json, respond
from bot.answers.incident import ID, WORRY, check_incident, tells_of_incident, with_incident
from bot.answers.model import Answer, Next, NextKind, Scored
from bot.answers.safety import find_safety
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.incident import IncidentRule
    from bot.answers.model import Library

TOLD = "teenager drowned in the canal on saturday"
ON = Next(NextKind.TREE, "serious_incident")
TREES = {"serious_incident", "concern"}


@pytest.fixture(scope="module")
def rule(library: Library) -> IncidentRule:
    """The shipped rule."""
    assert library.incident is not None
    return library.incident


@pytest.mark.parametrize(
    "text",
    [
        "we had a baby die. he was found dead in his cot on sunday",
        "15 yr old boy killed himself at the weekend",
        "girl in our school in icu after a stabbing, she was stabbed at a party",
        "Child has died. Mum arrested.",
        "2 yr old pasessed away yesterday, scalds all over",
    ],
)
def test_an_incident_is_recognised(rule: IncidentRule, text: str) -> None:
    """Death or serious harm of a child, told as a fact."""
    assert tells_of_incident(text, rule)


@pytest.mark.parametrize(
    "text",
    [
        "child has died?",
        "if a child died abroad",
        "does a child death always get notified",
        "grandad passed away",
        "baby died, do they need a rapid review",
        "panel deadline",
        "",
    ],
)
def test_a_question_is_no_incident(rule: IncidentRule, text: str) -> None:
    """A question mark, a word of asking or of the rules makes it a question."""
    assert not tells_of_incident(text, rule)


@given(anything_typed)
def test_a_question_mark_makes_a_question(rule: IncidentRule, text: str) -> None:
    """Whatever else is typed; and nothing that can be typed raises."""
    assert not tells_of_incident(f"{text}?", rule)
    assert tells_of_incident(text, None) is False
    assert tells_of_incident(text, rule) in {True, False}


def test_every_example_behaves(library: Library, rule: IncidentRule) -> None:
    """The shipped examples do, and enough of both kinds are given."""
    assert len(rule.fires) >= 10
    assert len(rule.quiet) >= 10
    assert list(check_incident(library, TREES)) == []


def test_the_check_finds_what_is_wrong(library: Library, rule: IncidentRule) -> None:
    """Examples that do not behave, a tree that is not there, a dead reference."""
    bad = replace(
        rule,
        tree="oak",
        says="Ring {contact:nobody}.",
        fires=("who notifies", "a baby is not breathing right now"),
        quiet=(TOLD,),
    )
    found = list(check_incident(replace(library, incident=bad), TREES))

    assert [problem.code for problem in found] == ["R105", "F108", "F107", "F107", "F107"]
    assert list(check_incident(replace(library, incident=None, worry=None), ())) == []


def test_an_abstention_gives_way_to_the_questions(library: Library, rule: IncidentRule) -> None:
    """Instead of "not in here" the person is shown where to begin, with both numbers."""
    answer = with_incident(Answer("abstain", "Not here.", contacts=("lado",)), TOLD, library)

    assert (answer.kind, answer.next, answer.rule) == ("signpost", ON, ID)
    assert answer.text.startswith("*Start with the guided questions")
    assert "{contact:" not in answer.text
    assert answer.text.count("01226") == 2
    assert rule.says


def test_a_choice_stays_below_the_questions(library: Library) -> None:
    """What could be meant can still be chosen."""
    entry = library.entries["lado-when"]
    choice = Answer("clarify", "Which?", entries=(Scored(entry, 0.4),))
    answer = with_incident(choice, TOLD, library)

    assert (answer.kind, answer.next, answer.entries) == ("clarify", ON, choice.entries)
    assert answer.text.endswith("*Or is it one of these?*")


def test_an_entry_that_answers_stays_the_answer(engine: Engine) -> None:
    """The same text and sources, with the guided questions as the next step."""
    answer = respond("foster lad passed away in the hospice, it was his heart", engine)

    assert answer.kind == "answer"
    assert answer.entries[0].entry.id == "looked-after-death"
    assert answer.is_incident
    assert answer.cites
    assert answer_json(answer)["next"] == {"tree": "serious_incident"}


def test_danger_now_comes_first(engine: Engine, rule: IncidentRule) -> None:
    """Words of danger now get 999 and nothing else, incident or not."""
    text = "pupil was stabbed just now and is bleeding"
    assert find_safety(text, engine.library.safety)
    answer = respond(text, engine)

    assert answer.kind == "emergency"
    assert not answer.is_incident
    assert rule.tree


def test_published_reviews_are_no_incident(library: Library) -> None:
    """A list of reviews stays a list."""
    listed = Answer("answer", "Reviews.", reviews=("its-silent",))

    assert with_incident(listed, TOLD, library) == listed


ASKED = "3wk old found dead in a moses basket, do we send it?"


def test_a_death_is_never_told_that_it_is_not_in_here(library: Library) -> None:
    """Where no entry is near, a question about a death leads to the guided questions."""
    answer = with_incident(Answer("abstain", "Not here."), ASKED, library)

    assert (answer.kind, answer.next, answer.rule) == ("signpost", ON, ID)
    assert with_incident(Answer("abstain", "Not here."), "my nan died", library).kind == "abstain"


def test_a_question_about_a_death_keeps_its_choices(library: Library) -> None:
    """What is asked comes first, the guided questions are one more way on."""
    entry = library.entries["sudi-notify"]
    choice = Answer("clarify", "Which?", entries=(Scored(entry, 0.4),))

    answer = with_incident(choice, ASKED, library)

    assert (answer.text, answer.next, answer.is_incident) == ("Which?", ON, False)


def test_a_worry_that_is_told_gets_the_numbers_first(library: Library) -> None:
    """Choices stay below; "not in here" gives way; an entry that answers and a question do not."""
    told = "girl is being groomed online"
    entry = library.entries["lado-when"]
    choice = Answer("clarify", "Which?", entries=(Scored(entry, 0.4),))
    answered = Answer("answer", "So.", entries=(Scored(entry, 0.9),))
    way_on = Next(NextKind.TREE, "concern")

    on = with_incident(Answer("abstain", "Not here.", contacts=("lado",)), told, library)
    assert (on.kind, on.next, on.rule, on.contacts) == ("signpost", way_on, WORRY, ())
    assert on.text.count("01226") == 2
    below = with_incident(choice, told, library)
    assert (below.kind, below.next, below.entries) == ("clarify", way_on, choice.entries)
    assert below.text.startswith("*Worried about a child? Ring")
    assert below.rule == WORRY, "no follow-up may take its place"
    assert with_incident(answered, told, library) == answered
    assert with_incident(choice, f"{told}?", library) == choice
    assert with_incident(choice, told, replace(library, worry=None)) == choice
