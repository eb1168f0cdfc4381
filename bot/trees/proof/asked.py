"""What is asked and what is looked at fit together, at every end.

Codes G201, L304, O402 and D501 of `bot.trees.check`.
"""

from __future__ import annotations

from enum import IntEnum
from functools import reduce
from typing import TYPE_CHECKING

from bot.trees.logic import All, Any, Atom, Not, decide_atom, grounds
from bot.trees.model import IfUnknown
from bot.trees.proof.findings import Finding, findings_where, witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Rule
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends


class _Truth(IntEnum):
    """A guard's truth, with the two ways of not being settled apart.

    In this order the least of some parts is what they come to together: one false part settles
    them, and else one that was not asked tells more than one that is not known.
    """

    FALSE = 0
    NOT_ASKED = 1
    NOT_KNOWN = 2
    TRUE = 3


_OPPOSITE = {_Truth.FALSE: _Truth.TRUE, _Truth.TRUE: _Truth.FALSE}
_BY_TRUTH = {True: _Truth.TRUE, False: _Truth.FALSE, None: _Truth.NOT_KNOWN}


def never_asked(ends: Ends) -> Iterator[Finding]:
    """G201: a question whose `when` is false at every end."""
    for question in ends.tree.questions:
        if ends.wanted[question.id] is ends.no:
            yield Finding("G201", f"questions.{question.id}", f"'{question.id}' is never asked")


def unfit_rules(ends: Ends) -> Iterator[Finding]:
    """L304, O402 and D501: rules that hang on what was not asked, or never fire."""
    for duty in ends.tree.duties.values():
        for number, rule in enumerate(duty.rules):
            place = f"duties.{duty.id}.rules.{number}"
            yield from _left_open(ends, place, duty, rule)
            if True not in ends.diagrams.values(ends.truth(rule.when)):
                yield Finding("O402", place, f"a rule of '{duty.id}' can never fire")
            yield from _undated(ends, place, duty, rule)


def _left_open(ends: Ends, place: str, duty: Duty, rule: Rule) -> Iterator[Finding]:
    found = ends.diagrams.each(_is_not_asked, _truth(ends, rule.when))
    answers = witness(ends, found)
    if answers is not None:
        missing = sorted(grounds(rule.when, answers) - answers.keys())
        names = ", ".join(missing)
        text = f"a rule of '{duty.id}' stays open because this was not asked: {names}"
        yield Finding("L304", place, text, answers)


def _undated(ends: Ends, place: str, duty: Duty, rule: Rule) -> Iterator[Finding]:
    start = rule.deadline.from_fact
    if start:
        is_open = duty.if_unknown is IfUnknown.APPLY
        shown = (ends.not_excluded if is_open else ends.holds)(rule.when)
        text = f"the rule fires, but '{start}' was not asked"
        wrong = ends.without(shown, ends.asked[start])
        yield from findings_where(ends, "D501", place, text, wrong)


def _truth(ends: Ends, guard: Guard) -> Diagram[_Truth]:
    match guard:
        case Atom(fact=fact, values=values):
            options = [_BY_TRUTH[decide_atom(values, answer)] for answer in ends.values[fact]]
            return ends.diagrams.combine(
                lambda asked, truth: truth if asked else _Truth.NOT_ASKED,
                ends.asked[fact],
                ends.diagrams.by_option(ends.level[fact], options),
            )
        case Not(part=part):
            return _opposite(ends, _truth(ends, part))
        case All(parts=parts):
            return _together(ends, [_truth(ends, part) for part in parts])
        case Any(parts=parts):
            opposites = [_opposite(ends, _truth(ends, part)) for part in parts]
            return _opposite(ends, _together(ends, opposites))


def _together(ends: Ends, parts: list[Diagram[_Truth]]) -> Diagram[_Truth]:
    always: Diagram[_Truth] = ends.diagrams.always(_Truth.TRUE)
    return reduce(lambda one, other: ends.diagrams.combine(min, one, other), parts, always)


def _opposite(ends: Ends, part: Diagram[_Truth]) -> Diagram[_Truth]:
    return ends.diagrams.each(lambda truth: _OPPOSITE.get(truth, truth), part)


def _is_not_asked(truth: _Truth) -> bool:
    return truth is _Truth.NOT_ASKED
