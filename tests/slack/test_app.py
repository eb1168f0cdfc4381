"""The app is built once, with a token that works, and asks Slack for little while Slack waits."""

from __future__ import annotations

import pytest
from slack_sdk import WebClient

from bot.errors import GuideError, SettingsError
from bot.preview.people import BOT_USER_ID, TEAM_ID
from bot.slack.app import Identity, build_app, identity
from tests.practice import HEALTH, SECRET, Practice


def test_a_token_that_does_not_work_is_found_when_the_app_is_built(practice: Practice) -> None:
    """Not with somebody's first click; the message names the setting and not the token."""
    wrong = WebClient(token="xoxb-wrong", base_url=practice.slack.api_url)
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN") as told:
        build_app(
            practice.desk,
            client=wrong,
            signing_secret=SECRET,
            roles=practice.roles,
            worker=practice.worker,
        )
    assert "xoxb-wrong" not in str(told.value)
    with pytest.raises(SettingsError, match="invalid_auth"):
        identity(wrong)


def test_the_token_is_used_and_no_installation_asked_for(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Variables that would make the library drop the bot token are named, not followed."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "canary-id")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "canary-secret")
    with pytest.raises(SettingsError, match="unset both") as told:
        build_app(
            practice.desk,
            client=practice.client,
            signing_secret=SECRET,
            roles=practice.roles,
            worker=practice.worker,
        )
    assert told.value.name == "SLACK_CLIENT_ID"
    assert "canary" not in str(told.value)


def test_slack_out_of_reach_is_said_in_words() -> None:
    """Nothing listens on port 9 here."""
    away = WebClient(token="xoxb-any", base_url="http://127.0.0.1:9/api/")
    with pytest.raises(GuideError, match="cannot be reached"):
        identity(away)


def test_the_token_says_who_we_are(practice: Practice) -> None:
    """The workspace's id is not a setting: Slack gives it."""
    assert identity(practice.client) == Identity(TEAM_ID, BOT_USER_ID)


def test_answers_come_after_what_they_promise_is_on_disk(practice: Practice) -> None:
    """Bolt answers when the listener has ended, and unhandled requests are failures."""
    assert practice.app.process_before_response


def test_a_warm_press_makes_no_call_while_slack_waits(practice: Practice) -> None:
    """Once people and groups are known, answering a press calls nobody before the answer."""
    card = practice.start(HEALTH)
    practice.worker.stop(0)
    before = len(practice.slack.calls)
    practice.slack.click(HEALTH, card, "walk.answer:2")
    assert len(practice.slack.calls) == before
