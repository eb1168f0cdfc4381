"""The first conversation, end to end: the real app, driven in a real browser, desktop and phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.story import REACH, TYPED
from tests.desks import T01
from tests.preview.window import is_too_wide, press_on_the_left

if TYPE_CHECKING:
    from tests.browser.story import Story

pytestmark = pytest.mark.browser

REF = "SG-2026-0001"
NHS_NUMBER = "943 476 5919"
PARTNER = "Taken by NHS South Yorkshire Integrated Care Board"
PARTNERS = "safeguarding-partners"


def test_a_question_gets_a_cited_answer(story: Story) -> None:
    """The answer comes first; then source and strength, and once the day it was checked."""
    reply = story.say("how many days to send a SIN")

    expect(reply.locator("strong").nth(1)).to_contain_text("The council must notify the Panel")
    expect(reply).to_contain_text("must · Children Act 2004, section 16C")
    expect(reply.get_by_text("Checked on 23 November 2026.")).to_have_count(1)
    expect(reply.get_by_role("button", name="Work out duties and dates")).to_have_count(1)
    assert not is_too_wide(story.page)


def test_danger_comes_first(story: Story) -> None:
    """Words of a child in danger now are answered with 999, which can be tapped, and numbers."""
    reply = story.say("toddler stood on the balcony ledge and no one answers the door")

    expect(reply.locator("strong").nth(1)).to_have_text("Call 999 now.")
    expect(reply.get_by_role("link", name="999").first).to_have_attribute("href", "tel:999")
    expect(reply.get_by_role("link", name="01226 772423")).to_be_visible()
    story.press("This is not happening now")
    expect(story.newest).to_contain_text("Ask again in other words")


def test_what_is_not_held_is_said(story: Story) -> None:
    """Outside its subject the guide says that it does not know, and whom to ask."""
    reply = story.say("pizza near me")

    expect(reply).to_contain_text("That is not in the guidance I hold.")
    expect(reply).to_contain_text("Ask: your own organisation's safeguarding lead")
    story.press("Talk to a person")
    expect(story.dialog).to_contain_text("The council's notifying lead")


def test_two_readings_are_a_choice(story: Story) -> None:
    """Each reading is one button and no list; the one pressed is answered."""
    reply = story.say("whats a CPR")
    expect(reply).to_contain_text("Which do you mean?")
    expect(reply.get_by_role("listitem")).to_have_count(0)
    expect(reply.get_by_text("Civil Procedure Rules: not in this guide.")).to_be_visible()

    story.press("Child practice review (Wales)")

    expect(story.newest).to_contain_text("Wales")
    expect(story.newest).to_contain_text("Checked on")


def test_the_newest_message_is_in_sight(story: Story) -> None:
    """After a long answer too, what came last is on the screen, from its start."""
    for words in ("how many days to send a SIN", "how many days to send a SIN", "whats a CPR"):
        story.say(words)
        assert story.sees(story.newest)


def test_a_changed_answer_shows_its_difference_first(story: Story) -> None:
    """What a new answer takes away is shown before it counts; then the outcome has the dates."""
    outcome = story.walk({**T01, "looked_after": "by_us"})
    expect(outcome).to_contain_text("Ofsted")
    outcome.get_by_role("combobox").select_option(label="Looked after: by this council")
    expect(story.newest).to_contain_text("You are changing Looked after.")
    story.press("No")
    expect(story.newest).to_contain_text("This takes away or weakens:")
    story.press("Use the new answer")

    expect(outcome).to_contain_text("What has to happen")
    expect(outcome).to_contain_text("By Thursday 24 December 2026, latest Tuesday 29 December 2026")
    expect(outcome).not_to_contain_text("This takes away")
    assert not is_too_wide(story.page)
    story.press("Why, why not?")
    expect(story.dialog).to_contain_text("Friday 18 December 2026 counts as day 1")
    expect(story.dialog).to_contain_text("Ruled out by your answers: Looked after: no.")


def test_the_outcome_can_be_copied(story: Story) -> None:
    """The outcome opens as plain text, with answers, dates, sources and the tree's version."""
    story.walk()
    story.press("Copy as text")

    text = story.dialog.locator("pre").first
    expect(text).to_contain_text("- What happened: died")
    expect(text).to_contain_text("Thursday 24 December 2026, latest Tuesday 29 December 2026")
    expect(story.dialog).to_contain_text("fingerprint")


def test_questions_go_on_after_a_restart(story: Story) -> None:
    """What was answered before the app stopped is still there, under Home, and goes on."""
    story.begin()
    story.answer("immediate_danger")
    story.answer("role")
    expect(story.newest).to_contain_text("Question 3 of about")
    story.stop()
    story.clock.move(minutes=30)
    story.start()

    home = story.home()
    expect(home).to_contain_text("Started today 09:00 · 2 answers")
    home.get_by_role("button", name="Go on").click()
    story.press_in_form("Close")
    story.messages()
    expect(story.newest).to_contain_text("In danger now: no")
    story.answer("age_band")
    expect(story.newest).to_contain_text("Question 4 of about")


