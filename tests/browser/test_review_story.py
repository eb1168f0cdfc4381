"""One referral from logging to closing and the year's report: the partners in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.__main__ import run
from bot.bootstrap import PRACTICE_KEY
from tests.browser.story import DESKTOP, PHONE, TYPED
from tests.preview.window import is_too_wide

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator

    from tests.browser.story import Story

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("story", [DESKTOP], ids=["desktop"], indirect=True),
]

REF = "SG-2026-0001"
# A4 without its margins, in the browser's pixels; and how many sheets a year may take.
A4_WIDTH, MOST_PAGES = 718, 6
CHANNEL = "safeguarding-partners"
COUNCIL, NHS, POLICE = "Council notifying lead", "NHS partner", "Police partner"
MANAGER = "Business manager"
THREE = (COUNCIL, NHS, POLICE)
WHY = "Seen and agreed on by the panel of officers."


def card(story: Story) -> Locator:
    """The referral's card in the partners' channel."""
    return story.page.locator("#messages article").first


def open_page(story: Story, who: str) -> None:
    """Take somebody's place and open the referral from the channel."""
    story.be(who, CHANNEL)
    card(story).get_by_role("button", name="Open", exact=True).click()
    expect(story.dialog).to_contain_text(REF)


def done(story: Story, *said: str) -> None:
    """The page says what was recorded; then back to the channel."""
    for words in said:
        expect(story.dialog).to_contain_text(words)
    assert not is_too_wide(story.page)
    story.press_in_form("Close")


def vote(story: Story, who: str, question: str, choice: str) -> None:
    """Vote for one's organisation, with a reason."""
    open_page(story, who)
    story.press_in_form(question)
    story.dialog.get_by_label(choice, exact=True).check()
    story.fill("Why", WHY)
    story.press_in_form("Vote")
    done(story, "Your organisation's vote is recorded.", choice)


def all_vote(story: Story, question: str, choice: str) -> None:
    """The three organisations say the same."""
    for who in THREE:
        vote(story, who, question, choice)


def learned(story: Story, who: str) -> None:
    """Open the recommendations and actions of the referral."""
    open_page(story, who)
    story.press_in_form("Recommendations and actions")
    expect(story.dialog).to_contain_text("This look is recorded in the log.")


def leave_learned(story: Story, said: str) -> None:
    """The page says what was recorded; back through the referral's page to the channel."""
    expect(story.dialog).to_contain_text(said)
    story.press_in_form("Close")
    done(story, REF)


def agree(story: Story, what: str, owner: str) -> None:
    """Agree an action on the page of recommendations."""
    story.press_in_form("Agree an action")
    story.fill("What will be done?", what)
    story.dialog.get_by_label("Which organisation owns it?").select_option(label=owner)
    story.fill("Done by", "2027-01-15")
    story.fill("Looked at by", "2027-03-01")
    story.press_in_form("Agree it")
    expect(story.dialog).to_contain_text("The action is agreed. Its days run.")


