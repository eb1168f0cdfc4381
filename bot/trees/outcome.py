"""From answers to duties: what has to happen, who has to do it, by when, and why.

Each duty is decided on its own. The strongest of its rules that fires is shown. Where an "I don't
know" leaves a rule open, the duty's `if_unknown` says what follows: a person is asked, or the duty
is shown as not certain. So an unknown weakens only the duties that depend on it, and never removes
one.

Before the walk has ended only what is certain whatever the rest is given. At its end a fact that
was not asked counts like an "I don't know": the safe reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.trees.deadline import when_due
from bot.trees.logic import decide, grounds
from bot.trees.model import UNKNOWN, IfUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.sources import Citation, Modality
    from bot.trees.logic import Truth
    from bot.trees.model import Duty, NoDuty, Rule, Tree
    from bot.workdays import Due


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A duty that applies.

    Attributes:
        id: The duty's id.
        title: What it is, as an order.
        strength: must, should or may.
        certain: False where an "I don't know" made it apply: worded "treat as".
        who: Whose duty it is.
        do: What to do, in the wording for this practitioner; `{contact:ID}` is left to be filled.
        contact: The id of the contact to ring about it, or empty.
        because: The answers that created it: fact -> value.
        cites: Its sources.
        due: Target and latest date with their counting, or None.
        when: Words where there is no date, and why there is none; else empty.
        reasons: Why it applies, where the tree's author wrote it down.
        first: Whether it is shown before everything else.
        handoff: Whether this is the duty to ask a person.
    """

    id: str
    title: str
    strength: Modality
    certain: bool
    who: str
    do: str
    contact: str
    because: Mapping[str, str]
    cites: tuple[Citation, ...]
    due: Due | None
    when: str
    reasons: tuple[str, ...]
    first: bool
    handoff: bool


