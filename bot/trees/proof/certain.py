"""Whether a duty is certain at each end: no "I don't know" is among the answers it rests on.

The answers that a guard rests on are those of `bot.trees.logic.grounds`, worked out here for every
combination at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.trees.logic import All, Any, Atom, Not
from bot.trees.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.trees.logic import Guard, Truth
    from bot.trees.model import Duty
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends

Grounded: TypeAlias = "tuple[Truth, frozenset[str]]"
"""What a guard comes to, and the facts that this rests on."""


def certain(ends: Ends, duty: Duty) -> Diagram[bool]:
    """Where a duty is shown, and certain: as `bot.trees.outcome` marks it."""
    if duty.id not in ends.certain:
        ends.certain[duty.id] = _certain(ends, duty)
    return ends.certain[duty.id]


def _certain(ends: Ends, duty: Duty) -> Diagram[bool]:
    sure = [_sure(ends, rule.when) for rule in duty.rules]
    if duty.handoff:
        return ends.either(*sure)
    return ends.either(
        *(
            ends.both(one, ends.shown_by(duty.id, frozenset({-number})))
            for number, one in enumerate(sure)
        )
    )


def _sure(ends: Ends, guard: Guard) -> Diagram[bool]:
    """Where a guard is true, and rests on no "I don't know"."""
    grounded = _grounded(ends, guard)
    facts = frozenset().union(*(rests for _, rests in ends.diagrams.values(grounded)))
    doubtful = [
        ends.both(ends.answered(fact, UNKNOWN), ends.diagrams.each(_rests_on(fact), grounded))
        for fact in facts
        if UNKNOWN in ends.values[fact]
    ]
    return ends.without(ends.diagrams.each(lambda one: one[0] is True, grounded), *doubtful)


def _rests_on(fact: str) -> Callable[[Grounded], bool]:
    return lambda grounded: fact in grounded[1]


def _grounded(ends: Ends, guard: Guard) -> Diagram[Grounded]:
    match guard:
        case Atom(fact=fact):
            rests = frozenset({fact})
            return ends.diagrams.each(lambda truth: (truth, rests), ends.truth(guard))
        case Not(part=part):
            return ends.diagrams.each(_turned, _grounded(ends, part))
        case All(parts=parts):
            return _joined(ends, parts, settles=False)
        case Any(parts=parts):
            return _joined(ends, parts, settles=True)


def _turned(grounded: Grounded) -> Grounded:
    truth, rests = grounded
    return None if truth is None else not truth, rests


def _joined(ends: Ends, parts: tuple[Guard, ...], *, settles: bool) -> Diagram[Grounded]:
    together: Diagram[tuple[Grounded, ...]] = ends.diagrams.always(())
    for part in parts:
        together = ends.diagrams.combine(
            lambda found, one: (*found, one), together, _grounded(ends, part)
        )
    return ends.diagrams.each(lambda found: _resolved(found, settles=settles), together)


def _resolved(parts: tuple[Grounded, ...], *, settles: bool) -> Grounded:
    """As `grounds` of several parts: one part is enough where it settles them."""
    settling = [rests for truth, rests in parts if truth is settles]
    if settling:
        return settles, min(settling, key=len)
    open_parts = [rests for truth, rests in parts if truth is None]
    if open_parts and settles:
        return None, frozenset().union(*open_parts)
    every = frozenset().union(*(rests for _, rests in parts))
    return (None if open_parts else not settles), every
