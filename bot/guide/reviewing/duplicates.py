"""Referrals that may be about the same incident: shown in coded facts, linked by a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.ports_review import Link
from bot.guide.records import found_referral
from bot.guide.referral_cards import referral_card
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.telling import redraw_announcement
from bot.guide.reviewing.work import begin, note
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import Press


def link(desk: Desk, press: Press, other_id: str) -> ReferralCard:
    """Say that two referrals are about the same incident; each stays a referral of its own.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, or the two are one.
        StaleError: The referral is closed.
    """
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.LINK, any_version=True)
        if case is None:
            return shown(desk, unit, press)
        other = found_referral(unit, other_id)
        if other.id == case.referral.id:
            raise NotAllowedError("A referral is not linked with itself.")
        made = Link(case.referral.id, other.id, press.person.id, press.person.partner, desk.now())
        unit.links.add(made)
        note(desk, unit, press, case, Action.LINK, {"other": other.id})
        redraw_announcement(desk, unit, other, f"{press.key}:other")
        return referral_card(desk, unit, case.referral, viewer=press.person)
