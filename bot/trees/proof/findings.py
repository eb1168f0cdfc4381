"""What a proof says: claims, and for each that does not hold the answers that show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem, Severity
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Tree
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim that does not hold.

    Attributes:
        code: See `bot.trees.prove`.
        place: What it is about, as `Tree.lines` names it.
        text: One sentence.
        witness: Answers that show it: fact -> value; `replay` takes them. Empty where something
            is missing everywhere.
        severity: Whether it blocks use.
    """

    code: str
    place: str
    text: str
    witness: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def as_problem(self, tree: Tree, path: str) -> ContentProblem:
        """The finding as `check` reports it."""
        words = " ".join(f"{fact}={value}" for fact, value in self.witness.items())
        line = tree.lines.get(self.place, 1)
        return ContentProblem(path, line, self.code, self.text, self.severity, words)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that is to hold at every end: its name, and where it does not."""

    name: str
    findings: tuple[Finding, ...]


def witness(
    ends: Ends, wrong: Diagram[bool], change: tuple[str, str, str] | None = None
) -> dict[str, str] | None:
    """The likeliest answers for which a diagram holds, as far as they are asked; None: nowhere.

    Args:
        ends: The tree's ends.
        wrong: Where the claim does not hold.
        change: (fact, value before, value after) where the claim compares two answers. Then the
            witness has the value before, and also what is asked only after.
    """
    if wrong is ends.no:
        return None
    usual = {fact: ends.tree.facts[fact].usual for fact in ends.facts}
    likely = [
        values.index(usual[fact]) if usual[fact] in values else 0
        for fact, values in ends.values.items()
    ]
    found = ends.diagrams.find(wrong, value=True, likely=likely)
    if found is None:
        return None
    answers = {
        fact: ends.values[fact][option] for fact, option in zip(ends.facts, found, strict=True)
    }
    if change is None:
        return _asked(ends.tree, answers)
    fact, before, after = change
    asked = _asked(ends.tree, answers | {fact: before}) | _asked(ends.tree, answers | {fact: after})
    return {one: answers[one] for one in ends.facts if one in asked} | {fact: before}


def findings_where(
    ends: Ends, code: str, place: str, text: str, wrong: Diagram[bool]
) -> tuple[Finding, ...]:
    """One finding with a witness where a diagram holds somewhere, else none."""
    found = witness(ends, wrong)
    return () if found is None else (Finding(code, place, text, found),)


def _asked(tree: Tree, answers: Mapping[str, str]) -> dict[str, str]:
    walk = replay(tree, answers, today=date.max)
    return {asked.fact: asked.answer for asked in walk.asked}
