"""A library made ready once and kept: tables, classifier, speller and thresholds, keyed by content.

It is kept as arrays of numbers and text (numpy's format without pickles), so that reading it runs
nothing. The key is a hash over every text that went in and over the code that made it: what does
not fit is made again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Protocol, TypeAlias
from zipfile import BadZipFile

import numpy as np

from bot.answers.abbreviations import Abbreviations
from bot.answers.calibrate import find_thresholds, try_out
from bot.answers.confidence import DEFAULT_THRESHOLDS, Thresholds
from bot.answers.evidence import Bags, Postings, Vocabulary
from bot.answers.forms import rows_of
from bot.answers.learning import Learned
from bot.answers.prepared import Prepared
from bot.answers.search import LEARN_UP_TO, Index, in_order, read_entries, speller_of
from bot.answers.spelling import Speller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.answers.calibrate import Trial
    from bot.answers.forms import Told
    from bot.answers.model import Library

Arrays: TypeAlias = "dict[str, NDArray[np.generic]]"

_FORMAT = 3
_KEPT = 5  # files of other content, say of two checkouts and a few edits
_BAGS = ("words", "whole", "letters", "answer_letters")
_LEARNED = ("learned_pairs", "learned_letters")


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
    """

    key: str
    speller: Speller
    prepared: Prepared
    thresholds: Thresholds
    astray: tuple[Astray, ...] = ()


class TrainedStore(Protocol):
    """Where what was made ready is kept."""

    def get(self, key: str) -> Trained | None:
        """What is kept under a key, or None."""

    def put(self, trained: Trained) -> None:
        """Keep it; where that is not possible nothing happens."""


@dataclass(frozen=True, slots=True)
class TrainedFiles:
    """Files in folders, one a key: read from any of them, written to the last.

    Attributes:
        folders: Where to look, in this order; the installed program's own folder comes first.
        on_missing: Called where nothing is kept, so that somebody who waits can be told why.
    """

    folders: tuple[Path, ...]
    on_missing: Callable[[], None] = lambda: None

    def get(self, key: str) -> Trained | None:
        """What is kept under a key, or None where no readable file holds it."""
        for folder in self.folders:
            found = _read(folder / _name(key), key)
            if found:
                return found
        self.on_missing()
        return None

    def put(self, trained: Trained) -> None:
        """Write it whole or not at all, and keep only the newest few.

        A folder that cannot be written to is no fault.
        """
        folder = self.folders[-1]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("wb", dir=folder, delete=False) as file:
                np.savez_compressed(file, allow_pickle=False, **_packed(trained))
            Path(file.name).replace(folder / _name(trained.key))
            for old in sorted(folder.glob(_name("*")), key=_age)[_KEPT:]:
                old.unlink(missing_ok=True)
        except OSError:
            return


def _age(path: Path) -> float:
    return -path.stat().st_mtime


def _name(key: str) -> str:
    return f"trained-{key[:32]}.npz"


def key_of(library: Library) -> str:
    """A hash over everything that what is made ready depends on."""
    digest = hashlib.sha256(_code().encode())
    for id_ in sorted(library.entries):
        entry = library.entries[id_]
        digest.update(json.dumps([id_, *rows_of(entry), entry.answer, entry.related]).encode())
    for term in library.glossary:
        digest.update(json.dumps([term.term, term.means, term.also]).encode())
    return digest.hexdigest()


def train(library: Library, key: str) -> Trained:
    """Make a library ready; takes some seconds, and the same library gives the same result."""
    learns = len(library.entries) <= LEARN_UP_TO
    index, told = _with_tables(library, learns=learns)
    if not learns:
        return Trained(key, index.speller, index.prepared, DEFAULT_THRESHOLDS)
    trials = try_out(index, told)
    return Trained(
        key, index.speller, index.prepared, find_thresholds(trials), tuple(_astray(trials))
    )


