"""The council's notification to the Panel: recorded by the council alone, whatever else is open.

Source: Children Act 2004, section 16C puts the duty on the local authority; storage.md 2.3 (it does
not wait for the other two partners).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.desk import local
from bot.guide.records import Subject, write_text
from bot.guide.referral_cards import referral_card
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.clockwork import explain, meet, set_aside, set_going, start_of
from bot.guide.reviewing.telling import tell_referrer
from bot.guide.reviewing.work import Change, begin, change, check_not_later, check_text, moved
from bot.referrals.clocks import ClockKind, notify_clock, rapid_review_clock
from bot.referrals.model import TextKind
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import NotificationForm, Press
    from bot.referrals.case import Case
    from bot.referrals.clocks import Clock

NOTIFIED = "the council has notified the Panel. A rapid review follows."


def record_notification(desk: Desk, press: Press, form: NotificationForm) -> ReferralCard:
    """Record that the council has notified the Panel; the rapid review's clock runs from then.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not of the council, or the time has not come yet.
        StaleError: It is recorded already, or the referral is closed.
    """
    if form.sent_at > desk.now():
        raise NotAllowedError("That time has not come yet.")
    if form.late_reason.strip():
        check_text(form.late_reason, "the reason")
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.NOTIFY)
        if case is None:
            return shown(desk, unit, press)
        referral = case.referral
        sent_on = local(form.sent_at).date()
        clock = _notify_clock(desk, unit, case)
        meet(desk, unit, clock, sent_on)
        if replace(clock, ended_on=sent_on).is_late(sent_on):
            explain(desk, unit, clock, (press.person, form.late_reason))
        after = replace(moved(case, Action.NOTIFY, press), notified_at=form.sent_at)
        changed = change(desk, unit, press, case, Change(Action.NOTIFY, after))
        typed = (press.person, form.panel_reference)
        subject = Subject(referral.id, referral.id)
        write_text(desk, unit, subject, TextKind.PANEL_REFERENCE, typed)
        start = start_of(desk, referral.id)
        set_going(desk, unit, rapid_review_clock(start, sent_on, referral.aware_on))
        tell_referrer(desk, unit, changed, NOTIFIED, press.key)
        return referral_card(desk, unit, changed, viewer=press.person)


def set_aware(desk: Desk, press: Press, aware_on: date) -> ReferralCard:
    """Set the day on which the council became aware, where it is not known or was earlier.

    Nobody moves the day later: a clock would stop being late.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person is not a partner, or the day is later than the one that is set,
            or has not come yet.
        StaleError: The Panel has been notified, or the referral has moved on.
    """
    check_not_later(aware_on, desk.today())
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.SET_AWARE)
        if case is None:
            return shown(desk, unit, press)
        known = case.referral.aware_on
        if known is not None and aware_on > known:
            raise NotAllowedError("The day of becoming aware can be set earlier, not later.")
        after = replace(case.referral, aware_on=aware_on)
        changed = change(desk, unit, press, case, Change(Action.SET_AWARE, after))
        running = case.running_of(ClockKind.NOTIFY)
        if running:
            set_aside(desk, unit, running, "aware_day_changed")
            set_going(desk, unit, notify_clock(start_of(desk, changed.id), aware_on))
        return referral_card(desk, unit, changed, viewer=press.person)


def _notify_clock(desk: Desk, unit: Unit, case: Case) -> Clock:
    """The clock that a notification meets; one is made where none ran, so that it is counted."""
    running = case.running_of(ClockKind.NOTIFY)
    if running:
        return running
    clock = notify_clock(start_of(desk, case.referral.id), case.referral.aware_on)
    unit.clocks.add(clock)
    return clock
