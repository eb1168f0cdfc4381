"""Messages, and where they are kept: those everybody sees and those one person sees."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.preview.people import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID

if TYPE_CHECKING:
    from bot.preview.refused import Json
    from bot.preview.stamps import Stamps


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says.

    Attributes:
        text: Slack's mrkdwn; what notifications and screen readers get.
        blocks: Block Kit blocks, each with its block_id; empty for text alone.
        metadata: The app's own event_type and event_payload, or None.
    """

    text: str
    blocks: tuple[Json, ...] = ()
    metadata: Json | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one conversation.

    Attributes:
        channel: The conversation's id.
        ts: Its timestamp, which is also its id within the conversation.
        sender: The user id of who wrote it.
        content: What it says.
        thread_ts: The message that it answers, or None.
        only_for: The one person who sees it (ephemeral), or None for everybody.
        edited_ts: When it was last changed, or None.
    """

    channel: str
    ts: str
    sender: str
    content: Content
    thread_ts: str | None = None
    only_for: str | None = None
    edited_ts: str | None = None

    @property
    def is_from_app(self) -> bool:
        """Whether the app wrote it."""
        return self.sender == BOT_USER_ID

    def as_slack(self, *, with_metadata: bool = False) -> Json:
        """Give the message as Slack writes it, with its channel beside it."""
        body: Json = {
            "type": "message",
            "channel": self.channel,
            "ts": self.ts,
            "user": self.sender,
            "team": TEAM_ID,
            "text": self.content.text,
            "blocks": deepcopy(list(self.content.blocks)),
        }
        if self.is_from_app:
            body |= {"bot_id": BOT_ID, "app_id": APP_ID}
        if self.thread_ts:
            body["thread_ts"] = self.thread_ts
        if self.only_for:
            body |= {"is_ephemeral": True, "subtype": "bot_message"}
        if self.edited_ts:
            body["edited"] = {"user": self.sender, "ts": self.edited_ts}
        if with_metadata and self.content.metadata:
            body["metadata"] = deepcopy(self.content.metadata)
        return body


@dataclass
class Messages:
    """Every message there is, by conversation and timestamp."""

    stamps: Stamps
    _kept: dict[tuple[str, str], Message] = field(default_factory=dict)

    def add(
        self,
        channel: str,
        sender: str,
        content: Content,
        *,
        thread_ts: str | None = None,
        only_for: str | None = None,
    ) -> Message:
        """Keep a new message."""
        message = Message(channel, self.stamps.ts(), sender, content, thread_ts, only_for)
        self._kept[channel, message.ts] = message
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        """Find a message, or None when there is none (any more)."""
        return self._kept.get((channel, ts))

    def change(self, message: Message, content: Content) -> Message:
        """Put new content into a message, which keeps its place."""
        changed = replace(message, content=content, edited_ts=self.stamps.ts())
        self._kept[message.channel, message.ts] = changed
        return changed

    def remove(self, message: Message) -> None:
        """Take a message away."""
        self._kept.pop((message.channel, message.ts), None)

    def seen_by_all(self, channel: str) -> list[Message]:
        """List what everybody in a conversation sees, oldest first."""
        return [m for m in self._kept.values() if m.channel == channel and m.only_for is None]

    def seen_by(self, channel: str, person_id: str) -> list[Message]:
        """List what one person sees in a conversation, oldest first."""
        return [
            m
            for m in self._kept.values()
            if m.channel == channel and m.only_for in (None, person_id)
        ]

    def only_for(self, person_id: str) -> list[Message]:
        """List the ephemeral messages that one person got, oldest first."""
        return [m for m in self._kept.values() if m.only_for == person_id]
