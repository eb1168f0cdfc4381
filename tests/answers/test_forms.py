"""Texts in the forms in which they are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.abbreviations import Abbreviations
from bot.answers.forms import Forms, Told, grams, rows_of, stem_pairs, typed

if TYPE_CHECKING:
    from bot.answers.model import Library


def test_grams_stay_within_words() -> None:
    """Letter runs mark the ends of words and never cross them."""
    assert grams(["sin"]) == [" si", "sin", "in ", " sin", "sin ", " sin "]
    assert stem_pairs(["a", "b", "c"]) == ["a b", "b c"]


def test_a_question_has_every_form(library: Library) -> None:
    """Abbreviations add their words, stop words tell nothing, letter runs are those typed."""
    forms = Forms.of(typed("When is the SIN due?"), Abbreviations.of(library.glossary))

    assert forms.text.startswith("when is the sin due")
    assert "notification" in forms.text
    assert "the" in forms.stems
    assert "the" not in forms.telling
    assert forms.pairs["the sin"] == 1
    assert "sin" in forms.letters
    assert "not" not in forms.letters


def test_an_entry_is_recognised_by_title_wordings_and_keywords(library: Library) -> None:
    """Each of them is a row; the answer is kept apart."""
    entry = library.entries["panel-deadline"]

    told = Told.of(entry, Abbreviations.of(library.glossary))

    assert len(told.rows) == len(list(rows_of(entry))) == len(entry.asks) + 2
    assert told.rows[0].text.startswith(" ".join(typed(entry.title)))
    assert told.answer.text.startswith(" ".join(typed(entry.answer)[:5]))
