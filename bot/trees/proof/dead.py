"""Nothing in a tree is dead: each duty, rule, wording, question and answer makes a difference.

Code P405 of `bot.trees.prove`. What can never show is an error. An answer that never changes
anything, and a question in a place where no answer to it can change anything, are worth a look:
an author says with the invariant `alike` that it is meant so, and then it is proved.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from bot.content.problems import Severity
from bot.trees.invariants import Alike
from bot.trees.model import UNKNOWN, FactKind
from bot.trees.proof.ends import UNSETTLED
from bot.trees.proof.findings import Claim, Finding, witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.model import Duty
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.effects import Effect
    from bot.trees.proof.ends import Ends


def no_dead_duty(ends: Ends, all_effects: tuple[Effect, ...]) -> Claim:
    """P405: every duty, rule and wording shows somewhere, and so does every `no_duty`."""
    found = [
        finding
        for duty in ends.tree.duties.values()
        for finding in _dead_parts(ends, duty, all_effects)
    ]
    handed_over = ends.handed_over()
    for number, item in enumerate(ends.tree.no_duty):
        if ends.without(ends.holds(item.when), handed_over) is ends.no:
            text = f"this is never said: {item.because[:60]}..."
            found.append(Finding("P405", f"no_duty.{number}", text))
    return Claim("every duty, rule and wording shows somewhere", tuple(found))


def no_dead_question(ends: Ends, all_effects: tuple[Effect, ...]) -> Claim:
    """P405: every question is asked somewhere, and some answer to it changes something."""
    found = []
    for question in ends.tree.questions:
        place = f"questions.{question.id}"
        if ends.reached[question.id] is ends.no:
            text = f"'{question.id}' never asks anything new"
            found.append(Finding("P405", place, text))
            continue
        for fact in question.asks:
            if not _matters(ends, fact, all_effects):
                text = f"no answer to '{fact}' ever changes anything"
                found.append(Finding("P405", place, text))
    return Claim("every question is asked, and its answer counts", tuple(found))


def no_idle_question(ends: Ends, all_effects: tuple[Effect, ...]) -> Claim:
    """P405 (advisory): wherever a question is asked, some answer to it can change something.

    Looked at only where nothing before it is unknown: what is not known now may be known later.
    """
    found = []
    earlier: set[str] = set()
    doubt = ends.no
    for question in ends.tree.questions:
        useful = ends.either(*(_can_change(ends, fact, all_effects) for fact in question.asks))
        useful = ends.diagrams.somewhere(useful, len(earlier))
        idle = witness(ends, ends.without(ends.reached[question.id], useful, doubt))
        new = [fact for fact in question.asks if fact not in earlier]
        earlier.update(new)
        unsure = (ends.answered(fact, UNKNOWN) for fact in new if UNKNOWN in ends.values[fact])
        doubt = ends.either(doubt, *unsure)
        if idle is not None:
            text = f"'{question.id}' is asked where no answer to it can change anything"
            place = f"questions.{question.id}"
            found.append(Finding("P405", place, text, idle, Severity.ADVISORY))
    return Claim("no question is asked in vain", tuple(found))


def no_dead_answer(ends: Ends, all_effects: tuple[Effect, ...]) -> Claim:
    """P405 (advisory): no two answers come to the same, unless the file says so."""
    found = []
    for fact in ends.tree.facts.values():
        if fact.kind is FactKind.DATE:
            continue
        declared = _declared(ends, fact.id)
        for group in _same(ends, fact.id, all_effects):
            if len(group) > 1 and not any(set(group) <= values for values in declared):
                text = f"these answers to '{fact.id}' come to the same: {', '.join(group)}"
                place = f"facts.{fact.id}"
                found.append(Finding("P405", place, text, {}, Severity.ADVISORY))
    return Claim("every answer makes a difference, or is said to make none", tuple(found))


def alike(ends: Ends, claim: Alike, place: str, all_effects: tuple[Effect, ...]) -> Claim:
    """P406: some answers make no difference to anybody's duties."""
    found = []
    for fact, values in claim.alike.items():
        for one, other in combinations(values, 2):
            effect, wrong = _first_difference(ends, (fact, one, other), all_effects)
            shown = witness(ends, wrong, (fact, one, other))
            if shown is not None:
                text = f"'{claim.name}': '{other}' in place of '{one}' changes {effect}"
                found.append(Finding("P406", place, text, shown))
    return Claim(claim.name, tuple(found))


