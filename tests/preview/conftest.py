"""A practice Slack, a clock that one sets, a small app to talk to it, and a browser window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from bot.preview.loopback import LoopbackServer
from bot.preview.workspace import PracticeSlack
from tests.preview.echo import MANIFEST, SECRET, TOKEN, Clock, EchoApp
from tests.preview.window import ARGUMENTS, DESKTOP, PHONE, chromium_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = chromium_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(
    request: pytest.FixtureRequest, browser: Browser, app: EchoApp, slack: PracticeSlack
) -> Iterator[Page]:
    """A window on the workspace that stays quiet and asks nobody else for anything."""
    assert app.base_url == slack.base_url
    context = browser.new_context(viewport=request.param, locale="en-GB", reduced_motion="reduce")
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda line: complaints.append(line.text))
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("request", lambda asked: complaints.extend(_elsewhere(asked.url, slack)))
    yield window
    context.close()
    assert complaints == []


def _elsewhere(url: str, slack: PracticeSlack) -> list[str]:
    return [] if url.startswith(slack.page_url) else [f"asked elsewhere: {url}"]
