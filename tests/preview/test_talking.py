"""What people say and open, and what the app hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview import talking
from bot.preview.desk import NO_ANSWER
from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL
from bot.preview.refused import RefusedError
from tests.preview.echo import EchoApp, section

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack


def test_a_direct_message_is_an_im_event(app: EchoApp, slack: PracticeSlack) -> None:
    """What somebody says to the app comes as `message` in an `im`, with the message's ts."""
    slack.say("U0HEALTH", "dm", "a child < 1 has died")

    event = app.last["event"]
    assert (event["type"], event["channel_type"]) == ("message", "im")
    assert (event["user"], event["text"]) == ("U0HEALTH", "a child &lt; 1 has died")
    assert event["ts"] == event["event_ts"] == slack.dm("U0HEALTH")[0]["ts"]


def test_a_channel_is_not_listened_to(app: EchoApp, slack: PracticeSlack) -> None:
    """Talk in a channel without a mention the app never hears."""
    answer = slack.say("U0HEALTH", GENERAL_CHANNEL, "lunch?")

    assert answer.attempts == 0
    assert app.deliveries == []
    assert slack.messages(GENERAL_CHANNEL)[0]["text"] == "lunch?"


def test_a_mention_is_heard(app: EchoApp, slack: PracticeSlack) -> None:
    """A mention in a channel comes as `app_mention` with the mention in its text."""
    slack.say("U0HEALTH", GENERAL_CHANNEL, "@Safeguarding Guide what is a SIN?")

    event = app.last["event"]
    assert (event["type"], event["channel"]) == ("app_mention", GENERAL_CHANNEL)
    assert event["text"] == "<@U0GUIDE> what is a SIN?"


def test_nobody_talks_where_she_is_not(app: EchoApp, slack: PracticeSlack) -> None:
    """Outsiders cannot speak in a channel or in another's conversation, or use commands there."""
    for channel in (PARTNERS_CHANNEL, "D0TEACHER"):
        with pytest.raises(RefusedError, match="not_in_channel"):
            slack.say("U0HEALTH", channel, "hello")
        with pytest.raises(RefusedError, match="not_in_channel"):
            slack.command("U0HEALTH", channel, "help")
    assert app.deliveries == []


def test_a_thread_is_told(app: EchoApp, slack: PracticeSlack) -> None:
    """A reply carries the timestamp of what it answers."""
    root = app.call("chat.postMessage", channel="D0HEALTH", text="a")["ts"]

    slack.say("U0HEALTH", "dm", "b", thread_ts=root)

    assert app.last["event"]["thread_ts"] == root


def test_a_command_comes_as_a_form(app: EchoApp, slack: PracticeSlack) -> None:
    """A command carries its text, place, trigger and response URL."""
    slack.command("U0HEALTH", GENERAL_CHANNEL, "/safeguarding what is a SIN?")

    form = app.last
    assert (form["command"], form["text"]) == ("/safeguarding", "what is a SIN?")
    assert (form["channel_id"], form["channel_name"]) == (GENERAL_CHANNEL, "general")
    assert form["user_id"] == "U0HEALTH"
    assert form["trigger_id"]
    assert form["response_url"].startswith(slack.base_url)


def test_a_command_s_answer_is_shown_to_the_person(app: EchoApp, slack: PracticeSlack) -> None:
    """What the app answers to a command is private unless it says otherwise."""
    app.react = lambda _: {"text": "psst", "blocks": [section("*psst*")]}
    slack.command("U0HEALTH", GENERAL_CHANNEL, "help")
    app.react = lambda _: {"text": "hear", "response_type": "in_channel"}
    slack.command("U0HEALTH", GENERAL_CHANNEL, "help")

    assert [m["text"] for m in slack.ephemeral("U0HEALTH")] == ["psst"]
    assert [m["text"] for m in slack.messages(GENERAL_CHANNEL)] == ["hear"]


def test_an_unusable_answer_to_a_command_is_told(app: EchoApp, slack: PracticeSlack) -> None:
    """An answer with refused blocks shows a notice and is noted with its error."""
    app.react = lambda _: {"blocks": [section("")]}

    answer = slack.command("U0HEALTH", "dm", "help")

    assert answer.notice == talking.UNUSABLE
    assert slack.calls[-1].error == "invalid_blocks"
    assert slack.ephemeral("U0HEALTH") == []


def test_an_unknown_command_never_reaches_the_app(app: EchoApp, slack: PracticeSlack) -> None:
    """Slack itself says that there is no such command."""
    answer = slack.command("U0HEALTH", "dm", "/nonsense now")

    assert answer.notice == "/nonsense is not a valid command."
    assert app.deliveries == []


def test_an_app_that_does_not_answer_is_noticed(app: EchoApp, slack: PracticeSlack) -> None:
    """The person is told when a command or a shortcut got no answer."""
    app.react = lambda _: 500

    slack.command("U0HEALTH", "dm", "help")
    slack.shortcut("U0HEALTH", "tree_start")

    assert slack.notices("U0HEALTH") == [NO_ANSWER, NO_ANSWER]
    assert slack.notices("U0TEACHER") == []


def test_an_unknown_shortcut_cannot_be_used(app: EchoApp, slack: PracticeSlack) -> None:
    """Only shortcuts of the manifest exist."""
    with pytest.raises(RefusedError, match="unknown_shortcut"):
        slack.shortcut("U0HEALTH", "tree_stop")
    assert app.deliveries == []


def test_opening_home_and_messages_is_told(app: EchoApp, slack: PracticeSlack) -> None:
    """Each tab has its own event; Home brings the view that is on it."""
    slack.open_messages("U0HEALTH")
    messages = app.last["event"]
    app.call("views.publish", user_id="U0HEALTH", view={"type": "home", "blocks": []})
    slack.open_home("U0HEALTH")
    home = app.last["event"]

    assert (messages["type"], messages["tab"], messages["channel"]) == (
        "app_home_opened",
        "messages",
        "D0HEALTH",
    )
    assert (home["tab"], home["view"]["type"]) == ("home", "home")


def test_a_second_delivery_keeps_its_id(app: EchoApp, slack: PracticeSlack) -> None:
    """An event can be delivered again under the same id, and again under another."""
    slack.say("U0HEALTH", "dm", "hello")
    first = app.last

    slack.deliver_event(first["event"], first["event_id"])
    slack.deliver_event(first["event"])

    ids = [d.body["event_id"] for d in app.deliveries]
    assert ids[0] == ids[1] != ids[2]
    assert app.last["event"] == first["event"]
