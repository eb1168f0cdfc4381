"""A practice Slack, a clock that one sets, and a small app to talk to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview.loopback import LoopbackServer
from bot.preview.workspace import PracticeSlack
from tests.preview.echo import MANIFEST, SECRET, TOKEN, Clock, EchoApp

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def clock() -> Clock:
    """A clock for message timestamps and expiry."""
    return Clock()


@pytest.fixture
def slack(clock: Clock) -> Iterator[PracticeSlack]:
    """A practice Slack that listens, with no app connected."""
    practice = PracticeSlack(manifest=MANIFEST, signing_secret=SECRET, bot_token=TOKEN, clock=clock)
    practice.start()
    yield practice
    practice.stop()


@pytest.fixture
def app(slack: PracticeSlack) -> Iterator[EchoApp]:
    """A small app, connected to the practice Slack."""
    heard = EchoApp(slack.base_url)
    server = LoopbackServer(heard)
    slack.connect_app(f"http://127.0.0.1:{server.port}/slack/events")
    yield heard
    server.stop()
