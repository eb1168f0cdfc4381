"""The values that answering works with: entries, glossary, safety rules, and the reply itself.

```
a question in anybody's words -> Answer(kind, text, cites, caveats, next)
```

Nothing here is generated: `Answer.text` is made of sentences that a curator wrote and sourced.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from bot.answers.confidence import Parts
    from bot.answers.incident import IncidentRule
    from bot.answers.phrases import PhraseSet
    from bot.answers.reviews import Review
    from bot.content.area import Area
    from bot.content.sources import Citation, Modality, Source

AnswerKind: TypeAlias = Literal["answer", "clarify", "signpost", "emergency", "refuse", "abstain"]


class Status(StrEnum):
    """How far an entry is settled: `DISPUTED` and `UNCONFIRMED` always carry a caveat."""

    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    UNCONFIRMED = "unconfirmed"


class NextKind(StrEnum):
    """Where an entry leads: guided questions, or somebody to ask."""

    TREE = "tree"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Next:
    """The next step after an answer.

    Attributes:
        kind: What `id` names.
        id: A tree's id or a contact's id.
    """

    kind: NextKind
    id: str

    def as_json(self) -> dict[str, str]:
        """The contract's form: `{"tree": id}` or `{"contact": id}`."""
        return {self.kind.value: self.id}


@dataclass(frozen=True, slots=True)
class Entry:
    """One checked answer.

    Attributes:
        id: Slug, never reused for another meaning.
        title: The question that it answers, in one sentence.
        asks: The same question as staff type it.
        keywords: Abbreviations and words that belong to it.
        answer: Plain English with light mrkdwn and `{contact:ID}`, `{source:ID}` references.
        strength: How binding it is; never stronger than the strongest citation.
        status: See `Status`.
        caveat: What is not certain and who can settle it, or empty.
        cites: What it rests on.
        checked: The day on which a curator last compared it with its sources.
        review_by: The day by which it must be compared again.
        owner: Who keeps it.
        related: Ids of entries worth reading next.
        next: The next step, or None.
        covers: Ids of facts and of seed statements that it rests on.
        path: Its file, relative to the content folder.
        line: The line on which it begins.
    """

    id: str
    title: str
    asks: tuple[str, ...]
    keywords: tuple[str, ...]
    answer: str
    strength: Modality
    status: Status
    caveat: str
    cites: tuple[Citation, ...]
    checked: date
    review_by: date
    owner: str
    related: tuple[str, ...]
    next: Next | None
    covers: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """An abbreviation or a word of the trade.

    Attributes:
        term: As it is written, such as `SIN`.
        means: What it may stand for; more than one makes it ambiguous.
        also: What people type for it.
        note: A line about its use, or empty.
        path: Its file, relative to the content folder.
        line: The line on which it begins.
    """

    term: str
    means: tuple[str, ...]
    also: tuple[str, ...]
    note: str
    path: str
    line: int


class SafetyKind(StrEnum):
    """What a safety rule leads to, in the order in which they are decided."""

    EMERGENCY = "emergency"
    REFUSE = "refuse"
    SIGNPOST = "signpost"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way in which a safety rule recognises a message.

    Attributes:
        groups: Sets of alternatives; one of each set must occur, in any order.
        unless: Phrases of which none may occur in the same sentence.
        within: The greatest number of words from the first to the last match, or 0 for no limit.
        line: The line on which it stands.
    """

    groups: tuple[PhraseSet, ...]
    unless: PhraseSet
    within: int
    line: int


@dataclass(frozen=True, slots=True)
class SafetyRule:
    """Words that are answered before any search.

    Attributes:
        id: Slug.
        kind: See `SafetyKind`.
        says: What the person reads, with `{contact:ID}` references.
        contacts: Ids of the contacts to show.
        patterns: Any one of these makes the rule fire; the alarm has none, it is learned.
        vocabulary: The words of its patterns, which misspelt words are compared with.
        fires: Examples that must fire it.
        quiet: Examples that must not.
        path: Its file, relative to the content folder.
        line: The line on which it begins.
    """

    id: str
    kind: SafetyKind
    says: str
    contacts: tuple[str, ...]
    patterns: tuple[Pattern, ...]
    vocabulary: frozenset[str]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that answering reads.

    Attributes:
        entries: Entry id -> entry, sorted by file name, then in each file's order.
        glossary: The terms, in the file's order.
        safety: The safety rules, in the file's order.
        sources: Source id -> source.
        area: The area whose contacts the answers name.
        clashes: Entries whose id an earlier entry already has.
        reviews: Published reviews, in the file's order.
        incident: How a message that tells of an incident is recognised, or None.
        worry: How a message that tells of a worry about a child is recognised, or None.
        alarm: What the second net says and is taught by; see `bot.answers.alarm`.
    """

    entries: Mapping[str, Entry]
    glossary: tuple[GlossaryTerm, ...]
    safety: tuple[SafetyRule, ...]
    sources: Mapping[str, Source]
    area: Area
    clashes: tuple[Entry, ...] = ()
    reviews: tuple[Review, ...] = ()
    incident: IncidentRule | None = None
    worry: IncidentRule | None = None
    alarm: SafetyRule | None = None


class FullTextRow(NamedTuple):
    """What full-text search is built from: one entry, its parts as plain text."""

    id: str
    title: str
    asks: str
    keywords: str
    answer: str


class FullText(Protocol):
    """Full-text search over entries; safe to use from several threads."""

    def search(self, words: Sequence[str], limit: int) -> list[tuple[str, float]]:
        """Entries that hold any of the words.

        Args:
            words: Plain words; none of them is read as query syntax.
            limit: How many entries at most.

        Returns:
            (entry id, score), best first; a larger score is better; equal scores by id.
        """


FullTextFactory: TypeAlias = "Callable[[Iterable[FullTextRow]], FullText]"


@dataclass(frozen=True, slots=True)
class Scored:
    """An entry with how likely it is to be the right one.

    Attributes:
        entry: The entry.
        score: From 0 to 1.
        share: How it stands among all entries, which share one whole; 0 where nothing was searched.
        parts: What the score was made of; None where the entry was not searched for.
    """

    entry: Entry
    score: float
    share: float = 0.0
    parts: Parts | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of a question that has several.

    Attributes:
        label: What its button says.
        entry: The id of the entry it leads to, or empty where the label says it all.
    """

    label: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is shown.

    Attributes:
        kind: What sort of reply it is.
        text: Plain English with light mrkdwn, references filled in.
        entries: The three best candidates, best first, whatever the kind.
        cites: What the text rests on; empty unless an entry is shown.
        caveats: Each a line of its own: the entry's caveat, a superseded edition, the day checked.
        choices: For `clarify`: the readings to choose from.
        contacts: Ids of the contacts to show.
        next: The next step, or None.
        rule: The id of the safety rule that decided, or empty.
        reviews: Ids of the published reviews that the text lists; then no entry is shown.
        is_incident: The message tells of an incident: `next` is the way to the guided questions.
    """

    kind: AnswerKind
    text: str
    entries: tuple[Scored, ...] = ()
    cites: tuple[Citation, ...] = ()
    caveats: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    contacts: tuple[str, ...] = ()
    next: Next | None = None
    rule: str = ""
    reviews: tuple[str, ...] = ()
    is_incident: bool = False
