"""What to show of a review: clocks, votes, recommendations, actions, the worklist, the follow-up.

As in `bot.guide.replies`, text is curated words, codes and dates. Only `RecommendationView.text`,
`ActionView.text`, `AssuranceView.evidence` and `QuestionForm.question` hold what somebody typed:
they are shown to one person after their look has been logged, and never put in a message.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.guide.replies import Choice, ReferralCard


_RUNNING = frozenset({"running", "late", "undated"})


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock.

    Attributes:
        id: Its id.
        kind: `notify`, `rapid_review`, `local_review`, `action` or `assurance`.
        title: What has to be done.
        line: Title, dates and what is left, in one line of light mrkdwn.
        standing: `running`, `late`, `undated`, `met`, `met_late` or `set_aside`.
        quiet: What is not certain about its date, or empty.
        target: Aim for this day, or None.
        latest: The last day, or None.
        needs_reason: It was or is late, and nobody has said why.
    """

    id: str
    kind: str
    title: str
    line: str
    standing: str
    quiet: str
    target: date | None
    latest: date | None
    needs_reason: bool

    @property
    def is_running(self) -> bool:
        """Whether it still runs, late or not."""
        return self.standing in _RUNNING


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One round of votes.

    Attributes:
        id: Its id.
        question: `criteria`, `outcome`, `publication` or `closing`.
        title: The question in words.
        lines: One line a vote: organisation, choice, when; never the person, never the reason.
        missing: The names of the organisations that have not voted.
        outcome: What came of it, in words; empty while it is open.
        is_open: Whether votes are still taken.
        is_split: Whether the partners differ.
    """

    id: str
    question: str
    title: str
    lines: tuple[str, ...]
    missing: tuple[str, ...]
    outcome: str
    is_open: bool
    is_split: bool


@dataclass(frozen=True, slots=True)
class AssuranceView:
    """What somebody found who looked whether a change is embedded.

    Attributes:
        line: Result, by whom, when, and when somebody looks again.
        evidence: In words, or empty where it is not shown.
    """

    line: str
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action.

    Attributes:
        id: Its id.
        version: The version it is drawn at.
        owner: The organisation that owns it, in words.
        owner_person: Person id of who does it, or empty.
        state: `open`, `done`, `assured` or `dropped`.
        line: State and dates in one line of light mrkdwn.
        is_late: Whether it, or its assurance, is past its day.
        can: What this viewer may do with it: of `finish`, `assure`, `drop`.
        text: What was agreed, or empty where it is not shown.
        assurances: What was found so far, the latest first.
    """

    id: str
    version: int
    owner: str
    owner_person: str
    state: str
    line: str
    is_late: bool
    can: frozenset[str] = frozenset()
    text: str = field(default="", repr=False)
    assurances: tuple[AssuranceView, ...] = ()


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """One recommendation with its actions.

    Attributes:
        id: Its id.
        source: The reference of its referral, or what kind of published review it comes from.
        referral_id: Its referral, or empty.
        review_id: Its published review, or empty.
        text: The recommendation.
        actions: What was agreed.
        can: What this viewer may do with it: `agree` or nothing.
    """

    id: str
    source: str
    referral_id: str
    review_id: str
    text: str = field(repr=False)
    actions: tuple[ActionView, ...]
    can: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LearningPage:
    """The recommendations of one referral or published review, opened for one look.

    Attributes:
        title: The referral's reference, or the published review's title.
        referral_id: Of a referral, or empty.
        review_id: Of a published review, or empty.
        version: The referral's version, or 0.
        recommendations: The oldest first.
        can: What this viewer may do: `recommend` or nothing.
    """

    title: str = field(repr=False)
    referral_id: str
    review_id: str
    version: int
    recommendations: tuple[RecommendationView, ...]
    can: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What we said we would do and whether we did: one page.

    Attributes:
        counts: How many actions in each state, and how many are late, one line each.
        recommendations: A page of recommendations; those with something overdue come first.
        next: The token of the next page, or empty.
        reviews: The latest published reviews: label and id.
        can: What this viewer may do: `enter_review` or nothing.
    """

    counts: tuple[str, ...]
    recommendations: tuple[RecommendationView, ...]
    next: str
    reviews: tuple[Choice, ...]
    can: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """The partners' question to the referrer, opened for one look.

    Attributes:
        referral_id: Which referral.
        ref: Its reference.
        version: The referral's version.
        question: What they ask.
    """

    referral_id: str
    ref: str
    version: int
    question: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReviewNews:
    """Something to say about a referral, to a channel or a person; no typed word in it.

    Attributes:
        kind: `clock`, `question`, `answered`, `escalation` or `voted`.
        text: The first line, and what to do.
        lines: Further lines.
        card: The referral in coded facts, or None where it follows no referral.
        clock: For `clock` the clock.
    """

    kind: str
    text: str
    lines: tuple[str, ...]
    card: ReferralCard | None
    clock: ClockView | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of referrals, and how many there are.

    Attributes:
        cards: The page.
        total: How many in all, counted to `bot.guide.worklist.COUNT_LIMIT` at most.
        next: The token of the next page, or empty on the last.
    """

    cards: tuple[ReferralCard, ...]
    total: int
    next: str = ""
