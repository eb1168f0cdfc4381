"""The tamper-evident log: its events, its rows, and what checking it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """One line of the tamper-evident log: codes only, nothing that anybody typed.

    Attributes:
        at: When, UTC.
        person_id: Who.
        role: As what.
        action: What was done, such as `referral.log` or `referral.look`.
        referral_id: To which referral, or empty.
        from_state: The state before, or empty.
        to_state: The state after, or empty.
        version: The referral's version after, or 0.
        codes: Further codes, such as `{"part": "narrative"}`.
        partner: For which partner they acted, or empty.
    """

    at: datetime
    person_id: str
    role: str
    action: str
    referral_id: str = ""
    from_state: str = ""
    to_state: str = ""
    version: int = 0
    codes: Mapping[str, str] = field(default_factory=dict)
    partner: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An event as the chain holds it."""

    seq: int
    event: AuditEvent
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What checking the whole chain found.

    Attributes:
        rows: How many rows were checked.
        head: The hash of the last row, or empty.
        first_bad: The `seq` of the first row that does not fit, or None.
        why: What is wrong there, or empty.
    """

    rows: int
    head: str
    first_bad: int | None = None
    why: str = ""


class Audit(Protocol):
    """The append-only, hash-chained log."""

    def record(self, event: AuditEvent) -> None:
        """Append an event."""
        ...

    def of_referral(self, referral_id: str) -> tuple[AuditRow, ...]:
        """A referral's events, oldest first."""
        ...

    def verify(self) -> Verification:
        """Check every row."""
        ...
