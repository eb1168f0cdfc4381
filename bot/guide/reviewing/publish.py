"""That a local review's report was published, once the three partners agreed to it.

Source: facts F6.01: the report is published unless the partners consider that inappropriate; then
they publish what they consider appropriate about improvements.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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


def record_publication(desk: Desk, press: Press, form: DoneForm) -> ReferralCard:
    """Record the day on which the report was published.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, the three have not agreed to publish, or the
            day has not come yet.
        StaleError: The referral has moved on.
    """
    check_not_later(form.on, desk.today())
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.PUBLISH)
        if case is None:
            return shown(desk, unit, press)
        finish_clock(desk, unit, press, case, (Action.PUBLISH, form))
        after = replace(moved(case, Action.PUBLISH, press), published_on=form.on)
        changed = change(desk, unit, press, case, Change(Action.PUBLISH, after))
        words = "the local review's report has been published."
        tell_referrer(desk, unit, changed, words, press.key)
        return referral_card(desk, unit, changed, viewer=press.person)
