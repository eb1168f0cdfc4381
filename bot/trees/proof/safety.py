"""The claims that keep people safe: nobody leaves with nothing, and no must is ever lost.

Codes P401 to P404 of `bot.trees.prove`.

No must is lost, step by step: what keeps a must is the must itself, or a duty that covers it
because a person then decides. Where every single answer that becomes "I don't know" leaves one of
these in place, so does any number of them, one after the other.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bot.content.sources import Modality
from bot.trees.invariants import (
    NO_DUTY,
    AlwaysAsked,
    EveryEndHas,
    Monotone,
    NeverTogether,
)
from bot.trees.model import UNKNOWN
from bot.trees.proof.findings import Claim, Finding, findings_where, witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends

_MUST = Modality.MUST.weight
_ANYTHING = (Modality.MUST, Modality.SHOULD, Modality.MAY, NO_DUTY)


def every_end(ends: Ends) -> Claim:
    """P401: every end has a duty, or says what is not owed and why."""
    claim = EveryEndHas("every end has a duty, or says why there is none", _ANYTHING)
    return ends_have(ends, claim, "tree")


def ends_have(ends: Ends, claim: EveryEndHas, place: str) -> Claim:
    """P401: every end has something of these kinds."""
    weights = [Modality(kind).weight for kind in claim.kinds if kind != NO_DUTY]
    there = [
        ends.diagrams.each(lambda shown: shown.weight in weights, shown)
        for shown in ends.shown.values()
    ]
    if NO_DUTY in claim.kinds:
        asked = ends.handed_over()
        there += [ends.without(ends.holds(item.when), asked) for item in ends.tree.no_duty]
    text = f"an end has none of these: {', '.join(claim.kinds)}"
    return Claim(
        claim.name, findings_where(ends, "P401", place, text, ends.without(ends.yes, *there))
    )


def nothing_lost(ends: Ends) -> Iterator[Claim]:
    """P402: for each duty that can be a must, that neither doubt nor a worse answer loses it."""
    worse = [
        (f"invariants.{number}", fact, values)
        for number, item in enumerate(ends.tree.invariants)
        if isinstance(item, Monotone)
        for fact, values in item.worse.items()
    ]
    for duty in ends.tree.duties.values():
        if any(rule.strength is Modality.MUST for rule in duty.rules):
            covers = [ends.has(cover) for cover in _covers(ends, duty.id)]
            must = ends.has(duty.id, _MUST)
            kept = ends.either(must, *covers)
            yield Claim(
                f"a must is never lost by an I-don't-know: {duty.id}",
                tuple(_lost_by_doubt(ends, duty.id, must, kept)),
            )
            if worse:
                found = [
                    finding
                    for place, fact, values in worse
                    for finding in _lost_by_worse(
                        ends, (duty.id, place), (fact, values), must, kept
                    )
                ]
                yield Claim(f"a must is never lost by a worse answer: {duty.id}", tuple(found))


def always_asked(ends: Ends, claim: AlwaysAsked, place: str) -> Claim:
    """P403: a fact is asked on every path."""
    text = f"'{claim.fact}' is not asked on this path"
    skipped = ends.without(ends.yes, ends.asked[claim.fact])
    return Claim(claim.name, findings_where(ends, "P403", place, text, skipped))


def never_together(ends: Ends, claim: NeverTogether, place: str) -> Claim:
    """P404: no two of some duties are owed at once."""
    found: list[Finding] = []
    for one, other in combinations(claim.duties, 2):
        text = f"'{one}' and '{other}' are owed at once"
        found += findings_where(
            ends, "P404", place, text, ends.both(ends.has(one), ends.has(other))
        )
    return Claim(claim.name, tuple(found))


def _covers(ends: Ends, duty: str) -> tuple[str, ...]:
    monotone = (item for item in ends.tree.invariants if isinstance(item, Monotone))
    found = (cover for item in monotone for cover, duties in item.covers.items() if duty in duties)
    return tuple(dict.fromkeys(found))


def _lost_by_doubt(
    ends: Ends, duty: str, must: Diagram[bool], kept: Diagram[bool]
) -> Iterator[Finding]:
    for fact, values in ends.values.items():
        for value in values if UNKNOWN in values else ():
            place, change = f"duties.{duty}", (fact, value, UNKNOWN)
            found = _lost(ends, place, f"the must '{duty}' is", change, must, kept)
            if not found:
                text = f"the must '{duty}', or who decides in its place, is"
                found = _lost(ends, place, text, change, kept, kept)
            yield from found


def _lost_by_worse(
    ends: Ends,
    about: tuple[str, str],
    order: tuple[str, tuple[str, ...]],
    must: Diagram[bool],
    kept: Diagram[bool],
) -> Iterator[Finding]:
    duty, place = about
    fact, values = order
    for better, worse in combinations(values, 2):
        change = (fact, better, worse)
        yield from _lost(ends, place, f"the must '{duty}' is", change, must, kept)


def _lost(
    ends: Ends,
    place: str,
    what: str,
    change: tuple[str, str, str],
    before: Diagram[bool],
    after: Diagram[bool],
) -> tuple[Finding, ...]:
    fact, value, other = change
    lost = ends.without(ends.with_answer(before, fact, value), ends.with_answer(after, fact, other))
    found = witness(ends, lost, change)
    if found is None:
        return ()
    text = f"{what} lost where '{fact}' becomes '{other}'"
    return (Finding("P402", place, text, found),)
