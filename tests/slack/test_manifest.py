"""Manifest and listeners say the same, both ways, and no right is asked for without a use."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

import bot.slack
from bot import bootstrap
from bot.preview.scopes import EVENT_SCOPES, METHOD_SCOPES, granted
from bot.slack.ids import Act, Form
from bot.slack.listeners import actions, commands, events, shortcuts, views
from bot.slack.listeners.actions import pattern_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from bot.slack.listeners.parts import Parts

MANIFEST = bootstrap.manifest()
CALL = re.compile(
    r"\b(auth_test|apps_connections_open|(?:chat|conversations|views|users|usergroups)_[A-Za-z_]+)\b"
)


class Noting:
    """Stands where the Bolt app stands, and notes what it is asked to listen for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def __getattr__(self, kind: str) -> Callable[[object], Callable[[object], object]]:
        """Listening for something of a kind."""

        def listen_for(what: object) -> Callable[[object], object]:
            self.asked.append((kind, what))
            return lambda listener: listener

        return listen_for


def asked(kind: str) -> list[object]:
    """What the listeners ask for, of one kind, in the order of registration."""
    noting = Noting()
    for module in (events, commands, shortcuts, views, actions):
        module.register(cast("App", noting), cast("Parts", None))
    return [what for asked_kind, what in noting.asked if asked_kind == kind]


def test_every_declared_event_has_a_listener_and_the_other_way_round() -> None:
    """Nothing that Slack sends is unhandled, and nothing is waited for in vain."""
    declared = set(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    heard = {what["type"] if isinstance(what, dict) else what for what in asked("event")}
    assert {"message.im" if name == "message" else name for name in heard} == declared


def test_every_declared_command_has_a_listener_and_the_other_way_round() -> None:
    """The command that people see is the one that is answered."""
    declared = [command["command"] for command in MANIFEST["features"]["slash_commands"]]
    assert asked("command") == declared


def test_every_declared_shortcut_has_a_listener_and_the_other_way_round() -> None:
    """Global shortcuts only: the app reads no channel's messages."""
    declared = MANIFEST["features"]["shortcuts"]
    assert asked("global_shortcut") == [shortcut["callback_id"] for shortcut in declared]
    assert {shortcut["type"] for shortcut in declared} == {"global"}


def test_every_form_that_can_be_sent_has_a_listener() -> None:
    """All but the page that has nothing to send."""
    assert asked("view") == [form.value for form in Form if form is not Form.INFO]


def test_every_act_has_a_listener_and_the_catch_all_is_last() -> None:
    """Every button has its own listener, and what nobody knows is answered too."""
    patterns = [what for what in asked("action") if isinstance(what, re.Pattern)]
    assert set(patterns[:-1]) == {pattern_of(act) for act in Act}
    assert patterns[-1].search("anything at all")


def called_methods() -> set[str]:
    """The Web API methods named in the code of `bot.slack`."""
    folder = Path(bot.slack.__file__).parent
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    return {name.replace("_", ".") for name in CALL.findall(text)} & {*METHOD_SCOPES}


def test_the_scopes_asked_for_are_the_scopes_needed() -> None:
    """Least privilege, from the code's own calls, events and features."""
    needed = {scope for method in called_methods() for scope in METHOD_SCOPES[method]}
    heard = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    needed |= {EVENT_SCOPES[event] for event in heard if event in EVENT_SCOPES}
    assert "conversations.history" in called_methods()
    needed |= {"im:history"}
    needed |= {"commands"} if MANIFEST["features"]["slash_commands"] else set()
    needed |= {"assistant:write"} if "agent_view" in MANIFEST["features"] else set()
    assert needed == granted(MANIFEST)


def test_no_channel_is_read() -> None:
    """The app asks for no history but that of its own direct messages."""
    scopes = granted(MANIFEST)
    histories = {scope for scope in scopes if scope.endswith((":history", ":read"))}
    assert histories == {"im:history", "app_mentions:read", "usergroups:read", "users:read"}


def test_the_suggested_prompts_are_words_that_the_app_knows() -> None:
    """A prompt that is pressed does what it says."""
    prompts = MANIFEST["features"]["agent_view"]["suggested_prompts"]
    assert [prompt["message"] for prompt in prompts] == ["start", "help", "referrals"]


def test_names_and_descriptions_keep_slacks_limits() -> None:
    """Source: Slack's manifest reference."""
    shown, features = MANIFEST["display_information"], MANIFEST["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert all(len(s["name"]) <= 24 and len(s["description"]) <= 150 for s in features["shortcuts"])
