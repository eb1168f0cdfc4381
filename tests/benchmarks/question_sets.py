"""Public question sets as libraries, slips of the fingers, and made libraries of any size.

A set is a folder with `docs.jsonl` (id, title, variants, answer), `queries.jsonl` (id, text, split)
and `qrels.jsonl` (qid, docid). Asked is the split `test`; `oos_test` is outside the set's subject.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answers.model import Entry, Library, Status
from bot.answers.read import load_library
from bot.content.area import load_area
from bot.content.problems import errors_in
from bot.content.shipped import find_content
from bot.content.sources import Modality, load_sources
from tests.benchmarks.bench_proof import Chance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.content.problems import ContentProblem

VARIANTS = 5
_A_DAY = date(2026, 11, 26)
_SLIPS_IN_TEN = 3
_SLIPS_FROM = 4
_KEPT_IN_TEN = 7
_ANSWER_WORDS = 40
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of the entries that answer it; none where it is outside."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A public set.

    Attributes:
        name: Its folder's name.
        entries: Its entries, with at most `VARIANTS` wordings each.
        asked: Its questions.
        outside: Questions that nothing in it answers.
    """

    name: str
    entries: tuple[Entry, ...]
    asked: tuple[Asked, ...]
    outside: tuple[Asked, ...]


def read_sets(folder: Path) -> list[QuestionSet]:
    """The sets in a folder, by name."""
    return [_read_set(file.parent) for file in sorted(folder.glob("*/docs.jsonl"))]


def _read_set(folder: Path) -> QuestionSet:
    right: dict[str, set[str]] = defaultdict(set)
    for line in _lines(folder / "qrels.jsonl"):
        right[line["qid"]].add(line["docid"])
    queries = list(_lines(folder / "queries.jsonl"))
    return QuestionSet(
        name=folder.name,
        entries=tuple(
            an_entry(doc["id"], doc["title"], doc["variants"][:VARIANTS], doc["answer"])
            for doc in _lines(folder / "docs.jsonl")
        ),
        asked=tuple(
            Asked(query["text"], frozenset(right[query["id"]]))
            for query in queries
            if query["split"] == "test"
        ),
        outside=tuple(
            Asked(query["text"], frozenset()) for query in queries if query["split"] == "oos_test"
        ),
    )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def an_entry(id_: str, title: str, asks: Iterable[str], answer: str) -> Entry:
    """An entry of which only these texts matter."""
    return Entry(
        id=id_,
        title=title,
        asks=tuple(asks),
        keywords=(),
        answer=answer,
        strength=Modality.FACT,
        status=Status.CONFIRMED,
        caveat="",
        cites=(),
        checked=_A_DAY,
        review_by=_A_DAY,
        owner="",
        related=(),
        next=None,
        covers=(),
        path="",
        line=0,
    )


def shipped_library() -> Library:
    """The knowledge that comes with the program."""
    problems: list[ContentProblem] = []
    folder = find_content()
    sources = load_sources(folder, problems)
    area = load_area(folder, sources, problems)
    library = load_library(folder, sources, area, problems)
    if errors_in(problems):
        raise AssertionError(problems)
    return library


def library_of(entries: Iterable[Entry], area_of: Library) -> Library:
    """A library of these entries alone: no glossary, no safety rules; the area of another one."""
    by_id = {entry.id: entry for entry in entries}
    return Library(entries=by_id, glossary=(), safety=(), sources={}, area=area_of.area)


def with_slips(asked: Sequence[Asked], seed: int = 1) -> list[Asked]:
    """The questions with a slip in about three of ten words of four letters or more."""
    chance = Chance(seed)
    return [
        Asked(" ".join(_slipped(word, chance) for word in one.text.split()), one.right)
        for one in asked
    ]


def _slipped(word: str, chance: Chance) -> str:
    """Two letters swapped, one left out, doubled or replaced; never the first letter."""
    if len(word) < _SLIPS_FROM or not word.isalpha() or chance.below(10) >= _SLIPS_IN_TEN:
        return word
    at = 1 + chance.below(len(word) - 2)
    before, here, after = word[:at], word[at], word[at + 1 :]
    made = (
        before + after[0] + here + after[1:],
        before + after,
        before + here + here + after,
        before + chance.of(_LETTERS) + after,
    )
    return made[chance.below(len(made))]


def made_entries(shipped: Library, many: int) -> list[Entry]:
    """Entries that read like the shipped ones: their texts with three of ten words exchanged.

    Longer answers end after so many words.
    """
    models = list(shipped.entries.values())
    pool = sorted({word for model in models for text in _texts(model) for word in text.split()})
    chance = Chance(2)

    def like(text: str) -> str:
        words = text.split()[:_ANSWER_WORDS]
        return " ".join(
            word if chance.below(10) < _KEPT_IN_TEN else chance.of(pool) for word in words
        )

    made = []
    for number in range(many):
        model = models[number % len(models)]
        asks = [like(chance.of(model.asks)) for _ in range(VARIANTS)]
        made.append(an_entry(f"e{number:06}", like(model.title), asks, like(model.answer)))
    return made


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.asks, entry.answer)