def _dead_parts(ends: Ends, duty: Duty, all_effects: tuple[Effect, ...]) -> Iterator[Finding]:
    shown = ends.diagrams.values(ends.shown[duty.id])
    if all(one.weight < 0 for one in shown):
        yield Finding("P405", f"duties.{duty.id}", f"'{duty.id}' is never shown")
        return
    places = {one.place for one in shown if one.weight >= 0 and one.place != UNSETTLED}
    for number, truth in enumerate(ends.fires[duty.id]):
        never_first = -number not in places and not duty.handoff
        if never_first or True not in ends.diagrams.values(truth):
            text = f"this rule of '{duty.id}' never decides anything"
            yield Finding("P405", f"duties.{duty.id}.rules.{number}", text)
    seen = {one.detail for one in all_effects if one.diagram is not ends.no}
    for number, worded in enumerate(duty.do_when, start=1):
        if worded.do not in seen:
            text = f"wording {number} of '{duty.id}' is never shown"
            yield Finding("P405", f"duties.{duty.id}", text)


def _matters(ends: Ends, fact: str, all_effects: tuple[Effect, ...]) -> bool:
    return _starts_a_deadline(ends, fact) is not ends.no or any(
        fact in ends.looked_at(effect.diagram) for effect in all_effects
    )


def _can_change(ends: Ends, fact: str, all_effects: tuple[Effect, ...]) -> Diagram[bool]:
    """Where, with everything else as it is, two answers differ in an effect."""
    differ = _starts_a_deadline(ends, fact)
    for effect in all_effects:
        if fact in ends.looked_at(effect.diagram):
            given = [ends.with_answer(effect.diagram, fact, one) for one in ends.values[fact]]
            for one, other in pairwise(dict.fromkeys(given)):
                differ = ends.either(differ, ends.differ(one, other))
    return differ


def _starts_a_deadline(ends: Ends, fact: str) -> Diagram[bool]:
    """Where a duty is shown whose deadline runs from this fact."""
    found = ends.no
    for duty in ends.tree.duties.values():
        places = {
            -number for number, rule in enumerate(duty.rules) if rule.deadline.from_fact == fact
        }
        if duty.unsettled is not None and duty.unsettled.deadline.from_fact == fact:
            places.add(UNSETTLED)
        if places:
            found = ends.either(found, ends.shown_by(duty.id, frozenset(places)))
    return found


def _same(ends: Ends, fact: str, all_effects: tuple[Effect, ...]) -> tuple[tuple[str, ...], ...]:
    """The values of a fact in groups that come to the same everywhere."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for value in ends.values[fact]:
        if value != UNKNOWN:
            given = (ends.with_answer(one.diagram, fact, value) for one in all_effects)
            groups.setdefault(tuple(map(id, given)), []).append(value)
    return tuple(tuple(group) for group in groups.values())


def _declared(ends: Ends, fact: str) -> list[set[str]]:
    found = (item for item in ends.tree.invariants if isinstance(item, Alike))
    return [set(item.alike[fact]) for item in found if fact in item.alike]


def _first_difference(
    ends: Ends, change: tuple[str, str, str], all_effects: tuple[Effect, ...]
) -> tuple[str, Diagram[bool]]:
    fact, one, other = change
    for effect in all_effects:
        left = ends.with_answer(effect.diagram, fact, one)
        right = ends.with_answer(effect.diagram, fact, other)
        if left is not right:
            return effect.what, ends.differ(left, right)
    return "", ends.no
