"""Faults put into a tree on purpose, one at a time, to see whether somebody notices.

A fault is one that a curator could make: a question, rule, duty, wording or sentence left out, a
value of a guard left out, exchanged or added, a condition left out or turned round, a strength
changed, another meaning of "I don't know", another deadline, a duty that an example leaves out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem, Severity
from bot.content.sources import Modality
from bot.trees.check import check_tree
from bot.trees.examples import differences
from bot.trees.logic import All, Any, Atom, Not
from bot.trees.model import Deadline, Duty, FactKind, IfUnknown, Tree
from bot.trees.proof.diagrams import Branch, Leaf
from bot.trees.proof.effects import effects
from bot.trees.proof.ends import Ends
from bot.trees.prove import claims, prove
from bot.trees.references import check_references
from tests.trees.builders import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.content.sources import Source
    from bot.trees.logic import Guard
    from bot.trees.model import Fact, Rule
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.effects import Effect

OF_EXAMPLES = "remove an example's duty"
"""The one kind of fault that is not in the tree itself."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A tree with one fault: what kind, where, and the tree."""

    kind: str
    where: str
    tree: Tree

    @property
    def name(self) -> str:
        """The same in every run."""
        return f"{self.tree.id}: {self.kind}: {self.where}"


class Judge:
    """Says who notices a fault in a tree.

    What is cheap is tried first, and nothing is tried after somebody has noticed.

    Args:
        original: The tree without fault; it has no errors itself.
        sources: The register of sources.
    """

    def __init__(self, original: Tree, sources: Mapping[str, Source]) -> None:
        self._original = original
        self._sources = sources
        self._ends = Ends(original)
        self._effects = _by_name(effects(self._ends))
        self._known = {(found.code, found.text) for found in prove(original, "tree").findings}

    def killed_by(self, mutant: Mutant) -> str:
        """Who notices a fault.

        Returns:
            `example`, `reference`, `proof` or `check`: an error, which blocks use. `advice`: the
            proof has a finding that the original does not have. `same`: nobody can, because for no
            combination of answers is anything asked, owed or said otherwise. Empty: nobody does.
        """
        tree = mutant.tree
        if tree.examples is not self._original.examples:
            changed = (one for one in tree.examples if one not in self._original.examples)
            return "example" if any(differences(tree, one) for one in changed) else ""
        if any(differences(tree, example) for example in tree.examples):
            return "example"
        problems: list[ContentProblem] = []
        check_references(tree, "tree", problems)
        if problems:
            return "reference"
        ends = Ends(tree)
        found = effects(ends)
        if self._comes_to_the_same(ends, found):
            return "same"
        told = self._told_by_proof(ends, found)
        if told == "proof":
            return told
        return "check" if self._has_errors(tree) else told

    def _comes_to_the_same(self, ends: Ends, found: Iterable[Effect]) -> bool:
        if ends.values != self._ends.values or ends.facts != self._ends.facts:
            return False
        named = _by_name(found)
        return all(
            _same(named.get(key, ends.no), self._effects.get(key, self._ends.no), {})
            for key in named.keys() | self._effects.keys()
        )

    def _told_by_proof(self, ends: Ends, found: tuple[Effect, ...]) -> str:
        """The first error, else whether there is advice that the original does not have."""
        is_new = False
        for claim in claims(ends, found):
            if any(one.severity is Severity.ERROR for one in claim.findings):
                return "proof"
            is_new = is_new or any(
                (one.code, one.text) not in self._known for one in claim.findings
            )
        return "advice" if is_new else ""

    def _has_errors(self, tree: Tree) -> bool:
        """Whether `check` has errors; what the fault does not touch is not looked at again."""
        duties = tree.duties
        if tree.questions is self._original.questions:
            known = self._original.duties
            duties = {id_: duty for id_, duty in duties.items() if duty is not known.get(id_)}
        part = replace(tree, duties=duties, examples=())
        return _errors(check_tree(part, "tree", self._sources, TODAY))


def _by_name(found: Iterable[Effect]) -> dict[tuple[str, str], Diagram[object]]:
    return {(one.what, one.detail): one.diagram for one in found}


def _same(one: Diagram[object], other: Diagram[object], seen: dict[tuple[int, int], bool]) -> bool:
    """Whether two reduced diagrams have the same shape and values."""
    if isinstance(one, Leaf) and isinstance(other, Leaf):
        return one.value == other.value
    if not (isinstance(one, Branch) and isinstance(other, Branch)) or one.level != other.level:
        return False
    key = (id(one), id(other))
    if key not in seen:
        seen[key] = all(
            _same(left, right, seen)
            for left, right in zip(one.children, other.children, strict=True)
        )
    return seen[key]


