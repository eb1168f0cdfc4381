"""How every use case of the review begins and ends: found, checked, changed, recorded, told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, StaleError
from bot.guide.desk import time_in_words
from bot.guide.records import Done, found_referral, record
from bot.guide.reviewing.requests import TEXT_LIMIT
from bot.guide.reviewing.telling import redraw_announcement
from bot.guide.reviewing.words import EVENT_WORDS, organisation
from bot.referrals.case import Case, check
from bot.referrals.decisions import OVERTAKEN
from bot.referrals.model import PartKind
from bot.referrals.workflow import Action, next_state

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.reviewing.requests import Press
    from bot.referrals.model import Referral

_LOOKS = frozenset({"referral.look", "referral.see"})


def case_of(unit: Unit, referral: Referral) -> Case:
    """A referral with everything that decides what may be done with it."""
    kinds = [PartKind.QUESTION, PartKind.ANSWER]
    latest = unit.referrals.latest_versions(referral.id, kinds)
    asked, answered = (latest[kind] for kind in kinds)
    return Case(
        referral=referral,
        clocks=unit.clocks.of_referral(referral.id),
        decisions=unit.decisions.of_referral(referral.id),
        actions=unit.learning.actions_of_referral(referral.id),
        waiting_question=asked if asked > answered else 0,
    )


def begin(
    desk: Desk, unit: Unit, press: Press, action: Action, *, any_version: bool = False
) -> Case | None:
    """Find the referral and check that this person may do this with it now.

    Args:
        desk: What use cases work with.
        unit: The open unit of work.
        press: Who, on what, as they saw it.
        action: What they want to do.
        any_version: Whether it may be done whatever changed since it was drawn.

    Returns:
        The referral as it is, or None where the same request has been dealt with before.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: The person may not do this, or something has to be done first.
        StaleError: It has moved on; says what changed, when, and for whom somebody did it.
    """
    referral = found_referral(unit, press.referral_id)
    case = case_of(unit, referral)
    if not unit.inbox.is_new([press.key], desk.now()):
        next_state(referral, Action.SEE, press.person)
        return None
    try:
        check(case, action, press.person)
    except StaleError as stale:
        raise StaleError(f"{stale} {changed_words(desk, unit, referral)}".strip()) from stale
    if press.version != referral.version and not any_version:
        changed = changed_words(desk, unit, referral)
        raise StaleError(f"{referral.ref} has changed since that was drawn. {changed}".strip())
    return case


@dataclass(frozen=True, slots=True)
class Change:
    """What an action changes in the referral itself.

    Attributes:
        action: What was done.
        after: The referral as it should be.
        codes: Further codes for the audit log.
    """

    action: Action
    after: Referral
    codes: Mapping[str, str] = field(default_factory=dict)


def change(desk: Desk, unit: Unit, press: Press, case: Case, change: Change) -> Referral:
    """Keep a change, record it, end votes that it overtakes, and redraw the partners' card.

    Raises:
        StaleError: The referral has moved on.
    """
    changed = unit.referrals.change(change.after, case.referral)
    before = case.referral.state
    record(desk, unit, Done(press.person, change.action, before, changed, change.codes))
    if changed.state is not before:
        overtake(desk, unit, case)
    redraw_announcement(desk, unit, changed, press.key)
    return changed


def note(
    desk: Desk,
    unit: Unit,
    press: Press,
    case: Case,
    action: Action,
    codes: Mapping[str, str] | None = None,
) -> None:
    """Record what leaves the referral itself as it is, and redraw the partners' card."""
    referral = case.referral
    record(desk, unit, Done(press.person, action, referral.state, referral, codes or {}))
    redraw_announcement(desk, unit, referral, press.key)


def overtake(desk: Desk, unit: Unit, case: Case) -> None:
    """End the rounds of votes that were given on a referral that has changed since."""
    for decision in unit.decisions.of_referral(case.referral.id):
        if decision.is_open:
            unit.decisions.close(decision.id, OVERTAKEN, desk.now())


def moved(case: Case, action: Action, press: Press) -> Referral:
    """The referral in the state that an action leads to."""
    return replace(case.referral, state=next_state(case.referral, action, press.person))


def changed_words(desk: Desk, unit: Unit, referral: Referral) -> str:
    """`Taken by South Yorkshire Police, today 09:31.`: the last change; the person is not named."""
    rows = [row for row in unit.audit.of_referral(referral.id) if row.event.action not in _LOOKS]
    if not rows:
        return ""
    event = rows[-1].event
    what = EVENT_WORDS.get(event.action, "Changed")
    who = organisation(desk, event.partner or event.role)
    return f"Last change: {what}. {who}, {time_in_words(event.at, desk.today())}."


def check_text(text: str, what: str) -> None:
    """Refuse an empty text or one that is too long.

    Raises:
        NotAllowedError: See above; names what is missing, repeats nothing.
    """
    if not text.strip():
        raise NotAllowedError(f"Write {what}.")
    if len(text) > TEXT_LIMIT:
        raise NotAllowedError(f"Write {what} in at most {TEXT_LIMIT:,} characters.")


def check_not_later(day: date, today: date) -> None:
    """Refuse a day that has not come yet.

    Raises:
        NotAllowedError: It is in the future.
    """
    if day > today:
        raise NotAllowedError("That day has not come yet.")
