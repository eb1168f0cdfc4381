"""Health asks Slack, the worker and the register, not the process table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from slack_sdk import WebClient

from bot.slack.health import ASK_EVERY_SECONDS, FINE, Health

if TYPE_CHECKING:
    from tests.practice import Practice


class Seconds:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds from any start."""
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """The health check's clock."""
    return Seconds()


@pytest.fixture
def health(practice: Practice, seconds: Seconds) -> Health:
    """A health check over the practice workspace."""
    return Health(practice.client, practice.worker, practice.made.store, seconds=seconds)


def asked(practice: Practice) -> int:
    """How often Slack was asked who we are."""
    return [call.method for call in practice.slack.calls].count("auth.test")


def test_everything_works(health: Health) -> None:
    """All four parts are fine."""
    report = health.report()
    assert report.is_fine
    assert set(report.findings) == {"token", "delivery", "register", "connection"}


def test_slack_is_asked_once_a_minute(practice: Practice, health: Health, seconds: Seconds) -> None:
    """A load balancer's curiosity does not become ours."""
    before = asked(practice)
    for _ in range(5):
        health.report()
    assert asked(practice) == before + 1
    seconds.now = ASK_EVERY_SECONDS
    health.report()
    assert asked(practice) == before + 2


def test_a_revoked_token_is_found(practice: Practice, seconds: Seconds) -> None:
    """A token that Slack no longer takes shows although events still answer 200 (R19)."""
    revoked = WebClient(token="xoxb-revoked", base_url=practice.slack.api_url)
    health = Health(revoked, practice.worker, practice.made.store, seconds=seconds)
    assert health.report().findings["token"] == "invalid_auth"
    assert not health.report().is_fine


def test_a_stopped_worker_is_found(practice: Practice, health: Health) -> None:
    """Without a worker nothing is delivered, whatever else runs."""
    practice.worker.stop(0)
    assert health.report().findings["delivery"] == "stopped"


def test_a_register_that_cannot_be_used_is_found(practice: Practice, health: Health) -> None:
    """Locked or closed, it is named."""
    with practice.locked_register():
        assert health.report().findings["register"] == "unreadable"
    assert health.report().findings["register"] == FINE


def test_a_lost_connection_is_found(health: Health) -> None:
    """In Socket Mode the websocket is part of health."""
    health.is_connected = lambda: False
    assert health.report().findings["connection"] == "not_connected"
