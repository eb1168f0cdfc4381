"""The rapid review: begun, and sent to the Panel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.desk import local
from bot.guide.referral_cards import referral_card
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.late import finish_clock
from bot.guide.reviewing.telling import tell_referrer
from bot.guide.reviewing.work import Change, begin, change, check_not_later, moved
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import DoneForm, Press


def start(desk: Desk, press: Press) -> ReferralCard:
    """Record that the rapid review has begun.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, or the Panel has not been notified.
        StaleError: It has begun or been sent, or the referral has moved on.
    """
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.START_REVIEW)
        if case is None:
            return shown(desk, unit, press)
        after = moved(case, Action.START_REVIEW, press)
        changed = change(desk, unit, press, case, Change(Action.START_REVIEW, after))
        return referral_card(desk, unit, changed, viewer=press.person)


def submit(desk: Desk, press: Press, form: DoneForm) -> ReferralCard:
    """Record that the rapid review was sent to the Panel.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, or the day is before the notification or has
            not come yet.
        StaleError: It has been sent already, or the referral has moved on.
    """
    check_not_later(form.on, desk.today())
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.SUBMIT_REVIEW)
        if case is None:
            return shown(desk, unit, press)
        notified_at = case.referral.notified_at
        if notified_at is not None and form.on < local(notified_at).date():
            raise NotAllowedError("That day is before the notification.")
        finish_clock(desk, unit, press, case, (Action.SUBMIT_REVIEW, form))
        after = replace(moved(case, Action.SUBMIT_REVIEW, press), submitted_on=form.on)
        changed = change(desk, unit, press, case, Change(Action.SUBMIT_REVIEW, after))
        words = "the rapid review has been sent to the Panel."
        tell_referrer(desk, unit, changed, words, press.key)
        return referral_card(desk, unit, changed, viewer=press.person)
