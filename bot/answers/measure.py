"""How good answering is, measured on the knowledge base's own wordings, held out.

A wording held out is a question that staff ask and nobody has written down yet. An entry held out
is a question near the guide's subject that it cannot answer: whatever is answered then is wrong,
unless a curator has related it with the entry held out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answers.alarm import lessons_of, taught, try_alarm
from bot.answers.calibrate import Plan, hold_out
from bot.answers.model import SafetyKind
from bot.answers.safety import find_safety
from bot.answers.search import read_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.answers.calibrate import Trial
    from bot.answers.confidence import Thresholds
    from bot.answers.engine import Engine
    from bot.answers.model import Library
    from bot.answers.search import Index

FOLDS = 10
"""In so many rounds each wording and each entry is held out once."""

_ASKED_OF_ENTRY = 3
_WEAK_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the questions asked.

    Attributes:
        asked: How many questions.
        first: The right entry came first.
        among_three: It came among the three best.
        answered_right: It would have been shown as the answer.
        answered_near: Another one would have been, which a curator relates with it.
        answered_wrong: Any other one would have been.
        offered: Choices would have been offered.
        offered_right: The right entry would have been among them.
        abstained: Nothing would have been shown.
    """

    asked: int = 0
    first: int = 0
    among_three: int = 0
    answered_right: int = 0
    answered_near: int = 0
    answered_wrong: int = 0
    offered: int = 0
    offered_right: int = 0
    abstained: int = 0

    def with_one(self, trial: Trial, thresholds: Thresholds) -> Figures:
        """The counts with one question more."""
        is_first = trial.is_first and not trial.is_held
        is_among = trial.is_among_three and not trial.is_held
        answers = trial.best >= thresholds.answer_at and bool(trial.ranked)
        offers = not answers and trial.three >= thresholds.clarify_at and bool(trial.ranked)
        return Figures(
            asked=self.asked + 1,
            first=self.first + is_first,
            among_three=self.among_three + is_among,
            answered_right=self.answered_right + (answers and is_first),
            answered_near=self.answered_near + (answers and trial.is_near),
            answered_wrong=self.answered_wrong + (answers and not is_first and not trial.is_near),
            offered=self.offered + offers,
            offered_right=self.offered_right + (offers and is_among),
            abstained=self.abstained + (not answers and not offers),
        )

    def share(self, count: int) -> float:
        """A count as a share of the questions asked."""
        return count / self.asked if self.asked else 0.0


@dataclass(frozen=True, slots=True)
class Weak:
    """An entry whose own wordings often lead elsewhere.

    Attributes:
        entry: Its id.
        asked: How many of its wordings were held out.
        first: For how many of them it came first.
        taken_by: Other entry -> how many of them it took, most first.
    """

    entry: str
    asked: int
    first: int
    taken_by: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AlarmFigures:
    """How well calls for help are recognised by an alarm that was not taught them.

    Attributes:
        calls: How many calls there were.
        rung: How many of them rang the alarm.
        met: How many rang it, or were met by a rule.
        quiet: How many other messages there were.
        needless: How many of them rang it.
    """

    calls: int
    rung: int
    met: int
    quiet: int
    needless: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured.

    Attributes:
        thresholds: The thresholds that were used.
        wordings: Wordings held out of their entries.
        entries: Wordings whose whole entries were held out.
        weak: The entries that need a curator, weakest first.
        alarm: Calls for help, where the library has an alarm.
    """

    thresholds: Thresholds
    wordings: Figures
    entries: Figures
    weak: tuple[Weak, ...]
    alarm: AlarmFigures | None = None


@dataclass(slots=True)
class _Tally:
    """What happened to one entry's wordings."""

    asked: int = 0
    first: int = 0
    taken: Counter[str] = field(default_factory=Counter)


def evaluate(
    index: Index,
    thresholds: Thresholds,
    rounds: int = FOLDS,
    tell: Callable[[int], None] | None = None,
) -> Evaluation:
    """Hold out wordings, then entries.

    Args:
        index: The whole knowledge base.
        thresholds: From which chance on something is shown.
        rounds: The first so many of `FOLDS` rounds.
        tell: Called with its number as each round begins.
    """
    told = read_entries(index.entries, index.abbreviations)
    tallies: dict[str, _Tally] = {}
    wordings = entries = Figures()
    for number in range(min(rounds, FOLDS)):
        if tell:
            tell(number + 1)
        for trial in hold_out(index, told, _wordings_out(index, number)):
            wordings = wordings.with_one(trial, thresholds)
            _count(tallies.setdefault(trial.right, _Tally()), trial)
        for trial in hold_out(index, told, _entries_out(index, number)):
            entries = entries.with_one(trial, thresholds)
    return Evaluation(thresholds, wordings, entries, _weak(tallies.items()))


def evaluate_alarm(engine: Engine) -> AlarmFigures | None:
    """Hold out calls for help, and messages that are none; None for a library without an alarm."""
    library, index = engine.library, engine.index
    if library.alarm is None:
        return None
    fires, quiet = taught(library, index.speller, index.abbreviations)
    tried = try_alarm(fires, quiet)
    at = engine.trained.thresholds
    met = [
        loud >= at.ring_at or (loud >= at.calm_below and _fires_emergency(message, library))
        for message, loud in zip(lessons_of(library).fires, tried.calls, strict=True)
    ]
    return AlarmFigures(
        calls=len(fires),
        rung=sum(loud >= at.ring_at for loud in tried.calls),
        met=sum(met),
        quiet=len(quiet),
        needless=sum(loud >= at.ring_at for loud in tried.quiet),
    )


def _fires_emergency(message: str, library: Library) -> bool:
    match = find_safety(message, library.safety)
    return match is not None and match.rule.kind is SafetyKind.EMERGENCY


def _count(tally: _Tally, trial: Trial) -> None:
    tally.asked += 1
    tally.first += trial.is_first
    if trial.ranked and not trial.is_first:
        tally.taken[trial.ranked[0].entry.id] += 1


def _wordings_out(index: Index, number: int) -> Plan:
    places = {
        entry: frozenset(
            place for place in range(len(one.asks)) if (place + entry) % FOLDS == number
        )
        for entry, one in enumerate(index.entries)
    }
    return Plan(frozenset(), places)


def _entries_out(index: Index, number: int) -> Plan:
    held = {entry: one for entry, one in enumerate(index.entries) if entry % FOLDS == number}
    places = {
        entry: frozenset(range(0, len(one.asks), max(len(one.asks) // _ASKED_OF_ENTRY, 1)))
        for entry, one in held.items()
    }
    return Plan(frozenset(held), places)


def _weak(tallies: Iterable[tuple[str, _Tally]]) -> tuple[Weak, ...]:
    found = [
        Weak(entry, tally.asked, tally.first, tuple(tally.taken.most_common()))
        for entry, tally in tallies
        if tally.first < _WEAK_BELOW * tally.asked
    ]
    return tuple(sorted(found, key=lambda weak: (weak.first / weak.asked, weak.entry)))