@dataclass(frozen=True, slots=True)
class Handoff:
    """A person has to decide: the id of the contact, and why."""

    contact: str
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from the answers given so far.

    Attributes:
        duties: First what is shown before everything, then must, should, may; else in file order.
        handoff: Set exactly where the hand-off duty is among the duties.
        no_duty: What is not owed, and why. Empty where a person has to decide.
    """

    duties: tuple[DutyDue, ...]
    handoff: Handoff | None
    no_duty: tuple[NoDuty, ...]


class _Rules(NamedTuple):
    """The rules of a duty: those that fire, and those that are not settled."""

    firing: tuple[Rule, ...]
    open: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """The answers on the path, whether the walk has ended, and what that makes of every rule."""

    tree: Tree
    answers: Mapping[str, str]
    ended: bool
    rules: Mapping[str, _Rules]

    def stay_open(self, duty: Duty) -> tuple[Rule, ...]:
        """The rules that are open, and will stay so whatever else is answered."""
        found = self.rules[duty.id].open
        if self.ended:
            return found
        given = self.answers.keys()
        return tuple(rule for rule in found if grounds(rule.when, self.answers) <= given)

    def because(self, rules: tuple[Rule, ...]) -> dict[str, str]:
        """The answers on which these rules rest, in the order in which they were given."""
        facts = frozenset().union(*(grounds(rule.when, self.answers) for rule in rules))
        return {fact: value for fact, value in self.answers.items() if fact in facts}

    def not_known(self, rules: tuple[Rule, ...]) -> tuple[str, ...]:
        """The facts that leave these rules open."""
        facts = frozenset().union(*(grounds(rule.when, self.answers) for rule in rules))
        return tuple(
            fact
            for fact in self.tree.facts
            if fact in facts and self.answers.get(fact, UNKNOWN) == UNKNOWN
        )


def decide_outcome(tree: Tree, answers: Mapping[str, str], *, ended: bool) -> Outcome:
    """Decide every duty.

    Args:
        tree: The tree.
        answers: The answers on the path, in the order in which they were asked.
        ended: Whether nothing is left to ask.
    """
    rules = {duty.id: _rules_of(duty, answers) for duty in tree.duties.values()}
    case = _Case(tree, answers, ended, rules)
    duties = [due for duty in tree.duties.values() if (due := _decide_duty(duty, case))]
    duties.sort(key=lambda due: (not due.first, -due.strength.weight))
    asked_of = next((due for due in duties if due.handoff), None)
    handoff = Handoff(asked_of.contact, " ".join(asked_of.reasons)) if asked_of else None
    no_duty = () if handoff or not ended else _nothing_owed(case)
    return Outcome(tuple(duties), handoff, no_duty)


def _rules_of(duty: Duty, answers: Mapping[str, str]) -> _Rules:
    decided = [(rule, decide(rule.when, answers)) for rule in duty.rules]
    return _Rules(
        firing=tuple(rule for rule, truth in decided if truth),
        open=tuple(rule for rule, truth in decided if truth is None),
    )


def _nothing_owed(case: _Case) -> tuple[NoDuty, ...]:
    return tuple(item for item in case.tree.no_duty if decide(item.when, case.answers))


def _decide_duty(duty: Duty, case: _Case) -> DutyDue | None:
    if duty.handoff:
        return _decide_handoff(duty, case)
    firing = case.rules[duty.id].firing
    maybe = case.stay_open(duty) if duty.if_unknown is IfUnknown.APPLY else ()
    rule = _strongest((*firing, *maybe))
    if rule is None:
        return None
    certain = rule in firing and UNKNOWN not in case.because((rule,)).values()
    reasons = (rule.why,) if rule.why and rule in firing else ()
    return _due(duty, rule, case, certain=certain, reasons=reasons)


def _decide_handoff(duty: Duty, case: _Case) -> DutyDue | None:
    firing = case.rules[duty.id].firing
    maybe = case.stay_open(duty)
    unsettled = _unsettled_duties(case) if case.ended else ()
    if not (firing or maybe or unsettled):
        return None
    open_rules = tuple(rule for _, rules in unsettled for rule in rules)
    reasons = [rule.why for rule in firing]
    reasons += _why_open(() if firing else maybe, unsettled, case)
    chosen = _strongest(firing) or _strongest(maybe) or duty.unsettled
    if chosen is None:
        return None
    because = case.because((*firing, *maybe, *open_rules))
    return _due(
        duty,
        chosen,
        case,
        certain=any(UNKNOWN not in case.because((rule,)).values() for rule in firing),
        reasons=tuple(dict.fromkeys(reasons)),
        because=because,
    )


def _unsettled_duties(case: _Case) -> tuple[tuple[Duty, tuple[Rule, ...]], ...]:
    """The duties that an "I don't know" could create and that a person has to settle."""
    found = []
    for duty in case.tree.duties.values():
        if duty.if_unknown is not IfUnknown.ASK or duty.handoff:
            continue
        firing, open_rules = case.rules[duty.id]
        settled = max((rule.strength.weight for rule in firing), default=-1)
        rules = tuple(rule for rule in open_rules if rule.strength.weight > settled)
        if rules:
            found.append((duty, rules))
    return tuple(found)


def _why_open(
    maybe: tuple[Rule, ...],
    unsettled: tuple[tuple[Duty, tuple[Rule, ...]], ...],
    case: _Case,
) -> list[str]:
    """What is not known and what hangs on it; each thing that is not known is named once."""

    def labels(rules: tuple[Rule, ...]) -> str:
        return ", ".join(case.tree.facts[fact].label for fact in case.not_known(rules))

    decides: dict[str, list[str]] = {labels(maybe): []} if maybe else {}
    for duty, rules in unsettled:
        decides.setdefault(labels(rules), []).append(duty.title)
    return [f"Not known: {names}. {_decides(titles)}" for names, titles in decides.items()]


def _decides(titles: list[str]) -> str:
    if not titles:
        return "A person has to judge what follows."
    return f"It decides about {'this' if len(titles) == 1 else 'these'}: {'; '.join(titles)}."


def _strongest(rules: tuple[Rule, ...]) -> Rule | None:
    """The strongest rule; the first of equals."""
    return max(rules, key=lambda rule: rule.strength.weight, default=None)


def _due(
    duty: Duty,
    rule: Rule,
    case: _Case,
    *,
    certain: bool,
    reasons: tuple[str, ...],
    because: Mapping[str, str] | None = None,
) -> DutyDue:
    due, when = when_due(rule.deadline, case.tree, case.answers)
    return DutyDue(
        id=duty.id,
        title=duty.title,
        strength=rule.strength,
        certain=certain,
        who=duty.who,
        do=_wording(duty, rule, case.answers, certain=certain),
        contact=duty.contact,
        because=case.because((rule,)) if because is None else because,
        cites=rule.cites,
        due=due,
        when=when,
        reasons=reasons,
        first=duty.first,
        handoff=duty.handoff,
    )


def _wording(duty: Duty, rule: Rule, answers: Mapping[str, str], *, certain: bool) -> str:
    if not certain and duty.do_if_unsure:
        return duty.do_if_unsure
    for wording in duty.do_when:
        holds: Truth = decide(wording.when, answers)
        if holds:
            return wording.do
    return rule.do or duty.do
