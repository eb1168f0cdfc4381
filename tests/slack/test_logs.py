"""What people type never reaches a log, whatever comes in and however it fails."""

from __future__ import annotations

import json
import logging
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.logs import LIBRARIES, guard_libraries, where
from tests.practice import GENERAL, GUEST, HEALTH, Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "canary-7f3a-typed-words"


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Every log line of every level, as a handler on the root would write it."""
    lines: list[str] = []

    class Writing(logging.Handler):
        """Keeps formatted lines, tracebacks included."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep one."""
            lines.append(logging.Formatter("%(name)s %(message)s").format(record))

    handler = Writing(logging.DEBUG)
    root = logging.getLogger()
    root.addHandler(handler)
    caplog.set_level(logging.DEBUG)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_no_payload_of_any_kind_leaves_words_in_the_log(
    practice: Practice, everything: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A canary in messages, mentions, commands, forms, and in what fails, is in no line (R27)."""
    slack = practice.slack
    slack.say(HEALTH, "dm", CANARY)
    slack.say(GUEST, "dm", CANARY)
    slack.say(HEALTH, GENERAL, f"@Safeguarding Guide {CANARY}")
    slack.command(HEALTH, GENERAL, CANARY)
    practice.log(narrative=CANARY)
    slack.deliver_event({"type": "message", "subtype": "message_changed", "text": CANARY})
    slack.deliver_event({"type": "never_heard_of", "text": CANARY})
    slack.deliver_interaction(pressed(CANARY))
    slack.deliver_interaction({**pressed(CANARY), "type": "view_submission", "view": typed(CANARY)})
    slack.deliver_interaction({"type": "message_action", "callback_id": CANARY, "message": {}})
    slack.script_fault("chat.postMessage", "server_error")
    slack.say(HEALTH, "dm", CANARY)

    def fail(_content: object, question: str) -> None:
        raise ValueError(question)

    monkeypatch.setattr("bot.guide.ask.answer", fail)
    slack.say(HEALTH, "dm", CANARY)
    slack.command(HEALTH, GENERAL, CANARY)
    practice.settle()
    assert any("reference" in line for line in everything)
    assert [line for line in everything if CANARY in line] == []


def test_a_request_with_a_bad_signature_leaves_no_words_in_the_log(
    practice: Practice, everything: list[str]
) -> None:
    """Bolt would write the whole request down at INFO."""
    connection = HTTPConnection("127.0.0.1", practice.port, timeout=5)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Signature": "v0=wrong",
        "X-Slack-Request-Timestamp": str(int(time.time())),
    }
    connection.request("POST", "/slack/events", json.dumps({"text": CANARY}), headers)
    assert connection.getresponse().status == 401
    connection.close()
    assert [line for line in everything if CANARY in line] == []


def pressed(text: str) -> dict[str, Any]:
    """A press on something with words in it that people typed."""
    action = {"type": "button", "action_id": text, "value": text, "action_ts": "1.1"}
    return {
        "type": "block_actions",
        "user": {"id": HEALTH, "team_id": "T0PRACTICE"},
        "team": {"id": "T0PRACTICE"},
        "trigger_id": "x",
        "message": {"text": text},
        "actions": [action],
    }


def typed(text: str) -> dict[str, Any]:
    """A form that no listener knows, with words in it."""
    values = {"f": {"f": {"type": "plain_text_input", "value": text}}}
    return {"id": "V1", "callback_id": "retired", "blocks": [], "state": {"values": values}}


@pytest.mark.parametrize("level", [logging.INFO, logging.WARNING, logging.ERROR])
@pytest.mark.parametrize("name", ["slack_bolt.App", "slack_sdk.web.base_client", "slack_sdk"])
def test_a_librarys_line_keeps_who_and_where_and_nothing_else(
    name: str, level: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Logger, file, line, level and exception type stay; the sentence goes."""
    guard_libraries()
    guard_libraries()
    caplog.set_level(level, name)
    error = ValueError(CANARY)
    logging.getLogger(name).log(level, "Failed: %s", CANARY, exc_info=error)
    (line,) = caplog.records
    assert (line.name, line.levelno) == (name, level)
    assert line.getMessage().startswith("at test_logs.py:")
    assert line.getMessage().endswith("(ValueError)")
    assert CANARY not in caplog.text


def test_where_names_the_innermost_place() -> None:
    """Type, file and line; no words."""
    with pytest.raises(ValueError, match=CANARY) as told:
        int(CANARY)
    assert where(told.value).startswith("ValueError in test_logs.py:")
    assert where(KeyError(CANARY)) == "KeyError"
