"""The claims that keep people safe, compared with walking every combination of answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations as pairs
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.sources import Modality
from bot.trees.invariants import (
    AlwaysAsked,
    EveryEndHas,
    Monotone,
    NeverTogether,
)
from bot.trees.model import UNKNOWN
from bot.trees.proof import safety
from bot.trees.proof.ends import Ends
from tests.trees.made import NAMES, combinations, trees, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.trees.model import Tree
    from bot.trees.proof.findings import Claim, Finding

DUTIES = ("duty0", "duty1", "duty2")
HANDOFF = "duty0"
_trees = settings(max_examples=25)


def _strengths(made: Tree, answers: Mapping[str, str]) -> dict[str, int]:
    outcome = walk(made, dict(answers)).outcome
    return {due.id: due.strength.weight for due in outcome.duties}


def _remembered(made: Tree) -> Callable[[Mapping[str, str]], dict[str, int]]:
    """The strengths for any answers, each walk walked once."""
    memo: dict[tuple[str | None, ...], dict[str, int]] = {}

    def strengths(answers: Mapping[str, str]) -> dict[str, int]:
        key = tuple(map(answers.get, NAMES))
        if key not in memo:
            memo[key] = _strengths(made, answers)
        return memo[key]

    return strengths


def _asked(made: Tree, answers: Mapping[str, str]) -> dict[str, str]:
    return {one.fact: one.answer for one in walk(made, dict(answers)).asked}


def _one(claim: Claim) -> Finding | None:
    assert len(claim.findings) <= 1
    return claim.findings[0] if claim.findings else None


def _full(made: Tree, witness: Mapping[str, str]) -> dict[str, str]:
    """The witness names every fact that is asked: walking it reaches an end."""
    assert walk(made, dict(witness)).next is None
    return dict(witness)


@_trees
@given(trees())
def test_an_end_with_nothing_is_found(made: Tree) -> None:
    """P401 exactly where a combination has neither a duty nor a reason; the witness is one."""

    def is_empty(answers: Mapping[str, str]) -> bool:
        outcome = walk(made, dict(answers)).outcome
        return not outcome.duties and not outcome.no_duty

    found = _one(safety.every_end(Ends(made)))

    assert (found is not None) is any(map(is_empty, combinations(made)))
    assert found is None or is_empty(_full(made, found.witness))


@_trees
@given(trees(), st.sets(st.sampled_from(["must", "should", "may", "no_duty"]), min_size=1))
def test_an_end_without_a_declared_kind_is_found(made: Tree, kinds: set[str]) -> None:
    """P401 counts only the declared strengths, and `no_duty` only where it is declared."""

    def is_bare(answers: Mapping[str, str]) -> bool:
        outcome = walk(made, dict(answers)).outcome
        has = {due.strength.value for due in outcome.duties}
        has |= {"no_duty"} if outcome.no_duty else set()
        return not has & kinds

    claim = EveryEndHas("kinds", tuple(sorted(kinds)))
    found = _one(safety.ends_have(Ends(made), claim, "tree"))

    assert (found is not None) is any(map(is_bare, combinations(made)))
    assert found is None or is_bare(_full(made, found.witness))


@_trees
@given(made=trees(), covered=st.booleans())
def test_a_must_lost_by_doubt_is_found(made: Tree, *, covered: bool) -> None:
    """P402 exactly where an answer that becomes unknown loses the must and what covers it."""
    covers = {HANDOFF: DUTIES[1:]} if covered else {}
    made = replace(made, invariants=(Monotone("m", covers=covers),))

    def kept(answers: Mapping[str, str], duty: str) -> bool:
        has = strengths(answers)
        is_covered = covered and duty != HANDOFF and HANDOFF in has
        return has.get(duty, 0) == Modality.MUST.weight or is_covered

    strengths = _remembered(made)
    claims = {claim.name.split(": ")[1]: claim for claim in safety.nothing_lost(Ends(made))}
    for duty in made.duties.values():
        if all(rule.strength is not Modality.MUST for rule in duty.rules):
            assert duty.id not in claims
            continue
        lost = {
            fact
            for answers in combinations(made)
            for fact in NAMES
            if kept(answers, duty.id) and not kept(answers | {fact: UNKNOWN}, duty.id)
        }
        findings = claims[duty.id].findings

        assert {finding.text.split("'")[3] for finding in findings} == lost
        for finding in findings:
            fact = finding.text.split("'")[3]
            before = _full(made, finding.witness)
            assert kept(before, duty.id)
            assert not kept(_full(made, before | {fact: UNKNOWN}), duty.id)


@_trees
@given(trees())
def test_a_must_lost_by_a_worse_answer_is_found(made: Tree) -> None:
    """P402 exactly where a declared worse answer loses a must."""
    made = replace(made, invariants=(Monotone("m", worse={"a": ("no", "yes")}),))
    must, strengths = Modality.MUST.weight, _remembered(made)
    claims = {
        claim.name.rsplit(": ", maxsplit=1)[1]: claim
        for claim in safety.nothing_lost(Ends(made))
        if "worse" in claim.name
    }
    for id_, claim in claims.items():
        lost = [
            answers
            for answers in combinations(made)
            if answers["a"] == "no"
            and strengths(answers).get(id_) == must
            and strengths(answers | {"a": "yes"}).get(id_) != must
        ]
        found = _one(claim)

        assert (found is not None) is bool(lost)
        if found is not None:
            assert found.place == "invariants.0"
            assert _strengths(made, found.witness)[id_] == must
            assert _strengths(made, {**found.witness, "a": "yes"}).get(id_) != must


@_trees
@given(trees(), st.sampled_from(NAMES))
def test_a_path_that_does_not_ask_is_found(made: Tree, fact: str) -> None:
    """P403 exactly where some combination does not ask the fact."""
    found = _one(safety.always_asked(Ends(made), AlwaysAsked("asked", fact), "tree"))

    assert (found is not None) is any(
        fact not in _asked(made, answers) for answers in combinations(made)
    )
    assert found is None or fact not in _asked(made, _full(made, found.witness))


@_trees
@given(trees())
def test_duties_that_meet_are_found(made: Tree) -> None:
    """P404 for exactly those declared pairs that some combination owes at once."""
    claim = safety.never_together(Ends(made), NeverTogether("apart", DUTIES), "tree")
    meet = {
        pair
        for answers in combinations(made)
        for pair in pairs(DUTIES, 2)
        if set(pair) <= _strengths(made, answers).keys()
    }

    assert {(item.text.split("'")[1], item.text.split("'")[3]) for item in claim.findings} == meet
    for item in claim.findings:
        both = {item.text.split("'")[1], item.text.split("'")[3]}
        assert both <= _strengths(made, _full(made, item.witness)).keys()
