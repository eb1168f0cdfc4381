"""Declared implications, compared with walking every combination of answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.sources import Modality
from bot.trees.invariants import Implies, Wanted
from bot.trees.logic import decide
from bot.trees.proof.effects import effects
from bot.trees.proof.ends import Ends
from bot.trees.proof.implied import implies
from tests.trees.made import NAMES, combinations, guards_over, trees, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Tree

DUTIES = ("duty0", "duty1", "duty2")
SAID = ("because", "duty0.0", "unsettled", "duty1.0", "duty1.1", "duty1.worded", "not sure")
"""Reasons and wordings of made trees: `duty1.1` is that of its second rule."""


def _strengths(made: Tree, answers: Mapping[str, str]) -> dict[str, int]:
    outcome = walk(made, dict(answers)).outcome
    return {due.id: due.strength.weight for due in outcome.duties}


def _asked(made: Tree, answers: Mapping[str, str]) -> dict[str, str]:
    return {one.fact: one.answer for one in walk(made, dict(answers)).asked}


def _says(made: Tree, answers: Mapping[str, str], said: tuple[str, ...]) -> bool:
    """Whether a reason or a duty in these words is there."""
    path = _asked(made, answers)
    because = [one.because for one in made.no_duty if decide(one.when, path)]
    read = [due.do for due in walk(made, dict(answers)).outcome.duties]
    return any(text.startswith(said) for text in (*because, *read))


def _settled(made: Tree, answers: Mapping[str, str], wanted: Wanted) -> bool:
    """Whether the rule that shows a duty is true: a rule of that strength is."""
    path = _asked(made, answers)
    weight = _strengths(made, answers)[wanted.duty]
    rules = made.duties[wanted.duty].rules
    return any(decide(one.when, path) and one.strength.weight == weight for one in rules)


_wanted = st.builds(Wanted, st.sampled_from(DUTIES), st.sampled_from([Modality.MUST, Modality.MAY]))


_claims = st.builds(
    Implies,
    st.just("says"),
    guards_over(NAMES),
    st.booleans(),
    st.lists(_wanted, max_size=1).map(tuple),
    st.lists(_wanted, max_size=2).map(tuple),
    st.lists(_wanted, max_size=1).map(tuple),
    st.sampled_from([(), *((said,) for said in SAID)]),
    st.booleans(),
)


def _unsure(made: Tree) -> Tree:
    """The tree with other words for a duty that is not certain."""
    duties = {id_: replace(duty, do_if_unsure="not sure") for id_, duty in made.duties.items()}
    return replace(made, duties=duties)


@settings(max_examples=60)
@given(trees() | trees().map(_unsure), _claims)
def test_an_invariant_that_does_not_hold_is_found(made: Tree, claim: Implies) -> None:
    """P406 exactly where some combination breaks it or none is spoken of; witnesses break it."""

    def speaks(answers: Mapping[str, str]) -> bool:
        truth = decide(claim.when, _asked(made, answers))
        return truth is True or (claim.even_if_not_known and truth is None)

    def breaks(answers: Mapping[str, str]) -> bool:
        has = _strengths(made, answers)
        wanted = {
            one: has.get(one.duty, -1) >= one.strength.weight
            for one in (*claim.all_of, *claim.any_of, *claim.none_of)
        }
        held = [wanted[one] for one in claim.all_of]
        held += [any(wanted[one] for one in claim.any_of)] if claim.any_of else []
        held += [not wanted[one] for one in claim.none_of]
        held += [_says(made, answers, claim.says)] if claim.says else []
        if not speaks(answers):
            named = [wanted[one] for one in claim.all_of]
            named += [_says(made, answers, claim.says)] if claim.says else []
            return claim.only and any(named)
        is_open = decide(claim.when, _asked(made, answers)) is None
        too_sure = [one for one in claim.all_of if wanted[one] and _settled(made, answers, one)]
        return not all(held) or bool(claim.only and is_open and too_sure)

    ends = Ends(made)
    findings = implies(ends, claim, "tree", effects(ends)).findings
    everything = list(combinations(made))

    if not any(map(speaks, everything)):
        assert [finding.text for finding in findings] == ["'says' speaks of no case"]
        return
    assert bool(findings) is any(map(breaks, everything))
    for finding in findings:
        assert walk(made, dict(finding.witness)).next is None
        assert breaks(finding.witness)
