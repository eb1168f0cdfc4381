"""What was filled into a form, and what its fields may hold."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from bot.slack.listeners.pressed import chosen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from bot.slack.listeners.parts import Json


def filled(view: Json) -> dict[str, str]:
    """Field -> what was typed or chosen; fields that are empty are left out."""
    values = (view.get("state") or {}).get("values") or {}
    found = {}
    for block in values.values():
        for name, element in block.items():
            said = element.get("value") or element.get("selected_time")
            given = said or element.get("selected_user") or chosen(element)
            if given:
                found[name] = str(given)
    return found


def day_in(typed: Mapping[str, str], name: str) -> date | None:
    """The day in a field, or None where it is empty or no day."""
    try:
        return date.fromisoformat(typed.get(name, ""))
    except ValueError:
        return None


def moment_in(typed: Mapping[str, str], names: tuple[str, str], zone: ZoneInfo) -> datetime | None:
    """The day and time in two fields, in a zone, or None where one is empty or neither."""
    day = day_in(typed, names[0])
    try:
        at = time.fromisoformat(typed.get(names[1], ""))
    except ValueError:
        return None
    return datetime.combine(day, at, zone) if day else None


def fields_of(view: Json) -> list[str]:
    """The names of a form's fields, in order."""
    return [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]


def key_of(view: Json) -> str:
    """What makes a form that was sent unique: sent twice, it counts once."""
    return f"view:{view['id']}:{view.get('hash', '')}"
