"""Telling a person something in answer to what they did, where they did it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.guide.ask import contact_lines
from bot.guide.codes import as_codes
from bot.guide.ports_audit import AuditEvent
from bot.guide.ports_outbox import Post
from bot.guide.replies import Notice
from bot.slack.blocks.forms import info_view
from bot.slack.failures import CALL_FAILURES, failure_of
from bot.slack.logs import where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.guide.desk import Desk
    from bot.referrals.people import Person
    from bot.slack.blocks.message import Block
    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

PLEASE_NOTE = "Please note"
TOO_SLOW = "That took too long to open. Press again."
_log = logging.getLogger(__name__)


def queue(desk: Desk, post: Post, keys: Sequence[str] = ()) -> bool:
    """Queue a post, once; False when `keys` were dealt with before.

    Raises:
        StoreError: Nothing was queued.
    """
    with desk.store.unit() as unit:
        if keys and not unit.inbox.is_new(keys, desk.now()):
            return False
        unit.outbox.add(post)
    return True


def to_person(desk: Desk, person: Person, key: str, template: str, codes: Notice | None) -> Post:
    """A post to somebody's direct message; a notice, or a template that needs no codes."""
    to = f"person:{person.id}"
    taken = as_codes(codes) if codes else {"person": person.id}
    return Post(key, to, to, template, taken, not_before=desk.now())


def whisper(desk: Desk, person: Person, channel: str, key: str, notice: Notice) -> Post:
    """A notice that one person sees, in the channel they are in."""
    to = f"notice:{channel}:{person.id}"
    return Post(key, to, to, "notice", as_codes(notice), not_before=desk.now())


def tell(parts: Parts, pressed: Pressed, notice: Notice) -> None:
    """Answer a press: beside the message, or on top of the form or page it was made on.

    Raises:
        StoreError: The notice could not be queued.
    """
    if not pressed.channel:
        show(parts, pressed, info_view(PLEASE_NOTE, [notice.text]))
        return
    to = f"notice:{pressed.channel}:{pressed.person.id}"
    post = Post(
        f"notice:{pressed.key}",
        to,
        to,
        "notice",
        as_codes(notice),
        not_before=parts.desk.now(),
        response_url=pressed.way_to_whisper,
        thread_ts=pressed.thread_ts,
    )
    queue(parts.desk, post)


def show(parts: Parts, pressed: Pressed, view: Block) -> None:
    """Open a form or page for a press: on top of another, or alone.

    Slack allows three seconds and one use. Where that is over, the person gets the button again.

    Raises:
        StoreError: Neither worked.
    """
    open_ = parts.client.views_push if pressed.is_in_form else parts.client.views_open
    try:
        open_(trigger_id=pressed.trigger_id, view=view)
    except CALL_FAILURES as error:
        _log.warning("A form did not open: %s", failure_of(error).code)
        _offer_again(parts, pressed)


def replace_form(parts: Parts, pressed: Pressed, view: Block) -> None:
    """Show another state of the page that was pressed on, or open it where there is none."""
    if not pressed.is_in_form:
        show(parts, pressed, view)
        return
    try:
        parts.client.views_update(view_id=pressed.view_id, view=view)
    except CALL_FAILURES as error:
        _log.warning("A form was not brought up to date: %s", failure_of(error).code)


def refusal(desk: Desk, person: Person, key: str, what: str) -> Notice:
    """What somebody who is not staff here is told; the refusal is kept in the audit log.

    Args:
        desk: What use cases work with.
        person: Who was refused.
        key: What makes the request unique.
        what: What they tried, as a code.
    """
    now = desk.now()
    event = AuditEvent(
        at=now,
        person_id=person.id,
        role=person.role.value,
        action="refused",
        codes={"what": what},
        partner=person.partner,
    )
    try:
        with desk.store.unit() as unit:
            if unit.inbox.is_new([f"refused:{key}"], now):
                unit.audit.record(event)
    except StoreError as error:
        _log.warning("A refusal was not recorded: %s", where(error))
    lines = contact_lines(desk.content, ["emergency", "front_door", "emergency_duty_team"])
    area = desk.content.area.partnership
    text = f"This is only for staff who work with {area}.\nIf a child is in danger now, call 999."
    return Notice("\n".join((text, *(f"- {line}" for line in lines))), ("contacts",))


def _offer_again(parts: Parts, pressed: Pressed) -> None:
    """The same button once more, with a fresh trigger; in the direct message where need be."""
    person = f"person:{pressed.person.id}"
    where_to = f"notice:{pressed.channel}:{pressed.person.id}" if pressed.channel else person
    codes = {
        "text": TOO_SLOW,
        "action": pressed.action_id,
        "label": pressed.label,
        "value": pressed.value,
    }
    is_button = bool(pressed.label and pressed.value)
    queue(
        parts.desk,
        Post(
            f"again:{pressed.key}",
            where_to,
            where_to,
            "again" if is_button else "notice",
            codes if is_button else as_codes(Notice(TOO_SLOW, ("contacts",))),
            not_before=parts.desk.now(),
            response_url=pressed.way_to_whisper,
        ),
    )
