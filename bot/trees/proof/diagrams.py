"""Decision diagrams: a value for every combination of choices, in little room.

A diagram is a function of some choices, each with a few options. It is drawn as a graph: a `Branch`
looks at one choice and has a child per option; a `Leaf` holds the value. Choices are looked at in
one fixed order, equal parts are kept once, and a branch whose children are all the same is left
out. So two diagrams of one `Diagrams` are equal exactly where they are the same object, and what
depends on a handful of choices takes a handful of branches, however many choices there are.

These are reduced ordered multi-valued diagrams with any values in their leaves (Bryant 1986;
Srinivasan and others 1990). A library for them was looked at: `dd` knows only yes and no in both
places, so that every fact and every strength would have to be spelled in bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

T_co = TypeVar("T_co", covariant=True)
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


@dataclass(frozen=True, slots=True, eq=False)
class Leaf(Generic[T_co]):
    """The same value whatever is chosen."""

    value: T_co
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class Branch(Generic[T_co]):
    """A child for each option of the choice at `level`; the children look at later choices."""

    level: int
    children: tuple[Diagram[T_co], ...]


Diagram: TypeAlias = "Leaf[T_co] | Branch[T_co]"


class Diagrams:
    """All diagrams over one list of choices.

    Args:
        options: How many options each choice has, in the order in which choices are looked at.
    """

    def __init__(self, options: Sequence[int]) -> None:
        self.options = tuple(options)
        self._leaves: dict[tuple[type, Hashable], Leaf[Any]] = {}
        self._branches: dict[tuple[int, tuple[int, ...]], Branch[Any]] = {}

    def always(self, value: A) -> Diagram[A]:
        """The diagram that has one value everywhere; the value must be hashable."""
        key = (type(value), value)
        leaf = self._leaves.get(key)
        if leaf is None:
            leaf = self._leaves[key] = Leaf(value, len(self.options))
        return leaf

    def by_option(self, level: int, values: Sequence[A]) -> Diagram[A]:
        """The diagram that looks at one choice: a value per option."""
        return self._branch(level, tuple(self.always(value) for value in values))

    def combine(
        self, function: Callable[[A, B], C], left: Diagram[A], right: Diagram[B]
    ) -> Diagram[C]:
        """`function` of two diagrams' values, for every combination at once."""
        memo: dict[tuple[Diagram[A], Diagram[B]], Diagram[C]] = {}

        def walk(left: Diagram[A], right: Diagram[B]) -> Diagram[C]:
            found = memo.get((left, right))
            if found is None:
                found = memo[left, right] = step(left, right)
            return found

        def step(left: Diagram[A], right: Diagram[B]) -> Diagram[C]:
            if isinstance(left, Leaf) and isinstance(right, Leaf):
                return self.always(function(left.value, right.value))
            level = min(left.level, right.level)
            pairs = zip(self._children(left, level), self._children(right, level), strict=True)
            return self._branch(level, tuple(walk(one, other) for one, other in pairs))

        return walk(left, right)

    def each(self, function: Callable[[A], C], diagram: Diagram[A]) -> Diagram[C]:
        """`function` of a diagram's values."""
        memo: dict[Diagram[A], Diagram[C]] = {}

        def walk(part: Diagram[A]) -> Diagram[C]:
            found = memo.get(part)
            if found is None:
                if isinstance(part, Leaf):
                    found = self.always(function(part.value))
                else:
                    found = self._branch(part.level, tuple(map(walk, part.children)))
                memo[part] = found
            return found

        return walk(diagram)

    def given(self, diagram: Diagram[A], level: int, option: int) -> Diagram[A]:
        """What is left of a diagram once one choice is made."""
        memo: dict[Diagram[A], Diagram[A]] = {}

        def walk(part: Diagram[A]) -> Diagram[A]:
            if isinstance(part, Leaf) or part.level > level:
                return part
            if part.level == level:
                return part.children[option]
            found = memo.get(part)
            if found is None:
                found = memo[part] = self._branch(part.level, tuple(map(walk, part.children)))
            return found

        return walk(diagram)

    def somewhere(self, diagram: Diagram[bool], level: int) -> Diagram[bool]:
        """Where a diagram is true for some options of the choices from `level` on."""
        no = self.always(value=False)
        memo: dict[Diagram[bool], Diagram[bool]] = {}

        def walk(part: Diagram[bool]) -> Diagram[bool]:
            if isinstance(part, Leaf) or part.level >= level:
                return self.always(part is not no)
            found = memo.get(part)
            if found is None:
                found = memo[part] = self._branch(part.level, tuple(map(walk, part.children)))
            return found

        return walk(diagram)

    def values(self, diagram: Diagram[A]) -> frozenset[A]:
        """The values that a diagram has for at least one combination."""
        return frozenset(part.value for part in _parts(diagram) if isinstance(part, Leaf))

    def choices(self, diagram: Diagram[A]) -> frozenset[int]:
        """The levels of the choices that a diagram looks at."""
        return frozenset(part.level for part in _parts(diagram) if isinstance(part, Branch))

    def count(self, diagram: Diagram[A], value: A) -> int:
        """For how many combinations of choices a diagram has a value."""
        memo: dict[Diagram[A], int] = {}
        wanted = self.always(value)

        def walk(part: Diagram[A]) -> int:
            """Combinations of the choices from the part's own on."""
            if isinstance(part, Leaf):
                return int(part is wanted)
            if part not in memo:
                memo[part] = sum(
                    walk(child) * self._between(part.level + 1, child.level)
                    for child in part.children
                )
            return memo[part]

        return walk(diagram) * self._between(0, diagram.level)

    def find(self, diagram: Diagram[A], value: A, likely: Sequence[int]) -> tuple[int, ...] | None:
        """One combination for which a diagram has a value, or None.

        Args:
            diagram: The diagram.
            value: The value looked for.
            likely: For each choice the option to take where nothing speaks against it.
        """
        hopeless: set[Diagram[A]] = set()
        taken = list(likely)
        wanted = self.always(value)

        def walk(part: Diagram[A]) -> bool:
            if isinstance(part, Leaf):
                return part is wanted
            if part in hopeless:
                return False
            first = likely[part.level]
            for option in sorted(range(len(part.children)), key=lambda option: option != first):
                taken[part.level] = option
                if walk(part.children[option]):
                    return True
            taken[part.level] = first
            hopeless.add(part)
            return False

        return tuple(taken) if walk(diagram) else None

    def _children(self, diagram: Diagram[A], level: int) -> Sequence[Diagram[A]]:
        if isinstance(diagram, Branch) and diagram.level == level:
            return diagram.children
        return (diagram,) * self.options[level]

    def _branch(self, level: int, children: tuple[Diagram[A], ...]) -> Diagram[A]:
        first = children[0]
        if all(child is first for child in children):
            return first
        key = (level, tuple(map(id, children)))
        branch = self._branches.get(key)
        if branch is None:
            branch = self._branches[key] = Branch(level, children)
        return branch

    def _between(self, first: int, last: int) -> int:
        """How many combinations the choices from `first` up to but not including `last` have."""
        product = 1
        for size in self.options[first:last]:
            product *= size
        return product


def _parts(diagram: Diagram[A]) -> set[Diagram[A]]:
    """Every branch and leaf of a diagram."""
    seen: set[Diagram[A]] = {diagram}
    ahead = [diagram]
    while ahead:
        part = ahead.pop()
        fresh = set(part.children) - seen if isinstance(part, Branch) else set()
        seen |= fresh
        ahead.extend(fresh)
    return seen
