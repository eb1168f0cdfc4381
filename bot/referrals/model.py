"""What a referral holds: coded facts and duties in the clear, everything typed encrypted.

A referral is what a practitioner logs for the safeguarding partners. It does not refer a child to
social care, and it is not the council's notification to the Panel.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

NARRATIVE_LIMIT = 2000


class State(StrEnum):
    """Where a referral stands."""

    LOGGED = "logged"
    IN_REVIEW = "in_review"
    WITHDRAWN = "withdrawn"


class PartKind(StrEnum):
    """What an encrypted part is.

    The account, the referrer's own case reference, how to reach them, or the reason given for a
    correction or a withdrawal.
    """

    NARRATIVE = "narrative"
    CASE_REFERENCE = "case_reference"
    REACH = "reach"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class LoggedDuty:
    """A duty as it stood when the referral was logged.

    Attributes:
        id: The duty's id in its tree.
        title: Its title then.
        strength: must, should or may.
        certain: False where an "I don't know" made it apply.
        due: The target date, or None.
        latest: The last date, or None.
    """

    id: str
    title: str
    strength: str
    certain: bool
    due: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral, without what was typed.

    Attributes:
        id: Random; never shown.
        ref: What people say and write, such as `SG-2026-0001`.
        key: The idempotency key: the walk's id, or the form's; one key makes one referral.
        area: The area's id.
        state: See `State`.
        version: Grows with every change; a change names the version it saw.
        facts: Fact id -> answer, in the order they were asked.
        tree_id: Which tree was walked; empty without a walk.
        tree_version: Its version.
        tree_hash: The hash of its content; the store keeps the tree under it.
        duties: What the walk ended in.
        logged_by: Person id of the referrer.
        logged_role: What the referrer said they are (the answer to `role`), or empty.
        logged_at: When it was committed, UTC.
        taken_by: Partner id (`council`, `icb`, `police`) that took it, or empty.
        taken_person: Person id of who took it, or empty.
        taken_at: When, UTC, or None.
    """

    id: str
    ref: str
    key: str
    area: str
    state: State
    version: int
    facts: Mapping[str, str]
    tree_id: str
    tree_version: str
    tree_hash: str
    duties: tuple[LoggedDuty, ...]
    logged_by: str
    logged_role: str
    logged_at: datetime
    taken_by: str = ""
    taken_person: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SealedPart:
    """One encrypted part of a referral; a correction adds a new version and keeps the old.

    Attributes:
        referral_id: The referral it belongs to.
        kind: See `PartKind`.
        version: From 1.
        key_id: Which key-encryption key wraps its own key.
        wrapped_key: Its own AES-256 key, wrapped, as text.
        envelope: The encrypted text, as text.
        author: Person id of who wrote it.
        created_at: UTC.
    """

    referral_id: str
    kind: PartKind
    version: int
    key_id: str
    wrapped_key: str
    envelope: str
    author: str
    created_at: datetime
