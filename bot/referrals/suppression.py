"""Small numbers are left out of what is published, and enough beside them.

A number from 1 to 4 could point at a child, so it is left out. Where a total and the other numbers
beside it would give it away, another number is left out too, until nothing can be worked out from
all tables together. Nought is printed. The mark is the same for both, so that it says nothing about
the size. Source: issue 5 ("small numbers (under 5) suppressed, and enough beside them").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.referrals.inference import Sum, given_away, linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

SMALLEST_PRINTED = 5


def is_small(count: int) -> bool:
    """Whether a number is left out for itself.

    >>> [number for number in range(8) if is_small(number)]
    [1, 2, 3, 4]
    """
    return 0 < count < SMALLEST_PRINTED


def suppressed(counts: Mapping[str, int], sums: Sequence[Sum]) -> frozenset[str]:
    """The ids of the numbers to leave out.

    Args:
        counts: Id -> number, for everything that would be printed.
        sums: How the numbers hang together, over all tables that are published together.
    """
    small = frozenset(cell for cell, count in counts.items() if is_small(count))
    return _spared(counts, sums, small, _covered(counts, sums, small))


def _covered(
    counts: Mapping[str, int], sums: Sequence[Sum], small: frozenset[str]
) -> frozenset[str]:
    """The small numbers with others beside them, until none is given away.

    It ends: with every number but the noughts left out, doubling all of them fits every sum.
    """
    hidden = small
    fixed = given_away(counts, sums, hidden)
    while fixed:
        cell = min(fixed, key=lambda one: (counts[one], one))
        choices = _choices(cell, counts, sums, hidden)
        freeing = (
            one
            for one in choices
            if cell not in given_away(counts, sums, hidden | {one}, hidden - {cell})
        )
        hidden |= {next(freeing, choices[0])}
        fixed = given_away(counts, sums, hidden)
    return hidden


def _choices(
    cell: str, counts: Mapping[str, int], sums: Sequence[Sum], hidden: AbstractSet[str]
) -> list[str]:
    """Printed numbers that stand in a sum with `cell` or with what is linked to it, best first.

    A part is better than a total, a small number better than a large one.
    """
    group = next(group for group in linked(sums, hidden) if cell in group)
    totals = {each.total for each in sums}
    near = {one for each in sums if group & frozenset(each.cells) for one in each.cells}
    printed = [one for one in near if one not in hidden and counts[one]]
    return sorted(printed, key=lambda one: (one in totals, counts[one], one))


def _spared(
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    small: frozenset[str],
    hidden: frozenset[str],
) -> frozenset[str]:
    """`hidden` without those that need not be left out after all, the largest first."""
    for cell in sorted(hidden - small, key=lambda one: (-counts[one], one)):
        if not given_away(counts, sums, hidden - {cell}):
            hidden -= {cell}
    return hidden
