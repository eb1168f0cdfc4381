"""From the parts of a score to one number from 0 to 1, and the two thresholds.

The weights and thresholds are constants, found by holding out wordings and whole entries of the
shipped knowledge (`bot.answers.measure` measures them again).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from bot.answers.model import Scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import Entry

ANSWER_AT = 0.55
"""At this score or above the entry is shown as the answer."""

CLARIFY_AT = 0.22
"""At this score or above an entry is offered as a choice; below it the reply is an abstention."""


class Parts(NamedTuple):
    """How far one entry fits, each from 0 to 1.

    Attributes:
        words: BM25 over title, wordings and keywords.
        telling: The same without stop words.
        letters: The same over letter runs.
        answer: BM25 over the answer.
        rows: Cosine of stems and pairs of stems, the three best rows.
        likeness: Likeness as texts, the best row.
        full_text: Full-text score over that of the best entry.
    """

    words: float
    telling: float
    letters: float
    answer: float
    rows: float
    likeness: float
    full_text: float


_ORDER = Parts(
    words=1.0, telling=0.5, letters=1.0, answer=0.5, rows=0.7, likeness=0.7, full_text=0.3
)


# A logistic regression: was the best entry the right one?
_AT_NOTHING = -4.93
_OF_STRENGTH = 1.07
_OF_MARGIN = 2.32
_OF_KNOWN = 1.39


def strength_of(parts: Parts) -> float:
    """The weighted sum that orders entries."""
    return sum(weight * part for weight, part in zip(_ORDER, parts, strict=True))


def scored(
    entries: Sequence[Entry], parts: Sequence[Parts], *, known_share: float
) -> tuple[Scored, ...]:
    """The entries that fit at all, best first, each with its confidence.

    Args:
        entries: The entries, by id.
        parts: Their parts, in the same order.
        known_share: The share of the question's weight that the knowledge base has words for.
    """
    sums = [strength_of(part) for part in parts]
    order = sorted(range(len(entries)), key=lambda number: (-sums[number], entries[number].id))
    best = sums[order[0]] if order else 0.0
    second = sums[order[1]] if len(order) > 1 else 0.0
    found = []
    for number in order:
        rival = second if number == order[0] else best
        score = confidence(parts[number], sums[number] - rival, known_share)
        if parts[number].letters > 0:
            found.append(Scored(entries[number], score))
    return tuple(sorted(found, key=lambda item: -item.score))


def confidence(parts: Parts, margin: float, known_share: float) -> float:
    """How likely an entry is the right one, from 0 to 1."""
    evidence = (
        _AT_NOTHING
        + _OF_STRENGTH * strength_of(parts)
        + _OF_MARGIN * margin
        + _OF_KNOWN * known_share
    )
    return 1 / (1 + math.exp(-evidence))
