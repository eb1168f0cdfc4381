"""A tree's ends as diagrams: for every combination of answers, what was asked and what is owed.

A combination gives every fact an answer, as if each had been asked; what the walk does not ask is
parked, as in `bot.trees.walk`, and no guard sees it. So a combination is a walk with its parked
answers, and changing one answer in it says at once what happens to questions that then appear.

The meaning is that of `bot.trees.walk` and `bot.trees.outcome`; tests compare the two.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, gt, ne, or_
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.errors import GuideError
from bot.trees.explore import values_of
from bot.trees.logic import All, Any, Atom, Not, decide_atom
from bot.trees.model import IfUnknown
from bot.trees.proof.diagrams import Diagrams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.trees.logic import Guard, Truth
    from bot.trees.model import Duty, Rule, Tree
    from bot.trees.proof.diagrams import Diagram


A = TypeVar("A")


class Shown(NamedTuple):
    """The rule with which a duty is shown.

    Attributes:
        weight: Of its strength; -1 where the duty is not shown.
        fires: Whether the rule is true, and not only left open by an "I don't know".
        place: Minus its place among the duty's rules, so that the first of equals is the largest;
            `UNSETTLED` where the hand-off duty is there because of another duty.
    """

    weight: int
    fires: bool
    place: int


NOT_SHOWN = Shown(-1, fires=False, place=0)
UNSETTLED = -1_000_000
MOST_FACTS = 250
"""A diagram is gone through fact by fact, call within call: more would be too deep for Python."""


class Ends:
    """Everything that a tree's ends say, as diagrams over its facts.

    Attributes:
        tree: The tree.
        diagrams: Makes and combines diagrams.
        facts: The facts in the order in which they are first asked; the choices of all diagrams.
        values: Fact -> its answers, any date being one.
        asked: Fact -> whether it is asked.
        wanted: Question -> whether its `when` says that it is asked.
        reached: Question -> whether it is shown, so that one of its facts is newly asked.
        shown: Duty -> the rule with which it is shown.
        fires: Duty -> for each rule whether it is true (None: not settled).
        certain: Duty -> whether it is certain; filled by `bot.trees.proof.certain`.

    Raises:
        GuideError: The tree has more than `MOST_FACTS` facts.
    """

    def __init__(self, tree: Tree) -> None:
        if len(tree.facts) > MOST_FACTS:
            raise GuideError(
                f"The tree '{tree.id}' has {len(tree.facts)} facts; {MOST_FACTS} are the most that "
                "can be proved. Split it."
            )
        self.tree = tree
        in_order = dict.fromkeys(fact for question in tree.questions for fact in question.asks)
        self.facts = (*in_order, *(fact for fact in tree.facts if fact not in in_order))
        self.values = {fact: values_of(tree.facts[fact]) for fact in self.facts}
        self.level = {fact: level for level, fact in enumerate(self.facts)}
        self.diagrams = Diagrams([len(self.values[fact]) for fact in self.facts])
        self.yes: Diagram[bool] = self.diagrams.always(value=True)
        self.no: Diagram[bool] = self.diagrams.always(value=False)
        self.asked: dict[str, Diagram[bool]] = dict.fromkeys(self.facts, self.no)
        self.wanted: dict[str, Diagram[bool]] = {}
        self.reached = self._ask()
        self._truths: dict[Guard, Diagram[Truth]] = {}
        self.fires: dict[str, tuple[Diagram[Truth], ...]] = {
            duty.id: tuple(self.truth(rule.when) for rule in duty.rules)
            for duty in tree.duties.values()
        }
        self.shown: dict[str, Diagram[Shown]] = {
            duty.id: self._shown(duty) for duty in tree.duties.values() if not duty.handoff
        }
        self.certain: dict[str, Diagram[bool]] = {}
        for duty in tree.duties.values():
            if duty.handoff:
                self.shown[duty.id] = self._shown_handoff(duty)

    def truth(self, guard: Guard) -> Diagram[Truth]:
        """A duty's guard at the end: a fact that was not asked leaves it open."""
        if guard not in self._truths:
            self._truths[guard] = self._kleene(guard, not_asked=None)
        return self._truths[guard]

    def holds(self, guard: Guard) -> Diagram[bool]:
        """Whether a guard is true at the end."""
        return self.diagrams.each(_is_true, self.truth(guard))

    def not_excluded(self, guard: Guard) -> Diagram[bool]:
        """Whether a guard is true or left open at the end."""
        return self.diagrams.each(_is_not_false, self.truth(guard))

    def has(self, duty: str, weight: int = 0) -> Diagram[bool]:
        """Whether a duty is shown, with a strength of at least this weight."""
        return self.diagrams.each(lambda shown: shown.weight >= weight, self.shown[duty])

    def has_settled(self, duty: str, weight: int) -> Diagram[bool]:
        """Whether a duty is shown, at least so strong, by a rule that is true."""
        return self.diagrams.each(
            lambda shown: shown.fires and shown.weight >= weight, self.shown[duty]
        )

    def shown_by(self, duty: str, places: frozenset[int]) -> Diagram[bool]:
        """Whether a duty is shown by one of these rules (see `Shown.place`)."""
        return self.diagrams.each(
            lambda shown: shown.weight >= 0 and shown.place in places, self.shown[duty]
        )

    def answered(self, fact: str, value: str) -> Diagram[bool]:
        """Whether a fact is asked and has this answer."""
        options = [one == value for one in self.values[fact]]
        return self.both(self.asked[fact], self.diagrams.by_option(self.level[fact], options))

    def both(self, *parts: Diagram[bool]) -> Diagram[bool]:
        """Where all hold."""
        return self._in_pairs(and_, parts) or self.yes

    def either(self, *parts: Diagram[bool]) -> Diagram[bool]:
        """Where at least one holds."""
        return self._in_pairs(or_, parts) or self.no

    def _in_pairs(
        self, function: Callable[[bool, bool], bool], parts: Iterable[Diagram[bool]]
    ) -> Diagram[bool] | None:
        """Pairs joined, and then pairs of these: what is large is gone through few times."""
        left = list(dict.fromkeys(parts))
        while len(left) > 1:
            odd = left[-1:] if len(left) % 2 else []
            pairs = zip(left[::2], left[1::2], strict=False)
            left = [*(self.diagrams.combine(function, one, other) for one, other in pairs), *odd]
        return left[0] if left else None

    def without(self, part: Diagram[bool], *others: Diagram[bool]) -> Diagram[bool]:
        """Where one holds and none of the others does (of two truths, the greater is the one)."""
        return reduce(lambda one, other: self.diagrams.combine(gt, one, other), others, part)

    def differ(self, one: Diagram[object], other: Diagram[object]) -> Diagram[bool]:
        """Where two diagrams have different values."""
        return self.diagrams.combine(ne, one, other)

    def looked_at(self, part: Diagram[object]) -> tuple[str, ...]:
        """The facts that a diagram looks at, in the order in which they are asked."""
        return tuple(self.facts[level] for level in sorted(self.diagrams.choices(part)))

    def handed_over(self) -> Diagram[bool]:
        """Whether a person has to decide."""
        return self.either(
            *(self.has(duty.id) for duty in self.tree.duties.values() if duty.handoff)
        )

    def with_answer(self, part: Diagram[A], fact: str, value: str) -> Diagram[A]:
        """What becomes of a diagram where one answer is this one, the others being as they are."""
        level = self.level[fact]
        return self.diagrams.given(part, level, self.values[fact].index(value))

    def combinations(self) -> int:
        """How many combinations of answers there are."""
        return self.diagrams.count(self.yes, value=True)

    def walks(self) -> int:
        """How many different walks there are: combinations that differ in what was asked."""
        once = [
            self.either(
                self.asked[fact],
                self.diagrams.by_option(self.level[fact], [value == values[0] for value in values]),
            )
            for fact, values in self.values.items()
        ]
        return self.diagrams.count(self.both(*once), value=True)

    def _ask(self) -> dict[str, Diagram[bool]]:
        reached = {}
        for question in self.tree.questions:
            guard = self._kleene(question.when, not_asked=False)
            is_asked = self.wanted[question.id] = self.diagrams.each(_is_not_false, guard)
            before = self.both(*(self.asked[fact] for fact in question.asks))
            reached[question.id] = self.without(is_asked, before)
            for fact in question.asks:
                self.asked[fact] = self.either(self.asked[fact], is_asked)
        return reached

    def _kleene(self, guard: Guard, *, not_asked: Truth) -> Diagram[Truth]:
        match guard:
            case Atom(fact=fact, values=values):
                options = [decide_atom(values, answer) for answer in self.values[fact]]
                return self.diagrams.combine(
                    lambda asked, truth: truth if asked else not_asked,
                    self.asked[fact],
                    self.diagrams.by_option(self.level[fact], options),
                )
            case Not(part=part):
                return self.diagrams.each(_not, self._kleene(part, not_asked=not_asked))
            case All(parts=parts):
                found = (self._kleene(part, not_asked=not_asked) for part in parts)
                every: Diagram[Truth] = self.diagrams.always(value=True)
                return reduce(lambda one, two: self.diagrams.combine(_all, one, two), found, every)
            case Any(parts=parts):
                found = (self._kleene(part, not_asked=not_asked) for part in parts)
                none: Diagram[Truth] = self.diagrams.always(value=False)
                return reduce(lambda one, two: self.diagrams.combine(_any, one, two), found, none)

    def _shown(self, duty: Duty) -> Diagram[Shown]:
        """The strongest rule; of equals one that fires, and of those the first."""
        is_open = duty.if_unknown is IfUnknown.APPLY
        shown: Diagram[Shown] = self.diagrams.always(NOT_SHOWN)
        for number, rule in enumerate(duty.rules):
            found = self._rule(number, rule, self.fires[duty.id][number], is_open=is_open)
            shown = self.diagrams.combine(max, shown, found)
        return shown

    def _shown_handoff(self, duty: Duty) -> Diagram[Shown]:
        """A rule that fires, else one left open, else the wording for other duties' sake."""
        weight = duty.unsettled.strength.weight if duty.unsettled else -1
        shown = self.diagrams.each(
            lambda needed: Shown(weight, fires=False, place=UNSETTLED) if needed else NOT_SHOWN,
            self.either(*(self._unsettled(other) for other in self.tree.duties.values())),
        )
        for number, rule in enumerate(duty.rules):
            found = self._rule(number, rule, self.fires[duty.id][number], is_open=True)
            shown = self.diagrams.combine(_more_certain, shown, found)
        return shown

    def _rule(
        self, number: int, rule: Rule, truth: Diagram[Truth], *, is_open: bool
    ) -> Diagram[Shown]:
        fires = Shown(rule.strength.weight, fires=True, place=-number)
        maybe = fires._replace(fires=False) if is_open else NOT_SHOWN
        by_truth: Mapping[Truth, Shown] = {True: fires, None: maybe, False: NOT_SHOWN}
        return self.diagrams.each(lambda truth: by_truth[truth], truth)

    def _unsettled(self, duty: Duty) -> Diagram[bool]:
        """Whether a person has to settle a duty: an open rule is stronger than all that fire."""
        if duty.if_unknown is not IfUnknown.ASK or duty.handoff:
            return self.no
        strongest: Diagram[int] = self.diagrams.always(-1)
        maybe: Diagram[int] = self.diagrams.always(-1)
        for rule, truth in zip(duty.rules, self.fires[duty.id], strict=True):
            weight = rule.strength.weight
            firing = self._weight_where(truth, weight, is_true=True)
            strongest = self.diagrams.combine(max, strongest, firing)
            maybe = self.diagrams.combine(
                max, maybe, self._weight_where(truth, weight, is_true=None)
            )
        return self.diagrams.combine(gt, maybe, strongest)

    def _weight_where(self, truth: Diagram[Truth], weight: int, *, is_true: Truth) -> Diagram[int]:
        return self.diagrams.each(lambda found: weight if found is is_true else -1, truth)


def _is_true(truth: Truth) -> bool:
    return truth is True


def _is_not_false(truth: Truth) -> bool:
    return truth is not False


def _not(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _all(one: Truth, other: Truth) -> Truth:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _any(one: Truth, other: Truth) -> Truth:
    if one is True or other is True:
        return True
    return None if one is None or other is None else False


def _more_certain(one: Shown, other: Shown) -> Shown:
    """For the hand-off duty: what fires comes before what is open, and that before the rest."""

    def order(shown: Shown) -> tuple[bool, bool, bool, Shown]:
        is_shown = shown.weight >= 0
        return is_shown, shown.fires, shown.place > UNSETTLED, shown

    return max(one, other, key=order)
