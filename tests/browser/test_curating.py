"""A curator edits a file and sees the result at once, beside the conversation that uses it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.bootstrap import practice_workspace
from bot.content.shipped import ContentFolder, find_content
from tests.desks import shipped_content
from tests.preview.window import DESKTOP, PHONE, is_too_wide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.desks import SetClock

pytestmark = pytest.mark.browser

SOON = 20_000
"""Milliseconds within which a saved file is read and shown on a busy machine."""
MAIN = "serious_incident"
NEW = "Is a child in danger at this moment?"
QUESTION = "ask: Is any child in danger right now, or in need of emergency help?"


@dataclass(frozen=True, slots=True)
class Bench:
    """The page, and the folder of the trees that the curator edits."""

    page: Page
    trees: Path

    def save(self, before: str, after: str, tree: str = "concern") -> None:
        """Save a tree with other text."""
        file = self.trees / f"{tree}.yaml"
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")

    def look_at(self, name: str, tree: str = "concern") -> None:
        """Choose what to look at beside the conversation."""
        opener = self.page.locator("#curate-open")
        if opener.is_visible() and not self.page.locator("#curate").is_visible():
            opener.click()
        self.page.locator("#curate-tree").select_option(tree)
        self.page.locator("#curate").get_by_role("button", name=name).click()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def bench(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path, clock: SetClock
) -> Iterator[Bench]:
    """The workspace as `preview --curate` opens it, over a copy of the shipped content."""
    root = tmp_path / "area"
    for folder in (find_content().trees, find_content().knowledge):
        shutil.copytree(folder, root / folder.name)
    content = ContentFolder(root)
    yield from _window(browser, request.param, content, tmp_path / "data", clock)


def _window(
    browser: Browser, size: ViewportSize, content: ContentFolder, data: Path, clock: SetClock
) -> Iterator[Bench]:

    context = browser.new_context(viewport=size, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda line: complaints.append(line.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with practice_workspace(shipped_content(), data, clock=clock, curate=content) as slack:
        page.goto(slack.page_url)
        yield Bench(page, content.trees)
        context.close()
    assert complaints == []


def test_a_saved_file_is_shown_and_used_at_once(bench: Bench) -> None:
    """Questions, sheet and problems stand beside; a new wording is shown, a broken file named."""
    page = bench.page
    body, state = page.locator("#curate-body"), page.locator("#curate-state")
    expect(state).to_contain_text("In use.", timeout=SOON)
    bench.look_at("Questions")
    expect(body).to_contain_text("Is any child in danger right now")
    expect(body).to_contain_text("Asked only where")
    bench.look_at("Sign-off sheet")
    expect(body).to_contain_text("Call 999")
    expect(body).to_contain_text("If not known (In danger now): treat as.")
    assert not is_too_wide(page)

    bench.look_at("Questions")
    bench.save(QUESTION, f"ask: {NEW}")
    expect(body).to_contain_text(NEW, timeout=SOON)

    bench.save("questions:", "questions: [")
    expect(state).to_contain_text("goes on with the last good version", timeout=SOON)
    bench.look_at("Problems")
    expect(body).to_contain_text("decision_trees/concern.yaml", timeout=SOON)
    bench.save("questions: [", "questions:")
    expect(state).to_contain_text("In use.", timeout=SOON)


def test_the_conversation_asks_the_question_as_it_was_saved(bench: Bench) -> None:
    """What the curator sees beside is what a practitioner is asked."""
    page = bench.page
    bench.look_at("Questions", MAIN)
    bench.save("ask: Is any child in danger right now?", f"ask: {NEW}", MAIN)
    expect(page.locator("#curate-body")).to_contain_text(NEW, timeout=SOON)
    opener = page.locator("#curate-open")
    if opener.is_visible():
        opener.click()

    page.locator("#composer-text").fill("start")
    page.keyboard.press("Enter")

    expect(page.locator("#messages")).to_contain_text(NEW, timeout=SOON)