def test_what_looks_like_an_identifier_is_asked_about(story: Story) -> None:
    """An NHS number is pointed out before anything is sent; without it, it is sent as typed."""
    story.walk()
    story.press("Tell the safeguarding partners")
    expect(story.dialog).to_contain_text("This does not refer a child to social care.")
    story.fill("What happened", f"{TYPED} NHS number {NHS_NUMBER}.")
    story.fill("How the partners can reach you", REACH)
    story.press_in_form("Tell the partners")
    expect(story.dialog.get_by_text("It has not been sent yet.")).to_be_in_viewport()
    expect(story.dialog).to_contain_text("This looks like an NHS number.")

    story.fill("What happened", TYPED)
    story.press_in_form("Send as it is")

    expect(story.dialog).to_contain_text(f"Logged: {REF}.")


def test_sending_twice_logs_once(story: Story) -> None:
    """A form sent twice at the same moment makes one referral, announced once."""
    story.walk()
    story.press("Tell the safeguarding partners")
    story.fill("What happened", TYPED)
    story.fill("How the partners can reach you", REACH)
    with story.page.expect_response("**/act/submit"), story.page.expect_response("**/act/submit"):
        story.dialog.locator("form").evaluate(
            "form => { form.requestSubmit();"
            " form.querySelector('[type=submit]').removeAttribute('aria-disabled');"
            " form.requestSubmit(); }"
        )
    expect(story.dialog).to_contain_text(f"Logged: {REF}.")
    story.press_in_form("Close")

    expect(story.home().get_by_text(REF)).to_have_count(1)
    story.be("NHS partner", PARTNERS)
    expect(story.page.locator("#messages").get_by_text(REF)).to_have_count(1)


def test_a_partner_takes_it_and_opens_what_was_typed(story: Story) -> None:
    """The channel has codes only; what was typed opens on a click, which is logged; she is told."""
    story.tell()
    story.be("NHS partner", PARTNERS)
    expect(story.newest).to_contain_text("Under 16 · died · abuse or neglect: suspected")
    expect(story.page.locator("#messages")).not_to_contain_text(TYPED)
    card = story.page.locator("#messages article").first
    card.get_by_role("button", name="Take it").click()
    expect(card).to_contain_text(PARTNER)

    card.get_by_role("button", name="Open").click()
    expect(story.dialog).not_to_contain_text(TYPED)
    story.press_in_form("Show what was typed")
    expect(story.dialog).to_contain_text(TYPED)
    expect(story.dialog).to_contain_text(REACH)
    story.press_in_form("Close")
    story.press_in_form("Close")
    card.get_by_role("button", name="Open").click()
    expect(story.dialog).to_contain_text("What was typed was opened · NHS South Yorkshire")
    story.press_in_form("Close")
    story.be("Health visitor")
    expect(story.newest).to_contain_text(f"{REF}: {PARTNER}")


def test_a_correction_is_told_with_its_reason(story: Story) -> None:
    """The referrer corrects it; the partners hear of it, and find the reason where they look."""
    story.tell()
    story.press("Withdraw or correct")
    story.dialog.get_by_label("Correct it").check()
    story.fill("Why?", "The time was wrong.")
    story.fill("as it should read", "Found not breathing last night.")
    story.press_in_form("Save")
    expect(story.dialog).to_contain_text("The partners see the reason.")
    story.press_in_form("Close")
    expect(story.newest).to_contain_text(f"{REF} is corrected.")

    story.be("Police partner", PARTNERS)
    expect(story.newest).to_contain_text(f"{REF} was corrected by its referrer.")
    card = story.page.locator("#messages article").first
    card.get_by_role("button", name="Open").click()
    story.press_in_form("Show what was typed")
    expect(story.dialog).to_contain_text("The time was wrong.")
    expect(story.dialog).to_contain_text("Found not breathing last night.")


def test_a_guest_is_refused_but_never_in_danger(story: Story) -> None:
    """A guest gets neither answers nor questions; with a child in danger, 999 comes first."""
    story.be("Guest from elsewhere")
    expect(story.say("what is a rapid review")).to_contain_text("This is only for staff")
    reply = story.say("he is strangling her now")
    expect(reply.locator("strong").nth(1)).to_have_text("Call 999 now.")
    press_on_the_left(story.page, "After a serious incident")
    expect(story.dialog).to_contain_text("This is only for staff")
    story.press_in_form("Close")
    expect(story.home()).to_contain_text("This guide is for staff")
    expect(story.home().get_by_role("button")).to_have_count(0)


def test_questions_are_answered_by_keyboard(story: Story) -> None:
    """Without a mouse: begin, move to an answer, give it, and give the next one."""
    story.page.keyboard.press("Tab")
    story.page.keyboard.press("Enter")
    story.page.keyboard.type("/safeguarding start")
    story.page.keyboard.press("Enter")
    expect(story.newest).to_contain_text("Question 1 of about")
    story.tab_to("No", "Shift+Tab")
    story.page.keyboard.press("Enter")
    expect(story.newest).to_contain_text("Question 2 of about")
    story.tab_to("Health")
    story.page.keyboard.press("Enter")

    expect(story.newest).to_contain_text("Question 3 of about")
    expect(story.newest).to_contain_text("In danger now: no · You are: from health")
