"""The two thresholds, found by holding out the knowledge base's own wordings and entries.

A wording held out is a question that staff ask and nobody has written down yet. An entry held out,
with all its wordings, is a question near the guide's subject that it cannot answer: whatever is
answered then is wrong, unless a curator has related it with the entry held out. No user's question
is needed, and each knowledge base finds its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answers.confidence import CANDIDATES, DEFAULT_THRESHOLDS, Thresholds, total
from bot.answers.kin import kin_of
from bot.answers.prepared import Prepared
from bot.answers.search import rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.answers.forms import Told
    from bot.answers.model import Entry, Scored
    from bot.answers.search import Index

FALSE_SHARE = 0.025
"""The share of questions near the subject without an entry that may be answered."""

WRONG_SHARE = 0.01
"""The share of questions with an entry that may be answered by another one."""

MISSED_SHARE = 0.005
"""The share of questions whose entry is among the best three that may be left without choices."""

LEAST_CHANCE = 0.22
"""Choices that are less likely than this to hold the right one are not worth reading."""

FOLDS = 3
"""In so many rounds some of the wordings and entries are held out."""

_ENTRY_EVERY = 6  # of so many entries one is held out in a fold
_ASKED_OF_ENTRY = 5
_FEWEST_QUESTIONS = 60
_STRIDE = 7  # so that entries are asked for by wordings from all over their lists


@dataclass(frozen=True, slots=True)
class Trial:
    """What was found for a question whose right entry is known.

    Attributes:
        question: The question.
        right: The id of its entry.
        is_held: Whether that entry was held out, so that nothing found is right.
        ranked: What was found, best first.
        kin: Entries that a curator relates with it: near the question, if not the answer to it.
    """

    question: str
    right: str
    is_held: bool
    ranked: tuple[Scored, ...]
    kin: frozenset[str] = frozenset()

    @property
    def is_first(self) -> bool:
        """Whether the right entry came first."""
        return bool(self.ranked) and self.ranked[0].entry.id == self.right

    @property
    def is_near(self) -> bool:
        """Whether an entry related with the right one came first."""
        return bool(self.ranked) and self.ranked[0].entry.id in self.kin

    @property
    def is_among_three(self) -> bool:
        """Whether the right entry is among the three best."""
        return self.right in [item.entry.id for item in self.ranked[:CANDIDATES]]

    @property
    def best(self) -> float:
        """The chance of the best entry."""
        return self.ranked[0].score if self.ranked else 0.0

    @property
    def three(self) -> float:
        """The chance of the best three."""
        return total(self.ranked[:CANDIDATES])


@dataclass(frozen=True, slots=True)
class Plan:
    """What to hold out.

    Attributes:
        entries: Numbers of entries that are held out whole.
        places: Entry number -> which of its wordings are held out.
    """

    entries: frozenset[int]
    places: Mapping[int, frozenset[int]]


def try_out(
    index: Index, told: Sequence[Told], tell: Callable[[int], None] = lambda _: None
) -> list[Trial]:
    """Ask a few wordings of every entry, each of a knowledge base that does not have it.

    Args:
        index: The whole knowledge base.
        told: Its entries in forms, in the same order.
        tell: Called with its number, from 1 to `FOLDS`, when a round is done.
    """
    trials: list[Trial] = []
    for fold in range(FOLDS):
        trials += hold_out(index, told, _plan(index.entries, fold))
        tell(fold + 1)
    return trials


def find_thresholds(trials: Sequence[Trial]) -> Thresholds:
    """The lowest thresholds that keep every promise; the default ones for too few trials."""
    known = [trial for trial in trials if not trial.is_held]
    held = [trial for trial in trials if trial.is_held]
    if min(len(known), len(held)) < _FEWEST_QUESTIONS:
        return DEFAULT_THRESHOLDS
    false = [trial.best for trial in held if not trial.is_near]
    few_false = _at_most(false, FALSE_SHARE * len(held))
    wrong = [trial.best for trial in known if not trial.is_first]
    few_wrong = _at_most(wrong, WRONG_SHARE * len(known))
    near = sorted(trial.three for trial in known if trial.is_among_three)
    clarify_at = near[int(MISSED_SHARE * len(near))] if near else 0.0
    answer_at = max(few_false, few_wrong)
    clarify_at = min(max(clarify_at, LEAST_CHANCE), answer_at)
    return Thresholds(round(answer_at, 4), round(clarify_at, 4))


def hold_out(index: Index, told: Sequence[Told], plan: Plan) -> Iterator[Trial]:
    """Ask what a plan holds out, of a knowledge base that never had it.

    Args:
        index: The whole knowledge base.
        told: Its entries in forms, in the same order.
        plan: What to hold out.
    """
    kept = [number for number in range(len(told)) if number not in plan.entries]
    rest = replace(
        index,
        entries=tuple(index.entries[number] for number in kept),
        prepared=Prepared.of(
            [_but(told[number], plan.places.get(number, frozenset())) for number in kept],
            learns=True,
        ),
    )
    kin = kin_of(index.entries)
    for number, entry in enumerate(index.entries):
        is_held = number in plan.entries
        for place in sorted(plan.places.get(number, ())):
            question = entry.asks[place]
            ranked = rank(rest, question)
            yield Trial(question, entry.id, is_held, ranked, kin.get(entry.id, frozenset()))


def _plan(entries: Sequence[Entry], fold: int) -> Plan:
    """Whole entries by turns with some of their wordings, and two wordings of each other entry."""
    held = frozenset(number for number in range(len(entries)) if number % _ENTRY_EVERY == fold)
    places: dict[int, frozenset[int]] = {}
    for number, entry in enumerate(entries):
        size = len(entry.asks)
        if number in held:
            step = max(size // _ASKED_OF_ENTRY, 1)
            places[number] = frozenset(range(0, size, step)[:_ASKED_OF_ENTRY])
        elif size > 1:
            one = _STRIDE * (number + fold)
            places[number] = frozenset({one % size, (one + size // 2) % size})
    return Plan(held, places)


def _but(told: Told, places: frozenset[int]) -> Told:
    """An entry without some of its wordings; the first row is its title."""
    rows = (row for number, row in enumerate(told.rows) if number - 1 not in places)
    return replace(told, rows=tuple(rows))


def _at_most(chances: Sequence[float], allowed: float) -> float:
    """The lowest threshold that no more than so many of the chances reach."""
    best = sorted(chances, reverse=True)
    over = int(allowed)
    return best[over] + 1e-4 if over < len(best) else 0.0