def test_from_logging_to_the_yearly_report(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Votes, notification, rapid and local review, actions, assurance, closing, and the report."""
    story.tell()
    _taken_and_asked(story)
    _answered(story)
    all_vote(story, "Vote: are the criteria met?", "Criteria met")
    expect(card(story)).to_contain_text("The partners agree: the criteria are met")
    _notified(story)
    _reviewed(story)
    all_vote(story, "Vote: what follows?", "A local review")
    expect(card(story)).to_contain_text("Local review under way")
    expect(card(story)).to_contain_text("Six months is not confirmed")
    _published(story)
    _agreed(story)
    _finished(story)
    _assured(story)
    all_vote(story, "Vote: is it closed?", "Close it")
    expect(card(story)).to_contain_text("Closed")
    _referrer_was_told(story)
    _followed_up(story)
    _reported(story, tmp_path, monkeypatch)


def _taken_and_asked(story: Story) -> None:
    story.be(COUNCIL, CHANNEL)
    expect(card(story)).to_contain_text("Notify the Panel: due Thursday 24 December 2026")
    card(story).get_by_role("button", name="Take it").click()
    expect(card(story)).to_contain_text("Taken by Barnsley Council")
    card(story).get_by_role("button", name="Ask the referrer").click()
    story.fill("Your question to the referrer", "Was anybody else at home?")
    story.press_in_form("Ask")
    done(story, "The referrer has been told that a question waits.")
    expect(card(story)).to_contain_text("A question waits for the referrer's answer.")


def _answered(story: Story) -> None:
    story.be("Health visitor")
    expect(story.newest).to_contain_text(f"have a question about {REF}")
    story.press("Answer the partners' question")
    expect(story.dialog).to_contain_text("Was anybody else at home?")
    story.fill("Your answer", "A grandparent, asleep.")
    story.press_in_form("Send the answer")
    done(story, "Your answer is with the safeguarding partners.")
    story.be(POLICE, CHANNEL)
    expect(story.newest).to_contain_text("the referrer has answered")
    expect(story.page.locator("#messages")).not_to_contain_text("grandparent")
    open_page(story, POLICE)
    story.press_in_form("Show what was typed")
    expect(story.dialog).to_contain_text("A grandparent, asleep.")
    expect(story.dialog).to_contain_text(TYPED)
    story.press_in_form("Close")
    story.press_in_form("Close")


def _notified(story: Story) -> None:
    open_page(story, COUNCIL)
    story.press_in_form("Record the notification")
    story.fill("The time it was sent", "23:45")
    story.fill("The Panel's reference", "P-1001")
    story.press_in_form("Record it")
    expect(story.dialog).to_contain_text("That has not come yet.")
    story.fill("The time it was sent", "08:30")
    story.press_in_form("Record it")
    done(story, "The notification is recorded.", "Finish the rapid review: due")
    expect(card(story)).to_contain_text("The Panel has been notified")


def _reviewed(story: Story) -> None:
    open_page(story, NHS)
    story.press_in_form("Start the rapid review")
    story.press_in_form("It has begun")
    done(story, "The rapid review is under way.")
    open_page(story, NHS)
    story.press_in_form("Record the rapid review as sent")
    story.press_in_form("Record it as sent")
    done(story, "The rapid review is recorded as sent.")


def _published(story: Story) -> None:
    all_vote(story, "Vote: is it published?", "Publish the report")
    open_page(story, NHS)
    story.press_in_form("Record the publication")
    story.press_in_form("Record it")
    done(story, "The publication is recorded.")
    expect(card(story)).to_contain_text("The local review is published")


def _agreed(story: Story) -> None:
    learned(story, POLICE)
    story.press_in_form("Add a recommendation")
    story.fill("What is recommended?", "Share what is known before a visit.")
    story.press_in_form("Add it")
    expect(story.dialog).to_contain_text("The recommendation is added.")
    agree(story, "A checklist before each visit.", "Barnsley Council")
    agree(story, "A lesson for all new staff.", "Schools and colleges")
    leave_learned(story, "A checklist before each visit.")
    expect(card(story)).to_contain_text("Carry out an action: due Friday 15 January 2027")


def _finished(story: Story) -> None:
    learned(story, COUNCIL)
    story.dialog.get_by_role("button", name="Record it as done").first.click()
    story.press_in_form("Record it")
    leave_learned(story, "Somebody else looks whether it took.")


def _assured(story: Story) -> None:
    learned(story, NHS)
    story.press_in_form("Record what you found")
    story.dialog.get_by_label("Partly embedded").check()
    story.fill("What did you see", "Ten records read; all had it.")
    story.press_in_form("Record it")
    expect(story.dialog).to_contain_text("Choose a day after today.")
    story.dialog.get_by_label("Embedded", exact=True).check()
    story.press_in_form("Record it")
    expect(story.dialog).to_contain_text("What you found is recorded.")
    story.dialog.get_by_role("button", name="Drop it").first.click()
    story.fill("Why is it dropped?", "Another course has it.")
    story.press_in_form("Drop it")
    leave_learned(story, "The action is dropped.")


def _referrer_was_told(story: Story) -> None:
    story.be("Health visitor")
    messages = story.page.locator("#messages")
    for words in (
        "Taken by Barnsley Council",
        "the criteria for notifying the Panel are met",
        "the council has notified the Panel",
        "the rapid review has been sent to the Panel",
        "the partners decided on a local review",
        "the local review's report has been published",
        "the partners closed this",
    ):
        expect(messages).to_contain_text(words)


def _followed_up(story: Story) -> None:
    story.be(MANAGER)
    home = story.home()
    expect(home).to_contain_text("Nothing is open.")
    home.get_by_role("combobox").select_option(label="Only: Closed")
    expect(home).to_contain_text(REF)
    home.get_by_role("button", name="What we said we would do").click()
    expect(story.dialog).to_contain_text("Done and found embedded: 1")
    expect(story.dialog).to_contain_text("Share what is known before a visit.")
    story.press_in_form("Enter a published review")
    story.dialog.get_by_label("National thematic review").check()
    story.fill("Title", "Listening to children")
    story.fill("Published on", "2026-12-01")
    story.press_in_form("Enter it")
    expect(story.dialog).to_contain_text("National thematic review: Listening to children")
    assert not is_too_wide(story.page)
    story.press_in_form("Close")
    expect(home).to_contain_text(REF)


def _reported(story: Story, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The year's page opens from its file, needs nothing else, and fits a phone and A4 paper."""
    monkeypatch.setenv("BOT_DATA_DIR", str(folder))
    monkeypatch.setenv("BOT_KEY", (folder / PRACTICE_KEY).read_text(encoding="utf-8"))
    file = folder / "report-2026.html"
    assert run(["report", "2026", "--out", str(file)]) == 0
    page = story.page.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_contain_text("April 2026 to March 2027")
    expect(page.get_by_role("table", name="By month")).to_contain_text("[c]")
    for width in (DESKTOP["width"], PHONE["width"], A4_WIDTH):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="print" if width == A4_WIDTH else "screen")
        assert not is_too_wide(page)
    pages = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert 1 <= len(pages) <= MOST_PAGES
    assert asked == [file.as_uri()]
    page.close()
