"""Opening a referral again: by one partner, with a reason, and with the clocks that are owed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.guide.desk import local
from bot.guide.records import Subject, write_text
from bot.guide.referral_cards import referral_card
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.clockwork import set_going, start_of
from bot.guide.reviewing.telling import tell_referrer
from bot.guide.reviewing.work import Change, begin, change, check_not_later, check_text, moved
from bot.referrals.clocks import ClockKind, notify_clock, rapid_review_clock
from bot.referrals.model import TextKind
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import Press, ReopenForm
    from bot.referrals.model import Referral


def reopen(desk: Desk, press: Press, form: ReopenForm) -> ReferralCard:
    """Open a referral again that was closed, or whose criteria were found not met.

    Where the Panel was never notified the five working days run again, from the day given; without
    a day they run undated. Where the rapid review was never sent, its clock runs again.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, the reason is empty, or the day has not come.
        StaleError: It is open, or has moved on.
    """
    check_text(form.reason, "the reason")
    if form.aware_on is not None:
        check_not_later(form.aware_on, desk.today())
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.REOPEN)
        if case is None:
            return shown(desk, unit, press)
        subject = Subject(uuid4().hex, case.referral.id)
        after = moved(case, Action.REOPEN, press)
        if after.notified_at is None:
            after = replace(after, aware_on=form.aware_on)
        codes = {"text": subject.id}
        changed = change(desk, unit, press, case, Change(Action.REOPEN, after, codes))
        write_text(desk, unit, subject, TextKind.REOPEN_REASON, (press.person, form.reason))
        _set_going_again(desk, unit, changed)
        tell_referrer(desk, unit, changed, "the partners opened this again.", press.key)
        return referral_card(desk, unit, changed, viewer=press.person)


def _set_going_again(desk: Desk, unit: Unit, referral: Referral) -> None:
    running = {clock.kind for clock in unit.clocks.of_referral(referral.id) if clock.is_running}
    start = start_of(desk, referral.id)
    if referral.notified_at is None:
        if ClockKind.NOTIFY not in running:
            set_going(desk, unit, notify_clock(start, referral.aware_on))
    elif referral.submitted_on is None and ClockKind.RAPID_REVIEW not in running:
        sent_on = local(referral.notified_at).date()
        set_going(desk, unit, rapid_review_clock(start, sent_on, referral.aware_on))
