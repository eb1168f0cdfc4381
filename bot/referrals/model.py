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
    """Where a referral stands.

    `SUBMITTED`: the rapid review went to the Panel. `NATIONAL_REVIEW`: the partners asked the Panel
    for one. `WITHDRAWN`: by its referrer; what the council may have to notify is not withdrawn with
    it, so it stays on the worklist. `CLOSED` alone is off the worklist.
    """

    LOGGED = "logged"
    IN_REVIEW = "in_review"
    CRITERIA_MET = "criteria_met"
    CRITERIA_NOT_MET = "criteria_not_met"
    NOTIFIED = "notified"
    RAPID_REVIEW = "rapid_review"
    SUBMITTED = "submitted"
    LOCAL_REVIEW = "local_review"
    NATIONAL_REVIEW = "national_review"
    LOCAL_LEARNING = "local_learning"
    NO_FURTHER = "no_further"
    PUBLISHED = "published"
    NOT_PUBLISHED = "not_published"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


LISTED = tuple(state for state in State if state is not State.CLOSED)
"""The states in which a referral is on the worklist."""


class PartKind(StrEnum):
    """What an encrypted part is.

    The account, the referrer's own case reference, how to reach them, the reason given for a
    correction or a withdrawal, a question of the partners, or the answer to the question of the
    same version.
    """

    NARRATIVE = "narrative"
    CASE_REFERENCE = "case_reference"
    REACH = "reach"
    REASON = "reason"
    QUESTION = "question"
    ANSWER = "answer"


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
        aware_on: The day the council became aware, as far as anybody said, or None.
        notified_at: When the council sent its notification to the Panel, UTC, or None.
        submitted_on: The day the rapid review went to the Panel, or None.
        published_on: The day the local review's report was published, or None.
        closed_at: When it was last closed, UTC, or None.
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
    aware_on: date | None = None
    notified_at: datetime | None = None
    submitted_on: date | None = None
    published_on: date | None = None
    closed_at: datetime | None = None


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


class TextKind(StrEnum):
    """What an encrypted text beside a referral's parts is, and so what it belongs to.

    A vote's reason; why a clock was met late; the Panel's reference of a notification; why a
    referral was reopened; a recommendation; an action; why an action was dropped; the evidence of
    an assurance; a published review's title, and where it can be read.
    """

    VOTE_REASON = "vote_reason"
    LATE_REASON = "late_reason"
    PANEL_REFERENCE = "panel_reference"
    REOPEN_REASON = "reopen_reason"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    DROP_REASON = "drop_reason"
    EVIDENCE = "evidence"
    REVIEW_TITLE = "review_title"
    REVIEW_PLACE = "review_place"


@dataclass(frozen=True, slots=True)
class SealedText:
    """An encrypted text that belongs to a vote, a clock, a recommendation and so on.

    Attributes:
        subject_id: The id of what it belongs to.
        kind: See `TextKind`.
        referral_id: The referral that it is about, or empty for a published review's.
        key_id: Which key-encryption key wraps its own key.
        wrapped_key: Its own AES-256 key, wrapped, as text.
        envelope: The encrypted text, as text.
        author: Person id of who wrote it.
        created_at: UTC.
    """

    subject_id: str
    kind: TextKind
    referral_id: str
    key_id: str
    wrapped_key: str
    envelope: str
    author: str
    created_at: datetime
