"""The page stands alone, is a proper document, and says what the tables say."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.reports.page import report_page
from tests.reports.reports import NASTY, REPORT

VOID = {"meta", "link", "br", "hr", "img", "input"}


class _Reader(HTMLParser):
    """Notes every element, and any that is not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read() -> _Reader:
    """The page, read."""
    reader = _Reader()
    reader.feed(report_page(REPORT))
    return reader


def test_the_page_is_well_formed_and_ids_are_unique() -> None:
    """Every element is closed in its place."""
    page = read()
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]

    assert page.faults == page.open == []
    assert len(ids) == len(set(ids))


def test_the_page_needs_nothing_from_outside() -> None:
    """No script, link, picture or font, and a policy that forbids fetching."""
    page = read()

    assert {tag for tag, _ in page.found} & {"script", "link", "img", "iframe", "object"} == set()
    assert [a for _, a in page.found if {"src", "href", "onload", "onclick"} & set(a)] == []
    assert re.findall(r"url\(|@import", report_page(REPORT)) == []
    policies = [a["content"] for tag, a in page.found if a.get("http-equiv")]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_words_are_words() -> None:
    """Markup in a name is shown, not obeyed."""
    page = report_page(REPORT)

    assert NASTY not in page
    assert "&lt;script&gt;" in page


def test_every_number_stands_in_a_table_with_caption_and_headings() -> None:
    """One row a line; a number left out is its mark; the total comes last."""
    table = re.findall(r"<table>.*?</table>", report_page(REPORT), re.DOTALL)
    (rows,) = [re.findall(r'<th scope="row">(.*?)</th><td.*?>(.*?)</td>', one) for one in table]

    assert [number for _, number in rows] == ["12", "[c]", "0", "1,234", "1,250"]
    assert table[0].count("<caption>") == 1
    assert 'scope="col"' in table[0]


def test_a_table_of_noughts_is_one_word() -> None:
    """None."""
    assert "<p>None.</p>" in report_page(REPORT)


def test_the_page_says_year_day_and_what_is_left_out() -> None:
    """And that the year is not over."""
    words = " ".join(read().words)

    for expected in (
        "April 2026 to March 2027",
        "Friday 18 December 2026. The year is not over.",
        "[c] stands for a number that is left out",
        "Numbers left out: 7.",
        "National figures count differently.",
    ):
        assert expected in words
