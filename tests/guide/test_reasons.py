"""Why not and why asked, in the words of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.cards import outcome_view
from bot.guide.reasons import not_owed, why_asked
from bot.trees.walk import replay
from tests.desks import START, T01, shipped_content

if TYPE_CHECKING:
    from bot.trees.walk import Walk

TODAY = START.date()
PARENTS = "Tell the parents and others with parental responsibility"


def _walk(answers: dict[str, str]) -> Walk:
    return replay(shipped_content().tree("serious_incident"), answers, today=TODAY)


def test_every_duty_is_either_shown_or_explained() -> None:
    """Between them, the outcome and the reasons name each duty of the tree once."""
    found = _walk(T01)
    view = outcome_view(shipped_content(), found, today=TODAY)

    groups = (view.first, view.must, view.should, view.may)
    shown = [duty.title for group in groups for duty in group]
    explained = [one.title for one in view.not_owed]
    titles = [duty.title for duty in found.tree.duties.values()]
    assert sorted(shown + explained) == sorted(titles)


def test_the_reason_names_the_answer_that_rules_it_out() -> None:
    """For the parents it is that the child was not looked after."""
    reasons = {one.title: one.reason for one in not_owed(_walk(T01))}

    assert reasons[PARENTS] == "Ruled out by your answers: Looked after: no."


def test_why_a_question_is_asked_names_at_most_three_duties_the_most_binding_first() -> None:
    """The author's reason, then what can still change, and how much more there is."""
    found = _walk({"immediate_danger": "no", "role": "other", "age_band": "under_16"})

    why = why_asked(found, "event")

    fact = found.tree.facts["event"]
    assert why.startswith(f"{fact.why} This can still change: ")
    named = why.removeprefix(f"{fact.why} This can still change: ").split("; ")
    assert named[0] == "Notify the Child Safeguarding Practice Review Panel"
    assert len(named) == 4
    assert named[3].startswith("and ")


def test_a_day_says_whose_date_it_sets() -> None:
    """The day the council became aware changes no duty, only dates."""
    answers = dict(list(T01.items())[:-2])

    why = why_asked(_walk(answers), "aware_on")

    assert "This can still change" not in why
    assert "It sets the date of: Notify the Child Safeguarding Practice Review Panel" in why


def test_an_answer_that_is_changed_is_explained_from_before_it() -> None:
    """Asked again, a question says what it could change when it was asked."""
    assert PARENTS in why_asked(_walk(T01), "looked_after")
