"""What a form does once it was sent: errors beside its fields, or the page beneath it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from bot.guide.home import SAME_LIST
from bot.guide.ports_outbox import Post
from bot.slack.failures import CALL_FAILURES, failure_of
from bot.slack.listeners.filled import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.referrals.people import Person
    from bot.slack.blocks.message import Block
    from bot.slack.listeners.parts import Json, Parts

_log = logging.getLogger(__name__)


def page(view: Block) -> dict[str, Any]:
    """The form turns into a page."""
    return {"response_action": "update", "view": view}


def beside(errors: Mapping[str, str]) -> dict[str, Any]:
    """The form stays, with a sentence beside each field that is wrong."""
    return {"response_action": "errors", "errors": dict(errors)}


def finish(parts: Parts, sent: tuple[Json, Person], shown: Block) -> dict[str, Any]:
    """Show the page that a form was opened on as it is now, and close the form.

    Where the form was opened on a message, or the page cannot be reached, the form turns into it.

    Args:
        parts: What listeners work with.
        sent: The form, and who sent it.
        shown: The page as it is now.

    Raises:
        StoreError: The Home tab could not be queued.
    """
    form, person = sent
    _refresh_home(parts, person, key_of(form))
    below = str(form.get("previous_view_id") or "")
    if not below:
        return page(shown)
    try:
        parts.client.views_update(view_id=below, view=shown)
    except CALL_FAILURES as error:
        _log.warning("A page was not brought up to date: %s", failure_of(error).code)
        return page(shown)
    return {}


def at_the_bottom(parts: Parts, form: Json, draw: Callable[[], Block]) -> None:
    """Bring the page up to date that lies beneath the one a form was opened on, where there is one.

    Args:
        parts: What listeners work with.
        form: The form that was sent.
        draw: Draws that page as it is now.

    Raises:
        StoreError: The page could not be read.
    """
    bottom = str(form.get("root_view_id") or "")
    if bottom in {"", form.get("id"), form.get("previous_view_id")}:
        return
    try:
        parts.client.views_update(view_id=bottom, view=draw())
    except CALL_FAILURES as error:
        _log.warning("A page was not brought up to date: %s", failure_of(error).code)


def _refresh_home(parts: Parts, person: Person, key: str) -> None:
    to = f"home:{person.id}"
    codes = {"show": SAME_LIST}
    with parts.desk.store.unit() as unit:
        unit.outbox.add(Post(f"home:{key}", to, to, "home", codes, not_before=parts.desk.now()))
