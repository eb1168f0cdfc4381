"""What questions need of a store; see `bot.guide.ports`. `Unit` adds these to itself.

Counts hold days, ids and scores: never what was asked, nor who asked. The words of a question are
kept only when somebody sends them to the curators, encrypted, and until a day that is said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.privacy.envelope import Sealed


class MissKind(StrEnum):
    """How a question was missed.

    `ABSTAINED`: nothing was shown. `OFFERED`: a choice was shown, which need not be a miss.
    `REJECTED`: none of the choices was meant.
    """

    ABSTAINED = "abstained"
    OFFERED = "offered"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What somebody thought of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"
    OUT_OF_DATE = "out_of_date"


@dataclass(frozen=True, slots=True)
class Closest:
    """An entry that came near to a question: its id, and its score from 0 to 1."""

    entry: str
    score: float


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that somebody sent to the curators.

    Attributes:
        id: Random.
        about: The entry, rule or kind of the reply that it was sent after, or empty.
        closest: The entries that came nearest, best first.
        sealed: Its words, encrypted.
        kept_on: The day on which it was sent.
        delete_on: The day on which it is deleted.
        suggested: Entries that it has been suggested for as a wording.
    """

    id: str
    about: str
    closest: tuple[Closest, ...]
    sealed: Sealed
    kept_on: date
    delete_on: date
    suggested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What has been counted about one entry, or about one kind of reply.

    Attributes:
        subject: The entry's or rule's id, or a kind of reply; for misses the closest entry, or
            empty where nothing came near.
        numbers: Verdict or kind of miss -> how often.
    """

    subject: str
    numbers: Mapping[str, int] = field(default_factory=dict)


class Questions(Protocol):
    """What curators learn from: misses, verdicts, and questions that were sent to them."""

    def add_miss(self, miss_id: str, kind: MissKind, closest: Sequence[Closest], day: date) -> None:
        """Count a question that was not answered, or that was answered with a choice."""
        ...

    def reject(self, miss_id: str) -> None:
        """None of the choices offered was meant; for an id that is not there nothing happens."""
        ...

    def count_verdict(self, subject: str, verdict: Verdict, day: date) -> None:
        """Count what somebody thought of an answer."""
        ...

    def misses(self) -> tuple[Counts, ...]:
        """Misses by the entry that came closest, the most missed first."""
        ...

    def verdicts(self) -> tuple[Counts, ...]:
        """Verdicts by what was shown, the most often judged first."""
        ...

    def keep(self, question: KeptQuestion) -> None:
        """Keep a question."""
        ...

    def get(self, question_id: str, today: date) -> KeptQuestion | None:
        """A kept question whose day has not come, or None."""
        ...

    def to_read(self, today: date, limit: int) -> tuple[KeptQuestion, ...]:
        """Questions that no curator is done with, the oldest first."""
        ...

    def count_to_read(self, today: date) -> int:
        """How many there are of those."""
        ...

    def with_suggestions(self, today: date) -> tuple[KeptQuestion, ...]:
        """Questions suggested as wordings, those that curators are done with included."""
        ...

    def suggest(self, question_id: str, entry_id: str, person_id: str, at: datetime) -> None:
        """Note that a question may become a wording of an entry; again is nothing new."""
        ...

    def done(self, question_id: str) -> None:
        """A curator is done with it: deleted at once, unless it was suggested for an entry."""
        ...

    def purge(self, today: date) -> int:
        """Delete every question whose day has come, suggestions included; gives how many."""
        ...


class Conversations(Protocol):
    """The entry last shown in a conversation: ids only, so that a follow-up can be understood."""

    def show(self, conversation: str, entry_id: str, at: datetime) -> None:
        """Note what has just been shown."""
        ...

    def last(self, conversation: str, since: datetime) -> str:
        """The entry last shown there since a time, or empty."""
        ...

    def forget(self, before: datetime) -> None:
        """Forget what was shown before a time."""
        ...


class QuestionUnit(Protocol):
    """What a unit of work offers for questions."""

    @property
    def questions(self) -> Questions:
        """See `Questions`."""
        ...

    @property
    def conversations(self) -> Conversations:
        """See `Conversations`."""
        ...
