"""Presses on buttons and choices in menus: one listener for each act, and one for all others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, NotFoundError, SealedError, StaleError, UnknownAnswerError
from bot.guide.replies import Notice
from bot.referrals.people import Role
from bot.slack.listeners.answer_presses import ANSWER_PRESSES, FOR_EVERYBODY
from bot.slack.listeners.learn_presses import LEARN_PRESSES
from bot.slack.listeners.pressed import read_pressed
from bot.slack.listeners.question_presses import QUESTION_PRESSES
from bot.slack.listeners.referral_presses import REFERRAL_PRESSES, refresh_home
from bot.slack.listeners.review_presses import REVIEW_PRESSES
from bot.slack.listeners.telling import refusal, tell
from bot.slack.listeners.walk_presses import WALK_PRESSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App

    from bot.slack.ids import Act
    from bot.slack.listeners.parts import Json, Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]

PRESSES = {
    **WALK_PRESSES,
    **REFERRAL_PRESSES,
    **REVIEW_PRESSES,
    **LEARN_PRESSES,
    **ANSWER_PRESSES,
    **QUESTION_PRESSES,
}
OLD_BUTTON = Notice(
    "This button is from an older version. Begin here instead.", ("start", "contacts")
)
UNUSABLE = Notice("That answer cannot be used here. A day in the future does not count.")
SEALED = Notice("What was typed does not open. Tell whoever runs this app.", ("contacts",))
_ANYTHING = re.compile("")


def register(app: App, parts: Parts) -> None:
    """Listen for every act, and last for anything else that can be pressed."""
    for act, press in PRESSES.items():
        app.action(pattern_of(act))(_listener(parts, press))
    app.action(_ANYTHING)(_listener(parts, _unknown))


def pattern_of(act: Act) -> re.Pattern[str]:
    """The `action_id`s of an act: alone, or with what tells several in one block apart."""
    return re.compile(rf"^{re.escape(act)}(:.*)?$")


def _listener(parts: Parts, press: Press) -> Callable[[Ack, Json], None]:
    def pressed_something(ack: Ack, body: Json) -> None:
        pressed = read_pressed(parts, body)
        notice = _answer(parts, pressed, press)
        if notice is not None:
            tell(parts, pressed, notice)
        elif pressed.view_id and not pressed.is_in_form:
            refresh_home(parts, pressed)
        ack()

    return pressed_something


def _answer(parts: Parts, pressed: Pressed, press: Press) -> Notice | None:
    """What the person is told, or None where they see it anyway."""
    if pressed.person.role is Role.STRANGER and pressed.act not in FOR_EVERYBODY:
        return refusal(parts.desk, pressed.person, pressed.key, f"press:{pressed.act}"[:60])
    if pressed.ref is None:
        return OLD_BUTTON
    try:
        return press(parts, pressed)
    except (NotAllowedError, NotFoundError, StaleError) as told:
        # These three are written for people: what has changed, and who was first.
        return Notice(str(told), ("start", "contacts"))
    except UnknownAnswerError:
        return UNUSABLE
    except SealedError:
        return SEALED


def _unknown(_parts: Parts, _pressed: Pressed) -> Notice | None:
    return OLD_BUTTON
