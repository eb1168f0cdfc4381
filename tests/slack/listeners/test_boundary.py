"""Where failures end: a reference for people, a place in the code for the log, and no words."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.errors import StoreBusyError
from bot.slack.listeners.boundary import REFERENCE_LENGTH, REFERENCE_LETTERS, sorry_words
from bot.slack.listeners.parts import Parts
from tests.practice import HEALTH, Practice


def parts(practice: Practice) -> Parts:
    """What listeners work with."""
    return Parts(practice.desk, practice.roles, practice.client, practice.worker)


def test_an_event_nobody_listens_for_is_loud(
    practice: Practice, caplog: pytest.LogCaptureFixture
) -> None:
    """It is not acknowledged as if it had been dealt with, and the log names its type."""
    answer = practice.slack.deliver_event({"type": "reaction_added", "user": HEALTH})
    assert answer.status == 404
    assert "event reaction_added.plain failed" in caplog.text


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "shortcut", "callback_id": "retired", "trigger_id": "1.1"},
        {"type": "message_action", "callback_id": "retired", "trigger_id": "1.1"},
        {"type": "block_suggestion", "action_id": "a", "value": "v"},
    ],
    ids=lambda payload: str(payload["type"]),
)
def test_an_interaction_nobody_listens_for_is_a_failure_that_slack_shows(
    practice: Practice, payload: dict[str, Any]
) -> None:
    """Where nothing can be said, Slack itself warns the person: never a silent 200."""
    who = {"user": {"id": HEALTH, "team_id": "T0PRACTICE"}, "team": {"id": "T0PRACTICE"}}
    answer = practice.slack.deliver_interaction({**who, **payload})
    assert answer.status not in (None, 200)


def test_an_unknown_command_is_answered_in_words(practice: Practice) -> None:
    """The fixed sentence with a reference, in the acknowledgement."""
    fields = {"command": "/retired", "text": "canary", "user_id": HEALTH, "team_id": "T0PRACTICE"}
    answer = practice.app.dispatch(BoltRequest(mode="socket_mode", body=fields))
    assert answer.status == 200
    assert "Reference:" in answer.body
    assert "canary" not in answer.body


def test_the_sentence_says_what_to_do_and_never_what_broke(practice: Practice) -> None:
    """What did not happen, whom to ring, and the reference."""
    busy = sorry_words(parts(practice), StoreBusyError("canary"), "ABC234")
    bug = sorry_words(parts(practice), RuntimeError("canary"), "ABC234")
    assert busy.startswith("Could not save.")
    assert bug.startswith("That did not work.")
    form = sorry_words(parts(practice), StoreBusyError("canary"), "ABC234", is_form=True)
    assert "not logged" in form
    for words in (busy, bug, form):
        assert "01226 772423" in words
        assert words.endswith("Reference: ABC234.")
        assert "canary" not in words


def test_references_are_short_and_can_be_read_out() -> None:
    """Six characters, none that is taken for another."""
    assert REFERENCE_LENGTH == 6
    assert not set("ILO01") & set(REFERENCE_LETTERS)
