"""Declared implications: where some answers are given, some duties are there, and others are not.

Code P406 of `bot.trees.prove`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.content.sources import Modality
from bot.trees.invariants import own_words
from bot.trees.proof.certain import certain
from bot.trees.proof.effects import wordings
from bot.trees.proof.ends import UNSETTLED
from bot.trees.proof.findings import Claim, Finding, findings_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.invariants import Implies, Wanted
    from bot.trees.model import Duty
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.effects import Effect
    from bot.trees.proof.ends import Ends, Shown

_Named: TypeAlias = "tuple[str, Diagram[bool]]"
"""Something in words, and where it is."""


def implies(ends: Ends, claim: Implies, place: str, all_effects: tuple[Effect, ...]) -> Claim:
    """P406: an implication holds at every end, and there is an end of which it speaks."""
    where = (ends.not_excluded if claim.even_if_not_known else ends.holds)(claim.when)
    if where is ends.no:
        return Claim(claim.name, (Finding("P406", place, f"'{claim.name}' speaks of no case"),))
    named = tuple(_named(ends, claim, all_effects))
    broken = (
        *_missing(ends, claim, where, named),
        *_too_much(ends, claim, where, named),
    )
    found = [
        finding
        for text, wrong in broken
        for finding in findings_where(ends, "P406", place, f"'{claim.name}': {text}", wrong)
    ]
    return Claim(claim.name, tuple(found))


def _missing(
    ends: Ends, claim: Implies, where: Diagram[bool], named: tuple[_Named, ...]
) -> Iterator[_Named]:
    for words, there in named:
        yield f"{words} is missing", ends.without(where, there)
    if claim.any_of:
        names = ", ".join(_words(wanted) for wanted in claim.any_of)
        missing = ends.without(where, *(_has(ends, wanted) for wanted in claim.any_of))
        yield f"each of these is missing: {names}", missing


def _too_much(
    ends: Ends, claim: Implies, where: Diagram[bool], named: tuple[_Named, ...]
) -> Iterator[_Named]:
    for wanted in claim.none_of:
        yield f"{_words(wanted)} is there", ends.both(where, _has(ends, wanted))
    if not claim.only:
        return
    for words, there in named:
        yield f"{words} is there in another case", ends.without(there, where)
    not_settled = ends.without(where, ends.holds(claim.when))
    for wanted in claim.all_of:
        settled = ends.has_settled(wanted.duty, wanted.strength.weight)
        words = f"{_words(wanted)} is there as if nothing were unknown"
        yield words, ends.both(not_settled, settled)


def _named(ends: Ends, claim: Implies, all_effects: tuple[Effect, ...]) -> Iterator[_Named]:
    """What `all_of` and `says` name, and where it is there."""
    for wanted in claim.all_of:
        yield _words(wanted), _has(ends, wanted)
    for start in claim.says:
        yield f"the sentence '{start}...'", _said(ends, start, all_effects)


def _said(ends: Ends, start: str, all_effects: tuple[Effect, ...]) -> Diagram[bool]:
    """Where a sentence or wording that begins so holds, whoever has to decide."""
    items = (item.when for item in ends.tree.no_duty if item.because.startswith(start))
    shown = [one.diagram for one in all_effects if one.detail.startswith(start)]
    return ends.either(
        *map(ends.holds, items),
        *(ends.differ(one, ends.no) for one in shown),
        *(_read(ends, duty, start) for duty in ends.tree.duties.values()),
    )


def _read(ends: Ends, duty: Duty, start: str) -> Diagram[bool]:
    """Where a duty is read in words that begin so and are not of `do_when` (see `wordings`)."""
    if not any(text.startswith(start) for text in own_words(duty)):
        return ends.no
    sure = certain(ends, duty)
    rules = {-number: rule for number, rule in enumerate(duty.rules)}
    if duty.unsettled is not None:
        rules[UNSETTLED] = duty.unsettled

    def begins_so(shown: Shown, *, is_certain: bool) -> bool:
        if shown.weight < 0:
            return False
        if duty.do_if_unsure and not is_certain:
            return duty.do_if_unsure.startswith(start)
        return (rules[shown.place].do or duty.do).startswith(start)

    read = ends.diagrams.combine(
        lambda shown, is_certain: begins_so(shown, is_certain=is_certain),
        ends.shown[duty.id],
        sure,
    )
    return ends.without(read, *wordings(ends, duty, sure))


def _has(ends: Ends, wanted: Wanted) -> Diagram[bool]:
    return ends.has(wanted.duty, wanted.strength.weight)


def _words(wanted: Wanted) -> str:
    strength = "" if wanted.strength is Modality.MAY else f" as a {wanted.strength}"
    return f"'{wanted.duty}'{strength}"
