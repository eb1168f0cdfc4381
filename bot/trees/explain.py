"""Why not: for every duty that does not apply, the answers that rule it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.trees.logic import decide, grounds, is_asked
from bot.trees.model import UNKNOWN
from bot.trees.reach import Can, can_change
from bot.trees.walk import answer_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Duty, Tree
    from bot.trees.walk import Walk


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A duty that does not apply.

    Attributes:
        id: The duty.
        title: What it is.
        because: The answers that rule it out: fact -> value. They do so by themselves, and without
            any one of them the duty would not be ruled out. Where it is not ruled out: the answers
            that leave it open.
        is_ruled_out: False where an "I don't know" leaves it open, so that a person decides.
    """

    id: str
    title: str
    because: Mapping[str, str]
    is_ruled_out: bool


def why_not(walk: Walk) -> tuple[WhyNot, ...]:
    """Every duty that does not apply, and why; in the middle of a walk those that cannot come."""
    answers = {asked.fact: asked.answer for asked in walk.asked}
    shown = {duty.id for duty in walk.outcome.duties}
    is_ended = walk.next is None
    found = []
    for duty in walk.tree.duties.values():
        if duty.id in shown or (duty.handoff and not is_ended):
            continue
        if all(decide(rule.when, answers) is False for rule in duty.rules):
            found.append(WhyNot(duty.id, duty.title, _ruled_out(duty, answers), is_ruled_out=True))
        elif is_ended:
            found.append(WhyNot(duty.id, duty.title, _left_open(duty, answers), is_ruled_out=False))
    return tuple(found)


def why_not_words(tree: Tree, one: WhyNot) -> str:
    """The reason in words: `Ruled out by your answers: Looked after: no`."""
    said = "; ".join(
        f"{tree.facts[fact].label}: {answer_words(tree, fact, value)}"
        for fact, value in one.because.items()
    )
    if not said:
        return "Nothing that can be answered brings it about."
    if one.is_ruled_out:
        return f"Ruled out by your answers: {said}."
    return f"Not ruled out. It is left open by: {said}."


def explain_json(walk: Walk) -> dict[str, object]:
    """`why_not` and `asked_because`, as `outcome --json --explain` adds them."""
    return {
        "why_not": [
            {
                "id": one.id,
                "title": one.title,
                "ruled_out": one.is_ruled_out,
                "because": dict(one.because),
            }
            for one in why_not(walk)
        ],
        "asked_because": [
            {
                "fact": fact,
                "can_change": [
                    {"id": change.id, "what": change.what.value}
                    for change in can_change(walk.tree, before, (fact,))
                ],
            }
            for fact, before in before_each(walk).items()
        ],
    }


def explain_text(walk: Walk) -> str:
    """The same in words."""
    tree = walk.tree
    lines = ["WHY NOT"]
    lines += [f"- {one.title}. {why_not_words(tree, one)}" for one in why_not(walk)]
    lines += ["", "WHY EACH QUESTION WAS ASKED"]
    for fact, before in before_each(walk).items():
        lines.append(f"- {tree.facts[fact].label}: {can_change_words(tree, before, (fact,))}")
    return "\n".join(lines) + "\n"


def can_change_words(tree: Tree, before: Mapping[str, str], facts: tuple[str, ...]) -> str:
    """What an answer can still change, in words: titles, and of what."""
    changes = can_change(tree, before, facts)
    heads = {Can.OWE: "it can change", Can.DATE: "the date of", Can.WORDS: "the wording of"}
    parts = []
    for what, head in heads.items():
        titles = [change.title for change in changes if change.what is what]
        parts += [f"{head}: {', '.join(titles)}"] if titles else []
    return "; ".join(parts) or "it changes nothing here but the record"


def before_each(walk: Walk) -> dict[str, dict[str, str]]:
    """For every fact asked so far and next the answers given before its screen, in order."""
    answers = {asked.fact: asked.answer for asked in walk.asked}
    before: dict[str, str] = {}
    found: dict[str, dict[str, str]] = {}
    for question in walk.tree.questions:
        if not is_asked(question.when, before):
            continue
        new = [fact for fact in question.asks if fact not in found]
        found.update((fact, dict(before)) for fact in new)
        before.update((fact, answers[fact]) for fact in new if fact in answers)
        if question == walk.next:
            break
    return found


def _ruled_out(duty: Duty, answers: Mapping[str, str]) -> dict[str, str]:
    """Enough answers to rule a duty out, and no more; the earliest, and one alone if it can."""

    def are_enough(facts: set[str]) -> bool:
        only = {fact: answers[fact] for fact in facts}
        return all(decide(rule.when, only) is False for rule in duty.rules)

    if are_enough(set()):
        return {}
    alone = next((fact for fact in answers if are_enough({fact})), None)
    if alone:
        return {alone: answers[alone]}
    kept: set[str] = set().union(*(grounds(rule.when, answers) for rule in duty.rules))
    for fact in reversed(list(answers)):
        if fact in kept and are_enough(kept - {fact}):
            kept.remove(fact)
    return {fact: value for fact, value in answers.items() if fact in kept}


def _left_open(duty: Duty, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that leave it open: "I don't know", or what was not asked because of them."""
    open_rules = [rule for rule in duty.rules if decide(rule.when, answers) is None]
    facts = set().union(*(grounds(rule.when, answers) for rule in open_rules))
    return {f: value for f, value in answers.items() if f in facts and value == UNKNOWN}
