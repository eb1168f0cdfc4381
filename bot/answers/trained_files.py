"""What was made ready of a library, kept between processes.

It is kept as arrays of numbers and text (numpy's format without pickles), so that reading it runs
nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeAlias
from zipfile import BadZipFile

import numpy as np

from bot.answers.confidence import Thresholds
from bot.answers.ear import Ear
from bot.answers.evidence import Bags, Postings, Vocabulary
from bot.answers.learning import Learned
from bot.answers.prepared import Prepared
from bot.answers.spelling import Speller
from bot.answers.trained import Astray, Trained

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

Arrays: TypeAlias = "dict[str, NDArray[np.generic]]"

_FORMAT = 4
_KEPT = 5  # files of other content, say of two checkouts and a few edits
_BAGS = ("words", "whole", "letters", "answer_letters")
_LEARNED = ("learned_pairs", "learned_letters")
_ALARM = ("alarm_pairs", "alarm_letters")
_ALARM_WEIGHTS = "alarm_weights"


@dataclass(frozen=True, slots=True)
class TrainedFiles:
    """Files in folders, one a key: read from any of them, written to the last.

    Attributes:
        folders: Where to look, in this order; the installed program's own folder comes first.
        on_step: See `TrainedStore.tell`: so that somebody who waits can be told why.
    """

    folders: tuple[Path, ...]
    on_step: Callable[[int, int], None] = lambda _step, _steps: None

    def get(self, key: str) -> Trained | None:
        """What is kept under a key, or None where no readable file holds it."""
        for folder in self.folders:
            found = _read(folder / _name(key), key)
            if found:
                return found
        return None

    def tell(self, step: int, steps: int) -> None:
        """See `TrainedStore`."""
        self.on_step(step, steps)

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


def _packed(trained: Trained) -> Arrays:
    prepared = trained.prepared
    notes = {
        "format": _FORMAT,
        "key": trained.key,
        "thresholds": asdict(trained.thresholds),
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
    if trained.alarm:
        ear = trained.alarm
        arrays.update(_packed_vocabulary(_ALARM[0], ear.pairs))
        arrays.update(_packed_vocabulary(_ALARM[1], ear.letters))
        arrays[_ALARM_WEIGHTS] = np.append(ear.weights, np.float32(ear.at_rest))
    return arrays


def _packed_postings(name: str, postings: Postings) -> Arrays:
    return {
        **_packed_vocabulary(name, postings.vocabulary),
        f"{name}.starts": postings.starts,
        f"{name}.columns": postings.columns.astype(np.uint16),
        f"{name}.weights": postings.weights.astype(np.float16),
    }


def _packed_vocabulary(name: str, vocabulary: Vocabulary) -> Arrays:
    return {
        f"{name}.features": _as_bytes("\n".join(vocabulary.places)),
        f"{name}.rarity": np.append(vocabulary.rarity, vocabulary.unseen),
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
                thresholds=Thresholds(**notes["thresholds"]),
                astray=tuple(Astray(*one) for one in notes["astray"]),
                alarm=_unpacked_ear(arrays),
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


def _unpacked_ear(arrays: Mapping[str, NDArray[np.generic]]) -> Ear | None:
    if _ALARM_WEIGHTS not in arrays:
        return None
    weights = arrays[_ALARM_WEIGHTS].astype(np.float32)
    pairs, letters = (_unpacked_vocabulary(arrays, name) for name in _ALARM)
    return Ear(pairs, letters, weights[:-1], float(weights[-1]))


def _unpacked_postings(arrays: Mapping[str, NDArray[np.generic]], name: str, size: int) -> Postings:
    return Postings(
        _unpacked_vocabulary(arrays, name),
        arrays[f"{name}.starts"].astype(np.int32),
        arrays[f"{name}.columns"].astype(np.int32),
        arrays[f"{name}.weights"].astype(np.float32),
        size,
    )


def _unpacked_vocabulary(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Vocabulary:
    text = _as_text(arrays[f"{name}.features"])
    features = text.split("\n") if text else []
    rarity = arrays[f"{name}.rarity"].astype(np.float64)
    return Vocabulary(
        {one: place for place, one in enumerate(features)}, rarity[:-1], float(rarity[-1])
    )


def _as_bytes(text: str) -> NDArray[np.generic]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _as_text(array: NDArray[np.generic]) -> str:
    return array.tobytes().decode()
