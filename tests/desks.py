"""A desk for tests: shipped content, a real register of its own, a clock that is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from bot.bootstrap import trained_files
from bot.content.shipped import find_content
from bot.guide.content import Content, load_content
from bot.guide.desk import Desk, Policy, Shelf
from bot.privacy.envelope import new_key, read_key_ring
from bot.referrals.people import Person, Role
from bot.store.full_text import SqliteFullText
from bot.store.sqlite import SqliteStore, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.privacy.envelope import KeyRing

START = datetime(2026, 12, 18, 9, 0, tzinfo=UTC)
CHANNEL = "C0PARTNERS"

PRACTITIONER = Person("T1:UHEALTH", Role.PRACTITIONER)
OTHER_PRACTITIONER = Person("T1:UTEACHER", Role.PRACTITIONER)
COUNCIL = Person("T1:UCOUNCIL", Role.PARTNER, "council")
ICB = Person("T1:UICB", Role.PARTNER, "icb")
POLICE = Person("T1:UPOLICE", Role.PARTNER, "police")
MANAGER = Person("T1:UMANAGER", Role.BUSINESS_MANAGER)
AUDITOR = Person("cli:tester", Role.AUDITOR)
STRANGER = Person("T2:UGUEST", Role.STRANGER)


@dataclass
class SetClock:
    """A clock that stands until it is moved."""

    now: datetime = field(default=START)

    def __call__(self) -> datetime:
        """The time now, UTC."""
        return self.now

    def move(self, **by: float) -> None:
        """Move on by a `timedelta` given in words."""
        self.now += timedelta(**by)


@cache
def shipped_content() -> Content:
    """The shipped content, loaded once a test run."""
    return load_content(find_content(), SqliteFullText, trained_files())


@dataclass(frozen=True)
class TestDesk:
    """A desk with the parts that a test sets or looks into."""

    __test__ = False

    desk: Desk
    store: SqliteStore
    clock: SetClock


def make_test_desk(
    folder: Path, *, channel: str = CHANNEL, ring: KeyRing | None = None
) -> TestDesk:
    """A desk over the register in `folder`, with a new key where none is given."""
    clock = SetClock()
    store = open_store(folder / "register.db")
    ring = ring or read_key_ring(new_key(), setting="BOT_KEY")
    store.check_key(ring)
    desk = Desk(
        shelf=Shelf(shipped_content()),
        store=store,
        keys=ring,
        clock=clock,
        policy=Policy(partners_channel=channel, announce_again_minutes=60),
    )
    return TestDesk(desk=desk, store=store, clock=clock)


# The commonest case of the truth table, T01, answered screen by screen.
T01 = {
    "immediate_danger": "no",
    "role": "la_notifier",
    "age_band": "under_16",
    "event": "died",
    "abuse_neglect": "suspected",
    "place": "own_la",
    "looked_after": "no",
    "setting": "home",
    "circumstance": "none",
    "worker_suspected": "no",
    "other_child_at_risk": "no",
    "aware_on": "2026-12-18",
    "notified_on": "not_yet",
}
