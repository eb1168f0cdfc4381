"""A referral and its parts as columns, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from bot.referrals.model import LISTED, LoggedDuty, PartKind, Referral, SealedPart, State
from bot.store.columns import (
    day_from,
    day_or_empty,
    day_text,
    moment_from,
    moment_text,
    ordered_json,
    week_of,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.session import Row, Value


def columns(referral: Referral) -> dict[str, Value]:
    """Every column of a new referral but its place in the year."""
    return (
        changing(referral)
        | compared(referral)
        | {
            "id": referral.id,
            "ref": referral.ref,
            "idem_key": referral.key,
            "area": referral.area,
            "version": referral.version,
            "facts": ordered_json(dict(referral.facts)),
            "tree_id": referral.tree_id,
            "tree_version": referral.tree_version,
            "tree_hash": referral.tree_hash or None,
            "duties": ordered_json([_duty_json(duty) for duty in referral.duties]),
            "logged_by": referral.logged_by,
            "logged_role": referral.logged_role,
            "logged_at": moment_text(referral.logged_at),
        }
    )


def changing(referral: Referral) -> dict[str, Value]:
    """The columns that change."""
    return {
        "state": referral.state.value,
        "taken_by": referral.taken_by,
        "taken_person": referral.taken_person,
        "taken_at": _moment_or_none(referral.taken_at),
        "aware_on": day_text(referral.aware_on),
        "notified_at": _moment_or_none(referral.notified_at),
        "submitted_on": day_text(referral.submitted_on),
        "published_on": day_text(referral.published_on),
        "closed_at": _moment_or_none(referral.closed_at),
        "listed": int(referral.state in LISTED),
    }


def compared(referral: Referral) -> dict[str, Value]:
    """What tells two referrals about one incident: event, age band, and the week it became known.

    The week stays the one of the day given when it was logged.
    """
    given = referral.facts.get("aware_on", "")
    return {
        "event": referral.facts.get("event", ""),
        "age_band": referral.facts.get("age_band", ""),
        "week": week_of(day_or_empty(given) or moment_text(referral.logged_at)[:10]),
    }


def _moment_or_none(moment: datetime | None) -> str | None:
    return moment_text(moment) if moment else None


def _duty_json(duty: LoggedDuty) -> dict[str, object]:
    return {
        "id": duty.id,
        "title": duty.title,
        "strength": duty.strength,
        "certain": duty.certain,
        "due": duty.due.isoformat() if duty.due else None,
        "latest": duty.latest.isoformat() if duty.latest else None,
    }


def _duty(value: Row) -> LoggedDuty:
    return LoggedDuty(
        id=value["id"],
        title=value["title"],
        strength=value["strength"],
        certain=value["certain"],
        due=date.fromisoformat(value["due"]) if value["due"] else None,
        latest=date.fromisoformat(value["latest"]) if value["latest"] else None,
    )


def or_none(row: Row | None) -> Referral | None:
    """The referral of a row, or None."""
    return referral_from(row) if row else None


def referral_from(row: Row) -> Referral:
    """A referral from its row."""
    return Referral(
        id=row["id"],
        ref=row["ref"],
        key=row["idem_key"],
        area=row["area"],
        state=State(row["state"]),
        version=row["version"],
        facts=json.loads(row["facts"]),
        tree_id=row["tree_id"],
        tree_version=row["tree_version"],
        tree_hash=row["tree_hash"] or "",
        duties=tuple(map(_duty, json.loads(row["duties"]))),
        logged_by=row["logged_by"],
        logged_role=row["logged_role"],
        logged_at=moment_from(row["logged_at"]),
        taken_by=row["taken_by"],
        taken_person=row["taken_person"],
        taken_at=_moment_from(row["taken_at"]),
        aware_on=day_from(row["aware_on"]),
        notified_at=_moment_from(row["notified_at"]),
        submitted_on=day_from(row["submitted_on"]),
        published_on=day_from(row["published_on"]),
        closed_at=_moment_from(row["closed_at"]),
    )


def _moment_from(text: str | None) -> datetime | None:
    return moment_from(text) if text else None


def part_from(row: Row) -> SealedPart:
    """A part from its row."""
    return SealedPart(
        referral_id=row["referral_id"],
        kind=PartKind(row["kind"]),
        version=row["version"],
        key_id=row["key_id"],
        wrapped_key=row["wrapped_key"],
        envelope=row["envelope"],
        author=row["author"],
        created_at=moment_from(row["created_at"]),
    )
