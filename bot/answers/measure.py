"""How good answering is, measured on the knowledge base's own wordings, held out.

A wording held out is a question that staff ask and nobody has written down yet. An entry held out
is a question near the guide's subject that it cannot answer: whatever is answered then is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answers.answer import CANDIDATES
from bot.answers.confidence import ANSWER_AT, CLARIFY_AT, total
from bot.answers.search import build_index, rank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.answers.model import Entry, FullTextFactory, Library, Scored
    from bot.answers.search import Index


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the questions asked.

    Attributes:
        asked: How many questions.
        first: The right entry came first.
        among_three: It came among the three best.
        answered_right: It would have been shown as the answer.
        answered_wrong: Another one would have been.
        offered: Choices would have been offered, the right one among them.
        abstained: Nothing would have been shown.
    """

    asked: int = 0
    first: int = 0
    among_three: int = 0
    answered_right: int = 0
    answered_wrong: int = 0
    offered: int = 0
    abstained: int = 0

    def with_one(self, right: str, ranked: tuple[Scored, ...]) -> Figures:
        """The counts with one question more.

        Args:
            right: The id of the right entry, or empty where none is right.
            ranked: What was found, best first.
        """
        best = [item.entry.id for item in ranked[:CANDIDATES]]
        is_first, is_near = best[:1] == [right], right in best
        answers = bool(ranked) and ranked[0].score >= ANSWER_AT
        abstains = not answers and total(ranked) < CLARIFY_AT
        return Figures(
            asked=self.asked + 1,
            first=self.first + is_first,
            among_three=self.among_three + is_near,
            answered_right=self.answered_right + (answers and is_first),
            answered_wrong=self.answered_wrong + (answers and not is_first),
            offered=self.offered + (is_near and not answers and not abstains),
            abstained=self.abstained + abstains,
        )


def hold_out_wordings(
    library: Library, full_text: FullTextFactory, which: Iterable[int]
) -> Figures:
    """Ask one wording of every entry of the rest.

    Args:
        library: What is measured.
        full_text: Makes the full-text search.
        which: Numbers of wordings, from 0; each costs one index over the whole library.
    """
    figures = Figures()
    for number in which:
        index = build_index(_with_entries(library, _without(library, number)), full_text)
        for entry in library.entries.values():
            if number < len(entry.asks):
                figures = figures.with_one(entry.id, rank(index, entry.asks[number]))
    return figures


def hold_out_entries(library: Library, full_text: FullTextFactory, parts: int) -> Figures:
    """Ask the first wording of every entry of an index without it, a `parts`-th at a time."""
    figures = Figures()
    entries = [library.entries[id_] for id_ in sorted(library.entries)]
    for part in range(parts):
        held = entries[part::parts]
        kept = [entry for entry in entries if entry not in held]
        index: Index = build_index(_with_entries(library, kept), full_text)
        for entry in held:
            figures = figures.with_one("", rank(index, entry.asks[0]))
    return figures


def _without(library: Library, number: int) -> list[Entry]:
    return [
        replace(entry, asks=entry.asks[:number] + entry.asks[number + 1 :])
        for entry in library.entries.values()
    ]


def _with_entries(library: Library, entries: Iterable[Entry]) -> Library:
    return replace(library, entries={entry.id: entry for entry in entries})
