"""Every way through a tree, as far as a few facts are concerned.

The questions are gone through as in a walk, but with every answer. Only facts that matter for what
is looked at are branched on, and a branch ends as soon as it is decided; so a guard over a handful
of facts takes hundreds of steps, where the tree as a whole has more than a thousand million
combinations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.trees.logic import All, Any, Atom, Not, decide_atom, facts_of, is_asked
from bot.trees.model import FactKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bot.trees.logic import Guard, Truth
    from bot.trees.model import Fact, Question, Tree

SOME_DAY = "2026-11-23"
"""Stands for every date: guards cannot tell dates apart."""
_EVERY: frozenset[Truth] = frozenset({True, False, None})


@dataclass(frozen=True, slots=True)
class Branch:
    """Part of a walk.

    Attributes:
        answers: Fact -> value, of the facts looked at.
        skipped: Facts that were looked at and are not asked on this branch.
    """

    answers: Mapping[str, str]
    skipped: frozenset[str]


def branches(
    tree: Tree, facts: Iterable[str], decided: Callable[[Branch], bool]
) -> Iterator[Branch]:
    """Every branch over some facts, ended as soon as `decided` says so.

    Args:
        tree: The tree.
        facts: The facts to look at. Those that decide whether they are asked are looked at too.
        decided: Whether nothing more has to be known.
    """
    steps = tuple(_steps(tree, _with_conditions(tree, facts)))
    yield from _explore(tree, steps, Branch({}, frozenset()), decided)


def values_of(fact: Fact) -> tuple[str, ...]:
    """Every answer that guards can tell apart."""
    dates = (SOME_DAY,) if fact.kind is FactKind.DATE else ()
    return (*dates, *fact.values)


def possible(guard: Guard, branch: Branch) -> frozenset[Truth]:
    """What a question's guard may still come to on a branch; False means "not asked"."""
    match guard:
        case Atom(fact=fact, values=values):
            if fact in branch.answers:
                return frozenset({decide_atom(values, branch.answers[fact])})
            return frozenset({False}) if fact in branch.skipped else _EVERY
        case Not(part=part):
            inner = possible(part, branch)
            return frozenset(None if truth is None else not truth for truth in inner)
        case All(parts=parts):
            return _combined([possible(part, branch) for part in parts], settles=False)
        case Any(parts=parts):
            return _combined([possible(part, branch) for part in parts], settles=True)


def _combined(parts: list[frozenset[Truth]], *, settles: bool) -> frozenset[Truth]:
    result: frozenset[Truth] = frozenset({not settles})
    for part in parts:
        pairs = ((left, right) for left in result for right in part)
        result = frozenset(
            settles if settles in pair else None if None in pair else not settles for pair in pairs
        )
    return result


def _with_conditions(tree: Tree, facts: Iterable[str]) -> frozenset[str]:
    wanted = set(facts)
    grown = True
    while grown:
        before = len(wanted)
        for question in tree.questions:
            if wanted.intersection(question.asks):
                wanted.update(facts_of(question.when))
        grown = len(wanted) > before
    return frozenset(wanted)


def _steps(tree: Tree, wanted: frozenset[str]) -> Iterator[tuple[Question, str, bool]]:
    """(question, fact, whether it is the last chance to ask the fact), in order."""
    for number, question in enumerate(tree.questions):
        later = {fact for other in tree.questions[number + 1 :] for fact in other.asks}
        for fact in question.asks:
            if fact in wanted:
                yield question, fact, fact not in later


def _explore(
    tree: Tree,
    steps: tuple[tuple[Question, str, bool], ...],
    branch: Branch,
    decided: Callable[[Branch], bool],
) -> Iterator[Branch]:
    if not steps or decided(branch):
        yield branch
        return
    (question, fact, is_last), rest = steps[0], steps[1:]
    if fact in branch.answers:
        yield from _explore(tree, rest, branch, decided)
    elif is_asked(question.when, branch.answers):
        for value in values_of(tree.facts[fact]):
            further = Branch({**branch.answers, fact: value}, branch.skipped)
            yield from _explore(tree, rest, further, decided)
    else:
        skipped = branch.skipped | {fact} if is_last else branch.skipped
        yield from _explore(tree, rest, Branch(branch.answers, skipped), decided)
