"""`chat.*` over HTTP: who may post where, and what may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL, Channel
from tests.preview.echo import EchoApp, section

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack


def test_a_post_is_seen_by_everybody(app: EchoApp, slack: PracticeSlack) -> None:
    """A message has a channel, a timestamp and its text and blocks."""
    answer = app.call(
        "chat.postMessage", channel=GENERAL_CHANNEL, text="Hello", blocks=[section("*Hello*")]
    )

    assert answer["ok"] is True
    message = slack.messages(GENERAL_CHANNEL)[0]
    assert (message["ts"], message["text"]) == (answer["ts"], "Hello")
    assert message["blocks"][0]["text"]["text"] == "*Hello*"


def test_a_person_s_id_reaches_her_conversation(app: EchoApp, slack: PracticeSlack) -> None:
    """Posting to a user id posts to her direct conversation, and says which that is."""
    answer = app.call("chat.postMessage", channel="U0TEACHER", text="Hello")

    assert answer["channel"] == "D0TEACHER"
    assert slack.dm("U0TEACHER")[0]["text"] == "Hello"


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"text": "a"}, "channel_not_found"),
        ({"channel": "C0NOWHERE", "text": "a"}, "channel_not_found"),
        ({"channel": GENERAL_CHANNEL}, "no_text"),
        ({"channel": GENERAL_CHANNEL, "text": "a" * 40_001}, "msg_too_long"),
        ({"channel": GENERAL_CHANNEL, "blocks": [{"type": "x"}]}, "invalid_blocks"),
        ({"channel": GENERAL_CHANNEL, "text": "a", "thread_ts": "1.2"}, "thread_not_found"),
    ],
)
def test_a_post_that_slack_refuses(app: EchoApp, args: dict[str, object], error: str) -> None:
    """Each fault in a post has Slack's own word."""
    assert app.call("chat.postMessage", **args)["error"] == error


def test_the_app_posts_only_where_it_is(app: EchoApp, slack: PracticeSlack) -> None:
    """A public channel without the app is `not_in_channel`; a private one does not exist."""
    slack.set_channel(Channel(GENERAL_CHANNEL, "general", frozenset({"U0HEALTH"})))
    slack.set_channel(Channel(PARTNERS_CHANNEL, "p", frozenset({"U0ICB"}), is_private=True))

    public = app.call("chat.postMessage", channel=GENERAL_CHANNEL, text="a")
    private = app.call("chat.postMessage", channel=PARTNERS_CHANNEL, text="a")

    assert (public["error"], private["error"]) == ("not_in_channel", "channel_not_found")


def test_an_ephemeral_message_is_for_one_person(app: EchoApp, slack: PracticeSlack) -> None:
    """Only the named member sees it."""
    app.call("chat.postEphemeral", channel=GENERAL_CHANNEL, user="U0TEACHER", text="psst")

    assert slack.ephemeral("U0TEACHER")[0]["text"] == "psst"
    assert slack.ephemeral("U0HEALTH") == []
    assert slack.messages(GENERAL_CHANNEL) == []


def test_an_ephemeral_message_needs_a_member(app: EchoApp) -> None:
    """Somebody who is not in the channel cannot get one there."""
    answer = app.call("chat.postEphemeral", channel=PARTNERS_CHANNEL, user="U0HEALTH", text="a")

    assert answer["error"] == "user_not_in_channel"


def test_a_change_keeps_the_place(app: EchoApp, slack: PracticeSlack) -> None:
    """An updated message keeps its timestamp; new text alone takes the old blocks away."""
    posted = app.call("chat.postMessage", channel="U0HEALTH", text="a", blocks=[section("a")])

    app.call("chat.update", channel=posted["channel"], ts=posted["ts"], text="b")

    message = slack.dm("U0HEALTH")[0]
    assert (message["ts"], message["text"], message["blocks"]) == (posted["ts"], "b", [])


def test_only_its_own_messages_can_be_changed(app: EchoApp, slack: PracticeSlack) -> None:
    """A person's message is not the app's to change or delete, nor is an unknown one."""
    slack.say("U0HEALTH", "dm", "mine")
    ts = slack.dm("U0HEALTH")[0]["ts"]

    assert app.call("chat.update", channel="D0HEALTH", ts=ts, text="b")["error"] == (
        "cant_update_message"
    )
    assert app.call("chat.delete", channel="D0HEALTH", ts=ts)["error"] == "cant_delete_message"
    assert app.call("chat.update", channel="D0HEALTH", ts="1.2", text="b")["error"] == (
        "message_not_found"
    )


def test_an_ephemeral_message_cannot_be_updated(app: EchoApp) -> None:
    """`chat.update` does not find an ephemeral message."""
    posted = app.call("chat.postEphemeral", channel="D0HEALTH", user="U0HEALTH", text="a")

    answer = app.call("chat.update", channel="D0HEALTH", ts=posted["message_ts"], text="b")

    assert answer["error"] == "message_not_found"


def test_updating_needs_the_channel_s_own_id(app: EchoApp) -> None:
    """A user id will do for posting but not for updating."""
    posted = app.call("chat.postMessage", channel="U0HEALTH", text="a")

    answer = app.call("chat.update", channel="U0HEALTH", ts=posted["ts"], text="b")

    assert answer["error"] == "channel_not_found"


def test_a_deleted_message_is_gone(app: EchoApp, slack: PracticeSlack) -> None:
    """What the app deletes nobody sees, and it cannot be deleted twice."""
    posted = app.call("chat.postMessage", channel="D0HEALTH", text="a")

    assert app.call("chat.delete", channel="D0HEALTH", ts=posted["ts"])["ok"] is True
    assert slack.dm("U0HEALTH") == []
    assert app.call("chat.delete", channel="D0HEALTH", ts=posted["ts"])["error"] == (
        "message_not_found"
    )


def test_a_reply_stands_in_its_thread(app: EchoApp, slack: PracticeSlack) -> None:
    """A message may answer another."""
    posted = app.call("chat.postMessage", channel="D0HEALTH", text="a")

    app.call("chat.postMessage", channel="D0HEALTH", text="b", thread_ts=posted["ts"])

    assert slack.dm("U0HEALTH")[1]["thread_ts"] == posted["ts"]
