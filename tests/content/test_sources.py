"""The register of sources is checked, and citations name what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.fields import Fields
from bot.content.shipped import ContentFolder, find_content
from bot.content.sources import (
    Citation,
    Modality,
    load_sources,
    read_citations,
    strongest,
    superseded,
)
from bot.content.yaml import parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.problems import ContentProblem

GOOD = """
- {id: old, title: Old, kind: statutory_guidance, checked_on: "2026-11-23", superseded_by: new}
- {id: new, title: New, kind: statutory_guidance, checked_on: "2026-11-23"}
- {id: law, title: Law, kind: statute, checked_on: "2026-11-23"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """An empty content folder."""
    (tmp_path / "knowledge").mkdir()
    return ContentFolder(tmp_path)


def _write(folder: ContentFolder, text: str) -> None:
    (folder.knowledge / "sources.yaml").write_text(text, encoding="utf-8")


def test_a_reference_that_is_the_title_is_said_once() -> None:
    """`Local reviews, Local reviews` tells nobody more than `Local reviews`."""
    assert Citation("liverpool", "Local reviews", Modality.FACT).under("Local Reviews") == (
        "Local Reviews"
    )
    assert Citation("ca", "s1", Modality.MUST).under("The Act") == "The Act, s1"


def test_a_good_register_is_read_in_order(folder: ContentFolder) -> None:
    """Ids come back in the file's order, without problems."""
    _write(folder, GOOD)
    problems: list[ContentProblem] = []

    assert list(load_sources(folder, problems)) == ["old", "new", "law"]
    assert problems == []


def test_double_ids_and_dead_successors_are_reported(folder: ContentFolder) -> None:
    """Both with the line of the source concerned."""
    _write(
        folder,
        GOOD
        + '- {id: law, title: L, kind: statute, checked_on: "2026-11-23", superseded_by: nil}\n',
    )
    problems: list[ContentProblem] = []
    load_sources(folder, problems)

    assert [str(problem) for problem in problems] == [
        "knowledge/sources.yaml:5: S101 the source 'law' is there twice (first on line 4)",
        "knowledge/sources.yaml:5: S102 'law' is superseded by 'nil', which is not a source",
    ]


def test_a_register_that_is_no_list_is_one_problem(folder: ContentFolder) -> None:
    """It is reported, not raised."""
    _write(folder, "id: x\n")
    problems: list[ContentProblem] = []

    assert load_sources(folder, problems) == {}
    assert [problem.text for problem in problems] == ["must be a list of sources"]


def test_a_citation_of_an_unknown_source_is_reported(folder: ContentFolder) -> None:
    """With its line and the file to mend."""
    _write(folder, GOOD)
    problems: list[ContentProblem] = []
    sources = load_sources(folder, problems)
    value = parse_yaml("cites:\n  - {source: nowhere, ref: s1, modal: must}\n", "e.yaml", problems)
    assert value is not None
    read_citations(
        Fields(value, "e.yaml", problems, allowed={"cites"}, what="e"), "cites", sources, problems
    )

    assert [str(problem) for problem in problems] == [
        "e.yaml:2: R104 'nowhere' is not in knowledge/sources.yaml"
    ]


def test_the_strongest_citation_decides_and_replaced_editions_are_found(
    folder: ContentFolder,
) -> None:
    """Must over should over may over fact; a source with a successor is superseded."""
    _write(folder, GOOD)
    sources = load_sources(folder, [])
    cites = [Citation("old", "", Modality.SHOULD), Citation("law", "", Modality.MUST)]

    assert strongest(cites) is Modality.MUST
    assert strongest([]) is Modality.FACT
    assert [source.id for source in superseded([*cites, cites[0]], sources)] == ["old"]


def test_the_shipped_register_has_no_problem() -> None:
    """What is shipped is fit to be cited."""
    problems: list[ContentProblem] = []
    sources = load_sources(find_content(), problems)

    assert problems == []
    assert sources["wt2023"].superseded_by == "wt2026"
    assert not sources["ca2004-s16c"].superseded_by
