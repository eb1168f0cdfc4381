"""The proof of a tree, over every combination of answers: "I don't know" and not-asked included.

Nothing is sampled. The combinations (more than ten thousand million in the main tree) are held in
decision diagrams, `bot.trees.proof.diagrams`, so that a claim about all of them takes milliseconds
and a claim that does not hold gives answers that show it.

Codes:
    P401 an end with nothing: neither a duty nor a reason why there is none.
    P402 a must that is lost where an answer becomes "I don't know", or worse (`monotone`).
    P403 a fact that has to be asked on every path and is not (`always_asked`).
    P404 duties that contradict each other and are owed at once (`never_together`).
    P405 a duty, rule, wording or question that never counts; advisory: an answer that never makes
        a difference, and a question that is asked where no answer can change anything.
    P406 an invariant that does not hold, or that speaks of no case.
    O405 two duties that could be one (advisory).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.trees.invariants import Alike, AlwaysAsked, EveryEndHas, Implies, NeverTogether
from bot.trees.proof import dead, doubles, safety
from bot.trees.proof.effects import effects
from bot.trees.proof.ends import Ends
from bot.trees.proof.implied import implies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.problems import ContentProblem
    from bot.trees.model import Tree
    from bot.trees.proof.effects import Effect
    from bot.trees.proof.findings import Claim


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found out about every combination of answers.

    Attributes:
        tree: The tree's id.
        combinations: How many combinations of answers there are.
        walks: How many different walks: combinations that differ in what is asked.
        cpu_seconds: What the proof took, in processor time.
        findings: What does not hold, with answers that show it.
        proved: The names of the claims that hold.
    """

    tree: str
    combinations: int
    walks: int
    cpu_seconds: float
    findings: tuple[ContentProblem, ...]
    proved: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The proof's summary, as `check --json` prints it."""
        return {
            "tree": self.tree,
            "combinations": self.combinations,
            "walks": self.walks,
            "proved": list(self.proved),
            "seconds": round(self.cpu_seconds, 3),
        }


def prove(tree: Tree, path: str) -> Proof:
    """Prove a tree.

    Args:
        tree: The tree, as `read_tree` gave it.
        path: What problems call its file.
    """
    start = time.process_time()
    ends = Ends(tree)
    checked = tuple(claims(ends, effects(ends)))
    found = [finding for claim in checked for finding in claim.findings]
    return Proof(
        tree=tree.id,
        combinations=ends.combinations(),
        walks=ends.walks(),
        cpu_seconds=time.process_time() - start,
        findings=tuple(sorted({finding.as_problem(tree, path) for finding in found})),
        proved=tuple(claim.name for claim in checked if not claim.findings),
    )


def claims(ends: Ends, all_effects: tuple[Effect, ...]) -> Iterator[Claim]:
    """Every claim about a tree, one after the other; those that only advise come last.

    Args:
        ends: The tree's ends.
        all_effects: What answers can change there.
    """
    yield from _declared(ends, all_effects)
    yield safety.every_end(ends)
    yield from safety.nothing_lost(ends)
    yield dead.no_dead_duty(ends, all_effects)
    yield dead.no_dead_question(ends, all_effects)
    yield dead.no_idle_question(ends, all_effects)
    yield dead.no_dead_answer(ends, all_effects)
    yield doubles.no_double_duty(ends)


def _declared(ends: Ends, all_effects: tuple[Effect, ...]) -> Iterator[Claim]:
    for number, item in enumerate(ends.tree.invariants):
        place = f"invariants.{number}"
        match item:
            case Implies():
                yield implies(ends, item, place, all_effects)
            case AlwaysAsked():
                yield safety.always_asked(ends, item, place)
            case NeverTogether():
                yield safety.never_together(ends, item, place)
            case EveryEndHas():
                yield safety.ends_have(ends, item, place)
            case Alike():
                yield dead.alike(ends, item, place, all_effects)
            case _:
                continue
