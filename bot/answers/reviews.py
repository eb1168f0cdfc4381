"""`knowledge/reviews.yaml` -> published reviews, and what is wrong with them.

Codes: V101 two reviews with one id; V102 nothing under `about`, so that nobody finds it; V103 a
text too long for a list; V104 `published` is no year, month or day; V105 the address is not one of
a page; K108 the review of the record is overdue (depends on today).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.content.fields import Fields
from bot.content.problems import ContentProblem, Severity
from bot.content.sources import read_citations
from bot.content.yaml import ListValue, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.content.shipped import ContentFolder
    from bot.content.sources import Citation, Source
    from bot.content.yaml import Value

FILE = "reviews.yaml"
LONGEST_TITLE = 150
LONGEST_SUMMARY = 500
_PUBLISHED = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PARTS_OF_MONTH = 2
_PAGE = re.compile(r"https?://[^\s<>|]+")
_KEYS = {
    "id",
    "title",
    "kind",
    "publisher",
    "published",
    "about",
    "summary",
    "url",
    "cites",
    "checked",
    "review_by",
    "covers",
}


class ReviewKind(StrEnum):
    """What sort of publication it is; `THEMATIC` holds practice briefings too."""

    NATIONAL = "national"
    THEMATIC = "thematic"
    ANNUAL_REPORT = "annual_report"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Review:
    """One published review, as far as pages about it say.

    Attributes:
        id: Slug.
        title: The review's own, or plain words for what it is.
        kind: See `ReviewKind`.
        publisher: Who published it.
        published: `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or empty where no source says.
        about: The words that staff would search by.
        summary: In our own words; no findings.
        url: A page about it, or empty.
        cites: Where this is known from.
        checked: The day on which a curator last compared it with its sources.
        review_by: The day by which it must be compared again.
        path: Its file, relative to the content folder.
        line: The line on which it begins.
    """

    id: str
    title: str
    kind: ReviewKind
    publisher: str
    published: str
    about: tuple[str, ...]
    summary: str
    url: str
    cites: tuple[Citation, ...]
    checked: date
    review_by: date
    path: str
    line: int


def load_reviews(
    folder: ContentFolder, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> tuple[Review, ...]:
    """Read the published reviews, in the file's order; none where there is no such file."""
    file = folder.knowledge / FILE
    if not file.exists():
        return ()
    path = folder.name_of(file)
    root = load_yaml(file, path, problems)
    if root is not None and not isinstance(root, ListValue):
        problems.append(ContentProblem(path, root.line, "Y005", "must be a list"))
    items = root.items if isinstance(root, ListValue) else ()
    return tuple(_read(item, path, sources, problems) for item in items)


def check_reviews(reviews: Sequence[Review], *, today: date) -> Iterator[ContentProblem]:
    """Every problem of reviews that have been read."""
    seen: set[str] = set()
    for review in reviews:
        if review.id in seen:
            yield _of(review, "V101", f"the review '{review.id}' is there twice")
        seen.add(review.id)
        yield from _form(review)
        if review.review_by < today:
            text = f"'{review.id}' was to be reviewed by {review.review_by.isoformat()}"
            yield _of(review, "K108", text, Severity.DATED)


def _read(
    value: Value, path: str, sources: Mapping[str, Source], problems: list[ContentProblem]
) -> Review:
    fields = Fields(value, path, problems, allowed=_KEYS, what="review")
    kind = fields.choice("kind", [kind.value for kind in ReviewKind])
    fields.texts("covers")
    return Review(
        id=fields.slug("id"),
        title=fields.text("title"),
        kind=ReviewKind(kind) if kind in set(ReviewKind) else ReviewKind.NATIONAL,
        publisher=fields.text("publisher"),
        published=fields.text_or_none("published") or "",
        about=fields.texts("about"),
        summary=fields.text("summary"),
        url=fields.text_or_none("url") or "",
        cites=read_citations(fields, "cites", sources, problems),
        checked=fields.day("checked"),
        review_by=fields.day("review_by"),
        path=path,
        line=fields.line,
    )


def _form(review: Review) -> Iterator[ContentProblem]:
    if not review.about:
        yield _of(review, "V102", f"'{review.id}' needs words under 'about', or nobody finds it")
    for what, text, limit in (
        ("title", review.title, LONGEST_TITLE),
        ("summary", review.summary, LONGEST_SUMMARY),
    ):
        if len(text) > limit:
            words = f"the {what} of '{review.id}' must have at most {limit} characters"
            yield _of(review, "V103", words)
    if review.published and not _is_published(review.published):
        text = f"'published' of '{review.id}' must be like 2020, 2020-07 or 2020-07-16"
        yield _of(review, "V104", text)
    if review.url and not _PAGE.fullmatch(review.url):
        yield _of(review, "V105", f"the address of '{review.id}' is not that of a page")


def _is_published(text: str) -> bool:
    """A year, a month or a day that there is."""
    if not _PUBLISHED.fullmatch(text):
        return False
    missing = _PARTS_OF_MONTH - text.count("-")
    try:
        date.fromisoformat(text + "-01" * missing)
    except ValueError:
        return False
    return True


def _of(
    review: Review, code: str, text: str, severity: Severity = Severity.ERROR
) -> ContentProblem:
    return ContentProblem(review.path, review.line, code, text, severity)
