"""Words come out of whatever people type."""

from __future__ import annotations

import pytest
from hypothesis import given

from bot.answers.text import clean, is_stop_word, sentences, spoken, stem, words
from tests.strategies import anything_typed


def test_invisible_characters_do_not_hide_a_word() -> None:
    """Zero-width characters, accents and case are gone before anything is compared."""
    assert words(clean("Suici\u200bDAL \u202eBa\u0308by")) == ("suicidal", "baby")


def test_a_long_run_of_a_letter_is_one() -> None:
    """Letters that are held down for emphasis still make the word."""
    assert words(clean("heeeelp me nowww")) == ("help", "me", "now")


@pytest.mark.parametrize("typed", ["section 47", "s47", "S.47", "sec 47", "s 47"])
def test_a_section_is_one_word(typed: str) -> None:
    """However a section of an Act is typed, it is the same word."""
    assert words(clean(typed)) == ("s47",)


def test_contractions_are_spelt_out() -> None:
    """`won't` and `wont` read alike."""
    assert spoken(words("he won't wake")) == spoken(words("he wont wake"))
    assert spoken(words("shes not")) == ("she", "is", "not")


def test_sentences_are_parted() -> None:
    """Full stops, question marks and line breaks part sentences."""
    assert sentences("What is a SIN? Dad's here\nHelp!") == (
        ("what", "is", "a", "sin"),
        ("dads", "here"),
        ("help",),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("notify", "notification"),
        ("notified", "notifying"),
        ("review", "reviews"),
        ("define", "definition"),
        ("five", "5"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    """Forms of one word meet."""
    assert stem(one) == stem(other)


def test_stop_words_say_nothing() -> None:
    """Words of asking are stop words; words of the trade are not."""
    assert is_stop_word("what")
    assert not is_stop_word("notify")


@given(anything_typed)
def test_any_text_gives_plain_words(text: str) -> None:
    """Whatever is typed becomes lower-case letters and digits, and nothing is raised."""
    for sentence in sentences(text):
        for word in sentence:
            assert word.isascii()
            assert word == word.lower()
            assert word.isalnum()


@pytest.mark.parametrize("typed", ["3yo", "3 yo", "3y/o", "3yr old", "3 yrs old", "3-yo"])
def test_an_age_is_read_however_it_is_typed(typed: str) -> None:
    """A child of three is three years old in every spelling."""
    assert words(clean(typed)) == ("3", "year", "old")


def test_shorthand_of_quick_messages_is_written_out() -> None:
    """What is typed in a hurry reads as what it means, glued units included."""
    typed = spoken(words("wot shld i do abt it til tmrw n 2wks on"))

    assert " ".join(typed) == ("what should i do about it until tomorrow and 2 weeks on")
