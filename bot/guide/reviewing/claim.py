"""Taking a referral over from somebody who had it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.guide.records import found_referral
from bot.guide.referral_cards import referral_card, taken_words
from bot.guide.reviewing.clockwork import announce
from bot.guide.reviewing.telling import tell_referrer
from bot.guide.reviewing.work import Change, begin, case_of, change
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import Press
    from bot.referrals.model import Referral


def take_over(desk: Desk, press: Press) -> ReferralCard:
    """Take over a referral that somebody has: reminders in person come to the new one from now on.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner.
        StaleError: It has moved on, or it is theirs already.
    """
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.TAKE_OVER)
        if case is None:
            return shown(desk, unit, press)
        after = replace(
            case.referral,
            taken_by=press.person.partner,
            taken_person=press.person.id,
            taken_at=desk.now(),
        )
        taken = change(desk, unit, press, case, Change(Action.TAKE_OVER, after))
        remind_lead(desk, unit, taken)
        tell_referrer(desk, unit, taken, f"{taken_words(desk, taken)}.", press.key)
        return referral_card(desk, unit, taken, viewer=press.person)


def remind_lead(desk: Desk, unit: Unit, referral: Referral) -> None:
    """Queue the next reminder in person of every clock that runs."""
    for clock in case_of(unit, referral).running:
        announce(desk, unit, clock, desk.today())


def shown(desk: Desk, unit: Unit, press: Press) -> ReferralCard:
    """The referral as it stands, for whoever pressed."""
    referral = found_referral(unit, press.referral_id)
    return referral_card(desk, unit, referral, viewer=press.person)