def _errors(problems: Iterable[ContentProblem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def mutants(tree: Tree) -> Iterator[Mutant]:
    """Every fault that this module knows, in a fixed order, each with a name of its own."""
    seen: Counter[str] = Counter()
    for mutant in _all(tree):
        seen[mutant.name] += 1
        times = seen[mutant.name]
        yield mutant if times == 1 else replace(mutant, where=f"{mutant.where} ({times})")


def _all(tree: Tree) -> Iterator[Mutant]:
    yield from _in_questions(tree)
    for duty in tree.duties.values():
        yield from _in_duty(tree, duty)
    yield from _in_no_duty(tree)
    yield from _in_examples(tree)


def _in_questions(tree: Tree) -> Iterator[Mutant]:
    for number, question in enumerate(tree.questions):
        rest = (*tree.questions[:number], *tree.questions[number + 1 :])
        yield Mutant("drop a question", question.id, replace(tree, questions=rest))
        for fact in question.asks if len(question.asks) > 1 else ():
            asks = tuple(one for one in question.asks if one != fact)
            changed = replace(question, asks=asks)
            questions = (*tree.questions[:number], changed, *tree.questions[number + 1 :])
            where = f"{question.id}, {fact}"
            yield Mutant("drop a fact from a screen", where, replace(tree, questions=questions))
        for kind, where, guard in guards(tree, question.when):
            changed = replace(question, when=guard)
            questions = (*tree.questions[:number], changed, *tree.questions[number + 1 :])
            place = f"question {question.id}, {where}"
            yield Mutant(kind, place, replace(tree, questions=questions))


def _in_duty(tree: Tree, duty: Duty) -> Iterator[Mutant]:
    others = {id_: one for id_, one in tree.duties.items() if id_ != duty.id}
    without = tuple(item for item in tree.invariants if duty.id not in repr(item))
    dropped = replace(tree, duties=others, invariants=without)
    yield Mutant("drop a duty", duty.id, dropped)
    for unknown in IfUnknown:
        if unknown is not duty.if_unknown and not duty.handoff:
            changed = replace(duty, if_unknown=unknown)
            yield Mutant("change if_unknown", f"{duty.id} to {unknown}", _with(tree, changed))
    for number, _ in enumerate(duty.rules):
        yield from _in_rule(tree, duty, number)
    if duty.unsettled is not None:
        for what, deadline in _deadlines(tree, duty.unsettled.deadline):
            changed = replace(duty, unsettled=replace(duty.unsettled, deadline=deadline))
            yield Mutant("swap a deadline", f"{duty.id}, unsettled, {what}", _with(tree, changed))
    for number, wording in enumerate(duty.do_when):
        rest = (*duty.do_when[:number], *duty.do_when[number + 1 :])
        place = f"{duty.id}, wording {number + 1}"
        yield Mutant("drop a wording", place, _with(tree, replace(duty, do_when=rest)))
        for kind, where, guard in guards(tree, wording.when):
            worded = replace(wording, when=guard)
            do_when = (*duty.do_when[:number], worded, *duty.do_when[number + 1 :])
            yield Mutant(kind, f"{place}, {where}", _with(tree, replace(duty, do_when=do_when)))


def _in_rule(tree: Tree, duty: Duty, number: int) -> Iterator[Mutant]:
    rule, place = duty.rules[number], f"{duty.id}, rule {number + 1}"
    if len(duty.rules) > 1:
        rules = (*duty.rules[:number], *duty.rules[number + 1 :])
        yield Mutant("drop a rule", place, _with(tree, replace(duty, rules=rules)))
    for strength in (Modality.MUST, Modality.SHOULD, Modality.MAY):
        if strength is not rule.strength:
            kind = "weaken" if strength.weight < rule.strength.weight else "strengthen"
            changed = replace(rule, strength=strength)
            where = f"{place}, to {strength}"
            yield Mutant(f"{kind} a duty", where, _with_rule(tree, duty, number, changed))
    for what, deadline in _deadlines(tree, rule.deadline):
        changed = replace(rule, deadline=deadline)
        where = f"{place}, {what}"
        yield Mutant("swap a deadline", where, _with_rule(tree, duty, number, changed))
    for kind, what, guard in guards(tree, rule.when):
        changed = replace(rule, when=guard)
        yield Mutant(kind, f"{place}, {what}", _with_rule(tree, duty, number, changed))


def _in_no_duty(tree: Tree) -> Iterator[Mutant]:
    for number, item in enumerate(tree.no_duty):
        rest = (*tree.no_duty[:number], *tree.no_duty[number + 1 :])
        yield Mutant("drop a no_duty", str(number + 1), replace(tree, no_duty=rest))
        for kind, where, guard in guards(tree, item.when):
            changed = replace(item, when=guard)
            no_duty = (*tree.no_duty[:number], changed, *tree.no_duty[number + 1 :])
            yield Mutant(kind, f"no_duty {number + 1}, {where}", replace(tree, no_duty=no_duty))


def _in_examples(tree: Tree) -> Iterator[Mutant]:
    for number, example in enumerate(tree.examples):
        for id_ in example.expect:
            rest = {other: what for other, what in example.expect.items() if other != id_}
            changed = replace(example, expect=rest)
            examples = (*tree.examples[:number], changed, *tree.examples[number + 1 :])
            where = f"{example.name}, {id_}"
            yield Mutant(OF_EXAMPLES, where, replace(tree, examples=examples))


def _with(tree: Tree, duty: Duty) -> Tree:
    return replace(tree, duties={**tree.duties, duty.id: duty})


def _with_rule(tree: Tree, duty: Duty, number: int, rule: Rule) -> Tree:
    rules = (*duty.rules[:number], rule, *duty.rules[number + 1 :])
    return _with(tree, replace(duty, rules=rules))


def _deadlines(tree: Tree, deadline: Deadline) -> Iterator[tuple[str, Deadline]]:
    if deadline.working_days:
        for days in (deadline.working_days + 1, deadline.working_days + 5):
            yield f"{days} working days", replace(deadline, working_days=days)
        for fact in tree.facts.values():
            if fact.kind is FactKind.DATE and fact.id != deadline.from_fact:
                instead = dict.fromkeys(fact.values, "no date")
                other = replace(deadline, from_fact=fact.id, instead=instead)
                yield f"from {fact.id}", other
        yield "no date", Deadline(words="no time limit was seen")


def guards(tree: Tree, guard: Guard) -> Iterator[tuple[str, str, Guard]]:
    """A guard with one fault: what kind, where, and the guard."""
    match guard:
        case Atom():
            yield from _atoms(tree.facts[guard.fact], guard)
            yield "turn a guard round", _words(guard), Not(guard)
        case Not(part=part):
            yield "drop a not", _words(part), part
            for kind, where, changed in guards(tree, part):
                yield kind, f"not {where}", Not(changed)
        case All(parts=parts):
            yield from _parts(tree, parts, All, "widen a guard", least=1)
        case Any(parts=parts):
            yield from _parts(tree, parts, Any, "narrow a guard", least=2)


def _parts(
    tree: Tree,
    parts: tuple[Guard, ...],
    joined: type[All | Any],
    leaving_out: str,
    *,
    least: int,
) -> Iterator[tuple[str, str, Guard]]:
    for number, part in enumerate(parts):
        before, after = parts[:number], parts[number + 1 :]
        if len(parts) >= least:
            yield leaving_out, f"without {_words(part)}", joined((*before, *after))
        for kind, where, changed in guards(tree, part):
            yield kind, where, joined((*before, changed, *after))


def _atoms(fact: Fact, atom: Atom) -> Iterator[tuple[str, str, Guard]]:
    """Each value left out; each value that is not there added; and the first exchanged."""
    missing = [value for value in fact.values if value not in atom.values]
    for value in sorted(atom.values):
        if len(atom.values) > 1:
            yield "remove a value", f"{fact.id} {value}", Atom(fact.id, atom.values - {value})
        for other in missing[:1]:
            values = (atom.values - {value}) | {other}
            yield "flip a value", f"{fact.id} {value} to {other}", Atom(fact.id, values)
    for value in missing:
        yield "add a value", f"{fact.id} {value}", Atom(fact.id, atom.values | {value})


def _words(guard: Guard) -> str:
    match guard:
        case Atom(fact=fact, values=values):
            return f"{fact} {'/'.join(sorted(values))}"
        case Not(part=part):
            return f"not ({_words(part)})"
        case All(parts=parts) | Any(parts=parts):
            joint = " and " if isinstance(guard, All) else " or "
            return f"({joint.join(map(_words, parts))})"
