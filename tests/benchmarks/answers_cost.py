"""What a question costs, in time of the processor and by the clock, and as a process of its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.answers.search import _WIDE_CANDIDATES, WIDE_FROM, understood
from tests.benchmarks.answers_staff import DANGER, OUTSIDE, STAFF, held_out
from tests.benchmarks.bench_proof import timed
from tests.benchmarks.question_sets import library_of, made_entries
from tests.benchmarks.searchers import Ours, rivals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.answers.model import Entry, Library
    from tests.benchmarks.searchers import Searcher

CHECKOUT = Path(__file__).parent.parent.parent
QUESTION = "how many days to send a SIN"
RUNS = 7
LEARNING_RUNS = 3
MOST_SECONDS = 20.0
_FEWEST = 20
_EVERY = 3
_WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Spent:
    """Milliseconds a question: of the processor, and by the clock."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    def told(self) -> str:
        """The middle and the 99th percentile of both, as cells."""
        return " | ".join(
            f"{_at(times, 0.5):.2f} / {_at(times, 0.99):.2f}" for times in (self.cpu, self.wall)
        )


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def print_time(shipped: Library, sizes: Sequence[int]) -> None:
    """Ours and the rivals at each size; a rival that takes too long is left out from there on."""
    asked = [item["ask"][0] for name in (STAFF, OUTSIDE, DANGER) for item in held_out(name)]
    asked = asked[::_EVERY]
    print("\n| entries | searcher | ready after, s | processor ms p50 / p99 |", end="")
    print(" clock ms p50 / p99 | asked |\n|--:|---|--:|--:|--:|--:|")
    too_slow: set[str] = set()
    for size in sizes:
        entries = made_entries(shipped, size)
        library = library_of(entries, shipped)
        ours, seconds = timed(Ours.learned, library)
        _print_line(size, "**ours**", seconds, ask(ours, asked))
        if size > WIDE_FROM:
            _print_parts(ours, asked)
        for name, make in rivals(whole=True).items():
            if name not in too_slow and not _rival(size, name, make, entries, asked):
                too_slow.add(name)


def _rival(
    size: int,
    name: str,
    make: Callable[[Sequence[Entry]], Searcher],
    entries: Sequence[Entry],
    asked: Sequence[str],
) -> bool:
    """Measure one; whether it was done in time."""
    searcher, seconds = timed(make, entries)
    spent = ask(searcher, asked)
    if len(spent.cpu) < _FEWEST:
        print(f"| {size:,} | {name} | {seconds:.1f} | over a second each | | |")
        return False
    _print_line(size, name, seconds, spent)
    return True


def _print_line(size: int, name: str, seconds: float, spent: Spent) -> None:
    print(f"| {size:,} | {name} | {seconds:.1f} | {spent.told()} | {len(spent.cpu)} |", flush=True)


def ask(searcher: Searcher, asked: Sequence[str]) -> Spent:
    """Ask the questions, each once, for so long as `MOST_SECONDS` lasts."""
    for text in asked[:_WARM_UP]:
        searcher.best(text)
    cpu: list[float] = []
    wall: list[float] = []
    for text in asked:
        if sum(cpu) > MOST_SECONDS * 1000:
            break
        began, began_wall = time.process_time(), time.perf_counter()
        searcher.best(text)
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - began_wall) * 1000)
    return Spent(tuple(cpu), tuple(wall))


class _Step:
    """One step of ours as if it were a searcher, so that it is timed alike."""

    def __init__(self, act: Callable[[str], object]) -> None:
        self._act = act

    def best(self, question: str) -> list[str]:
        """Do the step."""
        self._act(question)
        return []


def _print_parts(ours: Ours, asked: Sequence[str]) -> None:
    """Where ours spends its time in a large library."""
    index = ours.index
    wide = index.wide
    if wide is None:
        raise AssertionError("This library is not large.")
    size = len(wide.entries)
    reading = _Step(lambda text: understood(index, text))

    def words(text: str) -> list[str]:
        return understood(index, text).text.split()

    finding = _Step(lambda text: wide.full_text.search(words(text), _WIDE_CANDIDATES))
    _print_line(size, "ours: only the question read", 0.0, ask(reading, asked))
    _print_line(size, "ours: and candidates found", 0.0, ask(finding, asked))


def print_cold() -> None:
    """A question as a process of its own, beside the import of Slack's library."""
    command = ("-m", "bot", "ask", QUESTION)
    with TemporaryDirectory() as folder:
        kept = {"XDG_CACHE_HOME": folder}
        _run(command, kept)
        lines = [
            ("`import slack_bolt`", [_run(("-c", "import slack_bolt"), kept) for _ in range(RUNS)]),
            ("`ask`, what was learned is kept", [_run(command, kept) for _ in range(RUNS)]),
        ]
    lines.append(("`ask`, nothing kept", [_learning(command) for _ in range(LEARNING_RUNS)]))
    beside_cpu = median(cpu for cpu, _ in lines[0][1])
    beside_wall = median(wall for _, wall in lines[0][1])
    print("\n| a new process, median | processor s | clock s | runs | beside `slack_bolt` |")
    print("|---|--:|--:|--:|--:|")
    for name, runs in lines:
        cpu, wall = median(one for one, _ in runs), median(one for _, one in runs)
        print(
            f"| {name} | {cpu:.2f} | {wall:.2f} | {len(runs)} "
            f"| {cpu / beside_cpu:.2f} / {wall / beside_wall:.2f} |"
        )


def _learning(command: Sequence[str]) -> tuple[float, float]:
    with TemporaryDirectory() as folder:
        return _run(command, {"XDG_CACHE_HOME": folder})


def _run(arguments: Sequence[str], settings: Mapping[str, str]) -> tuple[float, float]:
    """Seconds of the processor and by the clock."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=CHECKOUT,
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
    )
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall
