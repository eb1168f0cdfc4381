"""Writers at the same instant: nobody is refused, nothing is lost, exactly one of two wins."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import StaleError, StoreBusyError
from bot.guide.ports_outbox import PostState
from bot.referrals.model import Referral, State
from bot.store.lock import Door
from bot.store.sqlite import open_store
from tests.store import processes
from tests.store.builders import NOW, PERSON, a_post, a_referral, new_ring, register_in
from tests.store.writer import log_one

if TYPE_CHECKING:
    from bot.guide.ports import Store

WRITER = Path(__file__).with_name("writer.py")


def test_four_processes_write_a_hundred_units_each(tmp_path: Path) -> None:
    """Four processes writing at once meet no error, lose nothing, and leave one sound chain."""
    file = register_in(tmp_path)
    writers = [processes.start(WRITER, str(file), name, "0", "100") for name in "ABCD"]
    acknowledged = [key for writer in writers for key in processes.finish(writer)]
    with open_store(file) as store, store.reading() as unit:
        found = unit.audit.verify()
        assert (found.rows, found.first_bad) == (400, None)
        logged = [unit.referrals.by_key(key) for key in acknowledged]
        refs = sorted(referral.ref for referral in logged if referral)
    assert refs == [f"SG-2026-{number:04d}" for number in range(1, 401)]


def test_who_has_just_written_stands_behind_who_waits(tmp_path: Path) -> None:
    """Of two stores one that writes without a pause lets the other, which waits, go first."""
    file = register_in(tmp_path)
    order: list[str] = []

    def write(store: Store, name: str) -> None:
        with store.unit():
            order.append(name)

    with open_store(file) as busy, open_store(file) as patient:
        waiting = threading.Thread(target=write, args=(patient, "patient"))
        with busy.unit():
            order.append("busy")
            waiting.start()
            until_somebody_waits(tmp_path)
        write(busy, "busy again")
        waiting.join(timeout=10)
    assert order == ["busy", "patient", "busy again"]


def until_somebody_waits(folder: Path) -> None:
    """Return once a writer stands in the door."""
    door = Door(folder)
    for _ in range(1000):
        try:
            with door.held(0):
                pass
        except StoreBusyError:
            door.close()
            return
        threading.Event().wait(0.01)
    raise AssertionError("nobody came to the door")


def test_one_key_from_eight_threads_makes_one_referral(store: Store) -> None:
    """A form sent eight times at the same instant gives everybody the same single reference."""
    together, ring = threading.Barrier(8), new_ring()

    def send(_: int) -> str:
        together.wait(timeout=10)
        return log_one(store, ring, "one-form")

    with ThreadPoolExecutor(8) as threads:
        refs = list(threads.map(send, range(8)))
    assert refs == ["SG-2026-0001"] * 8
    with store.unit() as unit:
        assert unit.referrals.count(tuple(State)) == 1


@pytest.mark.parametrize("others", [1, 7])
def test_of_those_who_take_at_once_exactly_one_does(store: Store, others: int) -> None:
    """Of people who saw the same referral and press at once one wins; the others are told."""
    with store.unit() as unit:
        seen = [unit.referrals.log(a_referral(str(n)), []) for n in range(20)]
    together = threading.Barrier(others + 1)

    def take_all(person: int) -> list[str]:
        won = []
        for referral in seen:
            together.wait(timeout=10)
            if take_one(store, referral, f"T1:U{person}"):
                won.append(referral.ref)
        return won

    with ThreadPoolExecutor(others + 1) as threads:
        won = list(threads.map(take_all, range(others + 1)))
    assert sorted(ref for refs in won for ref in refs) == [referral.ref for referral in seen]
    with store.unit() as unit:
        for person, refs in enumerate(won):
            kept = [unit.referrals.by_ref(ref) for ref in refs]
            takers = {(referral.taken_person, referral.version) for referral in kept if referral}
            assert takers <= {(f"T1:U{person}", 2)}


def take_one(store: Store, seen: Referral, person: str) -> bool:
    """Take a referral as it was seen; False where somebody was there first."""
    taken = replace(seen, state=State.IN_REVIEW, taken_person=person)
    try:
        with store.unit() as unit:
            unit.referrals.change(taken, seen)
    except StaleError:
        return False
    return True


def test_workers_never_take_the_same_post(store: Store) -> None:
    """Threads that take posts at once get each post once, and each lane in its order."""
    with store.unit() as unit:
        for number in range(60):
            unit.outbox.add(a_post(f"{number:02d}", lane=f"channel:C{number % 3}"))
    taken: list[str] = []

    def work(_: int) -> None:
        while True:
            with store.unit() as unit:
                post = unit.outbox.take(NOW, ())
                if post is None and not unit.outbox.interrupted():
                    return
                if post:
                    taken.append(post.post.key)
            if post:
                with store.unit() as unit:
                    unit.outbox.settle(post.id, PostState.SENT)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert len(taken) == len(set(taken)) == 60
    for lane in range(3):
        keys = [key for key in taken if int(key) % 3 == lane]
        assert keys == sorted(keys)


def test_reading_goes_on_while_somebody_writes(store: Store) -> None:
    """A long look neither waits for a writer nor sees half of what is being written."""
    with store.unit() as unit:
        unit.referrals.log(a_referral("a"), [])
    with store.reading() as before:
        assert before.referrals.count(tuple(State)) == 1
        writer = threading.Thread(target=log_one, args=(store, new_ring(), "b"))
        writer.start()
        writer.join(timeout=10)
        assert not writer.is_alive()
        assert before.referrals.count(tuple(State)) == 1
    with store.reading() as after:
        assert len(after.referrals.logged_by(PERSON)) == 2
