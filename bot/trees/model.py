"""What a guidance tree is, once read: facts, questions in order, and duties as rules over facts.

Questions only decide what is asked next; duties only decide what has to happen. A tree holds no
code: guards are data (see `bot.trees.logic`), and every choice has a closed list of values, so that
all combinations of answers can be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.trees.logic import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.content.sources import Citation, Modality
    from bot.trees.invariants import Invariant
    from bot.trees.logic import Guard

UNKNOWN = "unknown"
"""The value that means "I don't know", wherever a fact offers it."""


REFERRAL = "referral"
OFFERS = (REFERRAL,)
"""What an outcome can offer: `referral` is telling the safeguarding partners."""


class FactKind(StrEnum):
    """How a fact is answered: one of its values, or a date (or one of its values)."""

    CHOICE = "choice"
    DATE = "date"


class IfUnknown(StrEnum):
    """What an "I don't know" does to a duty that it could create.

    `ASK`: a person has to decide, so the tree's hand-off duty fires. `APPLY`: the duty is shown,
        marked
    as not certain. `OMIT`: the duty is left out; only right where another duty covers it.
    """

    ASK = "ask"
    APPLY = "apply"
    OMIT = "omit"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the tree asks about.

    Attributes:
        id: Never reused for another meaning.
        kind: `choice` or `date`.
        label: Two to four words for "answers so far".
        ask: The question, as the practitioner reads it.
        help: Explains hard words, with their source, or empty.
        why: Why it is asked, or empty.
        values: Value -> button label, in the order shown. For a date: what may be said instead of
            one.
        short: Value -> words for summaries; the label stands where a value is missing.
        not_after_today: Whether a date may not lie in the future.
        usual: The commonest value: used only to estimate how many screens are to come.
    """

    id: str
    kind: FactKind
    label: str
    ask: str
    help: str
    why: str
    values: Mapping[str, str]
    short: Mapping[str, str]
    not_after_today: bool
    usual: str


@dataclass(frozen=True, slots=True)
class Question:
    """One screen: the facts it asks, and when it is asked at all.

    Attributes:
        id: Names the screen.
        asks: The facts asked together; several only where they do not depend on each other.
        when: Over facts of earlier questions. Asked unless it is false (see `bot.trees.walk`).
        title: A heading for a screen that asks several facts, or empty.
    """

    id: str
    asks: tuple[str, ...]
    when: Guard = ALWAYS
    title: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a duty has to be done.

    Exactly one of `working_days`, `immediately` and `words` is set.

    Attributes:
        working_days: How many working days, or 0.
        from_fact: The date fact that the count runs from, or empty.
        two_dates: Whether target and latest date differ (see `bot.workdays`).
        immediately: Whether it is to be done at once.
        words: When, where no date can be given, and why not.
        instead: Value of `from_fact` -> words, where no date was given.
    """

    working_days: int = 0
    from_fact: str = ""
    two_dates: bool = True
    immediately: bool = False
    words: str = ""
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a duty comes about.

    Attributes:
        when: The answers that create the duty.
        strength: must, should or may; never stronger than `cites`.
        cites: The sources of this rule.
        deadline: By when.
        why: The reason in words, or empty. Needed for the hand-off duty.
        do: Wording for this rule in place of the duty's, or empty.
    """

    when: Guard
    strength: Modality
    cites: tuple[Citation, ...]
    deadline: Deadline
    why: str = ""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What to do, for the people that a guard picks out."""

    when: Guard
    do: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that somebody has to do.

    Attributes:
        id: Never reused for another meaning.
        title: What it is, as an order: "Notify the Panel".
        who: Whose duty it is.
        do: What to do, in at most 600 characters; may hold `{contact:ID}` and `{source:ID}`.
        do_when: Wording for some people in place of `do`: the first whose guard holds.
        do_if_unsure: Wording where an "I don't know" made the duty apply, or empty.
        contact: Whom to ring about it: the id of a contact, or empty.
        if_unknown: See `IfUnknown`.
        first: Whether it is shown before everything else.
        handoff: Whether this is the duty to ask a person; at most one in a tree.
        rules: The strongest that fires is shown.
        unsettled: For the hand-off duty: strength, cites and deadline where an "I don't know" about
            another duty fires it. None for every other duty.
    """

    id: str
    title: str
    who: str
    do: str
    do_when: tuple[Wording, ...]
    do_if_unsure: str
    contact: str
    if_unknown: IfUnknown
    first: bool
    handoff: bool
    rules: tuple[Rule, ...]
    unsettled: Rule | None = None


@dataclass(frozen=True, slots=True)
class NoDuty:
    """A class of cases in which something is not owed, and why.

    It is only ever said where the answers make `when` true: never because of an "I don't know".
    """

    when: Guard
    because: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example expects of one duty; None where it does not say.

    Attributes:
        strength: must, should or may.
        certain: Whether no "I don't know" made it apply.
        due: The target date as `YYYY-MM-DD`, or `none`.
        latest: The latest date as `YYYY-MM-DD`.
    """

    strength: str | None = None
    certain: bool | None = None
    due: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A case with its right outcome, kept in the tree's file and run by `check`.

    Attributes:
        name: The case in words.
        row: The row of the truth table it stands for, or empty.
        given: Fact -> value.
        expect: Duty -> what is expected of it, for every duty of the outcome.
        not_expect: Duties that must not be there, named for the reader's sake.
        asked: The facts asked, in order, or None where the example does not say.
    """

    name: str
    row: str
    given: Mapping[str, str]
    expect: Mapping[str, Expected]
    not_expect: tuple[str, ...]
    asked: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Tree:
    """One guidance tree.

    Attributes:
        id: Its name on the command line, such as `serious_incident`.
        version: Three numbers.
        title: As the practitioner reads it.
        owner: Who keeps it.
        checked: The day on which a curator last compared it with its sources.
        review_by: The day by which that has to happen again.
        facts: Fact id -> fact, in the file's order.
        questions: In the order in which they are asked.
        duties: Duty id -> duty, in the file's order.
        no_duty: Classes in which something is not owed.
        examples: Cases with their outcomes; none in a tree that the store gave back.
        hash: SHA-256 of `canonical`, in hex.
        canonical: The tree as JSON text, without its examples and invariants.
        lines: Where things stand in the file, such as `duties.notify_panel` -> 120.
        invariants: What must hold at every end; none in a tree that the store gave back.
        start: What the button says that begins it, or empty.
        offers: What can be done with an outcome (`OFFERS`), each with the answers that allow it.
    """

    id: str
    version: str
    title: str
    owner: str
    checked: date
    review_by: date
    facts: Mapping[str, Fact]
    questions: tuple[Question, ...]
    duties: Mapping[str, Duty]
    no_duty: tuple[NoDuty, ...]
    examples: tuple[Example, ...]
    hash: str
    canonical: str = field(repr=False)
    lines: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    invariants: tuple[Invariant, ...] = ()
    start: str = ""
    offers: Mapping[str, Guard] = field(default_factory=dict)
