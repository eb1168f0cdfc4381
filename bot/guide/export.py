"""The register as rows for a spreadsheet or a program: coded facts, states, dates, clocks.

Nothing that anybody typed, and no person's id, unless the caller gives a reason to open what was
typed: then every look is on disk in the audit log before its words are handed out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.errors import NotAllowedError
from bot.guide.ports_audit import AuditEvent
from bot.guide.review import look
from bot.guide.worklist import SEES_WORKLIST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.review import LookReason
    from bot.referrals.clocks import Clock
    from bot.referrals.decisions import Decision
    from bot.referrals.model import LoggedDuty, Referral
    from bot.referrals.people import Person


def export(
    desk: Desk, person: Person, *, narrative: bool = False, reason: LookReason | None = None
) -> Iterator[Mapping[str, Any]]:
    """Every referral as JSON-like values, the first logged first; the export itself is recorded.

    Args:
        desk: What use cases work with.
        person: Who exports.
        narrative: Whether what was typed comes with it, under `typed`.
        reason: Why, for what was typed.

    Raises:
        NotAllowedError: The person sees no worklist, or gives no reason for what was typed.
        SealedError: While reading: a part does not open with the keys at hand.
    """
    if person.role not in SEES_WORKLIST:
        raise NotAllowedError("Only the safeguarding partners see what was logged.")
    if narrative and reason is None:
        raise NotAllowedError("Give a reason to open what was typed.")
    with desk.store.unit() as unit:
        unit.audit.record(_event(desk, person, reason if narrative else None))
    return _rows(desk, person, reason if narrative else None)


def exported_facts(desk: Desk) -> tuple[str, ...]:
    """The ids of all coded facts in the register, in the order in which they first come up."""
    with desk.store.reading() as unit:
        found = (fact for referral in unit.register.referrals() for fact in referral.facts)
        return tuple(dict.fromkeys(found))


def _rows(desk: Desk, person: Person, reason: LookReason | None) -> Iterator[Mapping[str, Any]]:
    with desk.store.reading() as unit:
        for referral in unit.register.referrals():
            row = _row(unit, referral)
            if reason is None:
                yield row
            else:
                typed = look(desk, person, referral.id, reason=reason).parts
                yield {**row, "typed": dict(typed)}


def _row(unit: Unit, referral: Referral) -> dict[str, object]:
    return {
        "ref": referral.ref,
        "area": referral.area,
        "state": referral.state.value,
        "logged_at": _moment(referral.logged_at),
        "logged_role": referral.logged_role,
        "taken_by": referral.taken_by,
        "taken_at": _moment(referral.taken_at),
        "aware_on": _day(referral.aware_on),
        "notified_at": _moment(referral.notified_at),
        "submitted_on": _day(referral.submitted_on),
        "published_on": _day(referral.published_on),
        "closed_at": _moment(referral.closed_at),
        "tree": {
            "id": referral.tree_id,
            "version": referral.tree_version,
            "hash": referral.tree_hash,
        },
        "facts": dict(referral.facts),
        "duties": [_duty(duty) for duty in referral.duties],
        "clocks": [_clock(clock) for clock in unit.clocks.of_referral(referral.id)],
        "decisions": [_decision(one) for one in unit.decisions.of_referral(referral.id)],
    }


def _duty(duty: LoggedDuty) -> dict[str, object]:
    return {
        "id": duty.id,
        "strength": duty.strength,
        "certain": duty.certain,
        "due": _day(duty.due),
        "latest": _day(duty.latest),
    }


def _clock(clock: Clock) -> dict[str, object]:
    return {
        "kind": clock.kind.value,
        "started_on": _day(clock.started_on),
        "rule": clock.rule,
        "calendar": clock.calendar,
        "target": _day(clock.target),
        "latest": _day(clock.latest),
        "ended": clock.ended.value if clock.ended else "",
        "ended_on": _day(clock.ended_on),
        "why": clock.why,
    }


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "question": decision.question.value,
        "round": decision.round,
        "outcome": decision.outcome,
        "closed_at": _moment(decision.closed_at),
        "votes": {vote.partner: vote.choice for vote in decision.votes},
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""


def _event(desk: Desk, person: Person, reason: LookReason | None) -> AuditEvent:
    return AuditEvent(
        at=desk.now(),
        person_id=person.id,
        role=person.role.value,
        action="register.export",
        codes={"narrative": "yes", "reason": reason.value} if reason else {"narrative": "no"},
        partner=person.partner,
    )
