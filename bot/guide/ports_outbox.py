"""What is to be shown in Slack: posts, what became of them, and the queue they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


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
