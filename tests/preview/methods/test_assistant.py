"""Statuses and suggested prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.preview.echo import EchoApp


def test_prompts_need_no_thread(app: EchoApp) -> None:
    """Up to four prompts can be set for a whole conversation."""
    prompts = [{"title": f"Ask {n}", "message": f"ask {n}"} for n in range(4)]

    answer = app.call(
        "assistant.threads.setSuggestedPrompts", channel_id="D0HEALTH", prompts=prompts
    )

    assert answer["ok"] is True


@pytest.mark.parametrize(
    "prompts", [None, [], [{"title": "a"}], [{"title": "a", "message": "b"}] * 5]
)
def test_prompts_that_slack_refuses(app: EchoApp, prompts: object) -> None:
    """None, five, or one without its message are refused."""
    answer = app.call(
        "assistant.threads.setSuggestedPrompts", channel_id="D0HEALTH", prompts=prompts
    )

    assert answer["error"] == "invalid_arguments"


def test_a_status_needs_a_thread_and_a_conversation(app: EchoApp) -> None:
    """A status belongs to a thread of a conversation that the app is in."""
    nowhere = app.call(
        "assistant.threads.setStatus", channel_id="D0X", thread_ts="1", status="is looking"
    )
    threadless = app.call("assistant.threads.setStatus", channel_id="D0HEALTH", status="is looking")

    assert (nowhere["error"], threadless["error"]) == ("channel_not_found", "invalid_arguments")
