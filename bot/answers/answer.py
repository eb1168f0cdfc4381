"""From a question to a cited answer, or to a reason for none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.answers.model import Answer, FullTextFactory, Library
    from bot.answers.search import Index


@dataclass(frozen=True, slots=True)
class Engine:
    """A library that is ready to be asked."""

    library: Library
    index: Index


def build_engine(library: Library, full_text: FullTextFactory) -> Engine:
    """Do all the preparation once."""
    raise NotImplementedError


def respond(question: str, engine: Engine) -> Answer:
    """Answer one question."""
    raise NotImplementedError


def show_entry(entry_id: str, engine: Engine) -> Answer:
    """The answer of one entry, for a button.

    Raises:
        NotFoundError: There is no such entry.
    """
    raise NotImplementedError


def answer_json(answer: Answer) -> dict[str, object]:
    """The contract's form of an answer."""
    raise NotImplementedError
