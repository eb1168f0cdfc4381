"""What the answers can change: everything that a practitioner sees of an end, as diagrams.

Two answers come to the same where all effects are the same, whatever the other answers are. Left
out are only the answers themselves (they stand in the record), the date that a date fact gives, and
the mark "not certain" where it changes no wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.trees.logic import atoms_of
from bot.trees.model import UNKNOWN
from bot.trees.proof.ends import UNSETTLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.model import Duty, Rule
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
        yield Effect(what, "", _shown(ends, duty))
        for number, worded in enumerate(duty.do_when):
            yield Effect(what, worded.do, wording(ends, duty, number))
        for fact in _facts_with_unknown(duty):
            yield Effect(what, f"not certain: {fact}", _leans(ends, duty, fact))
        if duty.handoff:
            for why, said in _reasons(ends, duty).items():
                yield Effect(what, why, said)
    handed_over = ends.handed_over()
    for item in ends.tree.no_duty:
        said = ends.without(ends.holds(item.when), handed_over)
        yield Effect(f"the sentence '{item.because[:40]}...'", item.because, said)


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
    contents = {-number: _content(rule) for number, rule in enumerate(duty.rules)}
    if duty.unsettled is not None:
        contents[UNSETTLED] = _content(duty.unsettled)

    def content(shown: Shown) -> object:
        if shown.weight < 0:
            return False
        return shown.weight, shown.fires, contents[shown.place]

    return ends.diagrams.each(content, ends.shown[duty.id])


def _content(rule: Rule) -> str:
    return repr((rule.strength, rule.cites, rule.deadline, rule.why, rule.do))


def _reasons(ends: Ends, duty: Duty) -> dict[str, Diagram[bool]]:
    """Reason -> where it is given."""
    said: dict[str, Diagram[bool]] = {}
    for rule in duty.rules:
        said[rule.why] = ends.either(said.get(rule.why, ends.no), ends.holds(rule.when))
    return said


def _facts_with_unknown(duty: Duty) -> tuple[str, ...]:
    """Facts whose "I don't know" a rule takes for an answer: the duty is then not certain."""
    atoms = (atom for rule in duty.rules for atom in atoms_of(rule.when))
    return tuple(dict.fromkeys(atom.fact for atom in atoms if UNKNOWN in atom.values))


def _leans(ends: Ends, duty: Duty, fact: str) -> Diagram[bool]:
    values = ends.values[fact]
    is_unknown = ends.diagrams.by_option(ends.level[fact], [one == UNKNOWN for one in values])
    return ends.both(ends.has(duty.id), ends.asked[fact], is_unknown)
