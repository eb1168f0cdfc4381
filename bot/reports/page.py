"""The yearly report as one HTML file that needs nothing else: no script, no font, no picture.

Every number stands in a table with a caption and headings; charts stand beside them. It prints on
A4. A policy in its head forbids the browser to fetch anything.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bot.guide.yearly_words import MARK, MARK_WORDS, NOTES
from bot.reports.charts import chart_of

if TYPE_CHECKING:
    from bot.guide.yearly_report import Line, Section, Sheet, YearlyReport

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_page(report: YearlyReport) -> str:
    """The page."""
    year = f"April {report.year} to March {report.year + 1}"
    parts = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{escape(report.partnership)}: figures, {year}</title>",
        f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>",
        "</head>",
        "<body>",
        _head(report, year),
        "<main>",
        *map(_section, report.sections),
        "</main>",
        _foot(report),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts)


def _head(report: YearlyReport, year: str) -> str:
    over = "" if report.is_over else " The year is not over."
    key = "\n".join(
        f"<div><dt>{escape(line.label)}</dt><dd>{_number(line.count)}</dd></div>"
        for line in report.key
    )
    return (
        '<header class="head">\n'
        f'<p class="whose">{escape(report.partnership)}</p>\n'
        f"<h1>Serious incidents and learning, {year}</h1>\n"
        f"<p>As the register stood on {escape(report.made_on)}.{over}</p>\n"
        f'<dl class="key">\n{key}\n</dl>\n'
        f'<p class="quiet">{escape(MARK_WORDS)}</p>\n'
        "</header>"
    )


def _section(section: Section) -> str:
    sheets = "\n".join(map(_sheet, section.sheets))
    return (
        f'<section aria-labelledby="{section.id}">\n'
        f'<h2 id="{section.id}">{escape(section.title)}</h2>\n'
        f"<p>{escape(section.intro)}</p>\n"
        f'<div class="sheets">\n{sheets}\n</div>\n'
        "</section>"
    )


def _sheet(sheet: Sheet) -> str:
    note = f'\n<p class="note">{escape(sheet.note)}</p>' if sheet.note else ""
    words = f'<div class="words"><h3>{escape(sheet.title)}</h3>{note}</div>'
    if sheet.is_empty:
        return f'<div class="sheet">\n{words}\n<p>None.</p>\n</div>'
    chart = chart_of(sheet)
    figure = f"\n<figure>{chart}</figure>" if chart else ""
    rows = "\n".join(map(_row, sheet.lines))
    return (
        f'<div class="sheet{" charted" if chart else ""}">\n'
        f"{words}{figure}\n"
        f"<table>\n<caption>{escape(sheet.title)}</caption>\n"
        '<thead><tr><td></td><th scope="col" class="number">Number</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(line: Line) -> str:
    opening = '<tr class="total">' if line.is_total else "<tr>"
    out = ' class="out"' if line.count is None else ""
    return (
        f'{opening}<th scope="row">{escape(line.label)}</th>'
        f"<td{out}>{_number(line.count)}</td></tr>"
    )


def _foot(report: YearlyReport) -> str:
    notes = "\n".join(f'<p class="quiet">{escape(note)}</p>' for note in NOTES)
    left = f'<p class="quiet">Numbers left out: {report.left_out}.</p>'
    return f"<footer>\n{notes}\n{left}\n</footer>"


def _number(count: int | None) -> str:
    return MARK if count is None else f"{count:,}"
