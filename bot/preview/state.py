"""Everything that the practice Slack remembers, under one lock, with a number for each change."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from bot.preview import forms, scopes
from bot.preview.messages import Messages
from bot.preview.people import BOT_USER_ID, Channel, PracticePerson, channels_for
from bot.preview.refused import Json, RefusedError
from bot.preview.stamps import Stamps
from bot.preview.tickets import Tickets
from bot.preview.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class State:
    """The workspace: who is there, what was said, what is open on whose screen.

    Everything here is used with `lock` held, and `changed()` called after a change; the lock is
    never held while the app is being asked something.

    Args:
        manifest: The app's manifest; its scopes, events and commands are enforced.
        people: Who works here.
        clock: Seconds since 1970.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        people: tuple[PracticePerson, ...],
        clock: Callable[[], float],
    ) -> None:
        self.lock = threading.RLock()
        self.manifest = manifest
        self.scopes = scopes.granted(manifest)
        self.people = {person.id: person for person in people}
        self.channels = {channel.id: channel for channel in channels_for(people)}
        self.stamps = Stamps(clock)
        self.messages = Messages(self.stamps)
        self.tickets = Tickets(self.stamps)
        self.views = Views(self.stamps)
        self.typed: dict[tuple[str, str], Json] = {}
        self.read_up_to: dict[tuple[str, str], str] = {}
        self.prompts: dict[str, list[Json]] = {}
        self.statuses: dict[str, str] = {}
        self.notices: dict[str, list[str]] = {}
        self.version = 0
        self.is_closed = False
        self._news = threading.Condition(self.lock)

    @property
    def app_name(self) -> str:
        """The app's name as people see it."""
        return str(self.manifest["display_information"]["name"])

    def changed(self) -> None:
        """Count a change and wake whoever waits for one."""
        with self.lock:
            self.version += 1
            self._news.notify_all()

    def close(self) -> None:
        """Send everybody who waits home."""
        with self.lock:
            self.is_closed = True
            self._news.notify_all()

    def wait_beyond(self, version: int, seconds: float) -> None:
        """Wait until there is something newer than a version, at most some seconds."""
        with self.lock:
            self._news.wait_for(lambda: self.is_closed or self.version != version, seconds)

    def person(self, person: PracticePerson | str) -> PracticePerson:
        """Give a person by herself or by her id.

        Raises:
            RefusedError: `user_not_found`.
        """
        found = self.people.get(person if isinstance(person, str) else person.id)
        if found is None:
            raise RefusedError("user_not_found")
        return found

    def dm_owner(self, channel_id: str) -> PracticePerson | None:
        """Say whose direct conversation with the app a channel id is, if it is one."""
        return next((p for p in self.people.values() if p.dm == channel_id), None)

    def open_to_app(self, given: object) -> str:
        """Find the conversation that the app names by a channel id or a person's id.

        Raises:
            RefusedError: `channel_not_found`, or `not_in_channel` for a public channel that the
                app is not in.
        """
        name = str(given)
        if name in self.people:
            return self.people[name].dm
        if self.dm_owner(name) is not None:
            return name
        channel = self.channels.get(name)
        if channel is None or (channel.is_private and BOT_USER_ID not in channel.members):
            raise RefusedError("channel_not_found")
        if BOT_USER_ID not in channel.members:
            raise RefusedError("not_in_channel")
        return name

    def set_channel(self, channel: Channel) -> None:
        """Add a channel, or change who is in it."""
        self.channels[channel.id] = channel
        self.changed()

    def is_member(self, person: PracticePerson, channel_id: str) -> bool:
        """Tell whether a person can see a conversation."""
        channel = self.channels.get(channel_id)
        return person.id in channel.members if channel else channel_id == person.dm

    def values(self, person_id: str, surface_id: str, blocks: list[Json]) -> Json:
        """Give the current `state.values` of a message (by its ts) or a view (by its id)."""
        return forms.current_values(blocks, self.typed.get((person_id, surface_id), {}))

    def type_in(self, person_id: str, surface_id: str, values: Json) -> None:
        """Remember what a person has entered: block_id -> action_id -> entry."""
        kept = self.typed.setdefault((person_id, surface_id), {})
        for block_id, entries in values.items():
            kept.setdefault(block_id, {}).update(entries)

    def notice(self, person_id: str, text: str) -> None:
        """Show a person something that Slack itself, not the app, has to say."""
        self.notices.setdefault(person_id, []).append(text)
        self.changed()
