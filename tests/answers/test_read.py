"""Knowledge is read as its curators wrote it, and every slip is told with its line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.answers.model import Next, NextKind, Status
from bot.answers.read import load_library
from bot.content.area import Area
from bot.content.shipped import ContentFolder
from bot.content.sources import Modality, Source, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.model import Library
    from bot.content.problems import ContentProblem

SOURCES = {"act": Source("act", "Act", SourceKind.STATUTE, "", "", "", date(2026, 11, 23), "", "")}
AREA = Area(id="here", name="Here", partnership="", partners={}, contacts={})
ENTRY = """
- id: one
  title: What is one?
  asks: [whats one]
  answer: |
    *One.*
    Then two.
  strength: must
  status: confirmed
  cites: [{source: act, ref: s1, modal: must}]
  checked: "2026-11-23"
  review_by: "2027-05-23"
  owner: safeguarding-content
  next: {tree: serious_incident}
  covers: [S01]
"""
SAFETY = """
rules:
  - id: danger
    kind: emergency
    says: Call 999 now.
    when: [{all: [danger]}]
    examples: {fires: [danger], quiet: [calm]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """A content folder with one entry, one term and one rule."""
    (tmp_path / "knowledge" / "entries").mkdir(parents=True)
    folder = ContentFolder(tmp_path)
    (folder.knowledge / "entries" / "a.yaml").write_text(ENTRY, encoding="utf-8")
    (folder.knowledge / "safety.yaml").write_text(SAFETY, encoding="utf-8")
    (folder.knowledge / "glossary.yaml").write_text(
        "- {term: SIN, means: [serious incident notification]}\n", encoding="utf-8"
    )
    return folder


def _load(folder: ContentFolder) -> tuple[Library, list[ContentProblem]]:
    problems: list[ContentProblem] = []
    return load_library(folder, SOURCES, AREA, problems), problems


def test_an_entry_is_read_whole(folder: ContentFolder) -> None:
    """Every key reaches the entry, with its file and line."""
    library, problems = _load(folder)
    entry = library.entries["one"]

    assert problems == []
    assert entry.answer == "*One.*\nThen two."
    assert (entry.strength, entry.status) == (Modality.MUST, Status.CONFIRMED)
    assert entry.next == Next(NextKind.TREE, "serious_incident")
    assert (entry.checked, entry.covers) == (date(2026, 11, 23), ("S01",))
    assert (entry.path, entry.line) == ("knowledge/entries/a.yaml", 2)
    assert [term.term for term in library.glossary] == ["SIN"]
    assert [rule.id for rule in library.safety] == ["danger"]


def test_entries_come_in_the_order_of_file_names(folder: ContentFolder) -> None:
    """The order on disk makes no difference."""
    for name, id_ in (("0.yaml", "zero"), ("b.yaml", "two")):
        text = ENTRY.replace("id: one", f"id: {id_}")
        (folder.knowledge / "entries" / name).write_text(text, encoding="utf-8")

    assert list(_load(folder)[0].entries) == ["zero", "one", "two"]


def test_a_second_entry_with_the_id_is_kept_apart(folder: ContentFolder) -> None:
    """The first stays; the clash is there to be told."""
    (folder.knowledge / "entries" / "b.yaml").write_text(ENTRY, encoding="utf-8")
    library, _ = _load(folder)

    assert [entry.path for entry in library.clashes] == ["knowledge/entries/b.yaml"]


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("owner:", "author:", "Y004"),
        ("strength: must", "strength: shall", "Y005"),
        ('checked: "2026-11-23"', "checked: soon", "Y005"),
        ("source: act", "source: novel", "R104"),
        ("{tree: serious_incident}", "{tree: a, contact: b}", "Y005"),
        ("asks: [whats one]", "asks: []", "Y005"),
    ],
)
def test_a_slip_is_told(folder: ContentFolder, right: str, wrong: str, code: str) -> None:
    """Each slip has its code, and names the file."""
    (folder.knowledge / "entries" / "a.yaml").write_text(
        ENTRY.replace(right, wrong), encoding="utf-8"
    )
    _, problems = _load(folder)

    assert code in {problem.code for problem in problems}
    assert {problem.path for problem in problems} == {"knowledge/entries/a.yaml"}


def test_a_file_that_is_no_list_is_told(folder: ContentFolder) -> None:
    """A file of entries is a list."""
    (folder.knowledge / "entries" / "a.yaml").write_text("id: one\n", encoding="utf-8")

    assert [problem.code for problem in _load(folder)[1]] == ["Y005"]


def test_the_shipped_knowledge_is_read_without_errors(library: Library) -> None:
    """What is shipped can be used: the fixture asserts that there are no errors."""
    assert len(library.entries) >= 45
    assert len(library.glossary) >= 90
