"""Serving: killed, stopped, over HTTP and over a websocket, nothing is lost and nothing doubled."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot import bootstrap
from bot.errors import SettingsError
from bot.preview.people import BOT_USER_ID
from bot.preview.workspace import PracticeSlack
from bot.slack.clients import web_client
from bot.slack.serve import Serving, socket_handler
from tests.practice import HEALTH, SECRET, TOKEN, Practice, actions_of, open_practice, pressable
from tests.slack.socket_link import APP_TOKEN, SocketLink

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).with_name("serving_process.py")
ROOT = SCRIPT.parents[2]
QUESTION = "how many days to send a SIN"
OK = 200
_numbers = itertools.count(1)


class Process:
    """The app in a process of its own, connected to a practice Slack.

    Args:
        slack: The practice Slack.
        data_dir: The register's folder; kept from one process to the next.
    """

    def __init__(self, slack: PracticeSlack, data_dir: Path) -> None:
        command = [sys.executable, str(SCRIPT), str(data_dir), slack.api_url]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, text=True
        )
        assert self._process.stdout is not None
        port = self._process.stdout.readline().strip()
        assert port.isdigit(), "the process did not start"
        slack.connect_app(f"http://127.0.0.1:{port}/slack/events")

    def send(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; gives the exit code."""
        self._process.send_signal(number)
        return self._process.wait(15)

    def close(self) -> None:
        """End it, if it has not ended."""
        if self._process.poll() is None:
            self.send(signal.SIGKILL)
        if self._process.stdout is not None:
            self._process.stdout.close()


@pytest.fixture
def slack() -> Iterator[PracticeSlack]:
    """A practice Slack by real time."""
    practice = PracticeSlack(
        manifest=bootstrap.manifest(), signing_secret=SECRET, bot_token=TOKEN, clock=time.time
    )
    practice.start()
    yield practice
    practice.stop()


@contextmanager
def running(slack: PracticeSlack, data_dir: Path) -> Iterator[Process]:
    """A process for the length of the block."""
    process = Process(slack, data_dir)
    try:
        yield process
    finally:
        process.close()


def answers(slack: PracticeSlack) -> list[str]:
    """The keys of what the app wrote to the health visitor."""
    mine = [m for m in slack.dm(HEALTH) if m["user"] == BOT_USER_ID]
    return [m["metadata"]["event_payload"]["key"] for m in mine]


def message(number: int) -> dict[str, Any]:
    """A message of the health visitor's, as an event."""
    ts = f"{number}.000001"
    return {
        "type": "message",
        "user": HEALTH,
        "channel": "D0HEALTH",
        "channel_type": "im",
        "text": QUESTION,
        "ts": ts,
        "event_ts": ts,
    }


@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
def test_killed_between_commit_and_post_it_delivers_after_a_restart_once(
    slack: PracticeSlack, tmp_path: Path, method: str
) -> None:
    """SIGKILL while the call is on its way: whether it arrives or not, it is there once (R5)."""
    slack.script_fault(method, "slow", seconds=1.0)
    with running(slack, tmp_path) as process:
        assert slack.deliver_event(message(1), "Ev1").status == OK
        assert process.send(signal.SIGKILL) == -signal.SIGKILL
    assert answers(slack) == []
    with running(slack, tmp_path):
        assert slack.wait_for(lambda: answers(slack) == ["reply:Ev1"], 10)
        assert slack.deliver_event(message(1), "Ev1").status == OK
        assert slack.deliver_event(message(2), "Ev2").status == OK
        assert slack.wait_for(lambda: "reply:Ev2" in answers(slack), 10)
    assert sorted(answers(slack)) == ["reply:Ev1", "reply:Ev2"]


def test_killed_in_the_middle_of_many_it_loses_and_doubles_nothing(
    slack: PracticeSlack, tmp_path: Path
) -> None:
    """Forty messages, a kill among them, Slack's redelivery: each is answered exactly once."""
    total = 40
    acknowledged: set[int] = set()
    with running(slack, tmp_path) as process:

        def deliver() -> None:
            for number in range(1, total + 1):
                if slack.deliver_event(message(number), f"Ev{number}").status == OK:
                    acknowledged.add(number)

        thread = threading.Thread(target=deliver)
        thread.start()
        assert slack.wait_for(lambda: len(answers(slack)) > 3, 10)
        process.send(signal.SIGKILL)
        thread.join()
    assert acknowledged
    with running(slack, tmp_path):
        for number in range(1, total + 1):
            assert slack.deliver_event(message(number), f"Ev{number}").status == OK
        expected = sorted(f"reply:Ev{number}" for number in range(1, total + 1))
        assert slack.wait_for(lambda: len(answers(slack)) >= total, 20)
    assert sorted(answers(slack)) == expected


def test_told_to_stop_it_sends_what_is_due_and_ends_well(
    slack: PracticeSlack, tmp_path: Path
) -> None:
    """SIGTERM: the answer on its way arrives, the exit code is 0, in under ten seconds (R23)."""
    with running(slack, tmp_path) as process:
        slack.script_fault("chat.postMessage", "slow", seconds=1.0)
        assert slack.deliver_event(message(1), "Ev1").status == OK
        began = time.monotonic()
        assert process.send(signal.SIGTERM) == 0
        assert time.monotonic() - began < 10
        assert answers(slack) == ["reply:Ev1"]
        assert slack.deliver_event(message(2), "Ev2").status is None


