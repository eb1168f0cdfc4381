"""Curated words as mrkdwn and as plain text."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks.mrkdwn import clip, escape, pack, plain, sentence, shorten, shown, split
from tests.slack.blocks.replies import OFTEN, words

LIMITS = st.integers(20, 200)


@OFTEN
@given(st.text())
def test_escaped_words_hold_no_markup_of_slack(text: str) -> None:
    """No text can become a link, a mention or a channel call, and nothing of it is lost."""
    assert not set("<>") & set(escape(text))
    assert html.unescape(escape(text)) == text or "&" in text


@OFTEN
@given(words(4000), LIMITS)
def test_split_keeps_every_word_in_order(text: str, limit: int) -> None:
    """Pieces are within the limit, never blank, and together hold every character but blanks."""
    pieces = list(split(text, limit))
    assert all(piece.strip() and len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@OFTEN
@given(st.text(st.sampled_from("a&<> "), max_size=2000), LIMITS)
def test_split_never_cuts_an_entity(text: str, limit: int) -> None:
    """Every piece of an escaped text unescapes by itself."""
    pieces = [html.unescape(piece) for piece in split(escape(text), limit)]
    assert "".join("".join(pieces).split()) == "".join(text.split())


@OFTEN
@given(st.lists(words(500), max_size=8), LIMITS)
def test_pack_loses_no_part(parts: list[str], limit: int) -> None:
    """Packed parts are within the limit and hold everything in order."""
    packed = list(pack(parts, limit))
    assert all(piece.strip() and len(piece) <= limit for piece in packed)
    assert "".join("".join(packed).split()) == "".join("".join(parts).split())


@OFTEN
@given(words(500), st.integers(2, 100))
def test_shortened_words_fit(text: str, limit: int) -> None:
    """A shortened text fits, and says with a mark that it was cut."""
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == " ".join(text.split()) or short.endswith("…")


@OFTEN
@given(words(500), LIMITS)
def test_clipped_words_fit(text: str, limit: int) -> None:
    """A clipped text fits, and is left alone where it fitted."""
    assert len(clip(text, limit)) <= limit
    assert clip(text, 1000) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*Call 999 now.*", "Call 999 now."),
        ("_quiet_ and *bold*", "quiet and bold"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("*_both_*", "both"),
    ],
)
def test_plain_words_have_no_marks(text: str, expected: str) -> None:
    """Marks for bold and quiet go; signs that are no marks stay."""
    assert plain(text) == expected


def test_sentences_end() -> None:
    """Parts become sentences, blank ones are left out, and none ends twice."""
    assert sentence("*Do it*", "", " \n", "Now.", "Who?") == "Do it. Now. Who?"
    assert sentence("Ask:\n- one\n- two") == "Ask: one. two."


def test_dashes_become_bullets() -> None:
    """A list with dashes is drawn with bullets, and a dash inside a line stays."""
    assert shown("Do:\n- one\n- two - three") == "Do:\n• one\n• two - three"
