"""What the use cases need of a store: one unit of work, and the few things done through it.

Everything done through one `Unit` is on disk together, or not at all. Times are aware, in UTC.
Adapters raise `StoreBusyError` when the register is busy and `StoreError` for anything else that an
operator can mend; a driver's own errors mean a bug and pass through.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.guide.ports_questions import QuestionUnit
from bot.guide.ports_register import RegisterUnit
from bot.guide.ports_review import ReviewUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.referrals.model import PartKind, Referral, SealedPart, State


class WalkState(StrEnum):
    """Where somebody's walk through a tree stands."""

    OPEN = "open"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class WalkRecord:
    """Somebody's answers so far; everything else is worked out by replaying them.

    Attributes:
        id: Random.
        person_id: Whose walk it is.
        tree_id: Which tree.
        tree_version: Its version.
        tree_hash: The content hash that the walk is pinned to.
        answers: Fact id -> answer, in the order given, off-path ones included.
        revision: Grows with every change; a button names the revision it was drawn at.
        state: See `WalkState`.
        card: `channel:ts` of the card that shows it, or empty.
        started_at: UTC.
        changed_at: UTC.
        referral_id: The referral logged from it, or empty.
        declined_hash: The newer version of its tree that its person did not want, or empty.
    """

    id: str
    person_id: str
    tree_id: str
    tree_version: str
    tree_hash: str
    answers: Mapping[str, str]
    revision: int
    state: WalkState
    card: str
    started_at: datetime
    changed_at: datetime
    referral_id: str = ""
    declined_hash: str = ""


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


class PostState(StrEnum):
    """What became of a post. `UNKNOWN`: it may or may not have arrived."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DROPPED = "dropped"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Post:
    """Something to be shown in Slack: codes only; the words are made when it is sent.

    Attributes:
        key: Unique; the same post is never queued twice.
        lane: Posts of one lane go out in order: the channel, or the person.
        to: Where: `person:TEAM:USER` (their direct message), `channel:ID`, `card:CHANNEL:TS` (in
            the place of a message), `home:TEAM:USER`, or `notice:CHANNEL:TEAM:USER` (seen by one).
        template: Which renderer makes the words.
        codes: What it needs, as JSON-like values: ids, never words that anybody typed.
        not_before: UTC.
        response_url: Where a card can be replaced for half an hour, or empty.
        thread_ts: The message whose thread it belongs to, or empty.
    """

    key: str
    lane: str
    to: str
    template: str
    codes: Mapping[str, object]
    not_before: datetime
    response_url: str = ""
    thread_ts: str = ""


@dataclass(frozen=True, slots=True)
class QueuedPost:
    """A post in the outbox."""

    id: int
    post: Post
    state: PostState
    attempts: int
    last_error: str
    receipt: str


class Inbox(Protocol):
    """What has already been dealt with."""

    def is_new(self, keys: Sequence[str], at: datetime) -> bool:
        """Note the keys of one request; False, and nothing noted, when any was there before."""
        ...

    def prune(self, before: datetime) -> None:
        """Delete the keys that were noted before a time: they count as new again."""
        ...


class Walks(Protocol):
    """Walks, and every tree version that one of them used."""

    def add(self, walk: WalkRecord) -> None:
        """Keep a new walk."""
        ...

    def change(self, walk: WalkRecord, seen_revision: int) -> None:
        """Replace a walk that still is at `seen_revision`.

        Raises:
            StaleError: It has moved on.
        """
        ...

    def get(self, walk_id: str) -> WalkRecord | None:
        """The walk, or None."""
        ...

    def open_of(self, person_id: str) -> tuple[WalkRecord, ...]:
        """A person's open walks, the latest first."""
        ...

    def keep_tree(self, tree_hash: str, canonical: str) -> None:
        """Keep a tree version under its hash; again is nothing new."""
        ...

    def tree(self, tree_hash: str) -> str | None:
        """The canonical text of a tree version, or None."""
        ...


