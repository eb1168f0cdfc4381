"""Whether faults put into the shipped trees are noticed: every fault, tree by tree, by kind.

From a checkout: `python -m tests.benchmarks.bench_mutants [TREE...] [--one-in N] [--jobs N]`.
Prints a Markdown table and then every fault that nobody noticed; how far it is stands on the error
stream. The main tree takes some ten minutes of processor time. With `--one-in` only so many faults
are tried, chosen by a checksum of their names.

`errors` are found by an example, the proof, a reference or a rule of `check`, and block use; of
`advice` the proof says that it is worth a look. The rate is that of both among the faults that
change anything. Duties left out of examples say nothing about the tree and are not in its sum.
"""

from __future__ import annotations

import argparse
import gc
import platform
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from bot.content.shipped import find_content
from bot.content.sources import load_sources
from tests.benchmarks.bench_proof import shipped_trees
from tests.trees.mutations import OF_EXAMPLES, Judge, mutants

if TYPE_CHECKING:
    from collections.abc import Sequence

_EVERY = 25
"""After so many faults a line of progress, and the diagrams of the last are thrown away."""


class _Part(NamedTuple):
    """The faults of a tree that one process tries: of each `of` those with number `number`."""

    tree: str
    number: int
    of: int
    one_in: int


class _Told(NamedTuple):
    """What became of a fault, and the processor time that it took, in seconds."""

    fault: str
    kind: str
    by: str
    seconds: float


def main() -> None:
    """Try, and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("trees", nargs="*", metavar="TREE")
    options.add_argument("--one-in", type=int, default=1, metavar="N")
    options.add_argument("--jobs", type=int, default=2, metavar="N")
    chosen = options.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}; processor time\n")
    print("| tree | fault | made | nothing changed | errors | advice | missed | rate | time |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    missed: list[str] = []
    with ProcessPoolExecutor(chosen.jobs) as pool:
        for name in chosen.trees or shipped_trees():
            parts = [_Part(name, job, chosen.jobs, chosen.one_in) for job in range(chosen.jobs)]
            found = [one for part in pool.map(_try, parts) for one in part]
            _print_rows(name, found)
            missed += sorted(one.fault for one in found if not one.by)
    print("\nNot noticed:\n")
    for fault in missed:
        print(f"- {fault}")


def _try(part: _Part) -> list[_Told]:
    """Try some faults; without the collector, which looks through living diagrams in vain."""
    gc.disable()
    tree = shipped_trees()[part.tree]
    judge = Judge(tree, load_sources(find_content(), []))
    chosen = [one for one in mutants(tree) if crc32(one.name.encode()) % part.one_in == 0]
    faults = chosen[part.number :: part.of]
    told = []
    for number, mutant in enumerate(faults, start=1):
        began = time.process_time()
        by = judge.killed_by(mutant)
        told.append(_Told(mutant.name, mutant.kind, by, time.process_time() - began))
        if number % _EVERY == 0:
            gc.collect()
            place = f"{part.tree}, part {part.number + 1}: {number} of {len(faults)}"
            print(place, file=sys.stderr, flush=True)
    gc.collect()
    return told


def _print_rows(tree: str, told: Sequence[_Told]) -> None:
    by_kind: dict[str, list[_Told]] = defaultdict(list)
    for one in told:
        by_kind[one.kind].append(one)
    for kind, of_kind in sorted(by_kind.items()):
        print(_row(tree, kind, of_kind))
    of_tree = [one for one in told if one.kind != OF_EXAMPLES]
    print(_row(f"**{tree}**", "**all**", of_tree), flush=True)


def _row(tree: str, kind: str, told: Sequence[_Told]) -> str:
    by = [one.by for one in told]
    real = len(by) - by.count("same")
    errors = real - by.count("advice") - by.count("")
    rate = f"{100 * (real - by.count('')) / real:.1f} %" if real else "-"
    seconds = sum(one.seconds for one in told)
    return (
        f"| {tree} | {kind} | {len(by):,} | {by.count('same')} | {errors:,} "
        f"| {by.count('advice')} | {by.count('')} | {rate} | {seconds:.1f} s |"
    )


if __name__ == "__main__":
    main()
