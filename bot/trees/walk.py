"""Answers replayed from the start: what to ask next, and what already follows.

A walk is only `{fact: answer}`. On every turn the questions are gone through in order: the first
whose guard holds and that has a fact without an answer is next. Answers to questions that are not
on the path are parked: kept, so that changing an answer and changing it back loses nothing, and
never seen by a guard.

A question's guard looks at facts of earlier questions. A fact that was not asked counts as "none of
these" there. An "I don't know" leaves the guard open, and then the question is asked: asking once
too often is safe, skipping is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.errors import UnknownAnswerError
from bot.trees.logic import decide, is_asked
from bot.trees.model import FactKind
from bot.trees.outcome import DutyDue, Handoff, Outcome, decide_outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.trees.model import Fact, Question, Tree

__all__ = [
    "Asked",
    "DutyDue",
    "Handoff",
    "Outcome",
    "Walk",
    "answer_words",
    "because_words",
    "is_offered",
    "outcome_json",
    "replay",
]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that was asked, with its answer."""

    fact: str
    answer: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a practitioner is in a tree.

    Attributes:
        tree: The tree.
        asked: The answers on the path, in order.
        next: The screen to show next, or None at the end.
        missing: The facts of `next` that have no answer yet.
        parked: Answers that are not on the path.
        outcome: What follows so far.
        step: The number of the screen `next`, counted from 1; at the end, how many there were.
        about: About how many screens there are in all.
    """

    tree: Tree
    asked: tuple[Asked, ...]
    next: Question | None
    missing: tuple[str, ...]
    parked: Mapping[str, str]
    outcome: Outcome
    step: int
    about: int


def replay(tree: Tree, answers: Mapping[str, str], *, today: date) -> Walk:
    """Go through the questions from the start.

    Args:
        tree: The tree.
        answers: Fact -> value, in any order. Facts that are not on the path, or that the tree does
            not have, are parked.
        today: The day against which `not_after: today` is checked.

    Raises:
        UnknownAnswerError: A value that its fact does not offer, not a date, or a date in the
            future where that is not allowed.
    """
    for fact, value in answers.items():
        if fact in tree.facts:
            _check_answer(tree.facts[fact], value, today)
    path: dict[str, str] = {}
    step, upcoming = 0, None
    for question in tree.questions:
        if not is_asked(question.when, path):
            continue
        new = [fact for fact in question.asks if fact not in path]
        step += bool(new)
        path.update((fact, answers[fact]) for fact in new if fact in answers)
        if any(fact not in path for fact in question.asks):
            upcoming = question
            break
    return Walk(
        tree=tree,
        asked=tuple(Asked(fact, answer) for fact, answer in path.items()),
        next=upcoming,
        missing=tuple(fact for fact in upcoming.asks if fact not in path) if upcoming else (),
        parked={fact: value for fact, value in answers.items() if fact not in path},
        outcome=decide_outcome(tree, path, ended=upcoming is None),
        step=step,
        about=_about(tree, path) if upcoming else max(step, 1),
    )


def _check_answer(fact: Fact, value: str, today: date) -> None:
    if value in fact.values:
        return
    if fact.kind is FactKind.DATE and _is_date(value):
        if not fact.not_after_today or date.fromisoformat(value) <= today:
            return
        raise UnknownAnswerError(fact.id, ("a date that is not in the future", *fact.values))
    dates = ("a date like 2026-11-23",) if fact.kind is FactKind.DATE else ()
    raise UnknownAnswerError(fact.id, (*dates, *fact.values))


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _about(tree: Tree, path: Mapping[str, str]) -> int:
    """How many screens there are if whatever is still open gets its usual answer."""
    likely: dict[str, str] = {}
    screens = 0
    for question in tree.questions:
        if is_asked(question.when, likely):
            new = [fact for fact in question.asks if fact not in likely]
            screens += bool(new)
            likely.update((fact, path.get(fact) or tree.facts[fact].usual) for fact in new)
    return max(screens, 1)


def is_offered(tree: Tree, what: str, answers: Mapping[str, str]) -> bool:
    """Whether an outcome offers something: yes, unless the answers rule it out."""
    return what in tree.offers and decide(tree.offers[what], answers) is not False


def answer_words(tree: Tree, fact: str, value: str) -> str:
    """An answer in a few words, for "answers so far" and summaries: `died`, `18 December 2026`."""
    known = tree.facts[fact]
    if value in known.values:
        return known.short.get(value) or known.values[value]
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def because_words(tree: Tree, duty: DutyDue) -> str:
    """The answers that created a duty, in one line: `What happened: died; Looked after: by us`."""
    return "; ".join(
        f"{tree.facts[fact].label}: {answer_words(tree, fact, value)}"
        for fact, value in duty.because.items()
    )


def outcome_json(walk: Walk, fill: Callable[[str], str] = str) -> dict[str, object]:
    """The outcome as the command line prints it: its keys are a contract.

    Args:
        walk: The walk.
        fill: Puts names and numbers in the place of `{contact:ID}` and `{source:ID}`.
    """
    handoff = walk.outcome.handoff
    return {
        "tree": walk.tree.id,
        "version": walk.tree.version,
        "hash": walk.tree.hash,
        "asked": [{"fact": asked.fact, "answer": asked.answer} for asked in walk.asked],
        "next": _next_json(walk),
        "duties": [_duty_json(duty, fill) for duty in walk.outcome.duties],
        "handoff": {"contact": handoff.contact, "why": fill(handoff.why)} if handoff else None,
    }


def _next_json(walk: Walk) -> dict[str, object] | None:
    if not walk.missing:
        return None
    fact = walk.tree.facts[walk.missing[0]]
    options = [{"value": value, "label": label} for value, label in fact.values.items()]
    is_date = fact.kind is FactKind.DATE
    return {"fact": fact.id, "text": fact.ask, "options": None if is_date else options}


def _duty_json(duty: DutyDue, fill: Callable[[str], str]) -> dict[str, object]:
    do = fill(duty.do)
    if duty.when and duty.when.lower() not in do.lower():
        do = f"{do} When: {duty.when}."
    return {
        "id": duty.id,
        "strength": duty.strength.value,
        "certain": duty.certain,
        "who": duty.who,
        "do": do,
        "because": dict(duty.because),
        "cites": [cite.as_json() for cite in duty.cites],
        "due": duty.due.as_json() if duty.due else None,
    }
