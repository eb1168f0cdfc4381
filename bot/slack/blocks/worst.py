"""The longest card that a tree could lead to, whether or not its answers can occur together."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.guide.cards import WalkView
from bot.guide.ports_walks import WalkRecord, WalkState
from bot.trees.deadline import when_due
from bot.trees.logic import facts_of
from bot.trees.model import FactKind
from bot.trees.walk import Asked, DutyDue, Handoff, Outcome, Walk, answer_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.trees.model import Duty, Fact, Question, Rule, Tree

_ID = "0" * 32
_REVISION = 9999


def longest_answers(tree: Tree, today: date) -> dict[str, str]:
    """Every fact with the answer whose words are longest; a day where days are asked for."""

    def longest(fact: Fact) -> str:
        if fact.kind is FactKind.DATE:
            return today.isoformat()
        return max(fact.values, key=lambda value: len(answer_words(tree, fact.id, value)))

    return {fact.id: longest(fact) for fact in tree.facts.values()}


def view_at(tree: Tree, question: Question | None, today: date) -> WalkView:
    """A walk at a question with everything else answered at length; at its outcome for None.

    The outcome holds every duty at once, each in its longest wording.
    """
    answers = longest_answers(tree, today)
    asks = question.asks if question else ()
    walk = Walk(
        tree=tree,
        asked=tuple(Asked(fact, value) for fact, value in answers.items() if fact not in asks),
        next=question,
        missing=asks,
        parked={},
        outcome=_everything(tree, answers),
        step=len(tree.questions),
        about=len(tree.questions),
    )
    return WalkView(record=record_of(tree, answers, today), walk=walk, referral="")


def record_of(tree: Tree, answers: Mapping[str, str], today: date) -> WalkRecord:
    """A walk as the register would hold it."""
    now = datetime.combine(today, time(12), tzinfo=UTC)
    return WalkRecord(
        id=_ID,
        person_id="check",
        tree_id=tree.id,
        tree_version=tree.version,
        tree_hash=tree.hash,
        answers=answers,
        revision=_REVISION,
        state=WalkState.OPEN,
        card="",
        started_at=now,
        changed_at=now,
    )


def _everything(tree: Tree, answers: Mapping[str, str]) -> Outcome:
    duties = tuple(_at_length(tree, duty, answers) for duty in tree.duties.values())
    asked_of = next((duty for duty in duties if duty.handoff), None)
    handoff = Handoff(asked_of.contact, " ".join(asked_of.reasons)) if asked_of else None
    return Outcome(duties=duties, handoff=handoff, no_duty=tree.no_duty)


def _at_length(tree: Tree, duty: Duty, answers: Mapping[str, str]) -> DutyDue:
    rules = (*duty.rules, *([duty.unsettled] if duty.unsettled else []))
    rule = max(rules, key=lambda one: (one.strength.weight, len(one.cites)))
    due, when = max((when_due(one.deadline, tree, answers) for one in rules), key=_length)
    facts = {fact for one in duty.rules for fact in facts_of(one.when)}
    return DutyDue(
        id=duty.id,
        title=duty.title,
        strength=rule.strength,
        certain=False,
        who=duty.who,
        do=max(_wordings(duty, rules), key=len),
        contact=duty.contact,
        because={fact: value for fact, value in answers.items() if fact in facts},
        cites=rule.cites,
        due=due,
        when=when,
        reasons=tuple(dict.fromkeys(one.why for one in rules if one.why)),
        first=duty.first,
        handoff=duty.handoff,
    )


def _length(when: tuple[object | None, str]) -> tuple[bool, int]:
    return when[0] is not None, len(when[1])


def _wordings(duty: Duty, rules: tuple[Rule, ...]) -> list[str]:
    fixed = [duty.do, duty.do_if_unsure, *(wording.do for wording in duty.do_when)]
    return [*fixed, *(rule.do for rule in rules)]
