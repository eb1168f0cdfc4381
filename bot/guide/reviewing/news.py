"""What the outbox says about a review when it is sent: as things stand then, or nothing at all."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.records import found_referral
from bot.guide.referral_cards import referral_card
from bot.guide.review_replies import ReviewNews
from bot.guide.reviewing.clockwork import announce, announce_tomorrow, lead_of
from bot.guide.reviewing.views import clock_view, decision_view
from bot.guide.reviewing.words import REVIEW_WORDS, organisation
from bot.guide.reviewing.work import case_of
from bot.referrals.people import Person, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.referrals.clocks import Clock

    Codes = Mapping[str, object]
    News = Callable[[Desk, Unit, Codes], ReviewNews | None]

LATE_DO = "Do it now, and record why it is late."
DUE_DO = "Whoever has it: act, or record that it is done."


def news(desk: Desk, template: str, codes: Codes) -> ReviewNews | None:
    """What a post of one of `TEMPLATES` says now; None where there is no longer a reason for it.

    For a clock that still runs, the announcement that follows is queued in the same unit of work.

    Raises:
        NotFoundError: What it is about is not there.
        StoreError: The register could not be read or written.
    """
    with desk.store.unit() as unit:
        return TEMPLATES[template](desk, unit, codes)


def _clock(desk: Desk, unit: Unit, codes: Codes) -> ReviewNews | None:
    clock = unit.clocks.get(str(codes["clock"]))
    if clock is None:
        raise NotFoundError("There is no such clock.")
    if not clock.is_running:
        return None
    today, person = desk.today(), str(codes.get("person", ""))
    if str(codes.get("day", today)) < today.isoformat():
        # It waited while nothing was sent. Today's says how things stand, once.
        announce(desk, unit, clock, today)
        return None
    announce_tomorrow(desk, unit, clock)
    if person and person != lead_of(unit, clock):
        return None
    view = clock_view(clock, today)
    do = LATE_DO if clock.is_late(today) else DUE_DO
    return ReviewNews(
        kind="clock",
        text=f"{_subject(unit, clock)} · {view.line}",
        lines=tuple(line for line in (do, view.quiet) if line),
        card=_card(desk, unit, clock.referral_id) if clock.referral_id else None,
        clock=view,
    )


def _question(desk: Desk, unit: Unit, codes: Codes) -> ReviewNews | None:
    referral = found_referral(unit, str(codes["referral"]))
    referrer = Person(referral.logged_by, Role.PRACTITIONER)
    card = referral_card(desk, unit, referral, viewer=referrer)
    waiting = case_of(unit, referral).waiting_question
    if waiting != codes.get("question"):
        return None
    return ReviewNews(
        kind="question",
        text=f"The safeguarding partners have a question about {card.ref}.",
        lines=("Open it to read and answer. Names are not needed.",),
        card=card,
    )


def _answered(desk: Desk, unit: Unit, codes: Codes) -> ReviewNews:
    card = _card(desk, unit, str(codes["referral"]))
    return ReviewNews(
        kind="answered",
        text=f"{card.ref}: the referrer has answered.",
        lines=("Open what was typed to read the answer.",),
        card=card,
    )


def _voted(desk: Desk, unit: Unit, codes: Codes) -> ReviewNews:
    card = _card(desk, unit, str(codes["referral"]))
    decision = unit.decisions.get(str(codes["decision"]))
    if decision is None:
        raise NotFoundError("There is no such vote.")
    view = decision_view(desk, decision)
    waiting = f"Still to vote: {', '.join(view.missing)}." if view.missing else ""
    return ReviewNews(
        kind="voted",
        text=f"{card.ref} · *{view.title}*",
        lines=tuple(line for line in (*view.lines, view.outcome, waiting) if line),
        card=card,
    )


def _escalation(desk: Desk, unit: Unit, codes: Codes) -> ReviewNews:
    found = _voted(desk, unit, codes)
    names = ", ".join(organisation(desk, partner) for partner in desk.content.area.partners)
    ref = found.card.ref if found.card else ""
    return ReviewNews(
        kind="escalation",
        text=f"*{ref}: the partners differ.* It stays open until all three agree.",
        lines=(f"{names}: talk to each other today.", _then(unit, codes), *found.lines),
        card=found.card,
    )


def _then(unit: Unit, codes: Codes) -> str:
    decision = unit.decisions.get(str(codes["decision"]))
    if decision is not None and decision.missing:
        return "Whoever has not voted yet does so. Then all three vote again."
    return "Then all three vote again."


def _card(desk: Desk, unit: Unit, referral_id: str) -> ReferralCard:
    return referral_card(desk, unit, found_referral(unit, referral_id))


def _subject(unit: Unit, clock: Clock) -> str:
    """The referral's reference, or the kind of published review that the action follows."""
    if clock.referral_id:
        return found_referral(unit, clock.referral_id).ref
    action = unit.learning.action(clock.subject_id)
    followed = unit.learning.recommendation(action.recommendation_id) if action else None
    review = unit.learning.review(followed.review_id) if followed else None
    return REVIEW_WORDS[review.kind] if review else "A published review"


TEMPLATES: Mapping[str, News] = MappingProxyType(
    {
        "answered": _answered,
        "clock": _clock,
        "escalation": _escalation,
        "question": _question,
        "voted": _voted,
    }
)
