"""Published reviews are read as curators wrote them, and every slip is told with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.answers.reviews import Review, ReviewKind, check_reviews, load_reviews
from bot.content.problems import Severity
from bot.content.shipped import ContentFolder
from bot.content.sources import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.answers.model import Library
    from bot.content.problems import ContentProblem

TODAY = date(2026, 11, 26)
SOURCES = {"act": Source("act", "Act", SourceKind.STATUTE, "", "", "", TODAY, "", "")}
REVIEW = """
- id: out-of-routine
  title: "Out of routine: a review"
  kind: national
  publisher: The Panel
  published: "2020-07"
  about: [babies, SUDI]
  summary: It is about babies.
  url: https://example.org/page
  cites: [{source: act, ref: page, modal: fact}]
  checked: "2026-11-23"
  review_by: "2027-05-23"
  covers: [F10.02]
"""


def _load(folder: Path, text: str) -> tuple[tuple[Review, ...], list[ContentProblem]]:
    content = ContentFolder(folder)
    content.knowledge.mkdir(exist_ok=True)
    (content.knowledge / "reviews.yaml").write_text(text, encoding="utf-8")
    problems: list[ContentProblem] = []
    return load_reviews(content, SOURCES, problems), problems


def test_a_review_is_read_whole(tmp_path: Path) -> None:
    """Every key reaches the review, with its file and line."""
    (review,), problems = _load(tmp_path, REVIEW)

    assert problems == []
    assert (review.id, review.kind) == ("out-of-routine", ReviewKind.NATIONAL)
    assert (review.published, review.about) == ("2020-07", ("babies", "SUDI"))
    assert (review.path, review.line) == ("knowledge/reviews.yaml", 2)
    assert [cite.source for cite in review.cites] == ["act"]
    assert list(check_reviews([review], today=TODAY)) == []


def test_content_without_reviews_has_none(tmp_path: Path) -> None:
    """A partnership need not have the file; nothing is told."""
    problems: list[ContentProblem] = []

    assert load_reviews(ContentFolder(tmp_path), SOURCES, problems) == ()
    assert problems == []


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("publisher:", "author:", "Y004"),
        ("kind: national", "kind: regional", "Y005"),
        ("source: act", "source: novel", "R104"),
        ('checked: "2026-11-23"', "checked: soon", "Y005"),
        ("about: [babies, SUDI]", "about: babies", "Y005"),
    ],
)
def test_a_slip_of_shape_is_told(tmp_path: Path, right: str, wrong: str, code: str) -> None:
    """Each slip has its code, and names the file."""
    _, problems = _load(tmp_path, REVIEW.replace(right, wrong))

    assert code in {problem.code for problem in problems}
    assert {problem.path for problem in problems} == {"knowledge/reviews.yaml"}


def test_a_file_that_is_no_list_is_told(tmp_path: Path) -> None:
    """The file of reviews is a list."""
    reviews, problems = _load(tmp_path, "id: one\n")

    assert reviews == ()
    assert [problem.code for problem in problems] == ["Y005"]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("V102", lambda review: replace(review, about=())),
        ("V103", lambda review: replace(review, title="x" * 151)),
        ("V103", lambda review: replace(review, summary="x" * 501)),
        ("V104", lambda review: replace(review, published="July 2020")),
        ("V104", lambda review: replace(review, published="2020-13")),
        ("V104", lambda review: replace(review, published="2020-02-30")),
        ("V105", lambda review: replace(review, url="www.example.org")),
    ],
    ids=["about", "title", "summary", "words", "month", "day", "address"],
)
def test_a_slip_of_substance_is_told(
    tmp_path: Path, code: str, change: Callable[[Review], Review]
) -> None:
    """What cannot be found, shown or dated is an error."""
    (review,), _ = _load(tmp_path, REVIEW)
    found = list(check_reviews([change(review)], today=TODAY))

    assert [problem.code for problem in found] == [code]
    assert found[0].severity is Severity.ERROR


def test_two_reviews_with_one_id_are_told(tmp_path: Path) -> None:
    """An id names one review."""
    (review,), _ = _load(tmp_path, REVIEW)

    assert [p.code for p in check_reviews([review, review], today=TODAY)] == ["V101"]


def test_an_overdue_check_is_told_and_does_not_fail(tmp_path: Path) -> None:
    """What depends on today's date is marked so."""
    (review,), _ = _load(tmp_path, REVIEW)
    (found,) = check_reviews([review], today=date(2027, 6, 1))

    assert (found.code, found.severity) == ("K108", Severity.DATED)


def test_the_shipped_reviews_are_sound(library: Library) -> None:
    """What is shipped breaks none of the rules, and is not empty."""
    assert len(library.reviews) >= 21
    assert list(check_reviews(library.reviews, today=TODAY)) == []
