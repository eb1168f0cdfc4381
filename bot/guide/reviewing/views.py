"""Clocks, votes and actions as views: lines to read, codes to decide what can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.guide.desk import time_in_words
from bot.guide.review_replies import ActionView, AssuranceView, ClockView, DecisionView
from bot.guide.reviewing.words import (
    ACTION_WORDS,
    CHOICE_WORDS,
    CLOCK_WORDS,
    OUTCOME_WORDS,
    QUESTION_WORDS,
    RESULT_WORDS,
    SET_ASIDE_WORDS,
    SIX_MONTHS_QUIET,
    organisation,
)
from bot.referrals.clocks import ClockKind, Ended
from bot.referrals.learning import (
    ActionState,
    check_may_assure,
    check_may_drop,
    check_may_finish,
)
from bot.workdays import day_in_words, working_days_left

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.guide.desk import Desk
    from bot.referrals.clocks import Clock
    from bot.referrals.decisions import Decision
    from bot.referrals.learning import AgreedAction, Assurance
    from bot.referrals.people import Person

_UNKNOWN = {
    ClockKind.NOTIFY: (
        "the day the council became aware is not known. Treat the five days as running"
    ),
}
_NO_DATE = "no date can be given: the bank holidays of that year are not published"


def clock_view(clock: Clock, today: date) -> ClockView:
    """A clock as it stands on a day."""
    title = CLOCK_WORDS[clock.kind]
    is_late = clock.is_late(today)
    return ClockView(
        id=clock.id,
        kind=clock.kind.value,
        title=title,
        line=f"*{title}*: {_clock_words(clock, today)}",
        standing=_standing(clock, is_late=is_late),
        quiet=_quiet(clock),
        target=clock.target,
        latest=clock.latest,
        needs_reason=is_late and not clock.is_explained,
    )


def decision_view(desk: Desk, decision: Decision) -> DecisionView:
    """A round of votes: who said what when; why is sealed."""
    today = desk.today()
    return DecisionView(
        id=decision.id,
        question=decision.question.value,
        title=QUESTION_WORDS[decision.question],
        lines=tuple(
            f"{organisation(desk, vote.partner)}: {CHOICE_WORDS[vote.choice]}, "
            f"{time_in_words(vote.at, today)}"
            for vote in decision.votes
        ),
        missing=tuple(organisation(desk, partner) for partner in decision.missing),
        outcome=OUTCOME_WORDS[decision.outcome] if decision.outcome else "",
        is_open=decision.is_open,
        is_split=decision.is_split,
    )


def action_view(
    desk: Desk,
    action: AgreedAction,
    viewer: Person | None,
    *,
    text: str = "",
    assurances: Sequence[AssuranceView] = (),
) -> ActionView:
    """An action; what was agreed stays sealed unless it is handed in."""
    today = desk.today()
    due = {ActionState.OPEN: action.due_on, ActionState.DONE: action.assure_on}.get(action.state)
    owner = organisation(desk, action.owner)
    return ActionView(
        id=action.id,
        version=action.version,
        owner=owner,
        owner_person=action.owner_person,
        state=action.state.value,
        line=f"*{owner}*: {_action_words(action, due, today)}",
        is_late=due is not None and due < today,
        can=_can(action, viewer) if viewer else frozenset(),
        text=text,
        assurances=tuple(assurances),
    )


def assurance_view(desk: Desk, assurance: Assurance, evidence: str) -> AssuranceView:
    """What somebody found; their organisation is named, the person is not."""
    who = organisation(desk, assurance.partner or "business_manager")
    when = time_in_words(assurance.at, desk.today())
    line = f"{RESULT_WORDS[assurance.result]} · {who}, {when}"
    if assurance.next_on:
        line += f" · looked at again by {day_in_words(assurance.next_on)}"
    return AssuranceView(line=line, evidence=evidence)


def _can(action: AgreedAction, viewer: Person) -> frozenset[str]:
    checks = {"finish": check_may_finish, "drop": check_may_drop, "assure": check_may_assure}
    found = set()
    for name, check in checks.items():
        try:
            check(action, viewer)
        except (NotAllowedError, StaleError):
            continue
        found.add(name)
    return frozenset(found)


def _standing(clock: Clock, *, is_late: bool) -> str:
    if clock.ended is Ended.SET_ASIDE:
        return "set_aside"
    if clock.ended is Ended.MET:
        return "met_late" if is_late else "met"
    if clock.target is None:
        return "undated"
    return "late" if is_late else "running"


def _clock_words(clock: Clock, today: date) -> str:
    if clock.ended is Ended.SET_ASIDE:
        return f"no longer runs: {SET_ASIDE_WORDS.get(clock.why, clock.why)}"
    if clock.ended is Ended.MET and clock.ended_on:
        return _met_words(clock, clock.ended_on, today)
    if clock.target is None or clock.latest is None:
        return _NO_DATE if clock.started_on else _UNKNOWN.get(clock.kind, _NO_DATE)
    return f"{_dates(clock.target, clock.latest)} · {left_words(clock.latest, today)}"


def _met_words(clock: Clock, on: date, today: date) -> str:
    done = f"done on {day_in_words(on)}"
    if not clock.is_late(today) or clock.latest is None:
        return f"{done}, in time" if clock.latest else done
    why = "the reason is recorded" if clock.is_explained else "no reason is recorded yet"
    return f"{done}, *late*: the last day was {day_in_words(clock.latest)}; {why}"


def _dates(target: date, latest: date) -> str:
    words = f"due {day_in_words(target)}"
    return words if target == latest else f"{words}, latest {day_in_words(latest)}"


def left_words(latest: date, today: date) -> str:
    """`3 working days left`, `today is the last day`, `*late by 2 working days*`."""
    if latest == today:
        return "*today is the last day*"
    left = working_days_left(today, latest)
    if latest < today:
        return f"*late by {_days(max(-left, 1))}*"
    return f"{_days(left)} left"


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"


def _quiet(clock: Clock) -> str:
    if clock.kind is ClockKind.LOCAL_REVIEW:
        return SIX_MONTHS_QUIET
    if clock.warning:
        return f"Older guidance counts from becoming aware: {day_in_words(clock.warning)}."
    return ""


def _action_words(action: AgreedAction, due: date | None, today: date) -> str:
    words = ACTION_WORDS[action.state]
    if due is None:
        return words
    what = "due" if action.state is ActionState.OPEN else "somebody looks by"
    return f"{words} · {what} {day_in_words(due)} · {left_words(due, today)}"
