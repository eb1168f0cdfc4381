"""Names that a tree uses: each must name something.

Codes: R101 a fact that is not declared; R102 an id that is there twice, or a duty that is not
there; R103 a question's guard looks at a fact that no earlier question asks; R104 a source, contact
or reference that is not in the register; R106 a fact that no question asks; R107 a value that its
fact does not offer; R108 a deadline that does not run from a date fact; R109 more than one hand-off
duty, or none where one is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem
from bot.content.refs import dead_references
from bot.trees.guards import COMBINING
from bot.trees.logic import DATED, atoms_of, facts_of
from bot.trees.model import FactKind, IfUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.area import Area
    from bot.content.sources import Source
    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Example, Rule, Tree


def check_references(tree: Tree, path: str, problems: list[ContentProblem]) -> None:
    """Note every name inside the tree that names nothing."""
    checks = (
        _in_facts(tree),
        _in_questions(tree),
        _in_duties(tree),
        _in_no_duty(tree),
        _in_offers(tree),
        _in_examples(tree),
    )
    for check in checks:
        for place, code, text in check:
            problems.append(ContentProblem(path, tree.lines.get(place, 1), code, text))


def check_area_references(
    tree: Tree,
    path: str,
    area: Area,
    sources: Mapping[str, Source],
    problems: list[ContentProblem],
) -> None:
    """Note every `{contact:ID}`, `{source:ID}` and `contact` that names nothing."""
    for place, text in texts_of(tree):
        for reference in dead_references(text, area, sources):
            line = tree.lines.get(place, 1)
            words = f"'{reference}' names no contact and no source"
            problems.append(ContentProblem(path, line, "R104", words))
    for duty in tree.duties.values():
        if duty.contact and duty.contact not in area.contacts:
            line = tree.lines.get(f"duties.{duty.id}", 1)
            words = f"'{duty.contact}' is not a contact in knowledge/area.yaml"
            problems.append(ContentProblem(path, line, "R104", words))


def texts_of(tree: Tree) -> Iterator[tuple[str, str]]:
    """Every text that may hold references, with the place it stands in."""
    for fact in tree.facts.values():
        for text in (fact.ask, fact.help, fact.why):
            yield f"facts.{fact.id}", text
    for duty in tree.duties.values():
        wordings = [wording.do for wording in duty.do_when]
        for text in (duty.title, duty.who, duty.do, duty.do_if_unsure, *wordings):
            yield f"duties.{duty.id}", text
        for number, rule in enumerate(duty.rules):
            for text in (rule.why, rule.do, rule.deadline.words, *rule.deadline.instead.values()):
                yield f"duties.{duty.id}.rules.{number}", text
    for number, item in enumerate(tree.no_duty):
        yield f"no_duty.{number}", item.because


_Found = tuple[str, str, str]


def _in_facts(tree: Tree) -> Iterator[_Found]:
    asked = {fact for question in tree.questions for fact in question.asks}
    for fact in tree.facts.values():
        place = f"facts.{fact.id}"
        if fact.id in COMBINING:
            yield place, "R102", f"a fact may not be called '{fact.id}'"
        if fact.id not in asked:
            yield place, "R106", f"no question asks '{fact.id}'"
        if fact.kind is FactKind.DATE and any(value[:1].isdigit() for value in fact.values):
            yield place, "R107", "a value beside a date may not begin with a digit"
        unused = [value for value in (*fact.short, fact.usual) if value not in fact.values]
        if unused and fact.values:
            yield place, "R107", f"'{fact.id}' has no value {_quoted(unused)}"


def _in_questions(tree: Tree) -> Iterator[_Found]:
    earlier: set[str] = set()
    seen: set[str] = set()
    for question in tree.questions:
        place = f"questions.{question.id}"
        if question.id in seen:
            yield place, "R102", f"the question '{question.id}' is there twice"
        seen.add(question.id)
        for fact in question.asks:
            if fact not in tree.facts:
                yield place, "R101", f"asks '{fact}', which is not a fact"
        yield from _in_guard(tree, place, question.when)
        for fact in facts_of(question.when):
            if fact in tree.facts and fact not in earlier:
                yield place, "R103", f"looks at '{fact}', which no earlier question asks"
        earlier.update(question.asks)


def _in_duties(tree: Tree) -> Iterator[_Found]:
    for duty in tree.duties.values():
        for wording in duty.do_when:
            yield from _in_guard(tree, f"duties.{duty.id}", wording.when)
        for number, rule in enumerate(duty.rules):
            place = f"duties.{duty.id}.rules.{number}"
            yield from _in_guard(tree, place, rule.when)
            yield from _in_deadline(tree, place, rule)
    yield from _in_handoff(tree)


def _in_deadline(tree: Tree, place: str, rule: Rule) -> Iterator[_Found]:
    name = rule.deadline.from_fact
    if not name:
        return
    if name not in tree.facts or tree.facts[name].kind is not FactKind.DATE:
        yield place, "R108", f"the deadline runs from '{name}', which is not a date fact"
        return
    surplus = [value for value in rule.deadline.instead if value not in tree.facts[name].values]
    if surplus:
        yield place, "R107", f"'{name}' has no value {_quoted(surplus)}"
    missing = [value for value in tree.facts[name].values if value not in rule.deadline.instead]
    if missing:
        yield place, "R108", f"the deadline says nothing for '{name}': {_quoted(missing)}"


def _in_handoff(tree: Tree) -> Iterator[_Found]:
    handoffs: list[Duty] = [duty for duty in tree.duties.values() if duty.handoff]
    for duty in handoffs[1:]:
        yield f"duties.{duty.id}", "R109", "is a second hand-off duty: a tree has at most one"
    for duty in handoffs:
        yield from _in_handoff_duty(duty)
    asking = [duty for duty in tree.duties.values() if duty.if_unknown is IfUnknown.ASK]
    for duty in [] if handoffs else asking:
        yield f"duties.{duty.id}", "R109", "'if_unknown: ask' needs a hand-off duty"


def _in_handoff_duty(duty: Duty) -> Iterator[_Found]:
    if not duty.contact:
        yield f"duties.{duty.id}", "R109", "a hand-off duty needs 'contact'"
    for number, rule in enumerate(duty.rules):
        if not rule.why:
            yield f"duties.{duty.id}.rules.{number}", "R109", "a hand-off rule needs 'why'"


def _in_no_duty(tree: Tree) -> Iterator[_Found]:
    for number, item in enumerate(tree.no_duty):
        yield from _in_guard(tree, f"no_duty.{number}", item.when)


def _in_offers(tree: Tree) -> Iterator[_Found]:
    for what, when in tree.offers.items():
        yield from _in_guard(tree, f"offers.{what}", when)


def _in_examples(tree: Tree) -> Iterator[_Found]:
    for number, example in enumerate(tree.examples):
        yield from _in_example(tree, f"examples.{number}", example)


def _in_example(tree: Tree, place: str, example: Example) -> Iterator[_Found]:
    for duty in (*example.expect, *example.not_expect):
        if duty not in tree.duties:
            yield place, "R102", f"'{duty}' is not a duty of this tree"
    for fact in example.given:
        if fact not in tree.facts:
            yield place, "R101", f"'{fact}' is not a fact of this tree"


def _in_guard(tree: Tree, place: str, guard: Guard) -> Iterator[_Found]:
    for atom in atoms_of(guard):
        if atom.fact not in tree.facts:
            yield place, "R101", f"'{atom.fact}' is not a fact"
            continue
        fact = tree.facts[atom.fact]
        offered = {*fact.values, DATED} if fact.kind is FactKind.DATE else set(fact.values)
        wrong = sorted(atom.values - offered)
        if wrong:
            yield place, "R107", f"'{atom.fact}' has no value {_quoted(wrong)}"


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
