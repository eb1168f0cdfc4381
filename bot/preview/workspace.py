"""The practice Slack as one object: start it, connect the app, act as people, look around."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.errors import GuideError
from bot.preview import picture, talking, using
from bot.preview.api import WebApi
from bot.preview.courier import Courier
from bot.preview.desk import Desk
from bot.preview.faults import Fault
from bot.preview.loopback import HOST, LoopbackServer
from bot.preview.people import PEOPLE, PracticePerson
from bot.preview.refused import RefusedError
from bot.preview.site import build_site
from bot.preview.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.preview.api import Call
    from bot.preview.courier import Answer
    from bot.preview.faults import Kind
    from bot.preview.pane import Pane
    from bot.preview.people import Channel
    from bot.preview.refused import Json
    from bot.preview.using import Fields

Who = PracticePerson | str


@dataclass(frozen=True, slots=True)
class Delivery:
    """How things are carried to the app.

    Attributes:
        clock: Seconds since 1970 for signatures; real time, since apps compare it with their own.
        patience_seconds: How long the app may take to answer; Slack waits three seconds.
    """

    clock: Callable[[], float] = time.time
    patience_seconds: float = 3.0


AS_SLACK_DOES = Delivery()


class PracticeSlack:
    """A small Slack on 127.0.0.1.

    People are given by id or as a `PracticePerson`; a channel by its id, or as `dm` for the
    person's own conversation with the app. Messages and views come as Slack writes them; a message
    carries its `channel` beside the rest.

    Args:
        manifest: The app's manifest; scopes, events, commands and shortcuts are enforced from it.
        signing_secret: What deliveries to the app are signed with.
        bot_token: The only token that the Web API accepts.
        clock: Seconds since 1970: message timestamps, and when triggers and response URLs expire.
        people: Who works here.
        delivery: How things are carried to the app.
    """

    def __init__(
        self,
        *,
        manifest: Mapping[str, Any],
        signing_secret: str,
        bot_token: str,
        clock: Callable[[], float],
        people: tuple[PracticePerson, ...] = PEOPLE,
        delivery: Delivery = AS_SLACK_DOES,
    ) -> None:
        self._state = State(manifest, people, clock)
        self._api = WebApi(self._state, bot_token)
        courier = Courier(signing_secret, delivery.clock, delivery.patience_seconds)
        self._courier = courier
        self._desk = Desk(self._state, self._api, courier, lambda: self.base_url)
        self._pane: Pane | None = None
        self._server: LoopbackServer | None = None

    # Starting and stopping.

    def start(self, port: int = 0, pane: Pane | None = None) -> None:
        """Begin to listen.

        Args:
            port: Where; 0 picks a free port.
            pane: What curators see beside the conversation, or None; it is started too.
        """
        if pane is not None:
            pane.start()
        self._pane = pane
        self._server = LoopbackServer(build_site(self._desk, pane), port)

    def connect_app(self, request_url: str) -> None:
        """Say where the app takes events, interactions and commands.

        Raises:
            GuideError: When that is not on this computer.
        """
        self._courier.connect(request_url)

    def stop(self) -> None:
        """Stop listening; what was said can still be read."""
        self._state.close()
        if self._pane is not None:
            self._pane.stop()
        if self._server is not None:
            self._server.stop()
            self._server = None

    @property
    def base_url(self) -> str:
        """Where this stand-in listens, without a slash at the end.

        Raises:
            GuideError: Before `start`.
        """
        if self._server is None:
            raise GuideError("The practice workspace has not been started.")
        return f"http://{HOST}:{self._server.port}"

    @property
    def api_url(self) -> str:
        """The base URL for the app's Web API client, with a slash at the end."""
        return f"{self.base_url}/api/"

    @property
    def page_url(self) -> str:
        """What to open in the browser."""
        return f"{self.base_url}/"

    # What people do. Each returns the app's answer.

    def say(self, person: Who, channel: str, text: str, *, thread_ts: str | None = None) -> Answer:
        """Say something; `@Safeguarding Guide` becomes a mention."""
        who = self._state.person(person)
        return talking.say(self._desk, who, self._place(who, channel), text, thread_ts)

    def command(self, person: Who, channel: str, text: str) -> Answer:
        """Use the app's slash command; the text may start with the command or leave it out."""
        who = self._state.person(person)
        return talking.command(self._desk, who, self._place(who, channel), text)

    def shortcut(self, person: Who, callback_id: str) -> Answer:
        """Use a global shortcut."""
        return talking.shortcut(self._desk, self._state.person(person), callback_id)

    def open_home(self, person: Who) -> Answer:
        """Open the app's Home tab."""
        return talking.open_app(self._desk, self._state.person(person), "home")

    def open_messages(self, person: Who) -> Answer:
        """Open the conversation with the app."""
        return talking.open_app(self._desk, self._state.person(person), "messages")

    def click(
        self,
        person: Who,
        surface: Json,
        action_id: str,
        value: object = None,
        *,
        block_id: str | None = None,
    ) -> Answer:
        """Press a button or choose something.

        Args:
            person: Who; whether she can see the surface is not checked, so that an app's own
                checks can be tested.
            surface: A message or view from one of the readers below; an old copy makes a stale
                click.
            action_id: The element.
            value: What is chosen: an option's value, a list of them, a date, a feedback value.
                For a button, its value, where several have one action_id.
            block_id: The block, where several hold the action_id.
        """
        placed = using.find_element(surface, action_id, block_id, value)
        return using.click(self._desk, self._state.person(person), surface, placed, value)

    def fill(self, person: Who, surface: Json, values: Fields) -> None:
        """Fill fields of a message or view in, without telling the app: id -> plain value."""
        using.fill(self._desk, self._state.person(person), surface, values)

    def submit_view(self, person: Who, view_id: str, values: Fields | None = None) -> Answer:
        """Fill a modal in and submit it: action_id or block_id -> plain value."""
        who = self._state.person(person)
        return using.submit(self._desk, who, self._open_view(who, view_id), values or {})

    def close_view(self, person: Who, view_id: str, *, all_of_them: bool = False) -> Answer:
        """Close one modal, or the whole stack."""
        who = self._state.person(person)
        view = self._open_view(who, view_id)
        return using.close(self._desk, who, view, all_of_them=all_of_them)

    def deliver_event(self, event: Json, event_id: str | None = None) -> Answer:
        """Deliver an event as given; a used event_id makes it a second delivery."""
        return talking.deliver(self._desk, event, event_id)

    def deliver_interaction(self, payload: Json) -> Answer:
        """Deliver an interaction payload as given, signed."""
        return self._courier.interaction(payload)

    # What there is to see.

    def messages(self, channel: str) -> list[Json]:
        """List what everybody in a conversation sees, oldest first."""
        with self._state.lock:
            return [
                m.as_slack(with_metadata=True) for m in self._state.messages.seen_by_all(channel)
            ]

    def dm(self, person: Who) -> list[Json]:
        """List the messages between a person and the app, oldest first."""
        return self.messages(self._state.person(person).dm)

    def ephemeral(self, person: Who) -> list[Json]:
        """List the messages that only one person sees, oldest first."""
        with self._state.lock:
            who = self._state.person(person)
            return [m.as_slack() for m in self._state.messages.only_for(who.id)]

    def home(self, person: Who) -> Json | None:
        """Give a person's Home tab, or None before the app has published one."""
        with self._state.lock:
            return self._state.views.home(self._state.person(person).id)

    def views(self, person: Who) -> list[Json]:
        """List a person's open modals, the one on top last."""
        with self._state.lock:
            return self._state.views.stack(self._state.person(person).id)

    def notices(self, person: Who) -> list[str]:
        """List what Slack itself told a person, oldest first."""
        with self._state.lock:
            return list(self._state.notices.get(self._state.person(person).id, ()))

    def unread(self, person: Who, channel: str) -> int:
        """Count what a person has not seen yet in a conversation."""
        with self._state.lock:
            who = self._state.person(person)
            return picture.unread(self._state, who, self._place(who, channel))

    # What tests arrange and look up.

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call that the app made, in order, with its error if it was refused."""
        with self._state.lock:
            return tuple(self._api.calls)

    @property
    def used_scopes(self) -> frozenset[str]:
        """The scopes that calls have needed so far."""
        with self._state.lock:
            return frozenset(self._api.used_scopes)

    def script_fault(
        self, method: str, fault: Kind, *, times: int = 1, seconds: float = 1.0
    ) -> None:
        """Let the next calls of a method go wrong; `response_url` counts as a method.

        Args:
            method: Such as `chat.postMessage`.
            fault: See `faults.Fault`.
            times: How many calls.
            seconds: For `ratelimited` the Retry-After, for `slow` how late.
        """
        self._api.faults.order(method, Fault(fault, seconds), times)

    def faults_left(self, method: str) -> int:
        """How many calls of a method will still go wrong; a slow one is under way by then."""
        return self._api.faults.left(method)

    def set_person(self, person: PracticePerson) -> None:
        """Add somebody, or change her groups or account."""
        with self._state.lock:
            self._state.people[person.id] = person
            self._state.changed()

    def set_channel(self, channel: Channel) -> None:
        """Add a channel, or change who is in it."""
        self._state.set_channel(channel)

    def wait_for(self, is_true: Callable[[], bool], seconds: float = 5.0) -> bool:
        """Wait until something holds, looking again after every change; say whether it does."""
        deadline = time.monotonic() + seconds
        while not is_true():
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self._state.wait_beyond(self._state.version, min(left, 0.05))
        return True

    def _place(self, person: PracticePerson, channel: str) -> str:
        return person.dm if channel == "dm" else channel

    def _open_view(self, person: PracticePerson, view_id: str) -> Json:
        with self._state.lock:
            found = next((v for v in self.views(person) if v["id"] == view_id), None)
        if found is None:
            raise RefusedError("not_found")
        return found
