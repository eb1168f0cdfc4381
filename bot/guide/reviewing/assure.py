"""Actions that are done, dropped, or looked at by somebody else: whether the change is embedded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import NotAllowedError, NotFoundError, StaleError
from bot.guide.records import Subject, write_text
from bot.guide.reviewing import clockwork
from bot.guide.reviewing.learn import check_may_learn, found_recommendation, note_learning
from bot.guide.reviewing.learning_pages import page_of_recommendation
from bot.guide.reviewing.requests import LearnPress
from bot.guide.reviewing.work import check_not_later, check_text
from bot.referrals.clocks import ClockKind, agreed_clock
from bot.referrals.learning import (
    ActionState,
    Assurance,
    Result,
    check_may_assure,
    check_may_drop,
    check_may_finish,
)
from bot.referrals.model import TextKind
from bot.referrals.workflow import Action

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.review_replies import LearningPage
    from bot.guide.reviewing.requests import ActionPress, AssuranceForm, DoneForm
    from bot.referrals.clocks import Clock
    from bot.referrals.learning import AgreedAction, Recommendation
    from bot.referrals.people import Person

    Check = Callable[[AgreedAction, Person], None]


def finish(desk: Desk, press: ActionPress, form: DoneForm) -> LearningPage:
    """Record that an action is done; the clock for looking whether it took runs from then.

    Raises:
        NotFoundError: There is no such action.
        NotAllowedError: It belongs to another organisation, or the day has not come yet.
        StaleError: It is no longer open, or has moved on.
    """
    check_not_later(form.on, desk.today())
    with desk.store.unit() as unit:
        found = _begin(desk, unit, press, Action.FINISH, check_may_finish)
        if found is None:
            return _shown(desk, unit, press)
        seen, followed = found
        done = replace(seen, state=ActionState.DONE, done_on=form.on, done_by=press.person.id)
        changed = unit.learning.change_action(done, seen)
        _meet(desk, unit, press, seen, (ClockKind.ACTION, form.on, form.late_reason))
        _look_by(desk, unit, changed, form.on, changed.assure_on)
        _note(desk, unit, press, followed, (Action.FINISH, {"action": seen.id}))
        return page_of_recommendation(desk, unit, press.person, followed)


def drop(desk: Desk, press: ActionPress, reason: str) -> LearningPage:
    """Drop an action, with a reason; never by its owner.

    Raises:
        NotFoundError: There is no such action.
        NotAllowedError: The person owns it or is no partner, or the reason is empty.
        StaleError: It is settled already, or has moved on.
    """
    check_text(reason, "the reason")
    with desk.store.unit() as unit:
        found = _begin(desk, unit, press, Action.DROP, check_may_drop)
        if found is None:
            return _shown(desk, unit, press)
        seen, followed = found
        unit.learning.change_action(replace(seen, state=ActionState.DROPPED), seen)
        for clock in unit.clocks.of_subject(seen.id):
            if clock.is_running:
                clockwork.set_aside(desk, unit, clock, "dropped")
        subject = Subject(seen.id, seen.referral_id)
        write_text(desk, unit, subject, TextKind.DROP_REASON, (press.person, reason))
        _note(desk, unit, press, followed, (Action.DROP, {"action": seen.id}))
        return page_of_recommendation(desk, unit, press.person, followed)


def assure(desk: Desk, press: ActionPress, form: AssuranceForm) -> LearningPage:
    """Record what somebody found who does not own the action.

    `embedded` settles it; otherwise somebody looks again by the day given.

    Raises:
        NotFoundError: There is no such action.
        NotAllowedError: The person owns it, the evidence is empty, or there is no day on which
            somebody looks again.
        StaleError: It is not done, is settled already, or has moved on.
    """
    check_text(form.evidence, "what you saw")
    next_on = _next_look(desk, form)
    with desk.store.unit() as unit:
        found = _begin(desk, unit, press, Action.ASSURE, check_may_assure)
        if found is None:
            return _shown(desk, unit, press)
        seen, followed = found
        made = Assurance(
            id=uuid4().hex,
            action_id=seen.id,
            result=form.result,
            assured_by=press.person.id,
            partner=press.person.partner,
            at=desk.now(),
            next_on=next_on,
        )
        unit.learning.add_assurance(made)
        subject = Subject(made.id, seen.referral_id)
        write_text(desk, unit, subject, TextKind.EVIDENCE, (press.person, form.evidence))
        _meet(desk, unit, press, seen, (ClockKind.ASSURANCE, desk.today(), ""))
        if next_on is None:
            unit.learning.change_action(replace(seen, state=ActionState.ASSURED), seen)
        else:
            changed = unit.learning.change_action(replace(seen, assure_on=next_on), seen)
            _look_by(desk, unit, changed, desk.today(), next_on)
        codes = {"action": seen.id, "result": form.result.value}
        _note(desk, unit, press, followed, (Action.ASSURE, codes))
        return page_of_recommendation(desk, unit, press.person, followed)


def _next_look(desk: Desk, form: AssuranceForm) -> date | None:
    if form.result is Result.EMBEDDED:
        return None
    if form.next_on is None or form.next_on <= desk.today():
        raise NotAllowedError("Give a day on which somebody looks again.")
    return form.next_on


def _begin(
    desk: Desk, unit: Unit, press: ActionPress, action: Action, may: Check
) -> tuple[AgreedAction, Recommendation] | None:
    """The action and its recommendation, or None where the request has been dealt with before."""
    seen = found_action(unit, press.action_id)
    followed = found_recommendation(unit, seen.recommendation_id)
    is_new = unit.inbox.is_new([press.key], desk.now())
    check_may_learn(unit, press.person, followed, action)
    if not is_new:
        return None
    may(seen, press.person)
    if seen.version != press.version:
        raise StaleError("This action has moved on since that was drawn.")
    return seen, followed


def found_action(unit: Unit, action_id: str) -> AgreedAction:
    """The action with this id.

    Raises:
        NotFoundError: There is none.
    """
    action = unit.learning.action(action_id)
    if action is None:
        raise NotFoundError("There is no such action.")
    return action


def _shown(desk: Desk, unit: Unit, press: ActionPress) -> LearningPage:
    followed = found_recommendation(unit, found_action(unit, press.action_id).recommendation_id)
    return page_of_recommendation(desk, unit, press.person, followed)


def _running(unit: Unit, action: AgreedAction, kind: ClockKind) -> Clock | None:
    running = [c for c in unit.clocks.of_subject(action.id) if c.is_running and c.kind is kind]
    return running[-1] if running else None


def _meet(
    desk: Desk,
    unit: Unit,
    press: ActionPress,
    action: AgreedAction,
    met: tuple[ClockKind, date, str],
) -> None:
    """Meet an action's running clock on a day; a reason is kept where it was late."""
    kind, on, reason = met
    clock = _running(unit, action, kind)
    if clock is None:
        return
    clockwork.meet(desk, unit, clock, on)
    if replace(clock, ended_on=on).is_late(on) and not clock.is_explained:
        clockwork.explain(desk, unit, clock, (press.person, reason))


def _look_by(desk: Desk, unit: Unit, action: AgreedAction, since: date, due: date) -> None:
    start = clockwork.start_of(desk, action.referral_id)
    clock = agreed_clock(start, ClockKind.ASSURANCE, action.id, since, due)
    clockwork.set_going(desk, unit, clock)


def _note(
    desk: Desk,
    unit: Unit,
    press: ActionPress,
    followed: Recommendation,
    done: tuple[Action, dict[str, str]],
) -> None:
    note_learning(desk, unit, LearnPress(press.person, press.key), followed, done)
