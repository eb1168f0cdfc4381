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
    from bot.guide.walk_replies import ResumeCard


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
