"""Why a question is asked: the duties that its answer can still change, after the answers so far.

Exactly: a duty is named where two answers to the question, everything else being the same, can lead
to another outcome for it; and where none can, it is not. It is read off the decision diagrams of
the proof, in which nothing is left that makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from bot.trees.explore import SOME_DAY
from bot.trees.proof.certain import certain
from bot.trees.proof.effects import effects
from bot.trees.proof.ends import Ends
from bot.trees.read import tree_from_canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.trees.model import Duty, Tree
    from bot.trees.proof.diagrams import Diagram

A = TypeVar("A")

_KEPT = 8


class Can(StrEnum):
    """What an answer can change: whether or how strongly a duty is owed, its date, or its words."""

    OWE = "owe"
    DATE = "date"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that a question can change, and what of it."""

    id: str
    title: str
    what: Can


def can_change(tree: Tree, answers: Mapping[str, str], facts: Iterable[str]) -> tuple[Change, ...]:
    """What the answers to a question can change.

    Args:
        tree: The tree.
        answers: The answers given before it, on the path.
        facts: What it asks.

    Returns:
        First the duties that can come, go or change their strength or certainty; then those that
        get another date; then those that get other words, sources or reasons.
    """
    return _reach_of(tree.canonical).can_change(answers, facts)


@lru_cache(maxsize=_KEPT)
def _reach_of(canonical: str) -> Reach:
    return Reach(tree_from_canonical(canonical))


class Reach:
    """The diagrams of one tree, ready to be asked; may be used by several threads."""

    def __init__(self, tree: Tree) -> None:
        self._ends = Ends(tree)
        self._lock = Lock()
        self._owed = {duty.id: self._owed_at(duty) for duty in tree.duties.values()}
        self._said: dict[str, list[Diagram[object]]] = {}
        for effect in effects(self._ends):
            self._said.setdefault(effect.what, []).append(effect.diagram)

    def can_change(self, answers: Mapping[str, str], facts: Iterable[str]) -> tuple[Change, ...]:
        """See `can_change`."""
        with self._lock:
            found = list(self._changes(answers, tuple(facts)))
        return tuple(change for what in Can for change in found if change.what is what)

    def _owed_at(self, duty: Duty) -> Diagram[tuple[int, bool]]:
        """How strongly a duty is owed, and whether that is certain."""
        weight = self._ends.diagrams.each(lambda shown: shown.weight, self._ends.shown[duty.id])
        return self._ends.diagrams.combine(
            lambda one, is_certain: (one, is_certain), weight, certain(self._ends, duty)
        )

    def _changes(self, answers: Mapping[str, str], facts: tuple[str, ...]) -> Iterator[Change]:
        levels = {self._ends.level[fact] for fact in facts}
        for duty in self._ends.tree.duties.values():
            said = self._said.get(f"the duty '{duty.id}'", [])
            if self._depends(self._owed[duty.id], answers, levels):
                yield Change(duty.id, duty.title, Can.OWE)
            elif self._dated(duty, answers, facts):
                yield Change(duty.id, duty.title, Can.DATE)
            elif any(self._depends(diagram, answers, levels) for diagram in said):
                yield Change(duty.id, duty.title, Can.WORDS)

    def _depends(
        self, diagram: Diagram[object], answers: Mapping[str, str], levels: set[int]
    ) -> bool:
        return bool(levels & self._ends.diagrams.choices(self._after(diagram, answers)))

    def _dated(self, duty: Duty, answers: Mapping[str, str], facts: tuple[str, ...]) -> bool:
        """Whether a rule with which it can still be shown counts its days from one of the facts."""
        shown = self._ends.diagrams.values(self._after(self._ends.shown[duty.id], answers))
        places = {one.place for one in shown if one.weight >= 0}
        rules = [rule for number, rule in enumerate(duty.rules) if -number in places]
        unsettled = duty.unsettled if places - {-n for n in range(len(duty.rules))} else None
        return any(
            rule.deadline.from_fact in facts
            for rule in (*rules, *([unsettled] if unsettled else ()))
        )

    def _after(self, diagram: Diagram[A], answers: Mapping[str, str]) -> Diagram[A]:
        """What is left of a diagram once some answers are given; any day is like another."""
        for fact, answer in answers.items():
            values = self._ends.values[fact]
            seen = answer if answer in values else SOME_DAY
            if seen in values:
                level = self._ends.level[fact]
                diagram = self._ends.diagrams.given(diagram, level, values.index(seen))
        return diagram
