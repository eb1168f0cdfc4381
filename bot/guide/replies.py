"""What to show: frozen views made of curated words, codes and dates; how it looks is not said here.

Text may hold light mrkdwn (`*bold*`, `_quiet_`, lists with `- `). Nothing here holds what a person
typed, except `TypedParts`, which is shown once and never kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.ports_questions import Closest
    from bot.guide.review_replies import ActionView, ClockView, DecisionView


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press: its label, and the id of what it leads to."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class AnswerReply:
    """The answer to a question, or the reason for none.

    Attributes:
        kind: answer, clarify, signpost, emergency, refuse or abstain.
        title: What the answer is about, for notifications.
        text: The answer.
        sources: One line a source: strength, title, publisher, reference.
        quiet: Caveats and the day of the last check, one line each.
        choices: For clarify what it could be; for an answer related entries.
        contacts: One line each, name and number.
        tree: The id of the guided questions that would go on from here, or empty.
        rule: The safety rule that decided, or empty.
        entry: The entry shown, or empty.
        about: What a verdict on it is counted under: the entry or rule shown, or the kind.
        closest: The entries that came nearest, best first; ids and scores only.
        miss: What the question is counted under as not answered, or empty.
        is_incident: Somebody told of an incident: the guided questions of `tree` come first.
        start: What the button says that begins the questions of `tree`, or empty.
    """

    kind: str
    title: str
    text: str
    sources: tuple[str, ...] = ()
    quiet: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    contacts: tuple[str, ...] = ()
    tree: str = ""
    rule: str = ""
    entry: str = ""
    about: str = ""
    closest: tuple[Closest, ...] = ()
    miss: str = ""
    is_incident: bool = False
    start: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One or two plain sentences, seen by one person, with a way on.

    Attributes:
        text: What happened and what to do.
        ways: Ids of what can be pressed: `start`, `contacts`, `home`, `help`.
        keep: What a question to the curators would be about: its button is offered; or empty.
    """

    text: str
    ways: tuple[str, ...] = ()
    keep: str = ""


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


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """The form for telling the safeguarding partners.

    Attributes:
        key: The idempotency key, made when the form opens.
        walk_id: The walk it is filled from, or empty.
        intro: What this does and does not do; who reads it when.
        coded: The answers that go with it, one line each.
        nudges: What looks like a personal identifier in what was typed, one sentence each.
    """

    key: str
    walk_id: str
    intro: tuple[str, ...]
    coded: tuple[str, ...]
    nudges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The form for sending a question to the curators.

    Attributes:
        about: The entry, rule or kind of the reply that it is sent after, or empty.
        intro: Who reads it, how long it is kept, what to leave out.
        nudges: What looks like a personal identifier in what was typed, one sentence each.
    """

    about: str
    intro: tuple[str, ...]
    nudges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """A referral in coded facts, for its referrer or for the partners.

    Attributes:
        referral_id: Its id.
        ref: Its reference.
        version: The version it is drawn at.
        state: Where it stands, in words.
        logged: When, and by what role, in words.
        coded: Its coded facts, short.
        duties: One line a duty with a date, and working days left.
        taken: Who has it, in words.
        can: The actions this viewer may take.
        timeline: What happened, one line each; only on a referral's own page.
        tree: The tree, version and hash it was walked with.
        state_id: Where it stands, as `bot.referrals.model.State` has it.
        clocks: Its clocks: the running ones first, the most urgent of them first; then those that
            ended.
        decisions: The rounds of votes, the latest first.
        actions: The actions that follow it, without their text.
        duplicates: Referrals that may be about the same incident: reference and coded facts, id.
        linked: Referrals that a partner linked with it.
        question: One line while a question waits for the referrer's answer, or empty.
        taken_person: The person id of who has it, where the viewer may know; otherwise empty.
        people: For each line of `timeline` the person id of who did it, where the viewer may know;
            otherwise empty.
    """

    referral_id: str
    ref: str
    version: int
    state: str
    logged: str
    coded: str
    duties: tuple[str, ...]
    taken: str
    can: frozenset[str] = frozenset()
    timeline: tuple[str, ...] = ()
    tree: str = ""
    state_id: str = ""
    clocks: tuple[ClockView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    actions: tuple[ActionView, ...] = ()
    duplicates: tuple[Choice, ...] = ()
    linked: tuple[Choice, ...] = ()
    question: str = ""
    taken_person: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TypedParts:
    """What a referrer typed, opened for one look: label -> text."""

    ref: str
    parts: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Home:
    """A person's own page.

    Attributes:
        area: The partnership's name.
        can_start: Whether they may walk and log.
        walks: Open walks to resume.
        logged: What they logged.
        worklist: For partners and the business manager, what was logged; None for others.
        worklist_total: How many there are in all.
        worklist_filter: What is listed: `all`, `mine`, `due_soon`, `overdue`, or `state:ID`.
        worklist_next: The token of the next page, or empty.
        contacts: Whom to ring, one line each.
        trees: The guided questions on offer.
        notes: What an operator should know (posts not delivered), one line each.
        questions: For the business manager how many questions wait for the curators, else None.
    """

    area: str
    can_start: bool
    walks: tuple[ResumeCard, ...]
    logged: tuple[ReferralCard, ...]
    worklist: tuple[ReferralCard, ...] | None
    worklist_total: int
    contacts: tuple[str, ...]
    trees: tuple[Choice, ...]
    notes: tuple[str, ...] = ()
    worklist_filter: str = "all"
    worklist_next: str = ""
    questions: int | None = None
