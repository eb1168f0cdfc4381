"""How long the register takes: one referral logged, the worklist, verifying, many at once.

From a checkout: `python -m tests.benchmarks.bench_referrals [--million]`. Prints Markdown tables.

A referral is logged with all that belongs to it in one transaction: two inbox keys, the reference's
counter, the referral, its encrypted account, the state's count, the actor, the chained audit row
and a post. Beside it stands what the disk itself takes to append 4 KiB and sync it, in the same
run, in turns. With `--million` the worklist is measured over a million referrals too.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from bot.errors import StoreError
from bot.guide.desk import Desk, Policy, Shelf
from bot.guide.ports_review import ListFilter, Page
from bot.guide.review import worklist
from bot.guide.worklist import COUNT_LIMIT, WorklistQuery
from bot.referrals.model import State
from bot.store.driver import sqlite3
from bot.store.sqlite import open_store
from tests.benchmarks.many import fill
from tests.benchmarks.rivals import WRITERS, Ours, SqlAlchemyCore, SqliteUtils, prepare
from tests.desks import COUNCIL, SetClock, shipped_content
from tests.store.builders import an_event, new_ring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.store.sqlite import SqliteStore
    from tests.benchmarks.rivals import Writer

TURNS = 300
PAGES = 200
CARDS = 40
EVENTS = 20_000
WRITING = 4
EACH = 100
# Flat out, and what is still a thousand times busier than any partnership.
PAUSES_MS = (0, 50)
SIZES = (1_000, 100_000)
MILLION = 1_000_000
BLOCK = b"x" * 4096
QUERIES = {
    "all": WorklistQuery(),
    "mine": WorklistQuery(ListFilter.MINE),
    "due soon": WorklistQuery(ListFilter.DUE_SOON),
    "overdue": WorklistQuery(ListFilter.OVERDUE),
    "by state": WorklistQuery(ListFilter.STATE, state=State.IN_REVIEW),
    "closed": WorklistQuery(ListFilter.STATE, state=State.CLOSED),
}


@dataclass(frozen=True)
class Times:
    """Milliseconds at the middle and near the end."""

    p50: float
    p95: float


def times(taken: list[float]) -> Times:
    """Of many runs, in seconds."""
    return Times(statistics.median(taken) * 1000, statistics.quantiles(taken, n=20)[-1] * 1000)


def timed(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of one run."""
    began = clock()
    act()
    return clock() - began