def prepare(library: Library, key: str, thresholds: Thresholds) -> Trained:
    """Make a library ready without learning, for content that is being edited: in about a second.

    Ranking goes on without the classifier's part, and with the thresholds that are given.
    """
    index, _ = _with_tables(library, learns=False)
    return Trained(key, index.speller, index.prepared, thresholds)


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


def _packed(trained: Trained) -> Arrays:
    prepared = trained.prepared
    notes = {
        "format": _FORMAT,
        "key": trained.key,
        "answer_at": trained.thresholds.answer_at,
        "clarify_at": trained.thresholds.clarify_at,
        "astray": [[one.entry, one.wording, one.taken_by] for one in trained.astray],
        "known": sorted(trained.speller.known),
        "targets": trained.speller.targets,
        "texts": prepared.texts,
    }
    arrays: Arrays = {"notes": _as_bytes(json.dumps(notes))}
    for name in _BAGS:
        bags: Bags = getattr(prepared, name)
        arrays.update(_packed_postings(name, bags.postings))
    if prepared.learned:
        arrays.update(_packed_postings(_LEARNED[0], prepared.learned.pairs))
        arrays.update(_packed_postings(_LEARNED[1], prepared.learned.letters))
    return arrays


def _packed_postings(name: str, postings: Postings) -> Arrays:
    vocabulary = postings.vocabulary
    return {
        f"{name}.features": _as_bytes("\n".join(vocabulary.places)),
        f"{name}.rarity": np.append(vocabulary.rarity, vocabulary.unseen),
        f"{name}.starts": postings.starts,
        f"{name}.columns": postings.columns.astype(np.uint16),
        f"{name}.weights": postings.weights.astype(np.float16),
    }


def _read(path: Path, key: str) -> Trained | None:
    """What a file holds, or None where it is not there, damaged, or of other content."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            notes = json.loads(_as_text(arrays["notes"]))
            if notes["format"] != _FORMAT or notes["key"] != key:
                return None
            return Trained(
                key=key,
                speller=Speller(frozenset(notes["known"]), tuple(notes["targets"])),
                prepared=_unpacked(arrays, notes["texts"]),
                thresholds=Thresholds(float(notes["answer_at"]), float(notes["clarify_at"])),
                astray=tuple(Astray(*one) for one in notes["astray"]),
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
        return None


def _unpacked(arrays: Mapping[str, NDArray[np.generic]], texts: list[list[str]]) -> Prepared:
    def bags(name: str) -> Bags:
        return Bags(_unpacked_postings(arrays, name, len(texts)))

    learned = None
    if f"{_LEARNED[0]}.starts" in arrays:
        learned = Learned(*(_unpacked_postings(arrays, name, len(texts)) for name in _LEARNED))
    return Prepared(
        texts=tuple(tuple(rows) for rows in texts),
        words=bags("words"),
        whole=bags("whole"),
        letters=bags("letters"),
        answer_letters=bags("answer_letters"),
        learned=learned,
    )


def _unpacked_postings(arrays: Mapping[str, NDArray[np.generic]], name: str, size: int) -> Postings:
    text = _as_text(arrays[f"{name}.features"])
    features = text.split("\n") if text else []
    rarity = arrays[f"{name}.rarity"].astype(np.float64)
    return Postings(
        Vocabulary(
            {one: place for place, one in enumerate(features)}, rarity[:-1], float(rarity[-1])
        ),
        arrays[f"{name}.starts"].astype(np.int32),
        arrays[f"{name}.columns"].astype(np.int32),
        arrays[f"{name}.weights"].astype(np.float32),
        size,
    )


def _as_bytes(text: str) -> NDArray[np.generic]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _as_text(array: NDArray[np.generic]) -> str:
    return array.tobytes().decode()


@cache
def _code() -> str:
    """A hash over the code that makes it, so that what older code made is not used."""
    digest = hashlib.sha256(np.__version__.encode())
    for file in sorted(files("bot.answers").iterdir(), key=lambda file: file.name):
        if file.name.endswith((".py", ".txt")):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()