def test_only_one_process_serves_a_folder(slack: PracticeSlack, tmp_path: Path) -> None:
    """A second process over the same register does not start."""
    with running(slack, tmp_path):
        second = subprocess.run(
            [sys.executable, str(SCRIPT), str(tmp_path), slack.api_url],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert second.returncode != 0
    assert "already serves this data folder" in second.stderr


@pytest.fixture
def link() -> Iterator[SocketLink]:
    """Slack's side of the websocket."""
    made = SocketLink()
    yield made
    made.stop()


@contextmanager
def over_socket(practice: Practice, link: SocketLink) -> Iterator[list[int]]:
    """The app, served over the websocket for the length of the block; holds its exit code after."""
    stop, ready, codes = threading.Event(), threading.Event(), list[int]()
    serving = Serving(practice.app, practice.worker, practice.health)
    socket = socket_handler(practice.app, APP_TOKEN, web_client(TOKEN, link.api_url))

    def serve() -> None:
        codes.append(serving.over_socket(socket, lambda _port: ready.set(), stop))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        assert ready.wait(10)
        yield codes
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def event_payload(event: dict[str, Any], event_id: str) -> dict[str, Any]:
    """An event as it stands in an envelope."""
    return {
        "type": "event_callback",
        "team_id": "T0PRACTICE",
        "event_id": event_id,
        "event": event,
        "authorizations": [{"team_id": "T0PRACTICE", "user_id": BOT_USER_ID, "is_bot": True}],
    }


def test_over_a_websocket_a_question_is_answered_once(tmp_path: Path, link: SocketLink) -> None:
    """Delivered twice, with the retry number 0 that even a first delivery bears, answered once."""
    with open_practice(tmp_path, is_served=False) as practice, over_socket(practice, link) as codes:
        for _ in range(2):
            answer = link.send("events_api", event_payload(message(1), "Ev1"))
            assert answer is not None
        practice.settle()
        assert answers(practice.slack) == ["reply:Ev1"]
        assert practice.health.report().is_fine
    assert codes == [0]


def test_over_a_websocket_commands_and_presses_work(tmp_path: Path, link: SocketLink) -> None:
    """A command is answered in the envelope's answer; a press redraws the card."""
    with open_practice(tmp_path, is_served=False) as practice, over_socket(practice, link):
        command = {"command": "/safeguarding", "text": "help", "user_id": HEALTH}
        command |= {"team_id": "T0PRACTICE", "channel_id": "D0HEALTH", "trigger_id": "1.1"}
        answer = link.send("slash_commands", command)
        assert answer is not None
        assert "Not an emergency service" in answer["payload"]["text"]
        link.send("events_api", event_payload({**message(1), "text": "start"}, "Ev1"))
        practice.settle()
        card = practice.card(HEALTH)
        assert link.send("interactive", press(card)) is not None
        practice.settle()
        assert "question 2" in practice.card(HEALTH)["text"].lower()


def press(card: dict[str, Any]) -> dict[str, Any]:
    """A press on the second answer of a card."""
    elements = [element for _, element in pressable(card)]
    button = next(element for element in elements if element["action_id"] == "walk.answer:2")
    assert "walk.answer:2" in actions_of(card)
    return {
        "type": "block_actions",
        "user": {"id": HEALTH, "team_id": "T0PRACTICE"},
        "team": {"id": "T0PRACTICE"},
        "trigger_id": "1.2",
        "container": {"type": "message", "channel_id": "D0HEALTH", "message_ts": card["ts"]},
        "actions": [
            {
                "type": "button",
                "action_id": button["action_id"],
                "value": button["value"],
                "action_ts": f"{next(_numbers)}.5",
            }
        ],
    }


def test_over_a_websocket_what_cannot_be_kept_is_not_acknowledged(
    tmp_path: Path, link: SocketLink
) -> None:
    """With the register locked an event gets no answer, so that Slack sends it again (R24)."""
    with open_practice(tmp_path, is_served=False) as practice, over_socket(practice, link):
        with practice.locked_register():
            assert link.send("events_api", event_payload(message(1), "Ev1"), 1.0) is None
        assert link.send("events_api", event_payload(message(1), "Ev1")) is not None
        practice.settle()
        assert answers(practice.slack) == ["reply:Ev1"]


def test_a_refreshed_connection_goes_on(tmp_path: Path, link: SocketLink) -> None:
    """After Slack asks for a new connection, events come in over it."""
    with open_practice(tmp_path, is_served=False) as practice, over_socket(practice, link):
        link.refresh()
        assert link.send("events_api", event_payload(message(1), "Ev1")) is not None
        practice.settle()
        assert answers(practice.slack) == ["reply:Ev1"]
        assert link.connections == 2


def test_a_wrong_app_token_is_named(tmp_path: Path, link: SocketLink) -> None:
    """Socket Mode does not start with a token that Slack refuses, and says which."""
    with open_practice(tmp_path, is_served=False) as practice:
        serving = Serving(practice.app, practice.worker, practice.health)
        socket = socket_handler(practice.app, "xapp-wrong", web_client(TOKEN, link.api_url))
        with pytest.raises(SettingsError, match="SLACK_APP_TOKEN") as told:
            serving.over_socket(socket, lambda _port: None)
        assert "xapp-wrong" not in str(told.value)


def test_a_stop_for_good_ends_serving_with_a_failure(tmp_path: Path, link: SocketLink) -> None:
    """When the app is removed, the process ends with 1, for whoever watches it (R19)."""
    with open_practice(tmp_path, is_served=False) as practice:
        with over_socket(practice, link) as codes:
            link.send("events_api", event_payload({"type": "app_uninstalled"}, "Ev1"))
            assert practice.slack.wait_for(lambda: bool(codes), 15)
        assert codes == [1]
