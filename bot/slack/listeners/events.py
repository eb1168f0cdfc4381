"""What Slack tells the app: messages, mentions, the Home tab opened, groups changed, app removed.

An exception leaves a listener: Slack then delivers the event again, where a 200 would turn the
crash into silence. Deliveries are told apart by event id, and messages also by channel and time,
because Slack has been seen to deliver one message under several event ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StoreError
from bot.guide import ask, walk
from bot.guide.codes import as_codes
from bot.guide.ports_outbox import Post
from bot.guide.replies import AnswerReply, Notice
from bot.referrals.people import Person, Role
from bot.slack.blocks.answers import answer_message
from bot.slack.listeners.parts import said, thread_of
from bot.slack.listeners.telling import queue, refusal, to_person, whisper
from bot.slack.listeners.words import Word, word_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.slack.listeners.parts import Json, Parts

    Listen = Callable[[Parts, Json], None]

WRITTEN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of `message` in which somebody has written something. All others are ignored."""

LOOK_IN_DM = Notice("The answer is in your direct message with this app. Only you can see it.")


def register(app: App, parts: Parts) -> None:
    """Listen for every event that the manifest declares, and ignore what is not for us by name."""
    app.event({"type": "message", "subtype": WRITTEN})(_listener(parts, _message))
    app.event("message")(_ignored)
    app.event("app_mention")(_listener(parts, _mention))
    app.event("app_home_opened")(_listener(parts, _home_opened))
    app.event("subteam_members_changed")(_listener(parts, _group_changed))
    app.event("app_uninstalled")(_listener(parts, _removed))
    app.event("tokens_revoked")(_listener(parts, _removed))


def _listener(parts: Parts, listen: Listen) -> Callable[[Json], None]:
    def happened(body: Json) -> None:
        listen(parts, body)

    return happened


def _ignored() -> None:
    """Edits, deletions, joins, other bots: acknowledged, so that Slack does not send them again."""


def _message(parts: Parts, body: Json) -> None:
    event = body["event"]
    if event.get("bot_id") or not event.get("user") or event.get("channel_type") != "im":
        return
    keys = _keys(body)
    asked = _asked(parts, event)
    # First of all, and before anything that can fail or take time: is a child in danger?
    if isinstance(asked, AnswerReply) and asked.kind == ask.EMERGENCY:
        _emergency(parts, event, keys, asked)
        return
    person = parts.person_of_event(event)
    if person.role is Role.STRANGER:
        told = refusal(parts.desk, person, keys[-1], "message")
        ask.queue_reply(parts.desk, _in_conversation(person, keys, event), told)
        return
    thread = thread_of(str(event["channel"]), event)
    message = ask.Message(person, keys, f"person:{person.id}", thread)
    _reply_in_dm(parts, message, event, asked)


def _mention(parts: Parts, body: Json) -> None:
    """In a channel: the answer goes to the direct message, and only a pointer stays here."""
    event = body["event"]
    if event.get("bot_id") or not event.get("user"):
        return
    keys, channel = _keys(body), str(event["channel"])
    asked = _asked(parts, event)
    if isinstance(asked, AnswerReply) and asked.kind == ask.EMERGENCY:
        _emergency_in_channel(parts, event, keys, asked)
        return
    person = parts.person_of_event(event)
    is_stranger = person.role is Role.STRANGER
    told = refusal(parts.desk, person, keys[-1], "mention") if is_stranger else LOOK_IN_DM
    # The pointer first: were it second, a crash between the two would lose it.
    queue(parts.desk, whisper(parts.desk, person, channel, f"pointer:{keys[-1]}", told))
    if not is_stranger:
        _reply_in_dm(parts, ask.Message(person, keys, f"person:{person.id}"), event, asked)


def _asked(parts: Parts, event: Json) -> AnswerReply | Word:
    """The answer to what somebody wrote, or the word that it consists of."""
    text = said(event.get("text"))
    return word_in(text) or ask.answer(parts.desk.content, text)


def _reply_in_dm(
    parts: Parts, message: ask.Message, event: Json, asked: AnswerReply | Word
) -> None:
    person, keys = message.person, message.keys
    if isinstance(asked, AnswerReply):
        reply = ask.in_context(parts.desk, message, said(event.get("text")), asked)
        ask.queue_reply(parts.desk, message, reply)
    elif asked is Word.START:
        walk.start(parts.desk, walk.Start(person, keys))
    else:
        post = to_person(parts.desk, person, f"reply:{keys[0]}", asked.value, None)
        queue(parts.desk, post, keys)


def _emergency(parts: Parts, event: Json, keys: tuple[str, ...], reply: AnswerReply) -> None:
    """999 and the front door, to anybody; where the register fails, without it."""
    # To the conversation itself: nothing has to be opened or looked up first.
    asked = _in_conversation(_somebody(parts, event), keys, event)
    try:
        ask.queue_reply(parts.desk, asked, reply)
    except StoreError:
        message = answer_message(reply)
        parts.client.chat_postMessage(
            channel=event["channel"],
            text=message.text,
            blocks=message.blocks,
            thread_ts=event.get("thread_ts"),
        )


def _in_conversation(person: Person, keys: tuple[str, ...], event: Json) -> ask.Message:
    """A message that is answered where it was written: nothing has to be opened or looked up."""
    channel = str(event["channel"])
    return ask.Message(person, keys, f"channel:{channel}", thread_of(channel, event))


def _emergency_in_channel(
    parts: Parts, event: Json, keys: tuple[str, ...], reply: AnswerReply
) -> None:
    person = _somebody(parts, event)
    to = f"notice:{event['channel']}:{person.id}"
    here = Post(
        f"pointer:{keys[-1]}",
        f"{ask.EMERGENCY}:{to}",
        to,
        "answer",
        as_codes(reply),
        not_before=parts.desk.now(),
    )
    try:
        queue(parts.desk, here)
        ask.queue_reply(parts.desk, ask.Message(person, keys, f"person:{person.id}"), reply)
    except StoreError:
        message = answer_message(reply)
        parts.client.chat_postEphemeral(
            channel=event["channel"],
            user=event["user"],
            text=message.text,
            blocks=message.blocks,
        )


def _somebody(parts: Parts, event: Json) -> Person:
    """Who it is, without asking Slack and without any rights."""
    team_id = event.get("user_team") or event.get("source_team") or parts.roles.team_id
    return Person(f"{team_id}:{event['user']}", Role.STRANGER)


def _home_opened(parts: Parts, body: Json) -> None:
    event = body["event"]
    if event.get("tab") != "home":
        return
    person = _somebody(parts, event)
    to = f"home:{person.id}"
    key = str(body["event_id"])
    post = Post(f"home:{key}", to, to, "home", {}, not_before=parts.desk.now())
    queue(parts.desk, post, [key])


def _group_changed(parts: Parts, _body: Json) -> None:
    parts.roles.forget_groups()


def _removed(parts: Parts, body: Json) -> None:
    """The app was removed, or its token taken away: nothing can be sent from now on."""
    event = body["event"]
    if event["type"] == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
        return
    parts.delivery.halt(str(event["type"]))


def _keys(body: Json) -> tuple[str, str]:
    event = body["event"]
    return str(body["event_id"]), f"{event['channel']}:{event['ts']}"
