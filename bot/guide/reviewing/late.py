"""Clocks that are met, in time or late, and why they were late."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.referral_cards import referral_card
from bot.guide.reviewing import clockwork
from bot.guide.reviewing.claim import shown
from bot.guide.reviewing.work import begin, check_text, note
from bot.referrals.workflow import RULES, Action

if TYPE_CHECKING:
    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import ReferralCard
    from bot.guide.reviewing.requests import DoneForm, Press
    from bot.referrals.case import Case


def finish_clock(
    desk: Desk, unit: Unit, press: Press, case: Case, done: tuple[Action, DoneForm]
) -> None:
    """Meet the clock that an action ends, where it runs; a reason is kept where it was late."""
    action, form = done
    kind = RULES[action].ends
    clock = case.running_of(kind) if kind else None
    if form.late_reason.strip():
        check_text(form.late_reason, "the reason")
    if clock is None:
        return
    clockwork.meet(desk, unit, clock, form.on)
    if replace(clock, ended_on=form.on).is_late(form.on) and not clock.is_explained:
        clockwork.explain(desk, unit, clock, (press.person, form.late_reason))


def explain(desk: Desk, press: Press, clock_id: str, reason: str) -> ReferralCard:
    """Say why a clock is or was late; once.

    Raises:
        NotFoundError: There is no such referral or clock.
        NotAllowedError: The person is not a partner, the clock is not late, or the reason is empty.
        StaleError: Somebody has said why already.
    """
    check_text(reason, "the reason")
    with desk.store.unit() as unit:
        case = begin(desk, unit, press, Action.EXPLAIN, any_version=True)
        if case is None:
            return shown(desk, unit, press)
        clock = next((one for one in case.clocks if one.id == clock_id), None)
        if clock is None:
            raise NotFoundError("There is no such clock.")
        if not clock.is_late(desk.today()):
            raise NotAllowedError("This is not late.")
        clockwork.explain(desk, unit, clock, (press.person, reason))
        note(desk, unit, press, case, Action.EXPLAIN, {"clock": clock.kind.value})
        return referral_card(desk, unit, case.referral, viewer=press.person)
