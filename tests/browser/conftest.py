"""The real app in the practice workspace, on a clock that is set, and a browser window on it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from bot.bootstrap import practice_workspace
from tests.browser.story import DESKTOP, PHONE, Story
from tests.desks import SetClock, shipped_content
from tests.preview.window import ARGUMENTS, chromium_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = chromium_path()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def clock() -> SetClock:
    """Friday 18 December 2026, 09:00 UTC, until it is moved."""
    return SetClock()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def story(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path, clock: SetClock
) -> Iterator[Story]:
    """A window on a workspace of its own, that stays quiet and asks nobody else for anything."""
    context = browser.new_context(
        viewport=request.param,
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.extend(_complaint(line.text)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.extend(_elsewhere(asked.url)))

    @contextmanager
    def workspace() -> Iterator[str]:
        with practice_workspace(shipped_content(), tmp_path, clock=clock) as slack:
            yield slack.page_url

    told = Story(page, clock, workspace)
    told.start()
    yield told
    told.stop()
    context.close()
    assert complaints == []


def _complaint(text: str) -> list[str]:
    """Whatever the console says, but for a press on what has just changed: Chromium notes a 409."""
    return [] if "status of 409" in text else [text]


def _elsewhere(url: str) -> list[str]:
    is_here = url.startswith(("http://127.0.0.1:", "about:"))
    return [] if is_here else [f"asked elsewhere: {url}"]
