"""What people say and open: messages, commands, shortcuts, the Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview import payloads, scopes
from bot.preview.api import Call
from bot.preview.courier import Answer
from bot.preview.messages import Content
from bot.preview.people import BOT_USER_ID
from bot.preview.refused import RefusedError
from bot.preview.response_urls import place

if TYPE_CHECKING:
    from bot.preview.desk import Desk
    from bot.preview.people import PracticePerson
    from bot.preview.refused import Json

UNUSABLE = "The app answered with something that cannot be shown."


def say(
    desk: Desk, person: PracticePerson, channel: str, text: str, thread_ts: str | None = None
) -> Answer:
    """Say something in a channel or in the conversation with the app.

    The app hears of it as Slack would tell it: `message` in a direct conversation, `app_mention`
    in a channel where it is mentioned, and only when the manifest subscribes to that.

    Raises:
        RefusedError: `not_in_channel` when the person is not in the conversation.
    """
    state = desk.state
    with state.lock:
        if not state.is_member(person, channel):
            raise RefusedError("not_in_channel")
        wire_text = payloads.escaped(payloads.with_app_mention(text, state.app_name))
        blocks = payloads.typed_blocks(wire_text, state.stamps.id("b"))
        content = Content(wire_text, tuple(blocks))
        message = state.messages.add(channel, person.id, content, thread_ts=thread_ts)
        state.read_up_to[person.id, channel] = message.ts
        state.changed()
        event = _message_event(desk, person, message.as_slack())
    return deliver(desk, event) if event else Answer(None, attempts=0)


def _message_event(desk: Desk, person: PracticePerson, said: Json) -> Json | None:
    state, channel = desk.state, said["channel"]
    common = {**said, "team": person.team_id, "event_ts": said["ts"]}
    if channel == person.dm:
        if not scopes.subscribed(state.manifest, "message.im"):
            return None
        return {**common, "client_msg_id": state.stamps.id("m"), "channel_type": "im"}
    mentioned = f"<@{BOT_USER_ID}>" in said["text"]
    in_channel = BOT_USER_ID in state.channels[channel].members
    if mentioned and in_channel and scopes.subscribed(state.manifest, "app_mention"):
        return {**common, "type": "app_mention"}
    return None


def deliver(desk: Desk, event: Json, event_id: str | None = None) -> Answer:
    """Deliver an event, under a new id or under one that was used before."""
    with desk.state.lock:
        event_id = event_id or desk.state.stamps.id("Ev")
        envelope = payloads.event_envelope(event, event_id, int(desk.state.stamps.now()))
    return desk.courier.event(envelope)


def open_app(desk: Desk, person: PracticePerson, tab: str) -> Answer:
    """Open the app's Home tab (`home`) or its conversation (`messages`)."""
    state = desk.state
    with state.lock:
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": person.dm,
            "tab": tab,
            "event_ts": state.stamps.ts(),
        }
        home = state.views.home(person.id)
        if tab == "home" and home:
            event["view"] = home
        if not scopes.subscribed(state.manifest, "app_home_opened"):
            return Answer(None, attempts=0)
    return deliver(desk, event)


def command(desk: Desk, person: PracticePerson, channel: str, text: str) -> Answer:
    """Use a slash command; text that does not begin with `/` goes to the app's first command."""
    state = desk.state
    with state.lock:
        if not state.is_member(person, channel):
            raise RefusedError("not_in_channel")
        declared = [c["command"] for c in state.manifest["features"].get("slash_commands", ())]
        name, _, rest = text.partition(" ") if text.startswith("/") else (declared[0], "", text)
        if name not in declared or "commands" not in state.scopes:
            return desk.warn(person, Answer(None, attempts=0), f"{name} is not a valid command.")
        known = state.channels.get(channel)
        named = (channel, known.name if known else "directmessage")
        wire_text = payloads.escaped(payloads.with_app_mention(rest.strip(), state.app_name))
        fields = payloads.command(person, named, name, wire_text)
        fields["response_url"] = desk.response_url(channel, person, None)
        fields["trigger_id"] = state.tickets.issue_trigger(person.id)
    answer = desk.told(person, desk.courier.form(fields))
    return _show_command_answer(desk, person, fields["response_url"], answer)


def _show_command_answer(
    desk: Desk, person: PracticePerson, response_url: str, answer: Answer
) -> Answer:
    if not answer.is_ok or not answer.body:
        return answer
    given = answer.body if isinstance(answer.body, dict) else {"text": str(answer.body)}
    state = desk.state
    try:
        with state.lock:
            url = state.tickets.open_response_url(response_url.rpartition("/")[2])
            place(state, url, given)
            state.changed()
    except RefusedError as refusal:
        desk.api.note(Call("command answer", given, refusal.error))
        return desk.warn(person, answer, UNUSABLE)
    return answer


def shortcut(desk: Desk, person: PracticePerson, callback_id: str) -> Answer:
    """Use one of the app's global shortcuts.

    Raises:
        RefusedError: `unknown_shortcut` when the manifest declares none by this id.
    """
    state = desk.state
    declared = state.manifest["features"].get("shortcuts", ())
    if not any(s["callback_id"] == callback_id and s["type"] == "global" for s in declared):
        raise RefusedError("unknown_shortcut")
    with state.lock:
        trigger_id = state.tickets.issue_trigger(person.id)
        payload = payloads.interaction("shortcut", person, trigger_id)
        payload |= {"callback_id": callback_id, "action_ts": state.stamps.ts()}
    return desk.told(person, desk.courier.interaction(payload))