class Referrals(Protocol):
    """The referral register."""

    def log(self, referral: Referral, parts: Sequence[SealedPart]) -> Referral:
        """Keep a new referral, giving it the next reference of its year (`SG-YYYY-NNNN`).

        The same `key` again keeps nothing and returns the referral that it made.
        """
        ...

    def get(self, referral_id: str) -> Referral | None:
        """By id, or None."""
        ...

    def by_ref(self, ref: str) -> Referral | None:
        """By reference, in any case, or None."""
        ...

    def by_key(self, key: str) -> Referral | None:
        """By idempotency key, or None."""
        ...

    def change(self, referral: Referral, seen: Referral) -> Referral:
        """Keep `referral` if the register still holds `seen`'s state and version.

        Kept are the state, who took it, and the days and times of the review.

        Returns:
            The referral with its new version.

        Raises:
            StaleError: It has moved on.
        """
        ...

    def add_part(self, part: SealedPart) -> None:
        """Keep another version of a part."""
        ...

    def parts(self, referral_id: str) -> tuple[SealedPart, ...]:
        """The latest version of every part."""
        ...

    def all_parts(self, referral_id: str, kinds: Sequence[PartKind]) -> tuple[SealedPart, ...]:
        """Every version of some kinds of part: by version, a question before its answer."""
        ...

    def latest_versions(
        self, referral_id: str, kinds: Sequence[PartKind]
    ) -> Mapping[PartKind, int]:
        """The latest version of some kinds of part, without opening one; 0 where there is none."""
        ...

    def logged_by(self, person_id: str, limit: int = 20) -> tuple[Referral, ...]:
        """What somebody logged, the latest first."""
        ...

    def worklist(
        self, states: Sequence[State], limit: int = 20, before: str = ""
    ) -> tuple[Referral, ...]:
        """Referrals in the given states, the latest first; `before` is the last page's last ref."""
        ...

    def count(self, states: Sequence[State]) -> int:
        """How many referrals are in the given states."""
        ...


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


class Outbox(Protocol):
    """What is still to be shown in Slack."""

    def add(self, post: Post) -> None:
        """Queue a post; the same key again is nothing new."""
        ...

    def take(self, now: datetime, busy_lanes: Sequence[str]) -> QueuedPost | None:
        """The oldest post that is due in a lane that is not busy, marked as being sent.

        A lane with an older post that is waiting for its time because of a retry stays in order.
        """
        ...

    def settle(
        self,
        post_id: int,
        state: PostState,
        *,
        receipt: str = "",
        error: str = "",
        not_before: datetime | None = None,
    ) -> None:
        """Note what became of a post; `WAITING` with `not_before` sends it again later."""
        ...

    def receipt(self, key: str) -> str:
        """`channel:ts` of the post with this key, or empty while it is not sent."""
        ...

    def codes_at(self, receipt: str) -> Mapping[str, object]:
        """The codes of the post that made the message at `channel:ts`; empty where none did."""
        ...

    def interrupted(self) -> tuple[QueuedPost, ...]:
        """Posts that were being sent when the program last stopped."""
        ...

    def next_due(self) -> datetime | None:
        """When the next waiting post is due, or None."""
        ...

    def undelivered(self) -> tuple[QueuedPost, ...]:
        """Posts that need an operator: dead or unknown."""
        ...


class Unit(ReviewUnit, RegisterUnit, QuestionUnit, Protocol):
    """One transaction."""

    @property
    def inbox(self) -> Inbox:
        """See `Inbox`."""
        ...

    @property
    def walks(self) -> Walks:
        """See `Walks`."""
        ...

    @property
    def referrals(self) -> Referrals:
        """See `Referrals`."""
        ...

    @property
    def audit(self) -> Audit:
        """See `Audit`."""
        ...

    @property
    def outbox(self) -> Outbox:
        """See `Outbox`."""
        ...


class Store(Protocol):
    """Opens units of work."""

    def unit(self) -> AbstractContextManager[Unit]:
        """Begin; commit at the end, or roll back when an exception passes through.

        Raises:
            StoreBusyError: The register was busy for longer than it may be.
            StoreError: It could not be read or written.
        """
        ...

    def reading(self) -> AbstractContextManager[Unit]:
        """Read one moment of the register, however long, while others write.

        Writing through it is a bug and fails. For what takes long: verifying the log, exports.

        Raises:
            StoreBusyError: The register was busy for longer than it may be.
            StoreError: It could not be read.
        """
        ...
