"""How good and how quick answering is, beside other searchers in the same run.

From a checkout: `python -m tests.benchmarks.bench_answers [--sets DIR] [--only PART ...]`. Prints
Markdown tables. The public sets are not part of the project: a folder with one folder a set is
named by `--sets` or the variable `GUIDE_IR_SETS`; see `question_sets`. The other searchers are
among the development dependencies.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.answers_cost import print_cold, print_time
from tests.benchmarks.answers_quality import print_abstention, print_quality
from tests.benchmarks.answers_staff import print_staff
from tests.benchmarks.question_sets import read_sets, shipped_library

PARTS = ("quality", "abstention", "staff", "time", "cold")
SIZES = (170, 300, 1_000, 10_000, 100_000)
PACKAGES = ("numpy", "rapidfuzz", "rank-bm25", "bm25s")


def main() -> None:
    """Measure and print."""
    chosen = _chosen()
    folder = chosen.sets or os.environ.get("GUIDE_IR_SETS")
    sets = read_sets(Path(folder)) if folder else []
    shipped = shipped_library()
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions},")
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.0f}.")
    print(f"The shipped knowledge has {len(shipped.entries)} entries with", end=" ")
    print(f"{sum(len(entry.asks) for entry in shipped.entries.values()):,} wordings.")
    if "quality" in chosen.only:
        print_quality(sets, shipped, chosen.rounds)
    if "abstention" in chosen.only:
        print_abstention(sets, shipped)
    if "staff" in chosen.only:
        print_staff(shipped)
    if "time" in chosen.only:
        print_time(shipped, chosen.sizes)
    if "cold" in chosen.only:
        print_cold()


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure answering.")
    parser.add_argument("--sets", help="the folder of the public sets")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--rounds", type=int, default=1, help="tenths of wordings held out")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    return parser.parse_args()


if __name__ == "__main__":
    main()
