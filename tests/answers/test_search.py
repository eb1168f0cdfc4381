"""Entries are ranked alike every time, whatever is typed and however they are filed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from bot.answers.confidence import DEFAULT_THRESHOLDS
from bot.answers.engine import build_engine
from bot.answers.search import rank, rank_without_store
from bot.bootstrap import trained_files
from bot.store.full_text import SqliteFullText
from tests.strategies import anything_typed

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import Library


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("how many days to send a SIN", "panel-deadline"),
        ("how many days to send a serious incident notification", "panel-deadline"),
        ("how many days to send a serious incdent notificaton", "panel-deadline"),
        ("HOW MANY DAYS TO SEND A S\u200bIN???", "panel-deadline"),
        ("does an unborn baby count", "unborn-child"),
    ],
)
def test_wordings_abbreviations_and_slips_find_the_entry(
    engine: Engine, question: str, right: str
) -> None:
    """Abbreviation, long form, misspelling and invisible characters lead to one place."""
    assert rank(engine.index, question)[0].entry.id == right


@given(anything_typed)
def test_any_text_is_ranked(engine: Engine, text: str) -> None:
    """Nothing raises; scores fall from at most 1; the same text ranks the same."""
    found = rank(engine.index, text)

    assert found == rank(engine.index, text)
    assert all(0 <= item.score <= 1 for item in found)
    assert [item.score for item in found] == sorted((i.score for i in found), reverse=True)


def test_the_order_of_entries_makes_no_difference(library: Library, engine: Engine) -> None:
    """The same knowledge in other files, or another order, answers the same."""
    turned = replace(library, entries=dict(reversed(list(library.entries.items()))))
    other = build_engine(turned, SqliteFullText, trained_files()).index

    for question in ("who notifies the panel", "baby died do we notify", "how long"):
        assert rank(other, question) == rank(engine.index, question)


def test_an_empty_library_finds_nothing(library: Library) -> None:
    """No entries, no glossary: no answer, and no error."""
    nothing = replace(library, entries={}, glossary=())
    empty = build_engine(nothing, SqliteFullText, meanwhile=DEFAULT_THRESHOLDS)

    assert rank(empty.index, "how many days to send a SIN") == ()


def test_ranking_works_without_the_store(engine: Engine) -> None:
    """The candidates of an emergency need no full-text search."""
    found = rank_without_store(engine.index, "how many days to send a SIN")

    assert found[0].entry.id == "panel-deadline"
