"""What was made ready is kept under the hash of its content, and never used for other content."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.answers.before_search import loudness_of
from bot.answers.confidence import DEFAULT_THRESHOLDS, Thresholds
from bot.answers.engine import build_engine
from bot.answers.search import rank
from bot.answers.trained import STEPS, Astray, Trained, key_of, prepare, train
from bot.answers.trained_files import TrainedFiles
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.engine import Engine
    from bot.answers.model import Library

_QUESTIONS = ("how long to tell the panel", "baby died do we notify", "who is the lado")


@pytest.fixture(scope="module")
def few(library: Library) -> Library:
    """Five entries of the shipped knowledge, and an alarm with a few examples."""
    assert library.alarm is not None
    alarm = replace(library.alarm, fires=library.alarm.fires[:20], quiet=library.alarm.quiet[:20])
    return replace(library, entries=dict(list(library.entries.items())[:5]), alarm=alarm)


@pytest.fixture(scope="module")
def made(few: Library) -> Trained:
    """The five entries made ready, with a note about a wording."""
    return replace(train(few, key_of(few)), astray=(Astray("a", "what is it", "b"),))


def test_what_is_kept_answers_as_what_was_made(few: Library, made: Trained, tmp_path: Path) -> None:
    """Written and read back, every score, threshold and note is the same to the last digit."""
    files = TrainedFiles((tmp_path,))
    files.put(made)
    kept = files.get(made.key)
    assert kept is not None
    new = build_engine(few, SqliteFullText)
    old = replace(new, index=replace(new.index, prepared=kept.prepared, speller=kept.speller))

    for question in _QUESTIONS:
        assert rank(old.index, question) == rank(new.index, question)
    assert kept.speller == made.speller
    assert kept.astray == made.astray
    assert kept.thresholds == made.thresholds
    assert loudness_of("child choking", replace(old, trained=kept)) == loudness_of(
        "child choking", new
    )
    assert files.get("other") is None


def test_what_was_not_learned_is_kept_as_such(few: Library, tmp_path: Path) -> None:
    """Without the classifier's part it is read back without it."""
    files = TrainedFiles((tmp_path,))
    silent = replace(few, alarm=None)
    files.put(prepare(silent, "k", Thresholds(0.7, 0.2, 0.8, 0.01)))
    kept = files.get("k")

    assert kept is not None
    assert kept.prepared.learned is None
    assert kept.alarm is None
    assert kept.thresholds == Thresholds(0.7, 0.2, 0.8, 0.01)


def test_what_is_edited_keeps_its_alarm(few: Library) -> None:
    """A curator's unsaved afternoon is as safe as the content it began with."""
    made = prepare(few, "k", Thresholds(0.7, 0.2, 0.8, 0.01))

    assert made.alarm is not None
    assert made.thresholds.ring_at == 0.8


def test_who_waits_is_told_how_far_it_is(few: Library, tmp_path: Path) -> None:
    """Each step of learning is told once, in order; what is kept needs none."""
    told: list[tuple[int, int]] = []
    files = TrainedFiles((tmp_path,), lambda step, steps: told.append((step, steps)))
    build_engine(few, SqliteFullText, files)

    assert told == [(step, STEPS) for step in range(STEPS + 1)]
    build_engine(few, SqliteFullText, files)
    assert len(told) == STEPS + 1


@pytest.mark.parametrize("damage", [b"", b"PK", b"\x00" * 300, b'{"format": 3}'])
def test_a_damaged_file_is_not_used(made: Trained, tmp_path: Path, damage: bytes) -> None:
    """A file that cannot be read is as good as none, and is written anew."""
    files = TrainedFiles((tmp_path,))
    files.put(made)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    assert files.get(made.key) is None

    files.put(made)

    assert files.get(made.key) is not None


def test_a_file_with_pickled_objects_is_not_used(made: Trained, tmp_path: Path) -> None:
    """Reading never runs what a file says."""
    files = TrainedFiles((tmp_path,))
    files.put(made)
    (path,) = tmp_path.iterdir()
    with path.open("wb") as file:
        np.savez(file, notes=np.array([{"format": 3}], dtype=object))

    assert files.get(made.key) is None


def test_the_first_folder_that_has_it_wins(made: Trained, tmp_path: Path) -> None:
    """What ships with the program is read; what is made later goes to the last folder."""
    files = TrainedFiles((tmp_path / "shipped", tmp_path / "cache"))
    assert files.get(made.key) is None

    files.put(made)

    assert files.get(made.key) is not None
    assert not (tmp_path / "shipped").exists()
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_folder_that_cannot_be_written_is_no_fault(made: Trained, tmp_path: Path) -> None:
    """Without a place to keep it, it is made again next time."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    files = TrainedFiles((blocked / "cache",))

    files.put(made)

    assert files.get(made.key) is None


def test_only_the_newest_few_are_kept(made: Trained, tmp_path: Path) -> None:
    """A curator who saves all day does not fill the disk."""
    files = TrainedFiles((tmp_path,))
    for number in range(8):
        files.put(replace(made, key=f"{number}"))
        os.utime(next(tmp_path.glob(f"*-{number}.npz")), (number, number))

    assert len(list(tmp_path.iterdir())) == 5
    assert files.get("7") is not None
    assert files.get("0") is None


def test_content_being_edited_does_not_wait_for_learning(few: Library, tmp_path: Path) -> None:
    """What is kept is used; anything else is ranked without the classifier, and not kept."""
    files = TrainedFiles((tmp_path,))

    quick = build_engine(few, SqliteFullText, files, meanwhile=DEFAULT_THRESHOLDS)
    nothing_kept = list(tmp_path.iterdir())
    build_engine(few, SqliteFullText, files)
    again = build_engine(few, SqliteFullText, files, meanwhile=DEFAULT_THRESHOLDS)

    assert quick.index.prepared.learned is None
    assert nothing_kept == []
    assert again.index.prepared.learned is not None


def test_the_key_changes_with_the_content(library: Library) -> None:
    """One wording, one answer or one meaning more is other content; the order is not."""
    entry = next(iter(library.entries.values()))
    changed = replace(entry, asks=(*entry.asks, "one more"))
    turned = dict(reversed(list(library.entries.items())))

    assert key_of(library) == key_of(replace(library, entries=turned))
    assert key_of(library) != key_of(
        replace(library, entries={**library.entries, entry.id: changed})
    )
    assert key_of(library) != key_of(replace(library, glossary=library.glossary[1:]))


def test_the_shipped_thresholds_are_its_own(engine: Engine) -> None:
    """They were found by holding out, and choices need less than an answer."""
    thresholds = engine.trained.thresholds

    assert thresholds != DEFAULT_THRESHOLDS
    assert 0 < thresholds.clarify_at < thresholds.answer_at < 1


def test_a_small_library_takes_the_default_thresholds(few: Library, made: Trained) -> None:
    """With too little to hold out, nothing is found by chance."""
    assert made.thresholds.answer_at == DEFAULT_THRESHOLDS.answer_at
    assert made.thresholds.clarify_at == DEFAULT_THRESHOLDS.clarify_at
    assert train(replace(few, entries={}), "k").prepared.learned is None
