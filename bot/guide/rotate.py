"""Changing the key that wraps: everything sealed is wrapped anew, and the old key can go.

What was typed is not encrypted again: only its own key is wrapped with another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.ports_audit import AuditEvent
from bot.referrals.people import Role

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.referrals.people import Person


def rewrap(desk: Desk, person: Person) -> int:
    """Wrap everything with the first key of the settings; all of it or nothing.

    Returns:
        How many sealed texts were wrapped anew.

    Raises:
        NotAllowedError: The person is not who runs the command line.
        SealedError: Something does not open with the keys at hand; nothing was changed.
        StoreError: Nothing was changed.
    """
    if person.role is not Role.AUDITOR:
        raise NotAllowedError("The key is changed on the command line.")
    with desk.store.unit() as unit:
        count = unit.seals.rewrap(desk.keys)
        event = AuditEvent(
            at=desk.now(),
            person_id=person.id,
            role=person.role.value,
            action="register.rewrap",
            codes={"key": desk.keys.current, "texts": str(count)},
        )
        unit.audit.record(event)
    return count
