"""Looking things up over HTTP."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL, PEOPLE

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack
    from tests.preview.echo import Clock, EchoApp


def test_the_token_belongs_to_the_app(app: EchoApp) -> None:
    """`auth.test` names the workspace and the app's own user."""
    answer = app.call("auth.test")

    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        "T0PRACTICE",
        "U0GUIDE",
        "B0GUIDE",
    )


def test_a_guest_from_elsewhere_can_be_told(app: EchoApp) -> None:
    """A guest is restricted and of another workspace; a colleague is neither."""
    guest = app.call("users.info", user="U0GUEST")["user"]
    colleague = app.call("users.info", user="U0HEALTH")["user"]

    assert (guest["is_restricted"], guest["team_id"]) == (True, "T0ELSEWHERE")
    assert (colleague["is_restricted"], colleague["team_id"]) == (False, "T0PRACTICE")


def test_a_deactivated_person_can_be_told(app: EchoApp, slack: PracticeSlack) -> None:
    """Somebody whose account was switched off is deleted, and no longer in her groups."""
    slack.set_person(replace(PEOPLE[3], is_deleted=True))

    assert app.call("users.info", user="U0ICB")["user"]["deleted"] is True
    assert app.call("usergroups.users.list", usergroup="S0ICB")["users"] == []


def test_the_app_itself_is_a_bot(app: EchoApp) -> None:
    """The app can look itself up."""
    assert app.call("users.info", user="U0GUIDE")["user"]["is_bot"] is True


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
        ("usergroups.users.list", {"usergroup": "S0NONE"}, "no_such_subteam"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": "U0ICB,U0HEALTH"}, "invalid_users"),
        ("conversations.open", {}, "users_list_not_supplied"),
        ("conversations.open", {"channel": "C0GENERAL"}, "channel_not_found"),
        ("conversations.replies", {"channel": "D0HEALTH", "ts": "1.2"}, "thread_not_found"),
        ("conversations.history", {"channel": "C0NOWHERE"}, "channel_not_found"),
    ],
)
def test_what_is_not_there_is_refused(
    app: EchoApp, method: str, args: dict[str, object], error: str
) -> None:
    """Each unknown thing has Slack's own word."""
    assert app.call(method, **args)["error"] == error


def test_groups_hold_their_people(app: EchoApp) -> None:
    """A user group lists its members, guests not among the practitioners."""
    members = app.call("usergroups.users.list", usergroup="S0PRACTITIONERS")["users"]

    assert "U0HEALTH" in members
    assert "U0GUEST" not in members


def test_a_conversation_with_a_person_is_always_the_same(app: EchoApp) -> None:
    """Opening a direct conversation twice gives one id, by list or by text."""
    first = app.call("conversations.open", users=["U0HEALTH"])
    second = app.call("conversations.open", users="U0HEALTH")

    assert first["channel"]["id"] == second["channel"]["id"] == "D0HEALTH"
    assert app.call("conversations.open", channel="D0HEALTH")["ok"] is True


def test_reading_a_channel_needs_a_scope_the_app_has_not(app: EchoApp) -> None:
    """Channels cannot be read: the missing scope depends on the kind of channel."""
    public = app.call("conversations.history", channel=GENERAL_CHANNEL)
    private = app.call("conversations.replies", channel=PARTNERS_CHANNEL, ts="1")

    assert (public["error"], public["needed"]) == ("missing_scope", "channels:history")
    assert (private["error"], private["needed"]) == ("missing_scope", "groups:history")
    assert "chat:write" in public["provided"]


def test_a_direct_conversation_can_be_read_back(
    app: EchoApp, slack: PracticeSlack, clock: Clock
) -> None:
    """History is newest first, holds metadata when asked, and can be cut by time and number."""
    metadata = {"event_type": "outbox", "event_payload": {"id": 7}}
    slack.say("U0HEALTH", "dm", "one")
    clock.now += 60
    posted = app.call("chat.postMessage", channel="D0HEALTH", text="two", metadata=metadata)

    everything = app.call("conversations.history", channel="D0HEALTH", include_all_metadata=True)
    first = app.call("conversations.history", channel="D0HEALTH", limit=1)
    later = app.call("conversations.history", channel="D0HEALTH", oldest=posted["ts"])
    at = app.call(
        "conversations.history", channel="D0HEALTH", oldest=posted["ts"], inclusive="true"
    )

    assert [m["text"] for m in everything["messages"]] == ["two", "one"]
    assert everything["messages"][0]["metadata"] == metadata
    assert "metadata" not in first["messages"][0]
    assert first["has_more"] is True
    assert later["messages"] == []
    assert [m["text"] for m in at["messages"]] == ["two"]


def test_a_thread_starts_with_its_root(app: EchoApp) -> None:
    """Replies come after the message that they answer, and not in the history."""
    root = app.call("chat.postMessage", channel="D0HEALTH", text="root")["ts"]
    app.call("chat.postMessage", channel="D0HEALTH", text="reply", thread_ts=root)

    thread = app.call("conversations.replies", channel="D0HEALTH", ts=root)["messages"]
    roots = app.call("conversations.history", channel="D0HEALTH")["messages"]

    assert [m["text"] for m in thread] == ["root", "reply"]
    assert [m["text"] for m in roots] == ["root"]


def test_describing_a_conversation_needs_its_own_scope(app: EchoApp) -> None:
    """`conversations.info` is refused for channels and for direct conversations."""
    assert app.call("conversations.info", channel=GENERAL_CHANNEL)["needed"] == "channels:read"
    assert app.call("conversations.info", channel="D0HEALTH")["needed"] == "im:read"
