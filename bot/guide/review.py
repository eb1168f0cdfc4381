"""What the safeguarding partners do with what was logged: see, take, and look at what was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.guide.codes import as_codes
from bot.guide.ports import Post
from bot.guide.refer import Done, about, found_referral, record, redraw_announcement
from bot.guide.referral_cards import referral_card, taken_words
from bot.guide.replies import Notice, ReferralCard, TypedParts
from bot.privacy.envelope import Sealed, unseal
from bot.referrals.model import PartKind, State
from bot.referrals.people import Role
from bot.referrals.workflow import Action, next_state

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.model import Referral, SealedPart
    from bot.referrals.people import Person

PART_LABELS = {
    PartKind.NARRATIVE: "What happened",
    PartKind.CASE_REFERENCE: "The referrer's case reference",
    PartKind.REACH: "How to reach the referrer",
    PartKind.REASON: "Reason for the last correction or withdrawal",
}
WORKLIST_STATES = (State.LOGGED, State.IN_REVIEW, State.WITHDRAWN)
SEES_WORKLIST = frozenset({Role.PARTNER, Role.BUSINESS_MANAGER, Role.AUDITOR})
PAGE = 15


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of referrals, the latest first, and how many there are in all."""

    cards: tuple[ReferralCard, ...]
    total: int


def worklist(desk: Desk, person: Person, *, limit: int = PAGE, before: str = "") -> Worklist:
    """What was logged.

    Raises:
        NotAllowedError: The person sees no worklist.
    """
    with desk.store.unit() as unit:
        return worklist_in(desk, unit, person, limit=limit, before=before)


def worklist_in(
    desk: Desk, unit: Unit, person: Person, *, limit: int = PAGE, before: str = ""
) -> Worklist:
    """`worklist`, in a unit of work that is already open."""
    if person.role not in SEES_WORKLIST:
        raise NotAllowedError("Only the safeguarding partners see what was logged.")
    referrals = unit.referrals.worklist(WORKLIST_STATES, limit=limit, before=before)
    cards = tuple(referral_card(desk, unit, referral, viewer=person) for referral in referrals)
    return Worklist(cards=cards, total=unit.referrals.count(WORKLIST_STATES))


def page(desk: Desk, person: Person, referral_id: str) -> ReferralCard:
    """A referral's own page: coded facts, duties, and what happened to it.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person may not see it.
    """
    with desk.store.unit() as unit:
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
        _tell_referrer(desk, unit, taken, key)
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
    return TypedParts(
        ref=referral.ref, parts={PART_LABELS[part.kind]: _opened(desk, part) for part in parts}
    )


def _opened(desk: Desk, part: SealedPart) -> str:
    sealed = Sealed(key_id=part.key_id, wrapped_key=part.wrapped_key, envelope=part.envelope)
    return unseal(sealed, desk.keys, about=about(part.referral_id, part.kind, part.version))


def _taken(desk: Desk, seen: Referral, state: State, person: Person) -> Referral:
    return replace(
        seen,
        state=state,
        taken_by=person.partner,
        taken_person=person.id,
        taken_at=desk.now(),
    )


def _tell_referrer(desk: Desk, unit: Unit, referral: Referral, key: str) -> None:
    person = f"person:{referral.logged_by}"
    told = Notice(f"{referral.ref}: {taken_words(desk, referral)}.")
    unit.outbox.add(
        Post(f"taken:{key}", person, person, "notice", as_codes(told), not_before=desk.now())
    )