def timed_twice(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds of one run by the clock, and of the processor."""
    began = time.thread_time()
    wall = timed(act)
    return wall, time.thread_time() - began


def durable(folder: Path) -> dict[str, tuple[Times, Times]]:
    """One referral logged by each, and the disk's own append and sync, in turns.

    Returns:
        Who -> by the clock, and in processor time.
    """
    writers: dict[str, Writer] = {}
    for name, kind in WRITERS.items():
        (folder / name).mkdir()
        prepare(folder / name / "register.db")
        writers[name] = kind(folder / name / "register.db")
    disk = os.open(folder / "appended", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ("disk", *writers)}

    def append() -> None:
        os.write(disk, BLOCK)
        os.fdatasync(disk)

    for number in range(TURNS):
        taken["disk"].append(timed_twice(append))
        for name, writer in writers.items():
            taken[name].append(timed_twice(partial(writer.log, f"bench-{number}")))
    os.close(disk)
    return {
        name: (times([wall for wall, _ in all_]), times([processor for _, processor in all_]))
        for name, all_ in taken.items()
    }


def worklists(folder: Path, many: int) -> Iterator[tuple[str, tuple[Times, Times, Times]]]:
    """For each filter a page and its count: by the clock, in processor time, and as cards."""
    file = folder / f"{many}.db"
    fill(file, many)
    with open_store(file) as store:
        desk = Desk(Shelf(shipped_content()), store, new_ring(), SetClock(), Policy("C1"))
        for name, query in QUERIES.items():
            read = partial(read_page, store, page_of(query, desk.today()))
            cards = partial(worklist, desk, COUNCIL, query)
            yield (
                name,
                (
                    times([timed(read) for _ in range(PAGES)]),
                    times([timed(read, time.process_time) for _ in range(PAGES)]),
                    times([timed(cards, time.process_time) for _ in range(CARDS)]),
                ),
            )


def page_of(query: WorklistQuery, today: date) -> Page:
    """What the register is asked for."""
    return Page(
        query.show,
        today=today,
        until=today + timedelta(days=3),
        person_id=COUNCIL.id,
        state=query.state.value if query.state else "",
    )


def read_page(store: SqliteStore, page: Page) -> None:
    """A page and its count, in one unit of work."""
    with store.unit() as unit:
        unit.worklist.page(page)
        unit.worklist.count(page, COUNT_LIMIT)


def verified(folder: Path) -> float:
    """Events verified a second."""
    with open_store(folder / "verified.db") as store:
        with store.unit() as unit:
            for number in range(EVENTS):
                unit.audit.record(an_event(referral_id=f"id-{number % 100}"))
        with store.reading() as unit:
            began = time.perf_counter()
            found = unit.audit.verify()
            taken = time.perf_counter() - began
    assert (found.rows, found.first_bad) == (EVENTS, None)
    return EVENTS / taken


ALONE: dict[str, Callable[[Path], Writer]] = {
    "ours": Ours,
    "sqlite-utils, `atomic()`": partial(SqliteUtils, mend=False),
    "SQLAlchemy Core, plain `begin()`": partial(SqlAlchemyCore, mend=False),
}


@dataclass(frozen=True)
class Together:
    """What four processes that log at once meet: errors, the longest wait, and their rate."""

    errors: int
    longest_ms: float
    a_second: float


def together(folder: Path, name: str, pause_ms: int) -> Together:
    """Four processes log at once."""
    file = folder / f"together-{list(ALONE).index(name)}-{pause_ms}.db"
    prepare(file)
    command = [sys.executable, "-m", "tests.benchmarks.bench_referrals", "--writer"]
    began = time.perf_counter()
    running = [
        subprocess.Popen(
            [*command, str(file), name, str(pause_ms), f"w{number}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITING)
    ]
    said = [process.communicate()[0].split() for process in running]
    taken = time.perf_counter() - began
    errors = sum(int(one) for one, _ in said)
    longest = max(float(one) for _, one in said)
    return Together(errors, longest * 1000, (WRITING * EACH - errors) / taken)


def write_alone(file: Path, name: str, pause_ms: int, who: str) -> tuple[int, float]:
    """What one of the processes does: how many were refused, and the longest one in seconds."""
    writer = ALONE[name](file)
    errors, longest = 0, 0.0
    for number in range(EACH):
        began = time.perf_counter()
        try:
            writer.log(f"{who}-{number}")
        except (StoreError, sqlite3.OperationalError, OperationalError):
            errors += 1
        longest = max(longest, time.perf_counter() - began)
        time.sleep(pause_ms / 1000)
    return errors, longest


def main() -> None:
    """Print the tables."""
    if "--writer" in sys.argv:
        file, name, pause_ms, who = sys.argv[-4:]
        print(*write_alone(Path(file), name, int(pause_ms), who))
        return
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, ", end="")
    print(f"sqlite-utils {version('sqlite-utils')}, SQLAlchemy {version('sqlalchemy')}, ", end="")
    print(f"{os.cpu_count()} processors\n")
    with TemporaryDirectory() as folder:
        show_durable(durable(Path(folder)))
        show_worklists(Path(folder), (*SIZES, *([MILLION] if "--million" in sys.argv else [])))
        print(f"\nVerified: {verified(Path(folder)):,.0f} events a second.\n")
        show_together(Path(folder))


def show_durable(found: dict[str, tuple[Times, Times]]) -> None:
    """The table of one referral logged."""
    print("| one referral logged durably | p50 ms | p95 ms | beside the disk | processor p50 ms |")
    print("|---|--:|--:|--:|--:|")
    for name, (one, processor) in found.items():
        words = "the disk: 4 KiB appended and synced" if name == "disk" else name
        ratio = one.p50 / found["disk"][0].p50
        print(f"| {words} | {one.p50:.2f} | {one.p95:.2f} | {ratio:.1f} | {processor.p50:.2f} |")


def show_worklists(folder: Path, sizes: tuple[int, ...]) -> None:
    """The table of worklists."""
    print("\n| worklist | referrals | p50 ms | p95 ms | processor p95 ms | as cards p95 ms |")
    print("|---|--:|--:|--:|--:|--:|")
    for many in sizes:
        for name, (read, processor, cards) in worklists(folder, many):
            print(
                f"| {name} | {many:,} | {read.p50:.2f} | {read.p95:.2f} | {processor.p95:.2f} "
                f"| {cards.p95:.1f} |"
            )


def show_together(folder: Path) -> None:
    """The table of several processes."""
    print(f"| {WRITING} processes at once, {EACH} referrals each ", end="")
    print("| pause | errors | longest ms | a second |\n|---|--:|--:|--:|--:|")
    for name in ALONE:
        for pause_ms in PAUSES_MS:
            found = together(folder, name, pause_ms)
            print(
                f"| {name} | {pause_ms} ms | {found.errors} | {found.longest_ms:.0f} "
                f"| {found.a_second:.0f} |"
            )


if __name__ == "__main__":
    main()
