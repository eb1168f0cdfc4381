"""What can be pressed about learning: its pages, and its forms."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.replies import Choice
from bot.guide.reviewing.follow_up import follow_up
from bot.guide.reviewing.learn import LEARNS, learning_page
from bot.guide.reviewing.words import organisation
from bot.referrals.learning import OWNERS
from bot.slack.blocks.learn_forms import LEARN_FORMS, Learned, learn_form, marked
from bot.slack.blocks.learning import ON_PAGE, follow_up_view, learning_view
from bot.slack.blocks.pages import REVIEW
from bot.slack.ids import Act
from bot.slack.listeners.telling import replace_form, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.desk import Desk
    from bot.guide.replies import Notice
    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]

OLD_BUTTON = "This button is from an older version. Open the page again."
NOT_YOURS = "Only the partners and the business manager do this."


def open_page(parts: Parts, pressed: Pressed) -> Notice | None:
    """What one referral or one published review taught; the look is logged first."""
    about = pressed.subject
    is_review = about.fact == REVIEW
    page = learning_page(
        parts.desk,
        pressed.person,
        referral_id="" if is_review else about.id,
        review_id=about.id if is_review else "",
    )
    # On a referral's page the button has no number behind it.
    is_on_page = pressed.action_id == Act.LEARN_PAGE
    show(parts, pressed, learning_view(page, is_on_page=is_on_page))
    return None


def open_follow_up(parts: Parts, pressed: Pressed) -> Notice | None:
    """What we said we would do and whether we did; another page of it in its place."""
    after = pressed.subject.id
    view = follow_up_view(follow_up(parts.desk, pressed.person, after=after), after)
    is_paging = pressed.subject.answer == "page"
    (replace_form if is_paging else show)(parts, pressed, view)
    return None


def open_form(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open a form about learning.

    Raises:
        NotAllowedError: The person is neither partner nor business manager.
        NotFoundError: There is no such form.
    """
    if pressed.person.role not in LEARNS:
        raise NotAllowedError(NOT_YOURS)
    if pressed.subject.answer not in LEARN_FORMS:
        raise NotFoundError(OLD_BUTTON)
    about = pressed.subject
    if pressed.surface.answer == ON_PAGE:
        about = marked(about, ON_PAGE)
    made = Learned(about, parts.desk.today(), owners(parts.desk))
    show(parts, pressed, learn_form(made))
    return None


def owners(desk: Desk) -> tuple[Choice, ...]:
    """The organisations that an action may belong to."""
    return tuple(Choice(organisation(desk, owner), owner) for owner in OWNERS)


LEARN_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.LEARN_PAGE: open_page,
        Act.LEARN_OPEN: open_form,
        Act.FOLLOW_UP: open_follow_up,
    }
)
