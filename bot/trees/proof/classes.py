"""Classes of answers: where something holds, written as a few rows that a person can read.

A row gives some facts the answers that they may have, and leaves all others open. The rows of a
diagram together are the diagram, exactly: nothing is left out and nothing is added. They are few
because each is made as wide as it can be before the next is begun. Then each is cut back to what
the others do not say, but never so that it has to name one more fact. This is how logic circuits
are made small (espresso: expand, leave out, reduce; Brayton and others 1984).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.trees.proof.diagrams import Leaf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.trees.proof.diagrams import Diagram
    from bot.trees.proof.ends import Ends

Answers: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""Fact -> the answers that it may have; what is not named may have any, or not be asked."""
_Row: TypeAlias = "tuple[frozenset[int], ...]"


def classes_of(
    ends: Ends, where: Diagram[bool], besides: Diagram[bool] | None = None
) -> tuple[Answers, ...]:
    """The rows of a diagram, in the order of the facts; none where it never holds.

    Args:
        ends: The tree's ends.
        where: What the rows have to say.
        besides: Where it does not matter what they say, because something before them is read
            first. None: nowhere.
    """
    rows = _Cover(ends, where, where if besides is None else ends.either(where, besides)).rows()
    return tuple(_answers(ends, row) for row in sorted(rows, key=lambda row: _order(ends, row)))


def where_given(ends: Ends, answers: Answers) -> Diagram[bool]:
    """The diagram of one row."""
    parts = []
    for fact, allowed in answers.items():
        is_allowed = [value in allowed for value in ends.values[fact]]
        parts.append(ends.diagrams.by_option(ends.level[fact], is_allowed))
    return ends.both(*parts)


def shared(classes: Sequence[Answers]) -> tuple[Answers, tuple[Answers, ...]]:
    """What all rows have in common, and the rest of each; the rest is empty for one row alone."""
    if not classes:
        return {}, ()
    first = classes[0]
    common = {
        fact: allowed
        for fact, allowed in first.items()
        if all(row.get(fact) == allowed for row in classes)
    }
    rest = tuple(
        {fact: allowed for fact, allowed in row.items() if fact not in common} for row in classes
    )
    return common, rest if len(classes) > 1 else ()


class _Cover:
    """Looks for rows that hold all of `where` and nothing outside `most`."""

    def __init__(self, ends: Ends, where: Diagram[bool], most: Diagram[bool]) -> None:
        self._ends = ends
        self._where = where
        self._most = most
        self._every = tuple(frozenset(range(size)) for size in ends.diagrams.options)
        self._looked_at = sorted(ends.diagrams.choices(most))
        self._known: dict[_Row, Diagram[bool]] = {}

    def rows(self) -> list[_Row]:
        """Wide rows until nothing is left; then without what the others say already."""
        found: list[_Row] = []
        left = self._where
        first = [0] * len(self._every)
        while point := self._ends.diagrams.find(left, value=True, likely=first):
            row = self._best(point, left)
            found.append(row)
            left = self._ends.without(left, self._diagram(row))
        return self._cut_back(self._without_needless(found))

    def _best(self, point: Sequence[int], left: Diagram[bool]) -> _Row:
        """Of the widest rows around a combination the one that covers most of what is left."""
        turns = range(max(len(self._looked_at), 1))
        orders = [[*self._looked_at[turn:], *self._looked_at[:turn]] for turn in turns]
        rows = dict.fromkeys(self._widened(point, order) for order in orders)
        return max(rows, key=lambda row: (self._gain(row, left), -self._named(row)))

    def _widened(self, point: Sequence[int], order: Sequence[int]) -> _Row:
        """Leave facts open where possible, then let the others have as many answers as possible."""
        row = list(self._every)
        for level in self._looked_at:
            row[level] = frozenset({point[level]})
        for level in order:
            self._widen(row, level, self._every[level])
        for level in order:
            for option in sorted(self._every[level] - row[level]):
                self._widen(row, level, row[level] | {option})
        return tuple(row)

    def _widen(self, row: list[frozenset[int]], level: int, options: frozenset[int]) -> None:
        before, row[level] = row[level], options
        if not self._may_have_all(row):
            row[level] = before

    def _may_have_all(self, row: Sequence[frozenset[int]]) -> bool:
        known: dict[Diagram[bool], bool] = {}

        def walk(part: Diagram[bool]) -> bool:
            if isinstance(part, Leaf):
                return part.value
            if part not in known:
                known[part] = all(walk(part.children[option]) for option in row[part.level])
            return known[part]

        return walk(self._most)

    def _without_needless(self, rows: list[_Row]) -> list[_Row]:
        kept = list(rows)
        for row in sorted(rows, key=self._named, reverse=True):
            if self._own(row, kept) is self._ends.no:
                kept.remove(row)
        return kept

    def _cut_back(self, rows: list[_Row]) -> list[_Row]:
        kept = list(rows)
        for place in sorted(range(len(kept)), key=lambda place: -self._named(kept[place])):
            own = self._own(kept[place], kept)
            kept[place] = tuple(
                self._needed(own, level, options) if options != self._every[level] else options
                for level, options in enumerate(kept[place])
            )
        return kept

    def _needed(self, own: Diagram[bool], level: int, options: frozenset[int]) -> frozenset[int]:
        given = self._ends.diagrams.given
        return frozenset(
            option for option in options if given(own, level, option) is not self._ends.no
        )

    def _own(self, row: _Row, rows: Sequence[_Row]) -> Diagram[bool]:
        """What a row says, and has to say, and no other row does."""
        others = [self._diagram(other) for other in rows if other is not row]
        return self._ends.without(self._ends.both(self._where, self._diagram(row)), *others)

    def _gain(self, row: _Row, left: Diagram[bool]) -> int:
        new = self._ends.both(left, self._diagram(row))
        return self._ends.diagrams.count(new, value=True)

    def _named(self, row: _Row) -> int:
        """How many facts a row names."""
        return sum(row[level] != self._every[level] for level in self._looked_at)

    def _diagram(self, row: _Row) -> Diagram[bool]:
        if row not in self._known:
            self._known[row] = where_given(self._ends, _answers(self._ends, row))
        return self._known[row]


def _answers(ends: Ends, row: _Row) -> Answers:
    named = zip(ends.facts, ends.values.values(), row, strict=True)
    return {
        fact: tuple(values[option] for option in sorted(options))
        for fact, values, options in named
        if len(options) < len(values)
    }


def _order(ends: Ends, row: _Row) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(sorted(options)) if len(options) < len(values) else (len(values),)
        for values, options in zip(ends.values.values(), row, strict=True)
    )
