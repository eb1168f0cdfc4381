"""How long loading and checking takes: a very large tree, growing ones, and all that is shipped.

From a checkout: `python -m tests.benchmarks.bench_load`. Prints Markdown tables. Times are
processor time, the median of five.

The YAML parse alone is PyYAML's `CSafeLoader`, with the garbage collector on, as it comes, and off,
as ours has it while it reads a file. Ours keeps the line of everything, refuses what strict YAML
refuses, checks every key, and makes a tree of it with its references checked.
"""

from __future__ import annotations

import gc
import platform
import resource
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import yaml

from bot.content.area import load_area
from bot.content.shipped import find_content
from bot.content.sources import load_sources
from bot.content.yaml import load_yaml
from bot.trees.check import check_tree
from bot.trees.prove import prove
from bot.trees.read import read_tree
from tests.benchmarks.large import large_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.trees.model import Tree

A = TypeVar("A")

LARGE = (4_000, 1_000)
GROWING = ((16, 4), (32, 8), (64, 16), (128, 32), (240, 60))
PROVED_UP_TO = 128
ROUNDS = 5
TODAY = date(2026, 11, 26)
QUESTION = "how long do we have to tell the panel"


def main() -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}, PyYAML {yaml.__version__}, ", end="")
    print(f"{platform.machine()}; processor time, median of {ROUNDS}\n")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "large.yaml"
        read = reader()
        _large(file, read)
        _growing(file, read)
    _processes()


def _large(file: Path, read: Callable[[Path], Tree]) -> None:
    text = large_tree(*LARGE)
    file.write_text(text, encoding="utf-8")
    questions, duties = LARGE
    print(f"{questions:,} questions and {duties:,} duties, {len(text) / 1e6:.2f} MB, ", end="")
    lines = text.count("\n")
    print(f"{lines:,} lines.\n\n| what | seconds | beside |\n|---|--:|--:|")
    alone = seconds(without_collector(lambda: yaml.load(text, yaml.CSafeLoader)))
    rows = {
        "the parser's events only": seconds(without_collector(lambda: _events(text))),
        "`CSafeLoader`, collector off": alone,
        "`CSafeLoader` as it comes": seconds(lambda: yaml.load(text, yaml.CSafeLoader)),
        "ours: strict values with lines": seconds(lambda: load_yaml(file, file.name, [])),
        "ours: a tree, references checked": seconds(lambda: read(file)),
    }
    for what, taken in rows.items():
        print(f"| {what} | {taken:.3f} | {taken / alone:.2f} |")
    print()


def _growing(file: Path, read: Callable[[Path], Tree]) -> None:
    print("| questions + duties | `CSafeLoader`, collector off | tree | lint | proof |")
    print("|--:|--:|--:|--:|--:|")
    for questions, duties in GROWING:
        text = large_tree(questions, duties)
        file.write_text(text, encoding="utf-8")
        tree = read(file)
        alone = seconds(without_collector(partial(yaml.load, text, yaml.CSafeLoader)))
        taken = seconds(partial(read, file))
        lint = seconds(partial(check_tree, tree, "large", {}, TODAY))
        proof = "-"
        if questions <= PROVED_UP_TO:
            proof = f"{seconds(partial(prove, tree, 'large'), rounds=1):.2f} s"
        print(
            f"| {questions} + {duties} | {alone * 1000:.0f} ms | {taken * 1000:.0f} ms "
            f"| {lint * 1000:.0f} ms | {proof} |",
            flush=True,
        )
    print()


def _processes() -> None:
    """Whole commands over what is shipped."""
    print("| process | seconds | beside `import slack_bolt` |\n|---|--:|--:|")
    bolt = process_seconds("-c", "import slack_bolt")
    rows = {
        "`import slack_bolt`": bolt,
        "`ask`, one question": process_seconds("-m", "bot", "ask", QUESTION),
        "`outcome serious_incident`": process_seconds("-m", "bot", "outcome", "serious_incident"),
        "`check`": process_seconds("-m", "bot", "check"),
    }
    for what, taken in rows.items():
        print(f"| {what} | {taken:.2f} | {taken / bolt:.1f} |")


def reader() -> Callable[[Path], Tree]:
    """Reads the tree in a file, with the shipped sources and contacts."""
    folder = find_content()
    sources = load_sources(folder, [])
    area = load_area(folder, sources, [])

    def read(file: Path) -> Tree:
        tree = read_tree(file, file.name, sources, area, [])
        if tree is None:
            raise AssertionError(f"{file.name} cannot be read")
        return tree

    return read


def seconds(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Processor time of an act: the median of some rounds."""
    taken = []
    for _ in range(rounds):
        gc.collect()
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def process_seconds(*arguments: str) -> float:
    """Processor time of a new Python with these arguments."""
    taken = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken)


def without_collector(act: Callable[[], A]) -> Callable[[], A]:
    """The same act with the garbage collector off."""

    def quiet() -> A:
        with _collector_off():
            return act()

    return quiet


@contextmanager
def _collector_off() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _events(text: str) -> int:
    return sum(1 for _ in yaml.parse(text, yaml.CSafeLoader))


if __name__ == "__main__":
    main()
