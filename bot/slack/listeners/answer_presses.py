"""What can be pressed on an answer, a notice or anywhere: entries, contacts, how to ask."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.guide import ask
from bot.guide.codes import as_codes
from bot.guide.ports_outbox import Post
from bot.guide.replies import Notice
from bot.slack.blocks.forms import info_view
from bot.slack.ids import Act
from bot.slack.listeners.telling import queue, show, to_person

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.slack.listeners.parts import Parts
    from bot.slack.listeners.pressed import Pressed

    Press = Callable[[Parts, Pressed], Notice | None]

HOW_TO_ASK = Notice(
    "Type your question in the message box here, as you would say it.\n"
    "Leave out names, dates of birth and addresses.",
    ("start", "contacts"),
)
NOT_NOW = Notice(
    "Ask again in other words, or go through what has to happen.\n"
    "If a child is in danger later, call 999.",
    ("start", "help", "contacts"),
)


def entry(parts: Parts, pressed: Pressed) -> Notice | None:
    """The answer of one entry: in the direct message, or beside the answer it was offered with."""
    desk = parts.desk
    reply = ask.answer_entry(desk.content, pressed.subject.id)
    person = f"person:{pressed.person.id}"
    is_elsewhere = bool(pressed.channel) and not pressed.is_in_direct_message
    to = f"notice:{pressed.channel}:{pressed.person.id}" if is_elsewhere else person
    post = Post(
        f"entry:{pressed.key}",
        to,
        to,
        "answer",
        as_codes(reply),
        not_before=desk.now(),
        response_url=pressed.way_to_whisper,
        thread_ts=pressed.thread_ts,
    )
    conversation = pressed.thread or pressed.person.id
    with desk.store.unit() as unit:
        if unit.inbox.is_new([pressed.key], desk.now()):
            unit.outbox.add(post)
            unit.conversations.show(conversation, reply.entry, desk.now())
    return None


def how(parts: Parts, pressed: Pressed) -> Notice | None:
    """How to ask a question; said in the conversation where it can be typed."""
    key = f"how:{pressed.key}"
    queue(parts.desk, to_person(parts.desk, pressed.person, key, "notice", HOW_TO_ASK))
    return None if pressed.is_in_direct_message else Notice("See your direct message here.")


def contacts(parts: Parts, pressed: Pressed) -> Notice | None:
    """Whom to ring."""
    show(parts, pressed, info_view("Talk to a person", ask.contact_lines(parts.desk.content)))
    return None


def not_now(_parts: Parts, _pressed: Pressed) -> Notice | None:
    """No child is in danger now: the way on to an answer."""
    return NOT_NOW


ANSWER_PRESSES: Mapping[Act, Press] = MappingProxyType(
    {
        Act.ENTRY_SHOW: entry,
        Act.ASK_HOW: how,
        Act.CONTACTS: contacts,
        Act.NOT_NOW: not_now,
    }
)
FOR_EVERYBODY = frozenset({Act.CONTACTS.value, Act.NOT_NOW.value})
"""What strangers may press too: it leads to help."""
