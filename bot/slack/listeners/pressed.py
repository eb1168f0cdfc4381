"""A press on a button, or a choice in a menu, read out of its payload."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.guide.kept_walks import Click
from bot.privacy.fingerprint import fingerprint
from bot.slack.ids import Act, Ref, act_of, read_block_id, read_value
from bot.slack.listeners.parts import thread_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.referrals.people import Person
    from bot.slack.listeners.parts import Json, Parts

NAMELESS = frozenset({Act.VERDICT, Act.NONE_OF_THESE, Act.QUESTION_KEEP})
"""Presses of which nothing is kept that says who pressed."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press.

    Attributes:
        person: Who pressed.
        key: What makes it unique.
        action_id: What was pressed.
        value: Its value as it came, or empty for menus and date pickers.
        label: What the button says, or empty.
        ref: What it refers to; None where it is foreign, or of an old form.
        channel: Where, or empty on a form or on the Home tab.
        card: `channel:ts` of the message, or empty.
        thread: `channel:ts` of the message in whose thread that is, or empty.
        response_url: Where to answer for half an hour, or empty.
        trigger_id: What opens a form within three seconds.
        view_id: The form or page it was pressed on, or empty.
        is_in_form: Whether that is a form, and not the Home tab.
        surface: What the page it was pressed on says of itself. On the Home tab what is listed:
            `id` the token, `answer` which list.
        picked: What is picked on the whole surface: fact -> answer.
    """

    person: Person
    key: str
    action_id: str
    value: str
    label: str
    ref: Ref | None
    channel: str
    card: str
    response_url: str
    trigger_id: str
    view_id: str
    is_in_form: bool
    surface: Ref = field(default_factory=Ref)
    picked: Mapping[str, str] = field(default_factory=dict)
    thread: str = ""

    @property
    def thread_ts(self) -> str:
        """The message in whose thread it was pressed, or empty."""
        return self.thread.rpartition(":")[2]

    @property
    def act(self) -> str:
        """Which act it is."""
        return act_of(self.action_id)

    @property
    def subject(self) -> Ref:
        """What it refers to; nothing at all where it is foreign."""
        return self.ref or Ref()

    @property
    def is_in_direct_message(self) -> bool:
        """Whether it was pressed in the person's conversation with the app."""
        return self.channel.startswith("D")

    @property
    def way_to_whisper(self) -> str:
        """The `response_url` where the app may not be able to whisper without it, or empty.

        In the direct message it can, and there the address is for replacing the card that was
        pressed: an address that has been used for a new message may mean that one afterwards.
        """
        return "" if self.is_in_direct_message else self.response_url

    def as_click(self) -> Click:
        """As the use cases of a walk take it."""
        return Click(
            person=self.person,
            key=self.key,
            walk_id=self.subject.id,
            revision=self.subject.revision,
            card=self.card,
            response_url=self.response_url,
        )


def read_pressed(parts: Parts, body: Json) -> Pressed:
    """Read a press out of a `block_actions` payload."""
    action: Json = body["actions"][0]
    container: Json = body.get("container") or {}
    view: Json = body.get("view") or {}
    channel = str(container.get("channel_id") or (body.get("channel") or {}).get("id") or "")
    ts = str(container.get("message_ts") or "")
    action_id = str(action["action_id"])
    user_id = str(body["user"]["id"])
    return Pressed(
        person=parts.person(body),
        key=_key(parts, f"{action.get('action_ts', '')}:{user_id}:{action_id}", action_id),
        action_id=action_id,
        value=str(action.get("value") or ""),
        label=str((action.get("text") or {}).get("text") or ""),
        ref=_ref(action),
        channel=channel,
        card=f"{channel}:{ts}" if channel and ts else "",
        response_url=str(body.get("response_url") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        view_id=str(view.get("id") or ""),
        is_in_form=view.get("type") == "modal",
        surface=read_value(str(view.get("private_metadata") or "")) or Ref(),
        thread=thread_of(channel, {**(body.get("message") or {}), **container}),
        picked=_picked(body.get("state") or view.get("state") or {}),
    )


def chosen(element: Mapping[str, Any]) -> str:
    """What is chosen in a menu, a radio group or a date picker; empty where nothing is."""
    option = element.get("selected_option")
    if isinstance(option, dict):
        return str(option.get("value") or "")
    return str(element.get("selected_date") or "")


def _key(parts: Parts, key: str, action_id: str) -> str:
    """What makes a press unique; of what somebody thinks of an answer no name is kept with it."""
    is_nameless = act_of(action_id) in NAMELESS
    return f"press:{fingerprint(key, parts.desk.keys)}" if is_nameless else key


def _ref(action: Mapping[str, Any]) -> Ref | None:
    if action.get("value") is not None:
        return read_value(str(action["value"]))
    ref = read_block_id(str(action.get("block_id") or ""))
    if ref is None:
        return None
    if act_of(str(action["action_id"])) == Act.WALK_CHANGE:
        return replace(ref, fact=chosen(action))
    return replace(ref, answer=chosen(action))


def _picked(state: Mapping[str, Any]) -> dict[str, str]:
    """Fact -> answer for every menu, group or picker whose block names a fact."""
    picked = {}
    for block_id, elements in (state.get("values") or {}).items():
        ref = read_block_id(block_id)
        for element in elements.values():
            if ref and ref.fact and chosen(element):
                picked[ref.fact] = chosen(element)
    return picked
