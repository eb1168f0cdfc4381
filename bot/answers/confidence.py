"""From the parts of a score to an order, and to two chances that mean the same for every question.

The weighted sum of an entry's parts is its strength. Two logistic regressions over a few signs say
how likely it is that the strongest entry is the right one, and that one of the three strongest is.
A score shown beside an entry is its share of these chances.

Weights and coefficients were fitted on wordings held out of the shipped knowledge and of public
question sets (`tests.benchmarks.fit_confidence`) and hold for any knowledge base. The thresholds
do not: they are found anew for each knowledge base, see `bot.answers.calibrate`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.answers.model import Scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.evidence import Floats
    from bot.answers.model import Entry

CANDIDATES = 3
"""How many entries a reply names, and how many choices it offers."""

_MOST = 50  # so many candidates are named, whatever the size of the knowledge base


class Parts(NamedTuple):
    """How far one entry fits, each about from 0 to 1.

    Attributes:
        words: BM25 over title, wordings and keywords.
        whole: The same with the answer and without stop words.
        letters: BM25 over letter runs of title, wordings and keywords.
        answer_letters: BM25 over letter runs of the answer.
        likeness: Likeness as texts, the three best rows.
        learned: What the classifier says; below 0 it speaks against the entry.
    """

    words: float
    whole: float
    letters: float
    answer_letters: float
    likeness: float
    learned: float


WEIGHTS = Parts(
    words=1.8,
    whole=5.1,
    letters=1.9,
    answer_letters=3.9,
    likeness=5.0,
    learned=7.0,
)

LIKENESS = Parts._fields.index("likeness")
"""Where a row of parts has the likeness."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance on something is shown.

    Attributes:
        answer_at: From this chance of the best entry on it is shown as the answer.
        clarify_at: From this chance of the best three on they are offered as choices.
        ring_at: From this loudness on a message is met as a call for help; see `bot.answers.alarm`.
        calm_below: Below this one a rule for emergencies is overruled.
    """

    answer_at: float
    clarify_at: float
    ring_at: float = 0.5
    calm_below: float = 0.0


DEFAULT_THRESHOLDS = Thresholds(answer_at=0.6, clarify_at=0.35)
"""For a knowledge base with too little in it to find its own."""


class Signs(NamedTuple):
    """What the chances are judged by.

    Attributes:
        share: The best entry's share of the softmax over strengths.
        three: The best three entries' share.
        lead: By how much the best leads the second, in tens of strength, at most 1.
        words: Parts of the best entry, as in `Parts`.
        letters: See `words`.
        likeness: See `words`.
        known: The share of the question's weight that the knowledge base has words for.
        agreed: The share of the parts by which the best entry is the best one.
        length: Telling words asked, in tens, at most 1.
    """

    share: float
    three: float
    lead: float
    words: float
    letters: float
    likeness: float
    known: float
    agreed: float
    length: float


# Fitted with no coefficient below 0: more evidence never makes an answer less likely.
_BEST_AT_NOTHING = -13.1
_BEST = Signs(
    share=3.78,
    three=0.19,
    lead=2.53,
    words=0.0,
    letters=0.57,
    likeness=2.24,
    known=6.75,
    agreed=0.98,
    length=1.95,
)
_THREE_AT_NOTHING = -14.41
_THREE = Signs(
    share=1.68,
    three=2.9,
    lead=1.64,
    words=0.0,
    letters=1.54,
    likeness=2.01,
    known=6.95,
    agreed=1.06,
    length=2.57,
)


def strengths_of(parts: Floats) -> Floats:
    """The weighted sums that order entries: one an entry."""
    sums: Floats = parts @ np.array(WEIGHTS)
    return sums


def signs_of(parts: Floats, known_share: float, telling: int) -> tuple[Signs, Floats]:
    """The signs of a question, and each entry's share of the softmax over strengths.

    Args:
        parts: One row an entry, in the order of `Parts`; at least one row.
        known_share: The share of the question's weight that the knowledge base has words for.
        telling: How many telling words the question has.
    """
    strengths = strengths_of(parts)
    order = np.argsort(-strengths, kind="stable")
    best = Parts(*parts[order[0]].tolist())
    chances = np.exp(strengths - strengths[order[0]])
    shares = chances / chances.sum()
    second = strengths[order[1]] if len(order) > 1 else 0.0
    signs = Signs(
        share=float(shares[order[0]]),
        three=float(shares[order[:CANDIDATES]].sum()),
        lead=min(float(strengths[order[0]] - second) / 10, 1.0),
        words=best.words,
        letters=best.letters,
        likeness=best.likeness,
        known=known_share,
        agreed=float(np.mean(parts[order[0]] >= parts.max(axis=0))),
        length=min(telling / 10, 1.0),
    )
    return signs, shares


def chance_of_best(signs: Signs) -> float:
    """How likely it is that the strongest entry is the right one."""
    return _logistic(_BEST_AT_NOTHING, _BEST, signs)


def chance_of_three(signs: Signs) -> float:
    """How likely it is that one of the three strongest is; never less than the first alone."""
    return max(_logistic(_THREE_AT_NOTHING, _THREE, signs), chance_of_best(signs))


def _logistic(at_nothing: float, coefficients: Signs, signs: Signs) -> float:
    weighed = (weight * sign for weight, sign in zip(coefficients, signs, strict=True))
    return 1 / (1 + math.exp(-at_nothing - sum(weighed)))


def scored(
    entries: Sequence[Entry], parts: Floats, *, known_share: float, telling: int
) -> tuple[Scored, ...]:
    """The entries that share anything with the question, best first; equal ones in their order.

    The best has the chance of the best; the chance of the best three less that is divided among the
    others by their shares.

    Args:
        entries: The entries, by id.
        parts: One row an entry, in the order of `Parts`.
        known_share: The share of the question's weight that the knowledge base has words for.
        telling: How many telling words the question has.
    """
    if not entries:
        return ()
    signs, shares = signs_of(parts, known_share, telling)
    best = chance_of_best(signs)
    order = np.argsort(-strengths_of(parts), kind="stable")
    runners = float(shares[order[1:CANDIDATES]].sum())
    rest = (chance_of_three(signs) - best) / runners if runners else 0.0
    found = []
    for place, number in enumerate(order[:_MOST]):
        mine = Parts(*parts[number].tolist())
        if mine.letters > 0 or mine.answer_letters > 0:
            share = float(shares[number])
            score = min(rest * share, best) if place else best
            found.append(Scored(entries[number], score, share, mine))
    return tuple(found)


def total(ranked: Iterable[Scored]) -> float:
    """How likely it is that the answer is among these entries."""
    return min(sum(item.score for item in ranked), 1.0)
