"""The sign-off sheet: for each duty the classes of answers that create it, worked out, not copied.

It is read off the decision diagrams of `bot.trees.proof`, so it says what the tree does and not
what its author meant. Each class names only the facts that matter for it. Facts that add a duty
of their own, such as a worker who is suspected, are never multiplied with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import gt
from typing import TYPE_CHECKING

from bot.trees.model import UNKNOWN, IfUnknown
from bot.trees.proof.certain import certain
from bot.trees.proof.classes import classes_of
from bot.trees.proof.ends import UNSETTLED, Ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.content.sources import Citation, Modality
    from bot.trees.logic import Truth
    from bot.trees.model import Deadline, Duty, NoDuty, Rule, Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Shown


@dataclass(frozen=True, slots=True)
class Row:
    """One way in which a duty is owed.

    Attributes:
        strength: must, should or may.
        cites: What it rests on.
        deadline: By when.
        reasons: Why, as the tree's author wrote it; may be empty.
        classes: The answers. A case belongs to the first row of its duty that has a class for it,
            unless an "I don't know" leaves the duty open (see `NotKnown`); so read, the rows are
            exact.
        not_certain: Those of its cases in which an "I don't know", which the rule takes for an
            answer, makes the duty "not certain".
    """

    strength: Modality
    cites: tuple[Citation, ...]
    deadline: Deadline
    reasons: tuple[str, ...]
    classes: tuple[Answers, ...]
    not_certain: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """What an "I don't know" does to a duty that it leaves open.

    Attributes:
        does: The duty applies as not certain, a person is asked, or it is left out.
        facts: The facts whose "I don't know" can leave it open.
        classes: The answers that leave it open; none where no answer can.
    """

    does: IfUnknown
    facts: tuple[str, ...]
    classes: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class DutyRows:
    """Everything about one duty; `facts` are those that it depends on."""

    duty: Duty
    facts: tuple[str, ...]
    rows: tuple[Row, ...]
    not_known: NotKnown


@dataclass(frozen=True, slots=True)
class NothingOwed:
    """A class of cases in which something is not owed: said there unless a person decides."""

    item: NoDuty
    classes: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The sign-off sheet of a tree.

    Attributes:
        tree: The tree.
        combinations: How many combinations of answers it stands for.
        asked: Question -> the answers after which it is asked; one class of none: always.
        duties: In the tree's order.
        nothing: What is not owed, and why.
    """

    tree: Tree
    combinations: int
    asked: Mapping[str, tuple[Answers, ...]]
    duties: tuple[DutyRows, ...]
    nothing: tuple[NothingOwed, ...]


def table_of(tree: Tree) -> Table:
    """Work the sign-off sheet out."""
    ends = Ends(tree)
    return Table(
        tree=tree,
        combinations=ends.combinations(),
        asked={id_: classes_of(ends, reached) for id_, reached in ends.reached.items()},
        duties=tuple(_duty(ends, duty) for duty in tree.duties.values()),
        nothing=tuple(
            NothingOwed(item, classes_of(ends, ends.holds(item.when))) for item in tree.no_duty
        ),
    )


def table_json(table: Table) -> dict[str, object]:
    """The sheet as `outcome TREE --table --json` prints it."""
    tree = table.tree
    handoff = next((duty.id for duty in tree.duties.values() if duty.handoff), None)
    return {
        "tree": tree.id,
        "version": tree.version,
        "hash": tree.hash,
        "combinations": table.combinations,
        "questions": [
            {
                "id": question.id,
                "asks": list(question.asks),
                "classes": _classes_json(table.asked[question.id]),
            }
            for question in tree.questions
        ],
        "duties": [_duty_json(rows) for rows in table.duties],
        "nothing_owed": [
            {
                "because": one.item.because,
                "cites": [cite.as_json() for cite in one.item.cites],
                "classes": _classes_json(one.classes),
                "unless": handoff,
            }
            for one in table.nothing
        ],
    }


def open_where(ends: Ends, duty: Duty) -> Diagram[bool]:
    """Where an "I don't know" leaves a duty open: it could be owed, or more strongly than it is."""
    if duty.handoff:
        return ends.diagrams.each(_is_only_open, ends.shown[duty.id])
    firing: Diagram[int] = ends.diagrams.always(-1)
    maybe: Diagram[int] = ends.diagrams.always(-1)
    for rule, truth in zip(duty.rules, ends.fires[duty.id], strict=True):
        firing = ends.diagrams.combine(max, firing, _weight(ends, truth, rule, wanted=True))
        maybe = ends.diagrams.combine(max, maybe, _weight(ends, truth, rule, wanted=None))
    return ends.diagrams.combine(gt, maybe, firing)


def _weight(ends: Ends, truth: Diagram[Truth], rule: Rule, *, wanted: Truth) -> Diagram[int]:
    weight = rule.strength.weight
    return ends.diagrams.each(lambda found: weight if found is wanted else -1, truth)


