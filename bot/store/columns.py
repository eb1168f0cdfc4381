"""How values are written in columns, and read back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta


def moment_text(moment: datetime) -> str:
    """A time as `YYYY-MM-DDTHH:MM:SS.ffffffZ`, in UTC.

    Raises:
        ValueError: The time does not say its zone: a bug.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_from(text: str) -> datetime:
    """The time that `moment_text` wrote."""
    return datetime.fromisoformat(text)


def ordered_json(value: object) -> str:
    """JSON that keeps the order of its keys."""
    return json.dumps(value, separators=(",", ":"))


def canonical_json(value: object) -> str:
    """JSON that is the same for equal values: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def day_text(day: date | None) -> str | None:
    """A day as `YYYY-MM-DD`, or None."""
    return day.isoformat() if day else None


def day_from(text: str | None) -> date | None:
    """The day that `day_text` wrote, or None."""
    return date.fromisoformat(text) if text else None


def day_or_empty(text: str) -> str:
    """A coded answer that is a day as it is; empty for one that is none, such as `unknown`."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def week_of(day: str) -> str:
    """The Monday of a day's week, both as `YYYY-MM-DD`."""
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()
