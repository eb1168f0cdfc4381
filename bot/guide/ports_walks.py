"""Walks as the register keeps them, and what the use cases ask of it about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


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
