"""Published reviews found by what they are about: "reviews about babies", "briefings 2022".

A message is taken as a search for published reviews only when it says so: it names reviews,
reports or briefings, asks nothing about how they come about, and what is left of it is words that
reviews are known by, a year, or a kind. Everything else is a question for the entries.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.answers.caveats import in_full
from bot.answers.reviews import Review, ReviewKind
from bot.answers.spelling import Speller
from bot.answers.text import MAX_QUESTION, clean, is_stop_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.answers.phrases import Phrase

SHOWN = 5
"""How many reviews a reply lists."""

_SEVERAL = frozenset({"reviews", "reports", "briefings", "publications"})
_ONE = frozenset({"review", "report", "briefing", "publication"})
_ABOUT = frozenset({"about", "on", "into", "regarding", "concerning", "re", "involving"})
_KINDS = {
    "national": ReviewKind.NATIONAL,
    "thematic": ReviewKind.THEMATIC,
    "briefing": ReviewKind.THEMATIC,
    "briefings": ReviewKind.THEMATIC,
    "annual": ReviewKind.ANNUAL_REPORT,
    "yearly": ReviewKind.ANNUAL_REPORT,
    "local": ReviewKind.LOCAL,
}
# Words that ask for a list, and say nothing about what is to be on it.
_WORDS_OF_LISTING = """
list lists show find give get see read looking look need want all every other more latest recent
new newest published publish panel panels reviews review reports report briefings briefing
publications publication practice safeguarding there anything something case cases serious into
regarding concerning re involving since year years learning got
"""
_LISTING = frozenset(_WORDS_OF_LISTING.split())
# Words that ask how reviews come about: such a question is for the entries.
_WORDS_OF_HOW = """
when how who whom whose why must should shall might will deadline days weeks month months long
decide decides decided criteria threshold automatic automatically duty statutory law rapid hold
held commission commissioned start started begin purpose aim mean means meaning definition
difference required require name named anonymised cost pay pays notify notified notification tell
told submit sent
"""
_HOW = frozenset(_WORDS_OF_HOW.split())
_EVERY_REVIEW = frozenset({"child", "children", "kid", "kids"})
"""Words that fit every review."""

_FEW = frozenset({ReviewKind.THEMATIC, ReviewKind.ANNUAL_REPORT})
"""Kinds of which a list can be shown without a topic."""

_OWN_WORDS = tuple(tuple(sorted(group)) for group in (_SEVERAL, _ONE, _ABOUT, _KINDS, _LISTING))
_YEAR = re.compile(r"(?:19|20)\d\d")
_SENTENCE = re.compile(r"[^.]*\.(?=\s|$)")
_LONG_ENOUGH = 60
_NEAR_THE_BEST = 0.5
_OF_THE_TOPIC = 0.6
_IN_TITLE = 0.5


@dataclass(frozen=True, slots=True)
class Shelf:
    """Reviews prepared for being searched.

    Attributes:
        reviews: The latest first; those without a date last.
        about: For each the stems of the words that it is known by.
        titles: For each the stems of its title.
        weights: Stem -> how telling it is.
        speller: Repairs what is misspelt.
    """

    reviews: tuple[Review, ...]
    about: tuple[frozenset[str], ...]
    titles: tuple[frozenset[str], ...]
    weights: Mapping[str, float]
    speller: Speller

    @classmethod
    def of(cls, reviews: Iterable[Review]) -> Shelf:
        """Prepare reviews."""
        latest = sorted(reviews, key=lambda review: review.id)
        latest.sort(key=lambda review: review.published, reverse=True)
        about = tuple(_stems(_typed(" ".join(review.about))) for review in latest)
        titles = tuple(_stems(_typed(review.title)) for review in latest)
        known = [one | other for one, other in zip(about, titles, strict=True)]
        counts = {word: sum(word in one for one in known) for word in frozenset().union(*known)}
        return cls(
            reviews=tuple(latest),
            about=about,
            titles=titles,
            weights={word: math.log(1 + len(known) / count) for word, count in counts.items()},
            speller=Speller.of(
                [*_OWN_WORDS, *(_typed(f"{' '.join(r.about)} {r.title}") for r in latest)]
            ),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for published reviews gave.

    Attributes:
        reviews: The best first; empty where the question is no such search, or nothing fits.
        is_plain: It can mean nothing else ("reviews about babies"), whatever entries there are.
    """

    reviews: tuple[Review, ...] = ()
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """A search, taken apart.

    Attributes:
        topic: Stems of what the reviews are to be about.
        years: The years named.
        is_since: The first year or any later one.
        kinds: The kinds named.
    """

    topic: frozenset[str]
    years: tuple[str, ...]
    is_since: bool
    kinds: frozenset[ReviewKind]


