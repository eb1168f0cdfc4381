"""A library made ready once: tables, classifier, alarm, speller and thresholds, keyed by content.

The key is a hash over every text that went in and over the code that made it: what does not fit is
made again. See `bot.answers.trained_files` for where it is kept.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.answers.abbreviations import Abbreviations
from bot.answers.alarm import find_marks, learn_alarm, lessons_of, taught, try_alarm
from bot.answers.calibrate import FOLDS, find_thresholds, try_out
from bot.answers.forms import rows_of
from bot.answers.prepared import Prepared
from bot.answers.search import LEARN_UP_TO, Index, in_order, read_entries, speller_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.answers.calibrate import Trial
    from bot.answers.confidence import Thresholds
    from bot.answers.ear import Ear
    from bot.answers.forms import Told
    from bot.answers.model import Library
    from bot.answers.spelling import Speller


STEPS = FOLDS + 2
"""The tables and the classifier, each round of holding out, and the alarm."""


@dataclass(frozen=True, slots=True)
class Astray:
    """A wording that leads elsewhere as soon as the entry does not have it.

    Attributes:
        entry: The id of its entry.
        wording: The wording.
        taken_by: The id of the entry that came first instead, or empty.
    """

    entry: str
    wording: str
    taken_by: str


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """A library made ready.

    Attributes:
        key: What it was made from; see `key_of`.
        speller: Repairs what is misspelt.
        prepared: The entries, ready for scoring.
        thresholds: From which chance on something is shown.
        astray: Wordings tried that were not found among three without themselves.
        alarm: What the alarm was taught, or None where the library has none.
    """

    key: str
    speller: Speller
    prepared: Prepared
    thresholds: Thresholds
    astray: tuple[Astray, ...] = ()
    alarm: Ear | None = None


class TrainedStore(Protocol):
    """Where what was made ready is kept."""

    def get(self, key: str) -> Trained | None:
        """What is kept under a key, or None."""

    def put(self, trained: Trained) -> None:
        """Keep it; where that is not possible nothing happens."""

    def tell(self, step: int, steps: int) -> None:
        """Hear how far making ready is: 0 as it begins, then each step that is done."""


def key_of(library: Library) -> str:
    """A hash over everything that what is made ready depends on."""
    digest = hashlib.sha256(_code().encode())
    for id_ in sorted(library.entries):
        entry = library.entries[id_]
        digest.update(json.dumps([id_, *rows_of(entry), entry.answer, entry.related]).encode())
    for term in library.glossary:
        digest.update(json.dumps([term.term, term.means, term.also]).encode())
    if library.alarm:
        lessons = lessons_of(library)
        digest.update(json.dumps([lessons.fires, lessons.quiet]).encode())
    return digest.hexdigest()


def train(
    library: Library, key: str, tell: Callable[[int, int], None] = lambda _step, _steps: None
) -> Trained:
    """Make a library ready; the same library gives the same result.

    Args:
        library: What is learned from.
        key: See `key_of`.
        tell: See `TrainedStore.tell`; it takes up to a minute.
    """
    tell(0, STEPS)
    learns = len(library.entries) <= LEARN_UP_TO
    index, told = _with_tables(library, learns=learns)
    tell(1, STEPS)
    trials = try_out(index, told, lambda fold: tell(1 + fold, STEPS)) if learns else []
    thresholds = find_thresholds(trials)
    alarm = None
    if library.alarm:
        fires, quiet = taught(library, index.speller, index.abbreviations)
        alarm = learn_alarm(fires, quiet)
        marks = find_marks(try_alarm(fires, quiet))
        thresholds = replace(thresholds, ring_at=marks.ring_at, calm_below=marks.calm_below)
    tell(STEPS, STEPS)
    astray = tuple(_astray(trials))
    return Trained(key, index.speller, index.prepared, thresholds, astray, alarm)


def prepare(library: Library, key: str, thresholds: Thresholds) -> Trained:
    """Make a library ready for content that is being edited: in some ten seconds.

    Ranking goes on without the classifier's part, and with the thresholds that are given; only the
    alarm is learned anew.
    """
    index, _ = _with_tables(library, learns=False)
    alarm = None
    if library.alarm:
        alarm = learn_alarm(*taught(library, index.speller, index.abbreviations))
    return Trained(key, index.speller, index.prepared, thresholds, alarm=alarm)


def _with_tables(library: Library, *, learns: bool) -> tuple[Index, list[Told]]:
    abbreviations = Abbreviations.of(library.glossary)
    entries = in_order(library)
    told = read_entries(entries, abbreviations)
    prepared = Prepared.of(told, learns=learns)
    return Index(entries, speller_of(library), abbreviations, prepared), told


def _astray(trials: Sequence[Trial]) -> Iterator[Astray]:
    for trial in trials:
        if not trial.is_held and not trial.is_among_three:
            first = trial.ranked[0].entry.id if trial.ranked else ""
            yield Astray(trial.right, trial.question, first)


@cache
def _code() -> str:
    """A hash over the code that makes it, so that what older code made is not used."""
    digest = hashlib.sha256(np.__version__.encode())
    for file in sorted(files("bot.answers").iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".txt")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
