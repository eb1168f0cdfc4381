"""What can be pressed on a referral: by its referrer, and by the partners."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import StaleError
from bot.guide import moving, refer, review
from bot.guide.ports_outbox import Post
from bot.guide.replies import Notice
from bot.guide.reviewing.telling import announced, redraw_copy
from bot.slack.blocks.forms import amend_form, referral_form, referral_page, typed_view
from bot.slack.ids import Act
from bot.slack.listeners.telling import replace_form, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.replies import ReferralCard
    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]


def form(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open the form for telling the partners; first ask about an update that changes something."""
    if moving.asks_before_telling(parts.desk, pressed.as_click()):
        return None
    show(parts, pressed, referral_form(refer.form(parts.desk, pressed.person, pressed.subject.id)))
    return None


def amend(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open the form for correcting or withdrawing."""
    card = refer.own_card(parts.desk, pressed.person, pressed.subject.id)
    show(parts, pressed, amend_form(card))
    return None


def take(parts: Parts, pressed: Pressed) -> Notice | None:
    """Take a referral for one's organisation; every copy of its card shows it.

    Raises:
        StaleError: Somebody was first; says who.
    """
    referral_id = pressed.subject.id
    try:
        card = review.take(parts.desk, pressed.person, referral_id, key=pressed.key)
    except StaleError:
        redraw_copies(parts, pressed.key, referral_id, pressed.card)
        raise
    redraw_copies(parts, pressed.key, referral_id, pressed.card)
    if pressed.is_in_form:
        replace_form(parts, pressed, referral_page(_own_page(parts, pressed)))
        return None
    return Notice(f"{card.ref}: {card.taken}. Its referrer has been told.")


def page(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open a referral's own page."""
    show(parts, pressed, referral_page(_own_page(parts, pressed)))
    return None


def look(parts: Parts, pressed: Pressed) -> Notice | None:
    """Open what was typed; the look is in the audit log before anything is shown."""
    typed = review.look(parts.desk, pressed.person, pressed.subject.id)
    show(parts, pressed, typed_view(typed))
    return None


def redraw_copies(parts: Parts, key: str, referral_id: str, pressed_on: str) -> None:
    """Bring the copies of an announcement up to date that the use case does not know of.

    A post whose arrival was never confirmed can stand there twice: such a copy is known by the
    press that comes from it. Where the press was too late the use case has redrawn none.
    """
    desk = parts.desk
    with desk.store.unit() as unit:
        for copy in dict.fromkeys((*announced(unit, referral_id), pressed_on)):
            if copy:
                redraw_copy(desk, unit, referral_id, (key, copy))


def refresh_home(parts: Parts, pressed: Pressed) -> None:
    """Draw the person's Home tab again after a press on it, with the list that was chosen."""
    desk = parts.desk
    to = f"home:{pressed.person.id}"
    is_choice = pressed.act in {Act.LIST_SHOW, Act.LIST_PAGE}
    listed = pressed.subject if is_choice else pressed.surface
    after = "" if pressed.act == Act.LIST_SHOW else listed.id
    codes = {"show": listed.answer, "after": after}
    with desk.store.unit() as unit:
        unit.outbox.add(Post(f"home:{pressed.key}", to, to, "home", codes, not_before=desk.now()))


def choose_list(_parts: Parts, _pressed: Pressed) -> Notice | None:
    """Another list, or another page of it: the Home tab is drawn again after every press on it."""
    return None


def _own_page(parts: Parts, pressed: Pressed) -> ReferralCard:
    return review.page(parts.desk, pressed.person, pressed.subject.id)


REFERRAL_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.REFERRAL_FORM: form,
        Act.REFERRAL_AMEND: amend,
        Act.REFERRAL_TAKE: take,
        Act.REFERRAL_PAGE: page,
        Act.REFERRAL_LOOK: look,
        Act.LIST_SHOW: choose_list,
        Act.LIST_PAGE: choose_list,
    }
)
