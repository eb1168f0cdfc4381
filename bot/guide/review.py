"""What the safeguarding partners do with what was logged: see, take, and look at what was typed."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.guide.records import Done, found_referral, opened_part, record
from bot.guide.referral_cards import referral_card, taken_words
from bot.guide.replies import ReferralCard, TypedParts
from bot.guide.reviewing.claim import remind_lead
from bot.guide.reviewing.telling import redraw_announcement, tell_referrer
from bot.guide.worklist import PAGE, WorklistQuery, worklist_in
from bot.referrals.model import PartKind, State
from bot.referrals.people import Role
from bot.referrals.workflow import Action, next_state

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.review_replies import Worklist
    from bot.referrals.model import Referral
    from bot.referrals.people import Person

PART_LABELS = {
    PartKind.NARRATIVE: "What happened",
    PartKind.CASE_REFERENCE: "The referrer's case reference",
    PartKind.REACH: "How to reach the referrer",
    PartKind.REASON: "Reason for the last correction or withdrawal",
}
_TALK = {
    PartKind.QUESTION: "Question {number} to the referrer",
    PartKind.ANSWER: "Answer {number} of the referrer",
}


def worklist(
    desk: Desk,
    person: Person,
    query: WorklistQuery | None = None,
    *,
    limit: int = PAGE,
    before: str = "",
) -> Worklist:
    """A page of the worklist.

    Args:
        desk: What use cases work with.
        person: Who looks.
        query: What is listed; without it everything, `limit` at a time after `before`.
        limit: How many, where there is no query.
        before: The token that the page before ended in, where there is no query.

    Raises:
        NotAllowedError: The person sees no worklist.
        NotFoundError: There is no such page.
    """
    with desk.store.reading() as unit:
        asked = query or WorklistQuery(limit=limit, after=before)
        return worklist_in(desk, unit, person, asked)


def page(desk: Desk, person: Person, referral_id: str) -> ReferralCard:
    """A referral's own page: coded facts, duties, and what happened to it.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person may not see it.
    """
    with desk.store.reading() as unit:
        referral = found_referral(unit, referral_id)
        next_state(referral, Action.SEE, person)
        return referral_card(desk, unit, referral, viewer=person, with_timeline=True)


def take(desk: Desk, person: Person, referral_id: str, *, key: str) -> ReferralCard:
    """Take a referral for one's organisation; of two who press at once, one does.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner.
        StaleError: It is already taken, or withdrawn; says by whom and when.
    """
    with desk.store.unit() as unit:
        seen = found_referral(unit, referral_id)
        if not unit.inbox.is_new([key], desk.now()):
            return referral_card(desk, unit, seen, viewer=person)
        try:
            state = next_state(seen, Action.TAKE, person)
        except StaleError as stale:
            words = taken_words(desk, seen)
            raise StaleError(f"{seen.ref}: {words}." if words else str(stale)) from stale
        taken = unit.referrals.change(_taken(desk, seen, state, person), seen)
        record(desk, unit, Done(person, Action.TAKE, seen.state, taken))
        redraw_announcement(desk, unit, taken, key)
        remind_lead(desk, unit, taken)
        tell_referrer(desk, unit, taken, f"{taken_words(desk, taken)}.", key)
        return referral_card(desk, unit, taken, viewer=person)


class LookReason(StrEnum):
    """Why an auditor opens what was typed; kept in the audit log."""

    AUDIT = "audit"
    COMPLAINT = "complaint"
    DATA_REQUEST = "data_request"
    COURT_ORDER = "court_order"


def look(
    desk: Desk, person: Person, referral_id: str, *, reason: LookReason | None = None
) -> TypedParts:
    """Open what was typed; the look is on disk in the audit log before anything is shown.

    Args:
        desk: What use cases work with.
        person: Who looks.
        referral_id: Which referral.
        reason: Why; an auditor has to say it.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person may not look, or is an auditor without a reason.
        SealedError: It does not open with the keys at hand.
        StoreError: The look could not be logged, so nothing is shown.
    """
    with desk.store.unit() as unit:
        referral = found_referral(unit, referral_id)
        next_state(referral, Action.LOOK, person)
        if person.role is Role.AUDITOR and reason is None:
            raise NotAllowedError("An auditor gives a reason to open what was typed.")
        codes = {"reason": reason.value} if reason else {}
        record(desk, unit, Done(person, Action.LOOK, referral.state, referral, codes))
        parts = unit.referrals.parts(referral.id)
        talk = unit.referrals.all_parts(referral.id, list(_TALK))
    typed = {PART_LABELS[part.kind]: part for part in parts if part.kind in PART_LABELS}
    typed |= {_TALK[part.kind].format(number=part.version): part for part in talk}
    return TypedParts(
        ref=referral.ref,
        parts={label: opened_part(desk, part) for label, part in typed.items()},
    )


def _taken(desk: Desk, seen: Referral, state: State, person: Person) -> Referral:
    return replace(
        seen,
        state=state,
        taken_by=person.partner,
        taken_person=person.id,
        taken_at=desk.now(),
    )
