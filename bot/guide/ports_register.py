"""What figures and exports need of a store: the whole register, row by row. Unit has it too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.privacy.envelope import KeyRing
    from bot.referrals.clocks import Clock
    from bot.referrals.decisions import Decision
    from bot.referrals.learning import (
        AgreedAction,
        Assurance,
        PublishedReview,
        Recommendation,
    )
    from bot.referrals.model import Referral


class Register(Protocol):
    """Every row of a kind, in the order of its writing; read each to its end inside the unit."""

    def referrals(self) -> Iterator[Referral]:
        """By reference, the first one first."""
        ...

    def clocks(self) -> Iterator[Clock]:
        """Every clock."""
        ...

    def decisions(self) -> Iterator[Decision]:
        """Every round of votes, without the votes."""
        ...

    def reviews(self) -> Iterator[PublishedReview]:
        """Every published review that was entered."""
        ...

    def recommendations(self) -> Iterator[Recommendation]:
        """Every recommendation."""
        ...

    def actions(self) -> Iterator[AgreedAction]:
        """Every action."""
        ...

    def assurances(self) -> Iterator[Assurance]:
        """Everything that somebody found who looked."""
        ...


class Seals(Protocol):
    """The keys of everything that is sealed."""

    def rewrap(self, ring: KeyRing) -> int:
        """Wrap everything with the current key, and forget the others; gives how many texts.

        Raises:
            SealedError: A key is missing, or a wrapped key was altered; nothing is changed.
        """
        ...


class RegisterUnit(Protocol):
    """What one transaction offers for figures and exports."""

    @property
    def register(self) -> Register:
        """See `Register`."""
        ...

    @property
    def seals(self) -> Seals:
        """See `Seals`."""
        ...
