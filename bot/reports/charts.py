"""Charts as SVG to stand inside a page: drawn by pygal, named for people who do not see them.

A number that is left out gets no bar and the same mark as in its table. The table beside the chart
is the source; the chart says nothing more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygal
from pygal.etree import etree
from pygal.style import Style

from bot.guide.yearly_words import MARK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from bot.guide.yearly_report import Line, Sheet

_UNSEEN = frozenset({"title", "desc", "script"})
WIDTH = 400
_BAR_HEIGHT = 27
_MARGIN = 4
_ROOM_FOR_A_NUMBER = 36
# The library guesses the width of words a little short.
_ROOM_FOR_LABELS = 20
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_STYLE = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#1b1d21",
    foreground_strong="#1b1d21",
    foreground_subtle="#e1e4e9",
    guide_stroke_color="#e1e4e9",
    major_guide_stroke_color="#e1e4e9",
    guide_stroke_dasharray="none",
    major_guide_stroke_dasharray="none",
    colors=("#1f4e8c",),
    value_colors=("#1b1d21",),
    opacity=1,
    transition="none",
    font_family=_FONT,
    label_font_size=12,
    major_label_font_size=12,
    value_font_size=12,
)


def chart_of(sheet: Sheet) -> str:
    """A sheet's chart as one `svg` element, or empty where it has none or nothing to draw."""
    lines = [line for line in sheet.lines if not line.is_total]
    if not sheet.is_charted or not any(line.count for line in lines):
        return ""
    root = _drawn(lines, sheet.id)
    _take_out_unseen(root)
    _name(root, sheet, lines)
    return str(etree.tostring(root, encoding="unicode"))


def _drawn(lines: Sequence[Line], id_: str) -> Element:
    highest = max(line.count or 0 for line in lines)
    chart = pygal.HorizontalBar(
        width=WIDTH,
        height=_BAR_HEIGHT * len(lines) + _MARGIN * 2,
        style=_STYLE,
        show_legend=False,
        show_x_labels=False,
        show_y_guides=False,
        show_x_guides=False,
        print_values=True,
        print_values_position="top",
        range=(0, highest),
        spacing=0,
        margin=_MARGIN,
        margin_left=_ROOM_FOR_LABELS,
        margin_right=_ROOM_FOR_A_NUMBER,
        truncate_label=-1,
        js=(),
        rounded_bars=2,
    )
    chart.uuid = id_
    # Drawn from the bottom up.
    shown = lines[::-1]
    chart.x_labels = [line.label for line in shown]
    chart.add("", [_bar(line) for line in shown])
    root: Element = chart.render_tree()
    for element in root.iter():
        if element.get("class") == "value" and element.get("text-anchor"):
            element.set("text-anchor", "start")
    return root


def _bar(line: Line) -> dict[str, object]:
    """A bar's length and the words at its end: a number left out has no length."""
    words = MARK if line.count is None else f"{line.count:,}"
    return {"value": line.count or 0, "formatter": lambda _: words}


def _take_out_unseen(root: Element) -> None:
    """Take out what only a pointer or a script would find; a chart here is a still picture."""
    for parent in list(root.iter()):
        for child in list(parent):
            is_comment = not isinstance(child.tag, str)
            if is_comment or child.tag.rpartition("}")[2] in _UNSEEN:
                parent.remove(child)


def _name(root: Element, sheet: Sheet, lines: Sequence[Line]) -> None:
    """Give the picture a title and a description."""
    words = "; ".join(
        f"{line.label}: {'left out' if line.count is None else line.count}" for line in lines
    )
    for place, (name, text) in enumerate((("title", sheet.title), ("desc", f"{words}."))):
        element = etree.Element(name, id=f"{sheet.id}-{name}")
        element.text = text
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{sheet.id}-title {sheet.id}-desc")
