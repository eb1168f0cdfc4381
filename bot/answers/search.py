"""Entries ranked for a question, with a score that means the same for every question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answers.model import FullText, Library, Scored


@dataclass(frozen=True, slots=True)
class Index:
    """A library prepared for ranking."""

    library: Library
    full_text: FullText


def build_index(library: Library, full_text: FullText) -> Index:
    """Prepare a library."""
    raise NotImplementedError


def rank(index: Index, question: str) -> tuple[Scored, ...]:
    """All entries that have anything to do with the question, best first."""
    raise NotImplementedError
