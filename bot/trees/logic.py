"""Guards over facts, in three values: true, false, and not settled.

A guard is data: `Atom`, `All`, `Any`, `Not`. What is not settled stays so (Kleene): `All` is false
as soon as one part is false, `Any` true as soon as one part is true, and an "I don't know" never
turns into a no.

An atom is not settled where its fact was answered `unknown` (unless the guard lists `unknown`) and
where its fact was not asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATED = "dated"
"""In a guard over a date fact: any date."""
_UNKNOWN = "unknown"

Truth: TypeAlias = bool | None
"""True, False, or None for "not settled"."""


@dataclass(frozen=True, slots=True)
class Atom:
    """True where the fact has one of the values."""

    fact: str
    values: frozenset[str]

    def truth(self, answers: Mapping[str, str], not_asked: Truth) -> Truth:
        """Whether it holds; `not_asked` is what counts where the fact was not asked."""
        answer = answers.get(self.fact)
        return not_asked if answer is None else decide_atom(self.values, answer)


@dataclass(frozen=True, slots=True)
class All:
    """True where every part is; `All(())` is always true."""

    parts: tuple[Guard, ...]

    def truth(self, answers: Mapping[str, str], not_asked: Truth) -> Truth:
        """False as soon as one part is; else not settled where one part is not."""
        result: Truth = True
        for part in self.parts:
            truth = part.truth(answers, not_asked)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result


@dataclass(frozen=True, slots=True)
class Any:
    """True where at least one part is; `Any(())` is never true."""

    parts: tuple[Guard, ...]

    def truth(self, answers: Mapping[str, str], not_asked: Truth) -> Truth:
        """True as soon as one part is; else not settled where one part is not."""
        result: Truth = False
        for part in self.parts:
            truth = part.truth(answers, not_asked)
            if truth:
                return True
            if truth is None:
                result = None
        return result


@dataclass(frozen=True, slots=True)
class Not:
    """True where the part is false."""

    part: Guard

    def truth(self, answers: Mapping[str, str], not_asked: Truth) -> Truth:
        """The part's opposite; not settled where the part is not."""
        truth = self.part.truth(answers, not_asked)
        return None if truth is None else not truth


Guard: TypeAlias = Atom | All | Any | Not
ALWAYS: Guard = All(())


def decide(guard: Guard, answers: Mapping[str, str]) -> Truth:
    """Whether a guard holds for these answers; facts that are missing were not asked.

    >>> died = Atom("event", frozenset({"died"}))
    >>> decide(died, {"event": "died"}), decide(died, {"event": "unknown"}), decide(died, {})
    (True, None, None)
    """
    return guard.truth(answers, not_asked=None)


def is_asked(guard: Guard, answers: Mapping[str, str]) -> bool:
    """Whether a question with this guard is asked: yes, unless the guard is false.

    A fact that was not asked has none of an atom's values here; an "I don't know" leaves it open.

    >>> is_asked(Atom("looked_after", frozenset({"no"})), {"looked_after": "unknown"})
    True
    >>> is_asked(Atom("looked_after", frozenset({"no"})), {})
    False
    """
    return guard.truth(answers, not_asked=False) is not False


def decide_atom(values: frozenset[str], answer: str) -> Truth:
    """Whether an answer is among a guard's values; a date is there as `dated`."""
    if answer in values or (DATED in values and answer[:1].isdigit()):
        return True
    return None if answer == _UNKNOWN else False


def atoms_of(guard: Guard) -> Iterator[Atom]:
    """Every atom of a guard, in order."""
    match guard:
        case Atom():
            yield guard
        case Not(part=part):
            yield from atoms_of(part)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from atoms_of(part)


def facts_of(guard: Guard) -> tuple[str, ...]:
    """The facts that a guard looks at, each once, in order."""
    return tuple(dict.fromkeys(atom.fact for atom in atoms_of(guard)))


def grounds(guard: Guard, answers: Mapping[str, str]) -> frozenset[str]:
    """The facts on which the guard's truth rests: enough of them to show why, and no more.

    For a guard that is not settled: the facts that leave it open, and those that keep it possible.
    """
    truth = decide(guard, answers)
    match guard:
        case Atom(fact=fact):
            return frozenset({fact})
        case Not(part=part):
            return grounds(part, answers)
        case All(parts=parts):
            return _grounds_of_parts(parts, answers, truth, settles=False)
        case Any(parts=parts):
            return _grounds_of_parts(parts, answers, truth, settles=True)


def _grounds_of_parts(
    parts: tuple[Guard, ...], answers: Mapping[str, str], truth: Truth, *, settles: bool
) -> frozenset[str]:
    """One part is ground enough where it settles the guard; else every part that matters."""
    if truth is settles:
        settling = (part for part in parts if decide(part, answers) is settles)
        return min((grounds(part, answers) for part in settling), key=len)
    if truth is None and settles:
        open_parts = [part for part in parts if decide(part, answers) is None]
        return frozenset().union(*(grounds(part, answers) for part in open_parts))
    return frozenset().union(*(grounds(part, answers) for part in parts))
