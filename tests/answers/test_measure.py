"""Quality on held-out wordings and entries does not fall unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.measure import Figures, hold_out_entries, hold_out_wordings
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from bot.answers.model import Library


def test_held_out_wordings_find_their_entry(library: Library) -> None:
    """A wording nobody wrote down finds its entry first, or at least among three."""
    figures = hold_out_wordings(library, SqliteFullText, [0, 5])

    assert figures.asked >= 2 * 6 * len(library.entries) / 7
    assert figures.first >= 0.55 * figures.asked
    assert figures.among_three >= 0.72 * figures.asked
    assert figures.answered_wrong <= 0.1 * figures.asked


def test_questions_without_an_entry_are_seldom_answered(library: Library) -> None:
    """With its entry gone, a question near the subject is mostly not answered."""
    figures = hold_out_entries(library, SqliteFullText, 4)

    assert figures.asked == len(library.entries)
    assert figures.first == figures.answered_right == 0
    assert figures.answered_wrong <= 0.4 * figures.asked


def test_no_question_counts_as_abstained() -> None:
    """Where nothing is found, nothing is shown."""
    assert Figures().with_one("x", ()) == Figures(asked=1, abstained=1)