def _duty(ends: Ends, duty: Duty) -> DutyRows:
    rows = _handoff_rows(ends, duty) if duty.handoff else _rows(ends, duty)
    left_open = open_where(ends, duty)
    looked_at = ends.diagrams.choices(ends.shown[duty.id]) | ends.diagrams.choices(left_open)
    return DutyRows(
        duty=duty,
        facts=tuple(ends.facts[level] for level in sorted(looked_at)),
        rows=tuple(row for row in rows if row.classes),
        not_known=NotKnown(
            does=duty.if_unknown,
            facts=tuple(_unknown_facts(ends, left_open)),
            classes=classes_of(ends, left_open),
        ),
    )


def _rows(ends: Ends, duty: Duty) -> Iterator[Row]:
    """Rules that differ in nothing but their answers make one row; the strongest come first."""
    groups = sorted(_alike(duty.rules), key=lambda group: -duty.rules[group[0]].strength.weight)
    only_open = ends.diagrams.each(_is_only_open, ends.shown[duty.id])
    before = only_open
    for group in groups:
        places = frozenset(-number for number in group)
        where = ends.without(ends.shown_by(duty.id, places), only_open)
        doubtful = classes_of(ends, ends.without(where, certain(ends, duty)))
        rules = [duty.rules[number] for number in group]
        yield _row(rules, classes_of(ends, where, before), doubtful)
        before = ends.either(before, where)


def _handoff_rows(ends: Ends, duty: Duty) -> Iterator[Row]:
    """A row for every reason for which a person decides, whichever of them is shown first."""
    doubtful = ends.without(ends.has(duty.id), certain(ends, duty))
    for group in _alike(duty.rules, by_reason=True):
        rules = [duty.rules[number] for number in group]
        where = ends.either(*(ends.holds(rule.when) for rule in rules))
        yield _row(rules, classes_of(ends, where), classes_of(ends, ends.both(where, doubtful)))


def _alike(rules: Sequence[Rule], *, by_reason: bool = False) -> list[list[int]]:
    """The numbers of rules with the same strength, sources and date rule, together."""
    groups: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        said = (rule.strength, rule.cites, rule.deadline, rule.why if by_reason else "")
        groups.setdefault(repr(said), []).append(number)
    return list(groups.values())


def _row(
    rules: Sequence[Rule], classes: tuple[Answers, ...], not_certain: tuple[Answers, ...]
) -> Row:
    first = rules[0]
    return Row(
        strength=first.strength,
        cites=first.cites,
        deadline=first.deadline,
        reasons=tuple(dict.fromkeys(rule.why for rule in rules if rule.why)),
        classes=classes,
        not_certain=not_certain,
    )


def _is_only_open(shown: Shown) -> bool:
    return shown.weight >= 0 and not shown.fires and shown.place != UNSETTLED


def _unknown_facts(ends: Ends, left_open: Diagram[bool]) -> Iterator[str]:
    """The facts whose "I don't know" matters for where a duty is left open."""
    for level in sorted(ends.diagrams.choices(left_open)):
        fact = ends.facts[level]
        if UNKNOWN in ends.values[fact]:
            known = (
                ends.with_answer(left_open, fact, value)
                for value in ends.values[fact]
                if value != UNKNOWN
            )
            if ends.without(ends.with_answer(left_open, fact, UNKNOWN), *known) is not ends.no:
                yield fact


def deadline_json(deadline: Deadline) -> dict[str, object]:
    """A date rule as JSON."""
    if deadline.immediately:
        return {"immediately": True}
    if deadline.words:
        return {"words": deadline.words}
    return {
        "working_days": deadline.working_days,
        "from": deadline.from_fact,
        "two_dates": deadline.two_dates,
        "instead": dict(deadline.instead),
    }


def _duty_json(rows: DutyRows) -> dict[str, object]:
    duty = rows.duty
    return {
        "id": duty.id,
        "title": duty.title,
        "who": duty.who,
        "facts": list(rows.facts),
        "rows": [_row_json(row) for row in rows.rows],
        "not_known": {
            "does": rows.not_known.does.value,
            "facts": list(rows.not_known.facts),
            "classes": _classes_json(rows.not_known.classes),
        },
    }


def _row_json(row: Row) -> dict[str, object]:
    return {
        "strength": row.strength.value,
        "cites": [cite.as_json() for cite in row.cites],
        "deadline": deadline_json(row.deadline),
        "reasons": list(row.reasons),
        "classes": _classes_json(row.classes),
        "not_certain": _classes_json(row.not_certain),
    }


def _classes_json(classes: tuple[Answers, ...]) -> list[dict[str, list[str]]]:
    return [{fact: list(allowed) for fact, allowed in one.items()} for one in classes]
