"""What the use cases need of a store: one unit of work, and the few things done through it.

Everything done through one `Unit` is on disk together, or not at all. Times are aware, in UTC.
Adapters raise `StoreBusyError` when the register is busy and `StoreError` for anything else that an
operator can mend; a driver's own errors mean a bug and pass through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.guide.ports_questions import QuestionUnit
from bot.guide.ports_register import RegisterUnit
from bot.guide.ports_review import ReviewUnit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.guide.ports_audit import Audit
    from bot.guide.ports_outbox import Outbox
    from bot.guide.ports_walks import Walks
    from bot.referrals.model import PartKind, Referral, SealedPart, State


class Inbox(Protocol):
    """What has already been dealt with."""

    def is_new(self, keys: Sequence[str], at: datetime) -> bool:
        """Note the keys of one request; False, and nothing noted, when any was there before."""
        ...

    def prune(self, before: datetime) -> None:
        """Delete the keys that were noted before a time: they count as new again."""
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
