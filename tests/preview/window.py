"""A window on the practice workspace: how tests open it and find their way about."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from bot.preview.workspace import PracticeSlack

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium_path() -> str:
    """The system's Chromium; without one the test is skipped, and fails where CI is set."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail("No chromium here, and CI is set: the browser tests must run.")
    if found is None:
        pytest.skip("No chromium on this machine: the browser tests did not run.")
    return found


def enter(page: Page, slack: PracticeSlack, where: str = "U0HEALTH") -> None:
    """Open the workspace as somebody, somewhere."""
    page.goto(f"{slack.page_url}#{where}")
    expect(page.locator("#place-about")).not_to_be_empty()


def become(page: Page, title: str) -> None:
    """Take somebody's place, unfolding the left side where it is folded."""
    press_on_the_left(page, title)
    expect(page.locator("#place-about")).to_have_text(f"You are: {title}")


def press_on_the_left(page: Page, title: str) -> None:
    """Press something on the left side."""
    if page.locator("#menu").is_visible():
        page.locator("#menu").click()
    page.locator("#side").get_by_role("button", name=title).click()


def is_too_wide(page: Page) -> bool:
    """Tell whether anything sticks out sideways."""
    measured: bool = page.evaluate(
        "document.documentElement.scrollWidth > window.innerWidth"
        " || (part => Boolean(part) && part.scrollWidth > part.clientWidth)"
        "(document.getElementById('scroll'))"
    )
    return measured
