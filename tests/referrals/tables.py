"""Tables of numbers that share totals, drawn by hypothesis, and a reader who adds up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from bot.referrals.inference import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

NUMBERS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 9, 20])


@dataclass(frozen=True)
class Tables:
    """Numbers and every sum among them."""

    counts: Mapping[str, int]
    sums: tuple[Sum, ...]


@st.composite
def tables(draw: st.DrawFn, *, most: int = 4, numbers: st.SearchStrategy[int] = NUMBERS) -> Tables:
    """A table by rows and columns, its margins and total, and a second table of the same total."""
    rows, columns = draw(st.integers(1, most)), draw(st.integers(2, most))
    places = list(product(range(rows), range(columns)))
    counts = {f"cell.{r}.{c}": draw(numbers) for r, c in places}
    sums = [
        *(Sum(f"row.{r}", tuple(f"cell.{r}.{c}" for c in range(columns))) for r in range(rows)),
        *(Sum(f"column.{c}", tuple(f"cell.{r}.{c}" for r in range(rows))) for c in range(columns)),
    ]
    counts |= {each.total: sum(counts[part] for part in each.parts) for each in sums}
    lines = tuple(f"row.{r}" for r in range(rows))
    sums += [Sum("total", lines), Sum("total", tuple(f"column.{c}" for c in range(columns)))]
    counts["total"] = sum(counts[line] for line in lines)
    cuts = sorted(draw(st.lists(st.integers(0, counts["total"]), max_size=2)))
    edges = [0, *cuts, counts["total"]]
    counts |= {f"part.{n}": high - low for n, (low, high) in enumerate(pairwise(edges))}
    sums.append(Sum("total", tuple(f"part.{n}" for n in range(len(edges) - 1))))
    return Tables(counts, tuple(sums))


def derived(made: Tables, hidden: AbstractSet[str]) -> set[str]:
    """The hidden numbers that follow from the printed ones by adding and subtracting sums.

    By elimination, with nothing of `bot.referrals.inference`: a number follows exactly when it
    stands alone in the reduced rows.
    """
    names = sorted(hidden)
    rows = []
    for each in made.sums:
        row = [Fraction(each.parts.count(name) - (name == each.total)) for name in names]
        rows.append(row)
    lead = 0
    for column in range(len(names)):
        found = next((n for n in range(lead, len(rows)) if rows[n][column]), None)
        if found is None:
            continue
        rows[lead], rows[found] = rows[found], rows[lead]
        rows[lead] = [value / rows[lead][column] for value in rows[lead]]
        for n, row in enumerate(rows):
            if n != lead and row[column]:
                rows[n] = [a - row[column] * b for a, b in zip(row, rows[lead], strict=True)]
        lead += 1
    alone = [row for row in rows if sum(bool(value) for value in row) == 1]
    return {names[n] for row in alone for n, value in enumerate(row) if value}


def only_one_value(made: Tables, hidden: Iterable[str], reach: int = 2) -> set[str]:
    """The hidden numbers with one value in all whole solutions near the true one, by trying all."""
    names = sorted(hidden)
    near = [range(max(1, made.counts[n] - reach), made.counts[n] + reach + 1) for n in names]
    seen: dict[str, set[int]] = {name: set() for name in names}
    for values in product(*near):
        tried = {**made.counts, **dict(zip(names, values, strict=True))}
        if all(each.holds(tried) for each in made.sums):
            for name, value in zip(names, values, strict=True):
                seen[name].add(value)
    return {name for name, found in seen.items() if len(found) == 1}
