"""What to show of a walk: the questions, what has to happen, and what another answer would change.

As in `bot.guide.replies`: curated words, codes and dates; how it looks is not said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.guide.replies import Choice


@dataclass(frozen=True, slots=True)
class AnsweredView:
    """An answer given so far: its fact, the fact's label, and the answer in words."""

    fact: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class AskView:
    """One fact to ask.

    Attributes:
        fact: Its id.
        ask: The question.
        help: Explains hard words, or empty.
        why: Why it is asked, and what its answer can still change; or empty.
        is_date: A day is asked for; the options then are what else may be said.
        options: Value and label, in order; "I don't know" last where the fact has it.
        current: The answer that is being changed, or empty.
    """

    fact: str
    ask: str
    help: str
    why: str
    is_date: bool
    options: tuple[Choice, ...]
    current: str = ""


@dataclass(frozen=True, slots=True)
class DutyView:
    """One duty, ready to read.

    Attributes:
        id: Its id.
        title: What has to happen.
        who: Who has to do it.
        do: How.
        by_when: The dates or the words in their place.
        counting: How the dates were counted, or empty.
        because: The answers that caused it, or empty.
        sources: One line a source.
        contact: Whom to ring about it, or empty.
        certain: False where an "I don't know" made it apply.
        checked: When its sources were checked, as a sentence, or empty.
    """

    id: str
    title: str
    who: str
    do: str
    by_when: str
    counting: str
    because: str
    sources: tuple[str, ...]
    contact: str
    certain: bool
    checked: str = ""


@dataclass(frozen=True, slots=True)
class NotOwed:
    """A duty that does not apply: its title, and in words the answers that rule it out."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What has to happen.

    Attributes:
        on: The day it was worked out, in words.
        first: Duties that come before everything else.
        must: Then by strength.
        should: See `must`.
        may: See `must`.
        handoff: Why a person must decide, and who, or empty.
        nothing: Why nothing is owed, one reason each; shown where no duty is.
        quiet: What is not certain about all of it.
        not_owed: Why not, for every duty that does not apply.
    """

    on: str
    first: tuple[DutyView, ...]
    must: tuple[DutyView, ...]
    should: tuple[DutyView, ...]
    may: tuple[DutyView, ...]
    handoff: str
    nothing: tuple[str, ...]
    quiet: tuple[str, ...]
    not_owed: tuple[NotOwed, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What another answer would add and take away, before it is used.

    Attributes:
        fact: The fact to be changed.
        value: The answer proposed.
        words: The proposed answer in words.
        adds: Titles of duties that would come.
        takes: Titles of duties that would go, or weaken.
    """

    fact: str
    value: str
    words: str
    adds: tuple[str, ...]
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpdateView:
    """What a newer version of the questions changes for somebody in the middle of them.

    Attributes:
        on: The day on which it was compared with its sources, in words.
        version: Its version.
        tree_hash: Its content hash: which version the person agrees to.
        adds: Duties that come, or become stronger or more certain.
        takes: Duties as they stood that go, or stand otherwise.
        dates: Duties with another date, and that date.
        asks: What is newly asked.
        drops: What is no longer asked.
    """

    on: str
    version: str
    tree_hash: str
    adds: tuple[str, ...]
    takes: tuple[str, ...]
    dates: tuple[str, ...]
    asks: tuple[str, ...]
    drops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WalkCard:
    """The card of a walk: answers so far, and the question, the difference, or the outcome.

    Attributes:
        walk_id: Which walk.
        revision: The revision it is drawn at.
        title: The tree's title.
        step: Which screen, from 1.
        about: How many screens there will be, about.
        answered: The answers so far.
        urgent: Duties already certain that cannot wait for the end.
        asks: The facts to ask now; empty when there is an outcome.
        changing: The fact whose answer is being changed, or empty.
        difference: Shown in the place of the question, or None.
        outcome: When every question is answered, or None.
        referral: The reference logged from it, or empty.
        note: One sentence about the card itself, or empty.
        update: Shown in the place of the question: what a newer version changes; or None.
        offers_referral: Whether the outcome is one to tell the safeguarding partners of.
    """

    walk_id: str
    revision: int
    title: str
    step: int
    about: int
    answered: tuple[AnsweredView, ...]
    urgent: tuple[DutyView, ...]
    asks: tuple[AskView, ...]
    changing: str
    difference: DifferenceView | None
    outcome: OutcomeView | None
    referral: str
    note: str = ""
    update: UpdateView | None = None
    offers_referral: bool = False


@dataclass(frozen=True, slots=True)
class ResumeCard:
    """An unfinished walk of the same tree: go on with it, or start again."""

    walk_id: str
    tree_id: str
    title: str
    answers: int
    started: str
