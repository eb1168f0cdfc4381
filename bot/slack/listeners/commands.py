"""The slash command: answered in the acknowledgement itself, seen by the person alone."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.guide import ask, walk
from bot.guide.replies import Notice
from bot.referrals.people import Role
from bot.slack.blocks.answers import answer_message, notice_message
from bot.slack.listeners.parts import said
from bot.slack.listeners.telling import refusal
from bot.slack.listeners.words import Word, word_in
from bot.slack.logs import where
from bot.slack.render import help_now, referrals_now

if TYPE_CHECKING:
    from slack_bolt import Ack, App

    from bot.guide.replies import AnswerReply
    from bot.referrals.people import Person
    from bot.slack.blocks.message import Message
    from bot.slack.listeners.parts import Json, Parts

COMMAND = "/safeguarding"
_log = logging.getLogger(__name__)
STARTED = Notice("Open the direct message with this app. The questions are there.", ("contacts",))


def register(app: App, parts: Parts) -> None:
    """Listen for the command."""

    def commanded(ack: Ack, body: Json) -> None:
        message = _message(parts, body)
        ack(text=message.text, blocks=message.blocks, response_type="ephemeral")

    app.command(COMMAND)(commanded)


def _message(parts: Parts, body: Json) -> Message:
    text = said(body.get("text"))
    word = word_in(text)
    reply = ask.answer(parts.desk.content, text) if word is None else None
    if reply is not None and reply.kind == ask.EMERGENCY:
        # Before it is known who asks: an emergency is answered to anybody, whatever else fails.
        return answer_message(reply)
    person = parts.person(body)
    if person.role is Role.STRANGER:
        key = f"command:{body['trigger_id']}"
        return notice_message(refusal(parts.desk, person, key, "command"))
    if reply is not None:
        return answer_message(_counted(parts, reply))
    return _by_word(parts, body, person, word or Word.HELP)


def _counted(parts: Parts, reply: AnswerReply) -> AnswerReply:
    """A miss is counted; an answer is given even where it cannot be."""
    try:
        with parts.desk.store.unit() as unit:
            return ask.counted(unit, reply, parts.desk.today())
    except StoreError as error:
        _log.warning("A question was not counted: %s", where(error))
        return reply


def _by_word(parts: Parts, body: Json, person: Person, word: Word) -> Message:
    if word is Word.HELP:
        return help_now(parts.desk)
    if word is Word.REFERRALS:
        return referrals_now(parts.desk, person)
    walk.start(parts.desk, walk.Start(person, (f"command:{body['trigger_id']}",)))
    return notice_message(STARTED)
