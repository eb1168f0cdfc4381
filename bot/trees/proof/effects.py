"""What the answers can change: everything that a practitioner sees of an end, as diagrams.

Two answers come to the same where all effects are the same, whatever the other answers are. Left
out are only the answers themselves and where they are repeated (as what a duty rests on, as what is
not known, as the day that a deadline runs from).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bot.trees.proof.certain import certain
from bot.trees.proof.ends import UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.model import Duty
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends, Shown


class Effect(NamedTuple):
    """Something that answers can change.

    Attributes:
        what: What it is, in words.
        detail: Which part of it: `what` and `detail` together name an effect.
        diagram: What it is at each end; False where there is nothing of it.
    """

    what: str
    detail: str
    diagram: Diagram[object]


def effects(ends: Ends) -> tuple[Effect, ...]:
    """Everything that answers can change."""
    return tuple(_effects(ends))


def _effects(ends: Ends) -> Iterator[Effect]:
    for question, reached in ends.reached.items():
        yield Effect(f"whether '{question}' is asked", "", reached)
    for duty in ends.tree.duties.values():
        what = f"the duty '{duty.id}'"
        sure = certain(ends, duty)
        yield Effect(what, "", _shown(ends, duty, sure))
        for worded, where in zip(duty.do_when, wordings(ends, duty, sure), strict=True):
            yield Effect(what, worded.do, where)
        if duty.handoff:
            for why, said in _reasons(ends, duty).items():
                yield Effect(what, why, said)
    handed_over = ends.handed_over()
    for item in ends.tree.no_duty:
        said = ends.without(ends.holds(item.when), handed_over)
        yield Effect(f"the sentence '{item.because[:40]}...'", item.because, said)


def wordings(ends: Ends, duty: Duty, sure: Diagram[bool]) -> tuple[Diagram[bool], ...]:
    """For each `do_when` of a duty where it is shown: the first that is true.

    Args:
        ends: The tree's ends.
        duty: The duty.
        sure: Where it is certain; where it is not, `do_if_unsure` goes before.
    """
    left = sure if duty.do_if_unsure else ends.has(duty.id)
    found = []
    for worded in duty.do_when:
        holds = ends.holds(worded.when)
        found.append(ends.both(left, holds))
        left = ends.without(left, holds)
    return tuple(found)


def _shown(ends: Ends, duty: Duty, sure: Diagram[bool]) -> Diagram[object]:
    """How a duty is shown; rules that say the same come to the same."""
    rules = {-number: rule for number, rule in enumerate(duty.rules)}
    if duty.unsettled is not None:
        rules[UNSETTLED] = duty.unsettled

    @cache
    def said(shown: Shown, *, is_certain: bool) -> object:
        if shown.weight < 0:
            return False
        rule = rules[shown.place]
        do = rule.do if is_certain or not duty.do_if_unsure else duty.do_if_unsure
        why = rule.why if shown.fires else ""
        return is_certain, repr((rule.strength, rule.cites, rule.deadline, why, do))

    return ends.diagrams.combine(
        lambda shown, is_certain: said(shown, is_certain=is_certain),
        ends.shown[duty.id],
        sure,
    )


def _reasons(ends: Ends, duty: Duty) -> dict[str, Diagram[bool]]:
    """Reason -> where it is given."""
    said: dict[str, Diagram[bool]] = {}
    for rule in duty.rules:
        said[rule.why] = ends.either(said.get(rule.why, ends.no), ends.holds(rule.when))
    return said
