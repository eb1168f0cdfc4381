"""A year's figures as a report: sections, tables and their words, small numbers left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.guide.walk import MAIN_TREE
from bot.guide.yearly_words import KEY, SECTIONS, TITLES, Placed, words_of
from bot.referrals.figures import QUARTERS
from bot.referrals.suppression import suppressed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.guide.desk import Desk
    from bot.referrals.figures import Figures


@dataclass(frozen=True, slots=True)
class Line:
    """One number with its words.

    Attributes:
        label: What is counted.
        count: How many, or None where the number is left out.
        is_total: Whether it is what the lines above add up to.
    """

    label: str
    count: int | None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table.

    Attributes:
        id: Such as `event`.
        title: What it counts.
        note: How to read it, or empty.
        lines: Its numbers, the total last.
        is_charted: Whether a chart stands beside it.
    """

    id: str
    title: str
    note: str
    lines: tuple[Line, ...]
    is_charted: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to count."""
        return all(line.count == 0 for line in self.lines)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its heading, a few words, its tables."""

    id: str
    title: str
    intro: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """The report.

    Attributes:
        partnership: Whose.
        year: The year in which it begins.
        made_on: The day of the report.
        is_over: Whether the year was over on that day.
        key: The numbers to begin with.
        sections: Everything else.
        left_out: How many numbers are left out.
    """

    partnership: str
    year: int
    made_on: str
    is_over: bool
    key: tuple[Line, ...]
    sections: tuple[Section, ...]
    left_out: int


def laid_out(desk: Desk, figures: Figures) -> YearlyReport:
    """The report on a year's figures."""
    printed = _Printed(desk, figures)
    today = figures.period.today
    return YearlyReport(
        partnership=desk.content.area.partnership,
        year=figures.period.year,
        made_on=f"{today:%A} {today.day} {today:%B %Y}",
        is_over=figures.period.last < today,
        key=tuple(Line(label, printed.number(cell)) for label, cell in KEY),
        sections=tuple(
            Section(one.id, one.title, one.intro, tuple(map(printed.sheet, one.sheets)))
            for one in SECTIONS
        ),
        left_out=len(printed.hidden),
    )


class _Printed:
    """Turns figures into tables; every number goes through `number`."""

    def __init__(self, desk: Desk, figures: Figures) -> None:
        self._figures = figures
        facts = desk.content.trees[MAIN_TREE].facts
        self._words: Callable[[str, str], str] = words_of(desk.content.area, facts)
        self.hidden = suppressed(figures.counts, figures.sums)

    def number(self, cell: str) -> int | None:
        return None if cell in self.hidden else self._figures.counts[cell]

    def sheet(self, placed: Placed) -> Sheet:
        table = self._figures.tables[placed.id]
        lines = [self._line(table.id, code) for code in table.codes]
        total = table.total
        if placed.id == "month":
            lines, total = self._with_quarters(lines), "referrals"
        if total:
            lines.append(Line(TITLES[total], self.number(total), is_total=True))
        return Sheet(placed.id, placed.title, placed.note, tuple(lines), placed.is_charted)

    def _line(self, table: str, code: str, *, is_total: bool = False) -> Line:
        return Line(self._words(table, code), self.number(f"{table}.{code}"), is_total)

    def _with_quarters(self, months: list[Line]) -> list[Line]:
        quarters = [self._line("quarter", code, is_total=True) for code in QUARTERS]
        return [
            line
            for number, quarter in enumerate(quarters)
            for line in (*months[number * 3 : number * 3 + 3], quarter)
        ]
