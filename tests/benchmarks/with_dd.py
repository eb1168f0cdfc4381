"""The same question to another engine: `dd`'s binary decision diagrams, in pure Python.

`dd` (BSD licence) knows yes and no only. So a fact of three values takes two bits, and a guard two
diagrams: where it is true and where it is false.
"""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import and_, or_
from typing import TYPE_CHECKING, Protocol

from bot.trees.logic import All, Any, Atom, Not
from bot.trees.model import UNKNOWN, IfUnknown
from tests.trees.made import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Tree

_CODES = {value: (number & 1, number >> 1) for number, value in enumerate(VALUES)}


class Bdd(Protocol):
    """What is used of a diagram of `dd`."""

    def __and__(self, other: Bdd) -> Bdd:
        """Where both hold."""

    def __or__(self, other: Bdd) -> Bdd:
        """Where at least one holds."""

    def __invert__(self) -> Bdd:
        """Where it does not hold."""


class WithDd:
    """A tree of facts with the values of `tests.trees.made`, in `dd`."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._bdd = import_module("dd.autoref").BDD()
        self._bdd.configure(reordering=False)
        self._bdd.declare(*(f"{name}_{bit}" for name in tree.facts for bit in "01"))
        self._yes: Bdd = self._bdd.true
        self._no: Bdd = self._bdd.false
        self._asked: dict[str, Bdd] = {}
        for question in tree.questions:
            _, skipped = self._decided(question.when, is_question=True)
            for name in question.asks:
                self._asked[name] = self._asked.get(name, self._no) | ~skipped

    def handed_over(self) -> int:
        """In how many combinations of answers a person has to decide."""
        found = [one for duty in self._tree.duties.values() for one in self._open(duty)]
        offered = [self._one_of(name, VALUES) for name in self._tree.facts]
        wanted = reduce(or_, found) & reduce(and_, offered)
        return int(self._bdd.count(wanted, nvars=2 * len(offered)))

    def _open(self, duty: Duty) -> Iterator[Bdd]:
        found = [self._decided(rule.when, is_question=False) for rule in duty.rules]
        weights = [rule.strength.weight for rule in duty.rules]
        for weight, (true, false) in zip(weights, found, strict=True):
            if duty.handoff:
                yield ~false
            elif duty.if_unknown is IfUnknown.ASK:
                fires = [one for (one, _), w in zip(found, weights, strict=True) if w >= weight]
                yield ~true & ~false & ~reduce(or_, fires)

    def _decided(self, guard: Guard, *, is_question: bool) -> tuple[Bdd, Bdd]:
        """Where a guard is true, and where it is false."""
        match guard:
            case Atom():
                return self._atom(guard, is_question=is_question)
            case Not(part=part):
                true, false = self._decided(part, is_question=is_question)
                return false, true
            case All(parts=parts) | Any(parts=parts):
                found = [self._decided(part, is_question=is_question) for part in parts]
                trues, falses = [one for one, _ in found], [other for _, other in found]
                if isinstance(guard, All):
                    return reduce(and_, trues, self._yes), reduce(or_, falses, self._no)
                return reduce(or_, trues, self._no), reduce(and_, falses, self._yes)

    def _atom(self, atom: Atom, *, is_question: bool) -> tuple[Bdd, Bdd]:
        asked = self._asked[atom.fact]
        true = self._one_of(atom.fact, tuple(atom.values))
        doubt = self._no if UNKNOWN in atom.values else self._one_of(atom.fact, (UNKNOWN,))
        false = asked & ~true & ~doubt
        return asked & true, false | ~asked if is_question else false

    def _one_of(self, name: str, values: tuple[str, ...]) -> Bdd:
        found = self._no
        for value in values:
            here = self._yes
            for bit, is_set in zip("01", _CODES[value], strict=True):
                var: Bdd = self._bdd.var(f"{name}_{bit}")
                here &= var if is_set else ~var
            found |= here
        return found