def find_reviews(question: str, shelf: Shelf) -> Found:
    """The reviews that a question asks for; nothing where it is no search for them."""
    typed = shelf.speller.repair(_typed(question[:MAX_QUESTION]))
    asked = _asked(typed) if _is_search(typed) else None
    if asked is None:
        return Found()
    scores = [_score(shelf, place, asked.topic) for place in range(len(shelf.reviews))]
    best = max(scores, default=0.0)
    least = max(_NEAR_THE_BEST * best, _OF_THE_TOPIC * _weight(shelf, asked.topic))
    found = [
        (score, review)
        for score, review in zip(scores, shelf.reviews, strict=True)
        if score >= least and _fits(review, asked)
    ]
    ordered = tuple(review for _, review in sorted(found, key=lambda pair: -pair[0]))
    return Found(ordered, is_plain=bool(ordered) and _is_plain(typed, asked))


def listed(reviews: Sequence[Review]) -> str:
    """The first few reviews in words: title, publisher, when, what it is about, and where."""
    shown = reviews[:SHOWN]
    title = f"*Published reviews that fit: {len(reviews)}.*"
    if len(reviews) > SHOWN:
        title = f"{title} Here are {SHOWN}."
    return "\n".join([title, *map(_line, shown)])


def caveats_of_reviews(reviews: Sequence[Review]) -> tuple[str, ...]:
    """What is not certain about a list of reviews, and when it was checked."""
    days = sorted({review.checked for review in reviews[:SHOWN]})
    return (
        "Known from pages about them: most reports were not read, so no finding is repeated here.",
        f"Checked on {in_full(days[0])}.",
    )


def _line(review: Review) -> str:
    when = _when(review.published)
    return f"- *{review.title}*. {review.publisher}, {when}. {_first_words(review.summary)}" + (
        f" {review.url}" if review.url else ""
    )


def _when(published: str) -> str:
    """`16 July 2020`, `July 2020`, `2020`, or that no source says."""
    if not published:
        return "no date given"
    year, *rest = published.split("-")
    day = date.fromisoformat("-".join([year, *rest, *["01"] * (2 - len(rest))]))
    return {0: year, 1: f"{day:%B %Y}", 2: in_full(day)}[len(rest)]


def _first_words(summary: str) -> str:
    """As many sentences as make one line that says something."""
    line = ""
    for sentence in _SENTENCE.findall(" ".join(summary.split())):
        line += sentence
        if len(line) >= _LONG_ENOUGH:
            break
    return (line or summary).strip()


def _is_search(typed: Phrase) -> bool:
    """It names reviews, or one review with what it is about, and asks nothing else about them."""
    if any(word in _HOW for word in typed):
        return False
    return any(word in _SEVERAL for word in typed) or any(
        word in _ONE and (after in _ABOUT or _YEAR.fullmatch(after))
        for word, after in pairwise(typed)
    )


def _is_plain(typed: Phrase, asked: _Asked) -> bool:
    """Several reviews and, right behind them, what they are to be about; or nothing but a year."""
    if len(asked.kinds) > 1:
        return False
    if not asked.topic:
        return any(word in _SEVERAL for word in typed)
    return any(word in _SEVERAL and after in _ABOUT for word, after in pairwise(typed))


def _asked(typed: Phrase) -> _Asked | None:
    """What is to be found; None where a message says too little, or something else."""
    years = tuple(word for word in typed if _YEAR.fullmatch(word))
    kinds = frozenset(_KINDS[word] for word in typed if word in _KINDS)
    told = [word for word in typed if not _is_filler(word) and word not in years]
    topic = _stems(word for word in told if word not in _EVERY_REVIEW)
    is_narrow = bool(years) or bool(kinds & _FEW)
    if not topic and (told or not is_narrow):
        return None
    return _Asked(topic, years, "since" in typed, kinds)


def _is_filler(word: str) -> bool:
    return is_stop_word(word) or word in _LISTING or word in _KINDS


def _fits(review: Review, asked: _Asked) -> bool:
    if asked.kinds and review.kind not in asked.kinds:
        return False
    year = review.published[:4]
    if asked.is_since and asked.years:
        return year >= asked.years[0]
    named = (one == year or one in review.title for one in asked.years)
    return not asked.years or any(named)


def _weight(shelf: Shelf, stems: Iterable[str]) -> float:
    unknown = math.log(1 + len(shelf.reviews))
    return sum(shelf.weights.get(word, unknown) for word in stems)


def _score(shelf: Shelf, place: int, topic: frozenset[str]) -> float:
    about, title = shelf.about[place], shelf.titles[place] - shelf.about[place]
    return _weight(shelf, topic & about) + _IN_TITLE * _weight(shelf, topic & title)


def _typed(text: str) -> Phrase:
    return words(clean(text))


def _stems(typed: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in typed if not is_stop_word(word))
