"""Declared implications: where some answers are given, some duties are there, and others are not.

Code P406 of `bot.trees.prove`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.sources import Modality
from bot.trees.invariants import sentences
from bot.trees.proof.certain import certain
from bot.trees.proof.effects import wordings
from bot.trees.proof.findings import Claim, Finding, findings_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.invariants import Implies, Wanted
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends


def implies(ends: Ends, claim: Implies, place: str) -> Claim:
    """P406: an implication holds at every end, and there is an end of which it speaks."""
    where = (ends.not_excluded if claim.even_if_not_known else ends.holds)(claim.when)
    if where is ends.no:
        return Claim(claim.name, (Finding("P406", place, f"'{claim.name}' speaks of no case"),))
    broken = (*_missing(ends, claim, where), *_too_much(ends, claim, where))
    found = [
        finding
        for text, wrong in broken
        for finding in findings_where(ends, "P406", place, f"'{claim.name}': {text}", wrong)
    ]
    return Claim(claim.name, tuple(found))


def _missing(
    ends: Ends, claim: Implies, where: Diagram[bool]
) -> Iterator[tuple[str, Diagram[bool]]]:
    for words, there in _named(ends, claim):
        yield f"{words} is missing", ends.without(where, there)
    if claim.any_of:
        names = ", ".join(_words(wanted) for wanted in claim.any_of)
        missing = ends.without(where, *(_has(ends, wanted) for wanted in claim.any_of))
        yield f"each of these is missing: {names}", missing


def _too_much(
    ends: Ends, claim: Implies, where: Diagram[bool]
) -> Iterator[tuple[str, Diagram[bool]]]:
    for wanted in claim.none_of:
        yield f"{_words(wanted)} is there", ends.both(where, _has(ends, wanted))
    if not claim.only:
        return
    for words, there in _named(ends, claim):
        yield f"{words} is there in another case", ends.without(there, where)
    not_settled = ends.without(where, ends.holds(claim.when))
    for wanted in claim.all_of:
        settled = ends.has_settled(wanted.duty, wanted.strength.weight)
        words = f"{_words(wanted)} is there as if nothing were unknown"
        yield words, ends.both(not_settled, settled)


def _named(ends: Ends, claim: Implies) -> Iterator[tuple[str, Diagram[bool]]]:
    """What `all_of` and `says` name, and where it is there."""
    for wanted in claim.all_of:
        yield _words(wanted), _has(ends, wanted)
    for start in claim.says:
        yield f"the sentence '{start}...'", _said(ends, start)


def _said(ends: Ends, start: str) -> Diagram[bool]:
    """Where a sentence or wording that begins so holds."""
    said = [ends.holds(when) for text, when in sentences(ends.tree) if text.startswith(start)]
    for duty in ends.tree.duties.values():
        if any(worded.do.startswith(start) for worded in duty.do_when):
            shown = wordings(ends, duty, certain(ends, duty))
            pairs = zip(duty.do_when, shown, strict=True)
            said += [where for worded, where in pairs if worded.do.startswith(start)]
    return ends.either(*said)


def _has(ends: Ends, wanted: Wanted) -> Diagram[bool]:
    return ends.has(wanted.duty, wanted.strength.weight)


def _words(wanted: Wanted) -> str:
    strength = "" if wanted.strength is Modality.MAY else f" as a {wanted.strength}"
    return f"'{wanted.duty}'{strength}"
