"""What people ask for: frozen requests, as a form or a button gives them.

Fields that hold typed words are kept out of `repr`, so that no traceback or log line shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.referrals.decisions import Question
    from bot.referrals.learning import Result, ReviewKind
    from bot.referrals.people import Person

TEXT_LIMIT = 2000
"""The most characters of any typed text below."""


@dataclass(frozen=True, slots=True)
class Press:
    """Who does something to which referral, as they saw it.

    Attributes:
        person: Who.
        key: What makes the request unique; a repeated one changes nothing.
        referral_id: Which referral.
        version: The version that the button or form was drawn at.
    """

    person: Person
    key: str
    referral_id: str
    version: int


@dataclass(frozen=True, slots=True)
class VoteForm:
    """One organisation's vote.

    Attributes:
        question: What is voted on.
        choice: One of `bot.referrals.decisions.CHOICES[question]`.
        reason: Why; needed where `NEEDS_REASON` says so.
    """

    question: Question
    choice: str
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NotificationForm:
    """That the council has notified the Panel.

    Attributes:
        sent_at: When it was sent; aware, not in the future.
        panel_reference: The reference that the Panel's system gave.
        late_reason: Why it is late, where it is; may follow later.
    """

    sent_at: datetime
    panel_reference: str = field(repr=False)
    late_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DoneForm:
    """That something with a clock is done: the rapid review sent, the report published.

    Attributes:
        on: The day; not in the future.
        late_reason: Why it is late, where it is; may follow later.
    """

    on: date
    late_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReopenForm:
    """Why a referral is opened again.

    Attributes:
        reason: Why.
        aware_on: The day the council became aware of what is new, or None where nobody knows it.
    """

    reason: str = field(repr=False)
    aware_on: date | None = None


@dataclass(frozen=True, slots=True)
class LearnPress:
    """Who does something about learning that follows a referral or a published review.

    Attributes:
        person: Who.
        key: What makes the request unique.
    """

    person: Person
    key: str


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A published review to learn from.

    Attributes:
        kind: See `ReviewKind`.
        published_on: When it was published.
        title: Its title.
        place: Where it can be read, or empty.
    """

    kind: ReviewKind
    published_on: date
    title: str = field(repr=False)
    place: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RecommendationForm:
    """A recommendation of a referral or of a published review: exactly one of the two is named.

    Attributes:
        text: What is recommended.
        referral_id: The referral it follows, or empty.
        review_id: The published review it comes from, or empty.
    """

    text: str = field(repr=False)
    referral_id: str = ""
    review_id: str = ""


@dataclass(frozen=True, slots=True)
class ActionForm:
    """An action that carries a recommendation out.

    Attributes:
        recommendation_id: Which recommendation.
        text: What will be done.
        owner: The organisation, one of `bot.referrals.learning.OWNERS`.
        due_on: By when.
        assure_on: By when somebody else looks whether it is embedded; not before `due_on`.
        owner_person: Person id of who does it, or empty.
    """

    recommendation_id: str
    text: str = field(repr=False)
    owner: str
    due_on: date
    assure_on: date
    owner_person: str = ""


@dataclass(frozen=True, slots=True)
class ActionPress:
    """Who does something with an action, as they saw it.

    Attributes:
        person: Who.
        key: What makes the request unique.
        action_id: Which action.
        version: The version of the action that was drawn.
    """

    person: Person
    key: str
    action_id: str
    version: int


@dataclass(frozen=True, slots=True)
class AssuranceForm:
    """What somebody found who looked whether the change is embedded.

    Attributes:
        result: See `Result`.
        evidence: What they saw, in words.
        next_on: For `partly` and `not_yet` by when somebody looks again.
    """

    result: Result
    evidence: str = field(repr=False)
    next_on: date | None = None
