"""Messages: what everybody sees, what one person sees."""

from __future__ import annotations

import pytest

from bot.preview.messages import Content, Messages
from bot.preview.people import BOT_USER_ID
from bot.preview.stamps import Stamps


@pytest.fixture
def messages() -> Messages:
    """An empty store."""
    return Messages(Stamps(lambda: 1000.0))


def test_an_ephemeral_message_is_seen_by_one(messages: Messages) -> None:
    """Others in the channel see everything but what is for one person."""
    messages.add("C1", "U1", Content("all"))
    private = messages.add("C1", BOT_USER_ID, Content("one"), only_for="U1")

    assert [m.content.text for m in messages.seen_by("C1", "U1")] == ["all", "one"]
    assert [m.content.text for m in messages.seen_by("C1", "U2")] == ["all"]
    assert [m.content.text for m in messages.seen_by_all("C1")] == ["all"]
    assert messages.only_for("U1") == [private]
    assert private.as_slack()["is_ephemeral"] is True


def test_a_change_keeps_the_order(messages: Messages) -> None:
    """A changed message stays where it was and says that it was edited."""
    first = messages.add("C1", BOT_USER_ID, Content("a"))
    messages.add("C1", "U1", Content("b"))

    changed = messages.change(first, Content("c"))

    assert [m.content.text for m in messages.seen_by_all("C1")] == ["c", "b"]
    assert changed.ts == first.ts
    assert changed.as_slack()["edited"]["user"] == BOT_USER_ID


def test_slack_s_form_tells_the_app_from_people(messages: Messages) -> None:
    """Only the app's messages carry a bot id."""
    assert "bot_id" in messages.add("C1", BOT_USER_ID, Content("a")).as_slack()
    assert "bot_id" not in messages.add("C1", "U1", Content("a")).as_slack()


def test_what_is_handed_out_can_be_changed_safely(messages: Messages) -> None:
    """Changing a message's JSON does not change the message."""
    message = messages.add("C1", "U1", Content("a", ({"type": "divider", "block_id": "b"},)))

    message.as_slack()["blocks"][0]["type"] = "header"

    assert message.as_slack()["blocks"][0]["type"] == "divider"
