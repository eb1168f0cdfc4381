"""What curators are shown: questions with the entries that came nearest, and wordings to write in.

The words of a question are shown once and never kept elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class NearView:
    """An entry that came near to a question.

    Attributes:
        id: Its id.
        title: Its title.
        score: From 0 to 1.
        is_suggested: The question has been suggested as a wording of it.
    """

    id: str
    title: str
    score: float
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class AskedView:
    """One question that was sent to the curators.

    Attributes:
        id: Its id.
        text: Its words, or that they do not open.
        about: The entry, rule or kind of the reply that it was sent after, or empty.
        kept_on: The day on which it was sent.
        delete_on: The day on which it is deleted.
        near: The entries that came nearest, best first.
    """

    id: str
    text: str = field(repr=False)
    about: str
    kept_on: date
    delete_on: date
    near: tuple[NearView, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions to read, the oldest first, and how many there are in all."""

    asked: tuple[AskedView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Wordings:
    """What was suggested for one entry.

    Attributes:
        path: The entry's file, relative to the content folder.
        id: The entry's id.
        title: Its title.
        texts: The questions, each once.
    """

    path: str
    id: str
    title: str
    texts: tuple[str, ...] = field(repr=False)
