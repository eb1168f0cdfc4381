"""How many cases a second: `outcome --lines`, a walk with its outcome, and other rules engines.

From a checkout: `python -m tests.benchmarks.bench_outcome`. Prints a Markdown table. Times are
processor time, the median of five rounds; the process is run once.

The cases are drawn evenly from every answer to every fact of the shipped `serious_incident`. Where
`SpiffWorkflow` or `zen-engine` is installed (neither is needed for anything else) its decisions are
compared with ours, case by case: a difference ends the run.
"""

from __future__ import annotations

import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.trees.explore import values_of
from bot.trees.outcome import decide_outcome
from bot.trees.walk import outcome_json, replay
from tests.benchmarks.bench_proof import Chance, shipped_trees
from tests.benchmarks.with_engines import (
    SpiffDmn,
    Zen,
    conditions_of,
    duties_found,
    facts_for,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.trees.model import Tree
    from tests.benchmarks.with_engines import Engine

TREE = "serious_incident"
TODAY = date(2026, 12, 31)
CASES = 50_000
ROUNDS = 5
A_ROUND = 2_000
COMPARED = {"zen-engine": 10_000, "SpiffWorkflow": 500}
ENGINES: Mapping[str, Callable[[Mapping[str, str]], Engine]] = {
    "zen-engine": Zen,
    "SpiffWorkflow": SpiffDmn,
}

Answers = dict[str, str]


def cases_of(tree: Tree, number: int) -> list[Answers]:
    """So many cases, the same in every run."""
    chance = Chance(number)
    facts = [(fact.id, values_of(fact)) for fact in tree.facts.values()]
    return [{fact: chance.of(values) for fact, values in facts} for _ in range(number)]


def a_second(act: Callable[[Answers], object], cases: Sequence[Answers]) -> float:
    """Cases a second of processor time: the median of five rounds."""
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for case in cases:
            act(case)
        taken.append(time.process_time() - began)
    return len(cases) / statistics.median(taken)


def by_process(cases: Sequence[Answers]) -> float:
    """Cases a second of `outcome --lines` as a process, its start included."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "cases"
        file.write_text("".join(f"{json.dumps(case)}\n" for case in cases), encoding="utf-8")
        command = [sys.executable, "-m", "bot", "outcome", TREE, "--lines", str(file)]
        before = _children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return len(cases) / (_children() - before)


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def conversation(tree: Tree, case: Answers) -> int:
    """Answer screen by screen, everything replayed each time; gives the number of replays."""
    given: Answers = {}
    walk = replay(tree, given, today=TODAY)
    turns = 1
    while walk.missing:
        given |= {fact: case[fact] for fact in walk.missing}
        walk = replay(tree, given, today=TODAY)
        turns += 1
    return turns


def path_of(tree: Tree, case: Answers) -> Answers:
    """The answers on the path."""
    return {asked.fact: asked.answer for asked in replay(tree, case, today=TODAY).asked}


def compare(tree: Tree, engine: Engine, paths: Sequence[Answers]) -> None:
    """Make sure that an engine finds the same duties, as strong as ours, in every case."""
    for path in paths:
        ours = decide_outcome(tree, path, ended=True).duties
        expected = {duty.id: duty.strength for duty in ours}
        found = duties_found(tree, engine.holding(facts_for(tree, path)))
        if found != expected:
            raise AssertionError(f"other duties for {path}: {found}, not {expected}")


def of_engines(tree: Tree, paths: Sequence[Answers]) -> list[tuple[str, float]]:
    """What the engines that are installed decide a second, once they were compared with ours."""
    found = []
    for name, make in ENGINES.items():
        try:
            label = f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
        engine = make(conditions_of(tree))
        compared = paths[: COMPARED[name]]
        compare(tree, engine, compared)
        timed = [facts_for(tree, path) for path in compared[:A_ROUND]]
        speed = a_second(partial(_decide, tree, engine), timed)
        found.append((f"{label}: the duties ({len(compared):,} cases compared)", speed))
    return found


def _decide(tree: Tree, engine: Engine, facts: Answers) -> Mapping[str, str]:
    return duties_found(tree, engine.holding(facts))


def main() -> None:
    """Measure and print."""
    tree = shipped_trees()[TREE]
    cases = cases_of(tree, CASES)
    paths = [path_of(tree, case) for case in cases[: max(COMPARED.values())]]
    some = cases[:A_ROUND]
    turns = statistics.mean(conversation(tree, case) for case in some)
    alone = a_second(lambda path: decide_outcome(tree, path, ended=True), paths[:A_ROUND])
    rows = [
        (f"`outcome --lines`, {CASES:,} cases, as a process", by_process(cases)),
        (
            "the same in a running process: walk, outcome, JSON",
            a_second(lambda case: _as_json(tree, case), some),
        ),
        (
            "a walk: all answers replayed, with its outcome",
            a_second(lambda case: replay(tree, case, today=TODAY), some),
        ),
        (
            f"a conversation: replayed after every screen ({turns:.1f} times)",
            a_second(lambda case: conversation(tree, case), some),
        ),
        ("the outcome alone: duties, reasons, dates, wording", alone),
        *of_engines(tree, paths),
    ]
    print(
        f"Python {platform.python_version()}, {platform.machine()}; processor time; {TREE}: ",
        end="",
    )
    rules = sum(len(duty.rules) for duty in tree.duties.values())
    print(f"{len(tree.facts)} facts, {len(tree.duties)} duties, {rules} rules\n")
    print("| what | a second | beside the outcome alone |\n|---|--:|--:|")
    for what, speed in rows:
        print(f"| {what} | {speed:,.0f} | {speed / alone:.3g} |")


def _as_json(tree: Tree, case: Answers) -> str:
    return json.dumps(outcome_json(replay(tree, case, today=TODAY)), ensure_ascii=False)


if __name__ == "__main__":
    main()
