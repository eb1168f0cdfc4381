"""What the answers can change: everything that a practitioner sees of an end, as diagrams.

Two answers come to the same where all effects are the same, whatever the other answers are. Left
out are only the answers themselves (they stand in the record), the date that a date fact gives, and
the mark "not certain" where it changes no wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.trees.logic import atoms_of
from bot.trees.model import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.model import Duty, Rule
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends, Shown


class Effect(NamedTuple):
    """Something that answers can change: what it is, and what it is at each end."""

    what: str
    diagram: Diagram[object]


def effects(ends: Ends) -> tuple[Effect, ...]:
    """Everything that answers can change."""
    return tuple(_effects(ends))


def _effects(ends: Ends) -> Iterator[Effect]:
    for question, reached in ends.reached.items():
        yield Effect(f"whether '{question}' is asked", reached)
    for duty in ends.tree.duties.values():
        what = f"the duty '{duty.id}'"
        yield Effect(what, _shown(ends, duty))
        for number, _ in enumerate(duty.do_when):
            yield Effect(what, wording(ends, duty, number))
        for fact in _facts_with_unknown(duty):
            yield Effect(what, _leans(ends, duty, fact))
        if duty.handoff:
            for truth in ends.fires[duty.id]:
                yield Effect(what, truth)
    handed_over = ends.handed_over()
    for item in ends.tree.no_duty:
        said = ends.without(ends.holds(item.when), handed_over)
        yield Effect(f"the sentence '{item.because[:40]}...'", said)


def wording(ends: Ends, duty: Duty, number: int) -> Diagram[bool]:
    """Whether a duty is shown with one of its `do_when`: the first that is true."""
    earlier = [ends.holds(one.when) for one in duty.do_when[:number]]
    sure = ends.diagrams.each(
        lambda shown: shown.weight >= 0 and (shown.fires or not duty.do_if_unsure),
        ends.shown[duty.id],
    )
    return ends.without(ends.both(sure, ends.holds(duty.do_when[number].when)), *earlier)


def _shown(ends: Ends, duty: Duty) -> Diagram[object]:
    """With what content a duty is shown; rules with the same content come to the same."""
    same = {number: _first_like(duty.rules, rule) for number, rule in enumerate(duty.rules)}

    def content(shown: Shown) -> object:
        return shown._replace(place=same.get(-shown.place, shown.place))

    return ends.diagrams.each(content, ends.shown[duty.id])


def _first_like(rules: tuple[Rule, ...], rule: Rule) -> int:
    """Minus one and below, so that it is never mistaken for a place that was left as it is."""
    contents = [(one.strength, one.cites, one.deadline, one.why, one.do) for one in rules]
    return -1 - contents.index((rule.strength, rule.cites, rule.deadline, rule.why, rule.do))


def _facts_with_unknown(duty: Duty) -> frozenset[str]:
    """Facts whose "I don't know" a rule takes for an answer: the duty is then not certain."""
    atoms = (atom for rule in duty.rules for atom in atoms_of(rule.when))
    return frozenset(atom.fact for atom in atoms if UNKNOWN in atom.values)


def _leans(ends: Ends, duty: Duty, fact: str) -> Diagram[bool]:
    values = ends.values[fact]
    is_unknown = ends.diagrams.by_option(ends.level[fact], [one == UNKNOWN for one in values])
    return ends.both(ends.has(duty.id), ends.asked[fact], is_unknown)
