"""Invariants: what must hold at every end of a tree, said a second time and apart from its duties.

A tree's duties say what follows from answers. Its invariants say what nobody may ever lose,
whatever the duties' rules have become. `bot.trees.prove` compares the two over every combination of
answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.sources import Citation, Modality
    from bot.trees.logic import Guard
    from bot.trees.model import Duty, Tree

NO_DUTY = "no_duty"
"""Among what an end may have: a sentence that says what is not owed, and why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A duty, at least this strong."""

    duty: str
    strength: Modality


@dataclass(frozen=True, slots=True)
class Implies:
    """Where some answers are given, some duties are there.

    Attributes:
        name: What holds, in words.
        when: The answers.
        even_if_not_known: Whether `when` also counts where it is not settled: so long as the
            answers do not rule it out.
        all_of: Duties that must all be there.
        any_of: Duties of which at least one must be there, or empty.
        none_of: Duties of which none may be there, or none so strong.
        says: Beginnings of sentences that hold (see `sentences`) or of words in which a duty is
            read (its `do`, that of a rule, of a `do_when`, or `do_if_unsure`).
        only: Whether what `all_of` and `says` name is there nowhere else, and where `when` is not
            settled only by rules that are not settled either.
        cites: What the statement rests on.
    """

    name: str
    when: Guard
    even_if_not_known: bool
    all_of: tuple[Wanted, ...]
    any_of: tuple[Wanted, ...]
    none_of: tuple[Wanted, ...]
    says: tuple[str, ...] = ()
    only: bool = False
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Monotone:
    """No must is lost by a worse answer.

    Attributes:
        name: What holds, in words.
        worse: Fact -> its values from good to bad. Values that are not named have no place.
        covers: Duty -> the duties whose loss it makes good, because a person then decides. It also
            covers an answer that becomes "I don't know", which is always looked at.
    """

    name: str
    worse: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    covers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AlwaysAsked:
    """A fact that is asked on every path."""

    name: str
    fact: str


@dataclass(frozen=True, slots=True)
class NeverTogether:
    """Duties of which no two are ever owed at once."""

    name: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EveryEndHas:
    """Every end has a duty of one of these strengths, or `no_duty` if that is among them."""

    name: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Answers that make no difference to anybody's duties.

    Attributes:
        name: What holds, in words.
        alike: Fact -> the values that come to the same.
    """

    name: str
    alike: Mapping[str, tuple[str, ...]]


Invariant: TypeAlias = Implies | Monotone | AlwaysAsked | NeverTogether | EveryEndHas | Alike


def own_words(duty: Duty) -> frozenset[str]:
    """The words in which a duty is read where none of its `do_when` are: its rules' and its own."""
    rules = (*duty.rules, duty.unsettled) if duty.unsettled is not None else duty.rules
    said = {rule.do or duty.do for rule in rules}
    return frozenset((said | {duty.do_if_unsure}) - {""})


def sentences(tree: Tree) -> Iterator[tuple[str, Guard]]:
    """The sentences that a tree says by itself, and where each holds.

    Those of `no_duty` (left unsaid where a person has to decide), and the reasons why a person has
    to.
    """
    for item in tree.no_duty:
        yield item.because, item.when
    for duty in tree.duties.values():
        for rule in duty.rules if duty.handoff else ():
            yield rule.why, rule.when
