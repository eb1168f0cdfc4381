"""Published reviews are found by what they are about, and no other question is taken for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.answers.answer import answer_json, respond
from bot.answers.find_reviews import SHOWN, Shelf, find_reviews, listed
from bot.slack.blocks.mrkdwn import shown
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import Library

# Entries whose own subject is a published review: a search may come to the same.
ABOUT_PUBLISHED = {
    "annual-review-of-reviews",
    "baby-victoria-review",
    "briefing-covid",
    "briefing-home-education",
    "national-reviews-list",
    "panel-annual-report",
}


def _ids(engine: Engine, question: str) -> list[str]:
    return [review.id for review in find_reviews(question, engine.shelf).reviews]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("which reviews on criminal exploitation", "it-was-hard-to-escape"),
        ("reviws on exploitaion", "it-was-hard-to-escape"),
        ("reviews about babies injured by their dads", "the-myth-of-invisible-men"),
        ("any reviews on CSA", "i-wanted-them-all-to-notice"),
        ("reviews about disabled kids in residential", "disabled-children-residential-phase-2"),
        ("do you have reviews about racism", "its-silent"),
        ("is there a review about Hesley", "disabled-children-residential-phase-2"),
        ("what reports are there about home education", "briefing-home-education-2024"),
        ("annual report 2020", "panel-annual-report-2020"),
        ("national reviews 2024", "i-wanted-them-all-to-notice"),
    ],
)
def test_the_review_asked_for_comes_first(engine: Engine, question: str, first: str) -> None:
    """Topics in staff's words, abbreviations, slips, kinds and years find their review."""
    assert _ids(engine, question)[0] == first


def test_reviews_about_babies_are_those(engine: Engine) -> None:
    """The list holds what is about babies and nothing else."""
    found = set(_ids(engine, "reviews about babies"))

    assert {"out-of-routine", "the-myth-of-invisible-men"} <= found
    assert "protecting-all-vulnerable-babies-better" in found
    assert not found & {"it-was-hard-to-escape", "its-silent", "briefing-covid-2020"}


def test_kinds_and_years_narrow_a_list(engine: Engine) -> None:
    """`national`, `briefings`, `annual`, a year, and `since` a year keep what is of that sort."""
    by_id = {review.id: review for review in engine.library.reviews}
    kinds = {
        "national reviews about babies": "national",
        "list all briefings": "thematic",
        "annual reports": "annual_report",
    }
    for question, kind in kinds.items():
        found = _ids(engine, question)
        assert found
        assert {by_id[id_].kind.value for id_ in found} == {kind}
    since = [by_id[id_].published for id_ in _ids(engine, "reports since 2022")]
    assert since
    assert min(since) >= "2022"


@pytest.mark.parametrize(
    "question",
    [
        "when is a rapid review due",
        "who decides about a local review",
        "reviews",
        "how are reviews about babies published",
        "is there a review when a baby dies",
        "reviews about knife crime",
        "practice briefings on domestic abuse",
        "reviews about children",
        "local reviews about babies",
        "what is a national review",
        "can partners name the child in reviews",
    ],
)
def test_other_questions_are_no_search(engine: Engine, question: str) -> None:
    """How reviews come about, and topics that no review is about, are left to the entries."""
    assert _ids(engine, question) == []


def test_no_wording_of_an_entry_is_plainly_a_search(engine: Engine) -> None:
    """Curators' own wordings keep leading to their entry."""
    taken = [
        (entry.id, wording)
        for entry in engine.library.entries.values()
        for wording in (entry.title, *entry.asks)
        if entry.id not in ABOUT_PUBLISHED and find_reviews(wording, engine.shelf).is_plain
    ]

    assert taken == []


def test_the_reply_lists_reviews_with_their_sources(engine: Engine) -> None:
    """Kind answer; title, publisher, date, page and source of each; nearest entries beside it."""
    answer = respond("reviews about babies", engine)
    lines = answer.text.splitlines()

    assert answer.kind == "answer"
    assert len(lines) == 1 + len(answer.reviews)
    assert 1 <= len(answer.reviews) <= SHOWN
    by_id = {review.id: review for review in engine.library.reviews}
    for line, id_ in zip(lines[1:], answer.reviews, strict=True):
        review = by_id[id_]
        assert line.startswith(f"- *{review.title}*. {review.publisher}, ")
        assert not review.published or review.published[:4] in line
        assert review.url in line
        assert review.cites[0] in answer.cites
    assert "no finding" in answer.caveats[0]
    assert answer.caveats[-1] == "Checked on 23 November 2026."
    said = answer_json(answer)
    assert set(said) == {"kind", "entries", "text", "cites", "caveats", "next"}
    assert said["entries"]
    assert said["next"] is None


def test_an_entry_that_answers_wins_over_a_doubtful_search(engine: Engine) -> None:
    """Where a message could be either, a confident entry is shown."""
    answer = respond("Is there a Panel briefing on elective home education?", engine)

    assert answer.reviews == ()
    assert answer.entries[0].entry.id == "briefing-home-education"


def test_a_long_list_says_that_it_is_cut(engine: Engine) -> None:
    """At most five are listed, and how many there are is said."""
    reviews = engine.library.reviews
    text = listed(reviews)

    assert text.startswith(f"*Published reviews that fit: {len(reviews)}.* Here are {SHOWN}.")
    assert len(text.splitlines()) == 1 + SHOWN
    assert len(shown(text)) < 3000


@given(anything_typed)
def test_any_text_can_be_searched_for(engine: Engine, text: str) -> None:
    """Nothing that can be typed raises, and what is found is on the shelf."""
    found = find_reviews(text, engine.shelf)

    assert set(found.reviews) <= set(engine.library.reviews)
    assert not found.is_plain or found.reviews


def test_every_review_is_found_by_its_own_words(engine: Engine) -> None:
    """Any phrase that a curator gave a review, behind "reviews about", lists that review."""
    missing = [
        (review.id, phrase)
        for review in engine.library.reviews
        for phrase in review.about
        if review.id not in _ids(engine, f"reviews about {phrase}")
    ]

    assert [pair for pair in missing if not _is_of_every_review(pair[1])] == []


def _is_of_every_review(phrase: str) -> bool:
    """Phrases that are words of asking themselves: kinds of review, and figures."""
    asking = {"annual", "report", "review", "reviews", "rapid", "local", "first", "fourth"}
    return any(word in asking for word in phrase.lower().split())


def test_an_empty_shelf_finds_nothing(library: Library) -> None:
    """Without reviews every question goes to the entries."""
    assert library.reviews
    assert find_reviews("reviews about babies", Shelf.of(())).reviews == ()
