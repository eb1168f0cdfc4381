"""The page to sign is whole, fetches nothing and cannot be broken by what stands in a tree."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from bot.content.problems import ContentProblem
from bot.trees.prove import prove
from bot.trees.sheet.page import table_page
from bot.trees.table import table_of

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from tests.trees.builders import Content


class _Reader(HTMLParser):
    """Collects a page's words, and notes where an element is closed that was not open."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the words that people see."""
        if self.open and self.open[-1] not in {"style", "title"}:
            self.words.append(data.strip())


def _page(tree: Tree, content: Content) -> str:
    proof = prove(tree, "tree.yaml")
    return table_page(table_of(tree), content.sources, content.area.partnership, proof)


def test_the_page_is_whole_and_fetches_nothing(main: Tree, content: Content) -> None:
    """Every element is closed, and nothing on it comes from elsewhere or runs."""
    page = _page(main, content)

    assert _Reader(page).open == []
    assert not re.search(r"https?:|//|url\(|@import|<script|<img|<link|src=", page)
    assert page.startswith("<!doctype html>")


def test_everything_that_is_signed_stands_on_it(main: Tree, content: Content) -> None:
    """Duties, strengths, reasons, what is not owed, invariants, and a place to sign."""
    text = _Reader(_page(main, content)).text

    for duty in main.duties.values():
        assert duty.title in text
    for rule in main.duties["ask_notifying_lead"].rules:
        assert rule.why in text
    for item in main.no_duty:
        assert item.because in text
    for claim in main.invariants:
        assert f"{claim.name}." in text
    assert "DOES NOT HOLD" not in text
    for field in ("Name", "Role", "Signature", "Date", "Signed off", "Replaced editions"):
        assert field in text
    assert text.count(main.hash) == 2
    assert f"{main.id} {main.version}" in text


def test_every_printed_page_names_the_version(main: Tree, content: Content) -> None:
    """A page that got loose can be put back."""
    page = _page(main, content)

    assert f'content: "{main.id} {main.version}, fingerprint {main.hash[:16]}"' in page
    assert "counter(page)" in page


def test_words_that_look_like_markup_stay_words(small: Tree, content: Content) -> None:
    """A title with angle brackets is shown, not obeyed."""
    odd = replace(small, title="<script>alert(1)</script> & more")

    page = _page(odd, content)

    assert "<script" not in page
    assert "<script>alert(1)</script> & more" in _Reader(page).text


def test_an_invariant_that_does_not_hold_says_so(main: Tree, content: Content) -> None:
    """Nobody signs a sheet that claims more than was proved."""
    number = next(n for n, one in enumerate(main.invariants) if "Unborn" in one.name)
    line = main.lines[f"invariants.{number}"]
    proof = replace(
        prove(main, "tree.yaml"),
        findings=(
            ContentProblem("tree.yaml", line, "P406", "broken"),
            ContentProblem("tree.yaml", 1, "P402", "lost"),
        ),
    )

    page = table_page(table_of(main), content.sources, "A partnership", proof)

    text = _Reader(page).text
    assert f"DOES NOT HOLD: {main.invariants[number].name}." in text
    assert "DOES NOT HOLD: No must is lost" in text


def test_a_sheet_without_a_proof_leaves_the_invariants_out(small: Tree, content: Content) -> None:
    """What was not proved is not claimed."""
    page = table_page(table_of(small), content.sources, "A partnership")

    assert "What nobody may ever lose" not in page
