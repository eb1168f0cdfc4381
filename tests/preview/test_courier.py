"""Deliveries: signed, repeated where Slack repeats, and only to this computer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from bot.errors import GuideError
from bot.preview.courier import Courier

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack
    from tests.preview.echo import EchoApp

EVENT = {"type": "app_uninstalled"}


def test_a_delivery_is_signed(app: EchoApp, slack: PracticeSlack) -> None:
    """The app, which verifies, accepts it."""
    assert slack.deliver_event(EVENT).status == 200
    assert app.last["event"] == EVENT


def test_another_secret_is_not_believed(app: EchoApp, slack: PracticeSlack) -> None:
    """What somebody else signed the app refuses."""
    slack.deliver_event(EVENT)
    stranger = Courier("another secret", time.time, 3.0)
    address = slack._courier._address
    assert address is not None
    stranger.connect(f"http://{address[0]}:{address[1]}{address[2]}")

    assert stranger.interaction({"type": "block_actions"}).status == 401
    assert len(app.deliveries) == 1


def test_an_event_is_delivered_again_until_it_is_taken(app: EchoApp, slack: PracticeSlack) -> None:
    """A failing app gets the event four times in all, numbered, under one id."""
    app.react = lambda _: 500

    answer = slack.deliver_event(EVENT)

    assert (answer.status, answer.attempts) == (500, 4)
    numbers = [d.headers.get("X_SLACK_RETRY_NUM") for d in app.deliveries]
    assert numbers == [None, "1", "2", "3"]
    assert app.deliveries[1].headers["X_SLACK_RETRY_REASON"] == "http_error"
    assert len({d.body["event_id"] for d in app.deliveries}) == 1


def test_an_event_taken_at_the_second_try_is_not_sent_again(
    app: EchoApp, slack: PracticeSlack
) -> None:
    """Repeating ends with the first 200."""
    app.react = lambda _: 500 if len(app.deliveries) == 1 else None

    assert slack.deliver_event(EVENT).attempts == 2


def test_an_interaction_is_never_repeated(app: EchoApp, slack: PracticeSlack) -> None:
    """A click that failed is the person's to repeat."""
    app.react = lambda _: 500

    answer = slack.shortcut("U0HEALTH", "tree_start")

    assert (answer.status, len(app.deliveries)) == (500, 1)


def test_no_answer_at_all_is_no_status() -> None:
    """Where nobody listens, there is no status, and an event was tried four times."""
    courier = Courier("secret", time.time, 0.5)
    courier.connect("http://127.0.0.1:9/slack/events")

    answer = courier.event({"event": {}})

    assert (answer.status, answer.attempts, answer.is_ok) == (None, 4, False)


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/x", "http://example.org/x", "http://127.0.0.1.example.org/"]
)
def test_nothing_leaves_this_computer(url: str) -> None:
    """An app elsewhere cannot be connected."""
    with pytest.raises(GuideError, match="on this computer"):
        Courier("secret", time.time, 3.0).connect(url)


def test_without_an_app_there_is_a_clear_error() -> None:
    """Delivering before an app is connected says so."""
    with pytest.raises(GuideError, match="No app is connected"):
        Courier("secret", time.time, 3.0).event({})
