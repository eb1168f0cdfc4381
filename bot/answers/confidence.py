"""From the parts of a score to one number from 0 to 1, and the two thresholds.

Two things are weighed. Is the question one that the guide can answer at all (a logistic
regression)? And if it is, which entry is meant (a softmax over all entries)? An entry's score is
their product, so the scores of all entries add up to the first.

The constants were found by holding out every wording and every entry of the shipped knowledge once,
with a few questions about other things; `bot.answers.measure` measures the result again.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from bot.answers.model import Scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.model import Entry

ANSWER_AT = 0.5
"""At this score or above the best entry is shown as the answer."""

CLARIFY_AT = 0.21
"""At this sum of scores or above the best entries are offered as choices; below it we abstain."""


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


_WEIGHTS = Parts(
    words=1.0, telling=0.5, letters=1.0, answer=0.5, rows=0.7, likeness=0.7, full_text=0.3
)
# The logistic regression over parts of the best entry, and the share of known words.
_AT_NOTHING = -7.32
_OF_TELLING = 2.63
_OF_LETTERS = 2.26
_OF_LIKENESS = 4.13
_OF_KNOWN = 2.57
# The softmax: a lead of this much makes an entry e times as likely as the other.
_LEAD = 0.15


def strength_of(parts: Parts) -> float:
    """The weighted sum that orders entries."""
    return sum(weight * part for weight, part in zip(_WEIGHTS, parts, strict=True))


def scored(
    entries: Sequence[Entry], parts: Sequence[Parts], *, known_share: float
) -> tuple[Scored, ...]:
    """The entries that share anything with the question, best first; equal ones by id.

    Args:
        entries: The entries, by id.
        parts: Their parts, in the same order.
        known_share: The share of the question's weight that the knowledge base has words for.
    """
    if not entries:
        return ()
    strengths = [strength_of(part) for part in parts]
    best = max(range(len(parts)), key=strengths.__getitem__)
    chances = [math.exp((strength - strengths[best]) / _LEAD) for strength in strengths]
    each = answerable(parts[best], known_share) / sum(chances)
    found = [
        Scored(entry, each * chance)
        for entry, part, chance in zip(entries, parts, chances, strict=True)
        if part.letters > 0
    ]
    return tuple(sorted(found, key=lambda item: (-item.score, item.entry.id)))


def answerable(best: Parts, known_share: float) -> float:
    """How likely it is that the guide has the answer, from 0 to 1, by the best entry's parts."""
    evidence = (
        _AT_NOTHING
        + _OF_TELLING * best.telling
        + _OF_LETTERS * best.letters
        + _OF_LIKENESS * best.likeness
        + _OF_KNOWN * known_share
    )
    return 1 / (1 + math.exp(-evidence))


def total(ranked: Iterable[Scored]) -> float:
    """How likely it is that the answer is among these entries."""
    return sum(item.score for item in ranked)
