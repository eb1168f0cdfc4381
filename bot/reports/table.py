"""The yearly report and the register as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from bot.guide.yearly_words import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.guide.yearly_report import YearlyReport

COLUMNS = ("year", "section", "table", "line", "number")
_PLAIN = (
    *("ref", "area", "state", "logged_at", "logged_role", "taken_by", "taken_at", "aware_on"),
    *("notified_at", "submitted_on", "published_on", "closed_at"),
)
TALK = "Questions and answers"
# A column for several entries -> what of each entry stands in it.
_GATHERED = {
    "duties": ("id", "latest"),
    "clocks": ("kind", "latest"),
    "decisions": ("question", "outcome"),
}


def report_csv(report: YearlyReport) -> str:
    """Year, section, table, line and number; a number left out is its mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    year = f"{report.year}-{(report.year + 1) % 100:02d}"
    for section in report.sections:
        for sheet in section.sheets:
            for line in sheet.lines:
                number = MARK if line.count is None else line.count
                writer.writerow((year, section.title, sheet.title, line.label, number))
    return out.getvalue()


def referrals_csv(
    rows: Iterable[Mapping[str, Any]], facts: Sequence[str], typed: Sequence[str] = ()
) -> Iterator[str]:
    """Referrals as CSV, line by line: one column a coded fact, a date for each duty and clock.

    Args:
        rows: What `bot.guide.export.export` gives.
        facts: The ids of the facts, a column each.
        typed: The labels of the typed parts that have a column each; empty without typed parts.
    """
    fact_columns = [f"fact_{fact}" for fact in facts]
    yield _csv_line([*_PLAIN, *fact_columns, *_GATHERED, *typed, *([TALK] if typed else [])])
    for row in rows:
        yield _csv_line(
            [
                *(row[name] for name in _PLAIN),
                *(row["facts"].get(fact, "") for fact in facts),
                *(_gathered(row[name], *keys) for name, keys in _GATHERED.items()),
                *(_typed(row["typed"], typed) if typed else ()),
            ]
        )


def _gathered(entries: Sequence[Mapping[str, object]], name: str, value: str) -> str:
    """`notify_panel 2026-12-29; rapid_review`: what several entries come to, in one field."""
    return "; ".join(f"{entry[name]} {entry[value] or ''}".strip() for entry in entries)


def _typed(parts: Mapping[str, str], labels: Sequence[str]) -> Iterator[str]:
    """The typed parts that have a column, and all others in one."""
    for label in labels:
        yield _harmless(parts.get(label, ""))
    others = (f"{label}: {text}" for label, text in parts.items() if label not in labels)
    yield _harmless("\n".join(others))


def _harmless(text: str) -> str:
    """Typed text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv_line(values: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()
