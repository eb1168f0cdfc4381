"""What can be pressed on a referral under review: its forms, and the reasons that were given."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotFoundError, StaleError
from bot.guide import review
from bot.guide.records import found_referral
from bot.guide.reviewing import asking
from bot.guide.reviewing.reasons import reasons
from bot.guide.reviewing.work import case_of, changed_words
from bot.referrals.case import check
from bot.referrals.workflow import Action
from bot.slack.blocks.pages import typed_view
from bot.slack.blocks.review_forms import FORMS, Asked, review_form
from bot.slack.ids import Act
from bot.slack.listeners.telling import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.desk import Desk
    from bot.guide.replies import Notice
    from bot.referrals.people import Person
    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]


def open_form(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open the form for an action, where the person may do it now.

    Raises:
        StaleError: It is done already, or the referral has moved on; says what changed.
        NotAllowedError: It is not this person's to do, or something has to be done first.
    """
    desk, referral_id = parts.desk, pressed.subject.id
    action = action_of(pressed.subject.answer)
    check_may(desk, pressed.person, referral_id, action)
    waiting = ""
    if action is Action.ANSWER:
        waiting = asking.question(desk, pressed.person, referral_id).question
    card = review.page(desk, pressed.person, referral_id)
    show(parts, pressed, review_form(Asked(action, card, desk.today(), question=waiting)))
    return None


def open_reasons(parts: Parts, pressed: Pressed) -> Notice | None:
    """Why people voted as they did, and why things were late; the look is logged first."""
    found = reasons(parts.desk, pressed.person, pressed.subject.id)
    show(parts, pressed, typed_view(found))
    return None


def action_of(code: str) -> Action:
    """The action that a button or form names.

    Raises:
        NotFoundError: There is no form for it.
    """
    action = next((action for action in FORMS if action.value == code), None)
    if action is None:
        raise NotFoundError("This button is from an older version. Open the referral again.")
    return action


def check_may(desk: Desk, person: Person, referral_id: str, action: Action) -> None:
    """Refuse what somebody may not do with a referral now, before a form is filled in for nothing.

    Raises:
        NotFoundError: There is no such referral.
        NotAllowedError: It is not this person's to do, or something has to be done first.
        StaleError: It has moved on; says what changed, when, and by whom.
    """
    with desk.store.reading() as unit:
        referral = found_referral(unit, referral_id)
        try:
            check(case_of(unit, referral), action, person)
        except StaleError as stale:
            raise StaleError(f"{stale} {changed_words(desk, unit, referral)}".strip()) from stale


REVIEW_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.REVIEW_OPEN: open_form,
        Act.REVIEW_REASONS: open_reasons,
    }
)
