"""Trees made in memory, so small that every combination of answers can be walked one by one."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from bot.content.sources import Modality
from bot.trees.explore import values_of
from bot.trees.logic import ALWAYS, All, Any, Atom, Not
from bot.trees.model import (
    UNKNOWN,
    Deadline,
    Duty,
    Fact,
    FactKind,
    IfUnknown,
    NoDuty,
    Question,
    Rule,
    Tree,
    Wording,
)
from bot.trees.proof.diagrams import Branch
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import SearchStrategy

    from bot.trees.invariants import Invariant
    from bot.trees.logic import Guard
    from bot.trees.proof.diagrams import Diagram
    from bot.trees.walk import Walk

A = TypeVar("A")

NAMES = ("a", "b", "c", "d")
VALUES = ("yes", "no", UNKNOWN)
LATE = date(2027, 1, 1)


def fact(id_: str, values: Sequence[str] = VALUES) -> Fact:
    """A fact with these values, the first of them usual."""
    labels = {value: value for value in values}
    return Fact(
        id=id_,
        kind=FactKind.CHOICE,
        label=id_,
        ask=f"{id_}?",
        help="",
        why="",
        values=labels,
        short={},
        not_after_today=False,
        usual=values[0],
    )


def is_(id_: str, *values: str) -> Guard:
    """True where the fact has one of the values."""
    return Atom(id_, frozenset(values))


def rule(when: Guard, strength: Modality = Modality.MUST, do: str = "do it") -> Rule:
    """A rule with its own wording."""
    return Rule(when, strength, (), Deadline(immediately=True), "why", do)


def duty(
    id_: str,
    *rules: Rule,
    if_unknown: IfUnknown = IfUnknown.ASK,
    handoff: bool = False,
    do_when: tuple[Wording, ...] = (),
) -> Duty:
    """A duty with these rules."""
    unsettled = rule(ALWAYS, Modality.SHOULD, "unsettled") if handoff else None
    return Duty(
        id=id_,
        title=id_,
        who="you",
        do="do it",
        do_when=do_when,
        do_if_unsure="",
        contact="x",
        if_unknown=if_unknown,
        first=False,
        handoff=handoff,
        rules=rules,
        unsettled=unsettled,
    )


def tree(
    facts: Sequence[Fact],
    questions: Sequence[Question],
    duties: Sequence[Duty],
    no_duty: Sequence[NoDuty] = (),
    invariants: Sequence[Invariant] = (),
) -> Tree:
    """A tree of these parts."""
    return Tree(
        id="made",
        version="1.0.0",
        title="Made",
        owner="tests",
        checked=LATE,
        review_by=LATE,
        facts={one.id: one for one in facts},
        questions=tuple(questions),
        duties={one.id: one for one in duties},
        no_duty=tuple(no_duty),
        examples=(),
        hash="",
        canonical="",
        invariants=tuple(invariants),
    )


def combinations(made: Tree) -> Iterator[dict[str, str]]:
    """Every combination of answers to a tree's facts, asked or not."""
    facts = list(made.facts.values())
    for values in product(*(values_of(one) for one in facts)):
        yield dict(zip((one.id for one in facts), values, strict=True))


def walk(made: Tree, answers: dict[str, str]) -> Walk:
    """The walk with these answers."""
    return replay(made, answers, today=date.max)


def at(diagram: Diagram[A], options: Sequence[int]) -> A:
    """A diagram's value for one combination of options."""
    while isinstance(diagram, Branch):
        diagram = diagram.children[options[diagram.level]]
    return diagram.value


def guards_over(facts: Sequence[str]) -> SearchStrategy[Guard]:
    """Any guard over some facts; always true where there are none."""
    if not facts:
        return st.just(ALWAYS)
    values = st.frozensets(st.sampled_from(VALUES), min_size=1, max_size=2)
    atoms: SearchStrategy[Guard] = st.builds(Atom, st.sampled_from(facts), values)
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds(All, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Any, st.lists(inner, max_size=3).map(tuple)),
            st.builds(Not, inner),
        ),
        max_leaves=4,
    )


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any tree of four facts: screens of several facts and facts with two questions among them."""
    screens = draw(
        st.sampled_from(
            [
                ("a", "b", "c", "d"),
                ("a", "bc", "d"),
                ("a", "b", "c", "b", "d"),
                ("ab", "c", "ac", "d"),
            ]
        )
    )
    questions = []
    earlier: list[str] = []
    for number, asks in enumerate(screens):
        guard = draw(st.one_of(st.just(ALWAYS), guards_over(earlier)))
        questions.append(Question(f"q{number}", tuple(asks), guard))
        earlier += [one for one in asks if one not in earlier]
    duties = [_any_duty(draw, f"duty{number}", handoff=number == 0) for number in range(3)]
    no_duty = draw(st.lists(guards_over(NAMES), max_size=1))
    return tree(
        [fact(name) for name in NAMES],
        questions,
        duties,
        [NoDuty(guard, "because", ()) for guard in no_duty],
    )


def _any_duty(draw: st.DrawFn, id_: str, *, handoff: bool) -> Duty:
    strengths = st.sampled_from([Modality.MUST, Modality.SHOULD, Modality.MAY])
    drawn = draw(st.lists(st.tuples(guards_over(NAMES), strengths), min_size=1, max_size=3))
    rules = [rule(when, how, f"{id_}.{number}") for number, (when, how) in enumerate(drawn)]
    unknown = draw(st.sampled_from(IfUnknown))
    wordings = draw(st.lists(guards_over(NAMES), max_size=0 if handoff else 1))
    return duty(
        id_,
        *rules,
        if_unknown=IfUnknown.APPLY if handoff else unknown,
        handoff=handoff,
        do_when=tuple(Wording(guard, f"{id_}.worded") for guard in wordings),
    )
