"""What somebody who reads printed tables can work out about the numbers that are left out.

The reader knows every sum (this total is the sum of these numbers), every printed number, and that
a number left out is at least 1, because noughts are printed. A number left out is given away when
only one value fits all that.

One solution is known: the true values. So a number is free exactly when there is a direction in
which it can move from there: one that keeps every sum and takes no number below 1. Looking for such
a direction is linear programming, done here in fractions, so that no rounding decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

_ZERO, _ONE = Fraction(0), Fraction(1)
_Rows = list[list[Fraction]]


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of others; one part alone says that two numbers are the same.

    Attributes:
        total: The id of the total.
        parts: The ids of its parts.
    """

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of all its numbers."""
        return (self.total, *self.parts)

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Whether the numbers add up."""
        return counts[self.total] == sum(counts[part] for part in self.parts)


def given_away(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    hidden: AbstractSet[str],
    skip: AbstractSet[str] = frozenset(),
) -> frozenset[str]:
    """Those of the numbers left out that can be worked out exactly.

    Args:
        counts: Id -> true value.
        sums: Every sum that a reader can know of.
        hidden: The ids of the numbers left out, none of them nought.
        skip: Hidden numbers not to look at, such as those found free while fewer were hidden: they
            still are.
    """
    fixed: set[str] = set()
    free = set(skip)
    for group in linked(sums, hidden):
        for cell in sorted(group):
            if cell not in free and cell not in fixed:
                moved = _moving(cell, group, counts, sums)
                free |= moved
                fixed |= {cell} - moved
    return frozenset(fixed)


def linked(sums: Sequence[Sum], hidden: AbstractSet[str]) -> list[frozenset[str]]:
    """The hidden numbers in groups: two that stand in one sum are in one group."""
    groups = [frozenset({cell}) for cell in sorted(hidden)]
    for each in sums:
        members = frozenset(each.cells) & hidden
        touched = [group for group in groups if group & members]
        if len(touched) > 1:
            groups = [group for group in groups if not group & members]
            groups.append(frozenset().union(*touched))
    return groups


def _moving(
    cell: str, group: AbstractSet[str], counts: Mapping[str, int], sums: Sequence[Sum]
) -> frozenset[str]:
    """The numbers that move together with `cell` in one possible direction; empty when fixed."""
    for way in (1, -1):
        if way == 1 or counts[cell] > 1:
            found = _direction(cell, way, _Group(sorted(group), counts, sums))
            if found:
                return found
    return frozenset()


@dataclass(frozen=True)
class _Group:
    cells: list[str]
    counts: Mapping[str, int]
    sums: Sequence[Sum]

    def equations(self) -> _Rows:
        """One row a sum: its hidden numbers with +1 for parts and -1 for the total."""
        place = {cell: number for number, cell in enumerate(self.cells)}
        rows = []
        for each in self.sums:
            row = [_ZERO] * len(self.cells)
            for cell in each.parts:
                if cell in place:
                    row[place[cell]] += _ONE
            if each.total in place:
                row[place[each.total]] -= _ONE
            if any(row):
                rows.append(row)
        return rows


def _direction(cell: str, way: int, group: _Group) -> frozenset[str]:
    """Ids that are not nought in some direction in which `cell` moves by `way`, or none."""
    equations = group.equations()
    place = group.cells.index(cell)
    equations.append([_ONE if n == place else _ZERO for n in range(len(group.cells))])
    goal = [_ZERO] * (len(equations) - 1) + [Fraction(way)]
    # A number of 1 can only grow; any other moves both ways: the difference of two columns.
    down = [n for n, name in enumerate(group.cells) if group.counts[name] > 1]
    rows = [[*row, *(-row[n] for n in down)] for row in equations]
    solution = _solve(rows, goal)
    if solution is None:
        return frozenset()
    moves = solution[: len(group.cells)]
    for n, value in zip(down, solution[len(group.cells) :], strict=True):
        moves[n] -= value
    return frozenset(name for name, move in zip(group.cells, moves, strict=True) if move)


def _solve(rows: _Rows, goal: list[Fraction]) -> list[Fraction] | None:
    """Numbers of at least nought with `rows` times them equal to `goal`, or None.

    The first phase of the simplex method, with Bland's rule, which never goes round in a circle.
    """
    width = len(rows[0])
    table: _Rows = []
    for number, (row, wanted) in enumerate(zip(rows, goal, strict=True)):
        sign = -_ONE if wanted < 0 else _ONE
        helper = [_ONE if n == number else _ZERO for n in range(len(rows))]
        table.append([*(sign * value for value in row), *helper, sign * wanted])
    basis = [width + number for number in range(len(rows))]
    missing = [sum(column, _ZERO) for column in zip(*table, strict=True)]
    while (entering := next((n for n in range(width) if missing[n] > 0), None)) is not None:
        ratios = [
            (row[-1] / row[entering], basis[n], n)
            for n, row in enumerate(table)
            if row[entering] > 0
        ]
        leaving = min(ratios)[2]
        _pivot(table, leaving, entering)
        factor = missing[entering]
        missing = [
            value - factor * pivot for value, pivot in zip(missing, table[leaving], strict=True)
        ]
        basis[leaving] = entering
    if missing[-1]:
        return None
    solution = [_ZERO] * width
    for number, column in enumerate(basis):
        if column < width:
            solution[column] = table[number][-1]
    return solution


def _pivot(table: _Rows, leaving: int, entering: int) -> None:
    divisor = table[leaving][entering]
    table[leaving] = [value / divisor for value in table[leaving]]
    for number, row in enumerate(table):
        factor = row[entering]
        if number != leaving and factor:
            table[number] = [
                value - factor * pivot for value, pivot in zip(row, table[leaving], strict=True)
            ]
