"""Answers to interactions through their response URL, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview.tickets import RESPONSE_URL_SECONDS
from tests.preview.echo import EchoApp, actions, button, http_json, section

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack
    from tests.preview.echo import Clock


@pytest.fixture
def url(app: EchoApp, slack: PracticeSlack) -> str:
    """The response URL of a click on a card in a conversation."""
    app.call(
        "chat.postMessage", channel="D0HEALTH", text="card", blocks=[actions(button("a", "a"))]
    )
    slack.click("U0HEALTH", slack.dm("U0HEALTH")[0], "a")
    return str(app.last["response_url"])


def test_the_card_is_replaced_in_place(slack: PracticeSlack, url: str) -> None:
    """`replace_original` changes the message that was clicked."""
    before = slack.dm("U0HEALTH")[0]["ts"]

    status, _, _ = http_json(
        url, {"replace_original": True, "text": "new", "blocks": [section("n")]}
    )

    (message,) = slack.dm("U0HEALTH")
    assert (status, message["ts"], message["text"]) == (200, before, "new")


def test_the_card_can_be_deleted(slack: PracticeSlack, url: str) -> None:
    """`delete_original` takes the message away."""
    http_json(url, {"delete_original": True})

    assert slack.dm("U0HEALTH") == []


def test_an_answer_is_private_unless_it_says_otherwise(slack: PracticeSlack, url: str) -> None:
    """Without a response type only the person sees it; `in_channel` is for everybody."""
    http_json(url, {"text": "psst"})
    http_json(url, {"text": "hear", "response_type": "in_channel"})

    assert [m["text"] for m in slack.ephemeral("U0HEALTH")] == ["psst"]
    assert [m["text"] for m in slack.dm("U0HEALTH")] == ["card", "hear"]


def test_the_sixth_answer_is_refused(slack: PracticeSlack, url: str) -> None:
    """Five answers work; the sixth is 404 `used_url`."""
    statuses = [http_json(url, {"text": str(n)})[0] for n in range(5)]
    status, answer, _ = http_json(url, {"text": "6"})

    assert statuses == [200] * 5
    assert (status, answer["error"]) == (404, "used_url")
    assert slack.calls[-1].error == "used_url"


def test_after_half_an_hour_it_is_refused(url: str, clock: Clock) -> None:
    """After thirty minutes an answer is 404 `expired_url`."""
    clock.now += RESPONSE_URL_SECONDS + 1

    status, answer, _ = http_json(url, {"text": "late"})

    assert (status, answer["error"]) == (404, "expired_url")


def test_a_refused_answer_costs_no_use(slack: PracticeSlack, url: str) -> None:
    """Refused blocks are told and leave all five uses."""
    status, answer, _ = http_json(url, {"blocks": [section("")]})

    assert (status, answer["error"]) == (400, "invalid_blocks")
    assert [http_json(url, {"text": "a"})[0] for _ in range(5)] == [200] * 5
    assert slack.dm("U0HEALTH")[0]["text"] == "card"


def test_faults_can_be_ordered_for_it(slack: PracticeSlack, url: str) -> None:
    """`response_url` counts as a method for faults."""
    slack.script_fault("response_url", "server_error")

    assert http_json(url, {"text": "a"})[0] == 500
    assert http_json(url, {"text": "a"})[0] == 200


def test_a_command_s_answer_can_be_replaced(app: EchoApp, slack: PracticeSlack) -> None:
    """What a command's response URL posted first is what it replaces later."""
    slack.command("U0HEALTH", "dm", "help")
    url = str(app.last["response_url"])

    http_json(url, {"text": "one"})
    http_json(url, {"text": "two", "replace_original": True})

    assert [m["text"] for m in slack.ephemeral("U0HEALTH")] == ["two"]
