"""How much a new version of a tree changes: only words, something new, or somebody's duties.

Old and new are compared over every combination of answers to the old questions, exactly. The
answers to new questions are nobody's yet: a change that depends on them is something new. A case is
changed where its duties differ whatever is said to the new questions. What counts of a duty is
whether it is owed, how strongly, with what certainty, and its date rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import partial, reduce
from operator import and_, eq, gt, or_
from typing import TYPE_CHECKING, NamedTuple

from bot.trees.proof.certain import certain
from bot.trees.proof.diagrams import Diagrams, Leaf
from bot.trees.proof.ends import UNSETTLED, Ends
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.trees.model import Tree
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Shown


class Size(IntEnum):
    """How far a version has to be raised: which of its three numbers."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def words(self) -> str:
        """What it means."""
        meanings = ("nothing changed", "other wording", "something new", "changed duties")
        return meanings[self.value]


@dataclass(frozen=True, slots=True)
class Changed:
    """A duty that some old answers now give otherwise, and such answers: fact -> value."""

    duty: str
    witness: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new version of a tree changes.

    Attributes:
        tree: Its id.
        before: The old version.
        after: The new version.
        size: How much is changed.
        new: What is new or gone, in words; empty for a change of words alone.
        changed: The duties of which some old answers now give another.
    """

    tree: str
    before: str
    after: str
    size: Size
    new: tuple[str, ...]
    changed: tuple[Changed, ...]

    @property
    def least(self) -> str:
        """The lowest version that the new tree may have."""
        return raised(self.before, self.size)

    @property
    def is_enough(self) -> bool:
        """Whether the new tree's version is raised as far as it has to be."""
        return _numbers(self.after) >= _numbers(self.least)


def compare(old: Tree, new: Tree) -> Comparison:
    """Compare two versions of a tree."""
    if old.hash == new.hash:
        return Comparison(new.id, old.version, new.version, Size.NONE, (), ())
    pair = _Pair(old, new)
    changed = tuple(pair.changed())
    added = (*_new(old, new), *pair.asked_otherwise())
    size = Size.MAJOR if changed else Size.MINOR if added else Size.PATCH
    return Comparison(new.id, old.version, new.version, size, added, changed)


def raised(version: str, size: Size) -> str:
    """A version raised by so much: the number is raised, and those behind it are 0."""
    numbers = list(_numbers(version))
    if size is Size.NONE:
        return version
    place = len(numbers) - size
    return ".".join(map(str, [*numbers[:place], numbers[place] + 1, *[0] * (size - 1)]))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))


def _new(old: Tree, new: Tree) -> Iterator[str]:
    """The facts, answers and duties that have come or gone."""
    for what, before, after in (
        ("fact", old.facts.keys(), new.facts.keys()),
        ("duty", old.duties.keys(), new.duties.keys()),
    ):
        yield from (f"new {what} '{id_}'" for id_ in after if id_ not in before)
        yield from (f"{what} '{id_}' is gone" for id_ in before if id_ not in after)
    for id_, fact in new.facts.items():
        known = old.facts[id_].values if id_ in old.facts else fact.values
        yield from (f"'{id_}' can be '{value}'" for value in fact.values if value not in known)
        yield from (f"'{id_}' can no longer be '{one}'" for one in known if one not in fact.values)


