"""A chart draws what is printed, says it to people who do not see it, and does nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

from pygal.etree import etree

from bot.reports.charts import chart_of
from tests.reports.reports import EMPTY, NASTY, SHEET

SVG = "{http://www.w3.org/2000/svg}"


def test_a_chart_has_a_role_a_title_and_a_description() -> None:
    """Every number in words; one left out is said to be left out."""
    root = etree.fromstring(chart_of(SHEET))

    assert root.get("role") == "img"
    texts = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    named = [texts[id_] for id_ in str(root.get("aria-labelledby")).split()]
    assert named[0] == SHEET.title
    assert named[1] == (
        f"Died: 12; Seriously harmed: left out; {NASTY}: 0; Harmed less seriously: 1234."
    )


def test_bars_are_as_long_as_numbers_and_a_number_left_out_has_none() -> None:
    """The longest bar is the greatest number; totals are not drawn."""
    root = etree.fromstring(chart_of(SHEET))
    bars = [rect for rect in root.iter(f"{SVG}rect") if "rect" in (rect.get("class") or "").split()]
    widths = [float(bar.get("width") or 0) for bar in bars]

    assert sorted(round(width / max(widths), 2) for width in widths) == [0, 0, 0.01, 1]


def test_a_chart_shows_the_mark_for_what_is_left_out() -> None:
    """Beside its label, where the others have their number."""
    root = etree.fromstring(chart_of(SHEET))
    words = [element.text for element in root.iter(f"{SVG}text")]

    assert {"[c]", "12", "0", "1,234", "Seriously harmed"} <= set(words)
    assert "All referrals" not in words


def test_a_chart_fetches_runs_and_dates_nothing() -> None:
    """No script, no address, no comment; the same figures give the same picture."""
    drawn = chart_of(SHEET)

    assert "<script" not in drawn
    assert "<!--" not in drawn
    assert re.findall(r"(?:href|src|url)\W", drawn) == []
    assert re.findall(r"https?://(?!www\.w3\.org/)", drawn) == []
    assert drawn == chart_of(SHEET)


def test_nothing_is_drawn_of_nothing() -> None:
    """Noughts and numbers left out alone make no chart, nor does a table without one."""
    assert chart_of(EMPTY) == ""
    assert chart_of(replace(SHEET, lines=SHEET.lines[1:3])) == ""
    assert chart_of(replace(SHEET, is_charted=False)) == ""
