"""Setting clocks going, stopping them, and queueing what announces them.

Announcements are queued one ahead. When one is sent, the next day's is queued in the same moment
(`bot.guide.reviewing.news`), so a clock goes on being announced until it ends, whoever is away.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.guide.desk import ENGLAND
from bot.guide.ports_outbox import Post
from bot.guide.ports_review import Ending
from bot.guide.records import Subject, write_text
from bot.referrals.clocks import Ended, Start, next_announcement
from bot.referrals.model import TextKind

if TYPE_CHECKING:
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.clocks import Clock
    from bot.referrals.people import Person

ANNOUNCED_AT = time(9)
"""England's time of day at which clocks are announced."""


def start_of(desk: Desk, referral_id: str) -> Start:
    """What a new clock is set going with."""
    return Start(id=uuid4().hex, referral_id=referral_id, at=desk.now())


def set_going(desk: Desk, unit: Unit, clock: Clock) -> None:
    """Keep a clock and queue its first announcement."""
    unit.clocks.add(clock)
    announce(desk, unit, clock, desk.today())


def meet(desk: Desk, unit: Unit, clock: Clock, on: date) -> None:
    """Stop a clock because what it asked for was done on a day."""
    unit.clocks.end(clock.id, Ending(desk.now(), on, Ended.MET))


def set_aside(desk: Desk, unit: Unit, clock: Clock, why: str) -> None:
    """Stop a clock because what it asked for is no longer asked for; `why` is a code."""
    unit.clocks.end(clock.id, Ending(desk.now(), desk.today(), Ended.SET_ASIDE, why))


def explain(desk: Desk, unit: Unit, clock: Clock, typed: tuple[Person, str]) -> None:
    """Keep why a clock was late; nothing for an empty reason."""
    if not typed[1].strip():
        return
    unit.clocks.explain(clock.id)
    write_text(desk, unit, Subject(clock.id, clock.referral_id), TextKind.LATE_REASON, typed)


def announce(desk: Desk, unit: Unit, clock: Clock, on_or_after: date) -> None:
    """Queue the next announcement of a running clock, to the channel and to the lead in person."""
    day = next_announcement(clock, on_or_after)
    at = datetime.combine(day, ANNOUNCED_AT, ENGLAND).astimezone(UTC)
    channel = desk.policy.partners_channel
    lead = lead_of(unit, clock)
    for person, to in (("", f"channel:{channel}" if channel else ""), (lead, f"person:{lead}")):
        if to in {"", "person:"}:
            continue
        codes = {"referral": clock.referral_id, "clock": clock.id, "person": person}
        unit.outbox.add(
            Post(
                key=f"clock:{clock.id}:{day}:{person or 'channel'}",
                lane=f"{to}:clocks",
                to=to,
                template="clock",
                codes={**codes, "day": day.isoformat()},
                not_before=max(at, desk.now()),
            )
        )


def announce_tomorrow(desk: Desk, unit: Unit, clock: Clock) -> None:
    """Queue the announcement that follows today's."""
    announce(desk, unit, clock, desk.today() + timedelta(days=1))


def announce_all(desk: Desk) -> int:
    """Queue the next announcement of every clock that runs; what is queued already stays once.

    To be called when the program starts: whatever became of an earlier announcement, and whichever
    channel the settings name now, no clock is left without its next one.

    Returns:
        How many clocks run.
    """
    with desk.store.unit() as unit:
        running = list(unit.clocks.running())
        for clock in running:
            announce(desk, unit, clock, desk.today())
            # Today's may have been sent without the one that follows it.
            announce_tomorrow(desk, unit, clock)
    return len(running)


def lead_of(unit: Unit, clock: Clock) -> str:
    """Who is reminded in person: the action's owner, or who has the referral; empty for nobody."""
    action = unit.learning.action(clock.subject_id) if clock.subject_id else None
    if action is not None and action.owner_person:
        return action.owner_person
    referral = unit.referrals.get(clock.referral_id) if clock.referral_id else None
    return referral.taken_person if referral else ""