class _Pair:
    """Two versions over one list of choices: the facts of both, with the answers of both."""

    def __init__(self, old: Tree, new: Tree) -> None:
        self._old, self._new = Ends(old), Ends(new)
        self._values = {
            fact: tuple(
                dict.fromkeys((*self._old.values.get(fact, ()), *self._new.values.get(fact, ())))
            )
            for fact in dict.fromkeys((*self._new.facts, *self._old.facts))
        }
        self._level = {fact: level for level, fact in enumerate(self._values)}
        self._diagrams = Diagrams([len(values) for values in self._values.values()])

    def changed(self) -> Iterator[Changed]:
        """Every duty that some old answers now give otherwise, whatever is new is answered."""
        for id_ in dict.fromkeys((*self._old.tree.duties, *self._new.tree.duties)):
            found = self._where_different(_owed(self._old, id_), _owed(self._new, id_))
            if found is not None:
                yield Changed(id_, found)

    def asked_otherwise(self) -> Iterator[str]:
        """Every old fact that some old answers now lead to where they did not, or no longer do."""
        for fact in self._old.facts:
            if fact in self._new.values:
                before, after = self._old.asked[fact], self._new.asked[fact]
                if self._where_different(before, after) is not None:
                    yield f"'{fact}' is asked in other cases"

    def _where_different(self, old: Diagram[object], new: Diagram[object]) -> dict[str, str] | None:
        """Old answers for which two diagrams differ, whatever is new is answered; None: nowhere."""
        same = self._diagrams.combine(
            eq, self._shared(self._old, old), self._shared(self._new, new)
        )
        for fact in self._new.facts:
            if fact not in self._old.values:
                same = self._for_some_answer(same, fact)
        wrong = self._diagrams.combine(gt, self._old_cases(), same)
        found = self._diagrams.find(wrong, value=True, likely=[0] * len(self._values))
        if found is None:
            return None
        given = zip(self._values.items(), found, strict=True)
        answers = {fact: values[option] for (fact, values), option in given}
        asked = _asked(self._old, answers) | _asked(self._new, answers)
        known = self._old.values
        return {fact: value for fact, value in answers.items() if fact in asked and fact in known}

    def _shared(self, ends: Ends, diagram: Diagram[object]) -> Diagram[object]:
        """A diagram of one version over the choices of both; a slot where it has no such answer."""
        known: dict[Diagram[object], Diagram[object]] = {}

        def moved(part: Diagram[object]) -> Diagram[object]:
            if isinstance(part, Leaf):
                return self._diagrams.always(part.value)
            if part not in known:
                known[part] = self._chosen(ends, ends.facts[part.level], map(moved, part.children))
            return known[part]

        return moved(diagram)

    def _chosen(
        self, ends: Ends, fact: str, children: Iterable[Diagram[object]]
    ) -> Diagram[object]:
        """The diagram that has, for each answer to a fact, the child of that answer."""
        slots = [_Slot(value) for value in self._values[fact]]
        chosen: Diagram[object] = self._diagrams.by_option(self._level[fact], slots)
        for value, child in zip(ends.values[fact], children, strict=True):
            slot = _Slot(value)
            chosen = self._diagrams.combine(partial(_filled, slot), chosen, child)
        return chosen

    def _for_some_answer(self, part: Diagram[bool], fact: str) -> Diagram[bool]:
        level = self._level[fact]
        given = (self._diagrams.given(part, level, n) for n in range(len(self._values[fact])))
        return reduce(lambda one, other: self._diagrams.combine(or_, one, other), given)

    def _old_cases(self) -> Diagram[bool]:
        """Where every old fact has one of its old answers."""
        cases: Diagram[bool] = self._diagrams.always(value=True)
        for fact, values in self._old.values.items():
            is_old = self._diagrams.by_option(
                self._level[fact], [value in values for value in self._values[fact]]
            )
            cases = self._diagrams.combine(and_, cases, is_old)
        return cases


def _asked(ends: Ends, answers: Mapping[str, str]) -> frozenset[str]:
    """The facts that a version asks where these answers are given, as far as it knows them."""
    given = {fact: value for fact, value in answers.items() if value in ends.values.get(fact, ())}
    asked = replay(ends.tree, given, today=date.max).asked
    return frozenset(one.fact for one in asked)


class _Slot(NamedTuple):
    """Stands in a diagram for what belongs to an answer, until that is put there."""

    answer: str


class _Owed(NamedTuple):
    """How a duty is owed: strength with date rule, or None; and whether that is certain."""

    how: tuple[int, str] | None
    is_certain: bool


def _filled(slot: _Slot, found: object, child: object) -> object:
    return child if found == slot else found


def _owed(ends: Ends, duty: str) -> Diagram[object]:
    """How a duty is owed at each end."""
    if duty not in ends.tree.duties:
        return ends.diagrams.always(_Owed(None, is_certain=False))
    known = ends.tree.duties[duty]
    rules = {-number: repr(rule.deadline) for number, rule in enumerate(known.rules)}
    if known.unsettled:
        rules[UNSETTLED] = repr(known.unsettled.deadline)

    def how(shown: Shown) -> tuple[int, str] | None:
        return (shown.weight, rules[shown.place]) if shown.weight >= 0 else None

    return ends.diagrams.combine(
        _Owed, ends.diagrams.each(how, ends.shown[duty]), certain(ends, known)
    )
