"""The page in a real Chromium, desktop and phone: talking, and finding one's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL
from tests.preview.echo import (
    EchoApp,
    Received,
    actions,
    button,
    http_json,
    section,
)
from tests.preview.window import PHONE, become, enter, is_too_wide, press_on_the_left

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bot.preview.workspace import PracticeSlack

pytestmark = pytest.mark.browser

NASTY = "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script>"


def test_a_conversation_by_keyboard(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """One types, sends with Enter, and reads the answer without losing the place."""

    def react(delivery: Received) -> None:
        if delivery.kind == "message":
            words = f"You said: {delivery.body['event']['text']}"
            app.call("chat.postMessage", channel="D0HEALTH", text=words)

    app.react = react
    enter(page, slack)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("what is a SIN?")
    page.keyboard.press("Enter")

    expect(page.locator("#messages")).to_contain_text("You said: what is a SIN?")
    expect(page.locator("#composer-text")).to_be_focused()
    expect(page.locator("#composer-text")).to_have_value("")
    expect(page.locator("#announcer")).to_contain_text("You said: what is a SIN?")
    assert not is_too_wide(page)


def test_nothing_written_becomes_html(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """What people and the app write is shown as text, and links go only where links may."""
    enter(page, slack)
    slack.say("U0HEALTH", "dm", NASTY)
    link = "<javascript:document.title='owned'|press me> <https://example.org|a page>"
    app.call("chat.postMessage", channel="D0HEALTH", text=NASTY, blocks=[section(NASTY + link)])
    app.call("chat.postMessage", channel="D0HEALTH", text=NASTY)

    expect(page.get_by_text("press me")).to_be_visible()
    assert page.locator("#messages img, #messages script").count() == 0
    assert page.locator("#messages a").evaluate_all("all => all.map((a) => a.href)") == [
        "https://example.org/"
    ]
    assert "owned" not in page.title()


def test_slack_s_marks_are_drawn(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """Bold, italic, struck, code, quotes, lists, mentions, and numbers to tap."""
    text = (
        "*Must* _by law_ ~no~ `s16C` 2*3*4 snake_case_name\n> quoted\n- one\n- two\n"
        "Call 999 or 01226 772423, <@U0HEALTH> &amp; <#C0GENERAL>"
    )
    enter(page, slack)
    app.call("chat.postMessage", channel="D0HEALTH", text=text)

    words = page.locator("#messages .words")
    expect(words).to_be_visible()
    for tag, shown in (("strong", "Must"), ("em", "by law"), ("s", "no"), ("code", "s16C")):
        assert words.locator(tag).all_inner_texts() == [shown]
    assert words.locator("blockquote").all_inner_texts() == ["quoted"]
    assert words.locator("li").all_inner_texts() == ["one", "two"]
    assert words.locator(".mention").all_inner_texts() == ["@Health visitor", "#general"]
    assert words.locator("a").evaluate_all("all => all.map((a) => a.href)") == [
        "tel:999",
        "tel:01226772423",
    ]
    expect(words).to_contain_text("2*3*4 snake_case_name")


def test_a_card_changes_in_place_and_keeps_the_focus(
    page: Page, app: EchoApp, slack: PracticeSlack
) -> None:
    """After a press by keyboard the next card stands in the same place, with the focus in it."""

    def react(delivery: Received) -> None:
        if delivery.kind == "block_actions":
            blocks = [section("Question 2"), actions(button("Again", "answer"))]
            answer = {"replace_original": True, "text": "Question 2", "blocks": blocks}
            http_json(delivery.body["response_url"], answer)

    app.react = react
    blocks = [section("Question 1"), actions(button("Died", "answer", "died"))]
    app.call("chat.postMessage", channel="D0HEALTH", text="Question 1", blocks=blocks)
    app.call("chat.postMessage", channel="D0HEALTH", text="below")
    enter(page, slack)
    page.locator("#messages").evaluate("list => { list.children[2].marked = 'untouched'; }")

    page.get_by_role("button", name="Died").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Again")).to_be_focused()
    expect(page.get_by_text("Question 1")).to_have_count(0)
    assert page.locator("#messages").evaluate("list => list.children[2].marked") == "untouched"
    assert app.last["actions"][0]["value"] == "died"


def test_switching_people_and_their_unread_marks(
    page: Page, app: EchoApp, slack: PracticeSlack
) -> None:
    """A partner's mark appears while one is somebody else; her channel is hers alone."""
    enter(page, slack)
    app.call("chat.postMessage", channel=PARTNERS_CHANNEL, text="SG-2026-0001 is logged")

    assert page.get_by_role("button", name="safeguarding-partners").count() == 0
    expect(page.locator("#people")).to_contain_text("NHS partner1 new")
    become(page, "NHS partner")
    press_on_the_left(page, "safeguarding-partners")

    expect(page.locator("#messages")).to_contain_text("SG-2026-0001 is logged")
    assert slack.wait_for(lambda: slack.unread("U0ICB", PARTNERS_CHANNEL) == 0)
    become(page, "Health visitor")
    expect(page.get_by_text("SG-2026-0001")).to_have_count(0)


def test_home_and_private_messages(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """The Home tab is the app's own, and a private answer says that it is private."""

    def react(delivery: Received) -> object:
        event = delivery.body.get("event", {})
        if event.get("tab") == "home":
            view = {"type": "home", "blocks": [section("*Your open walks*")]}
            app.call("views.publish", user_id="U0HEALTH", view=view)
        return {"text": "Here is help."} if delivery.kind == "command" else None

    app.react = react
    enter(page, slack)
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("tabpanel", name="Home")).to_contain_text("Your open walks")
    press_on_the_left(page, "general")
    page.locator("#composer-text").fill("/safe")
    page.get_by_role("button", name="/safeguarding [question").click()
    page.keyboard.type("help")
    page.keyboard.press("Enter")

    private = page.locator(".card.private")
    expect(private).to_contain_text("Only you can see this")
    expect(private).to_contain_text("Here is help.")
    assert slack.messages(GENERAL_CHANNEL) == []


def test_prompts_start_an_empty_conversation(
    page: Page, app: EchoApp, slack: PracticeSlack
) -> None:
    """The manifest's prompts stand in an empty conversation and send what they stand for."""
    enter(page, slack)
    page.get_by_role("button", name="A child has died or been seriously harmed").click()

    expect(page.locator("#messages")).to_contain_text("start")
    expect(page.locator("#welcome")).to_be_hidden()
    assert slack.wait_for(lambda: app.deliveries[-1].kind == "message")


def test_an_app_that_fails_is_told_calmly(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """The notice stands until it is dismissed; nothing is lost."""
    app.react = lambda d: 500 if d.kind == "block_actions" else None
    blocks = [actions(button("Died", "a"))]
    app.call("chat.postMessage", channel="D0HEALTH", text="a", blocks=blocks)
    enter(page, slack)

    page.get_by_role("button", name="Died").click()
    expect(page.get_by_role("alert")).to_contain_text("The app did not answer.")
    page.get_by_role("button", name="Dismiss").click()

    expect(page.get_by_role("alert")).to_be_empty()
    expect(page.get_by_role("button", name="Died")).to_be_visible()


@pytest.mark.parametrize("page", [PHONE], ids=["phone"], indirect=True)
def test_on_a_phone_the_left_side_is_folded(page: Page, slack: PracticeSlack) -> None:
    """The menu button unfolds it with the focus inside; Escape folds it and gives focus back."""
    enter(page, slack)
    side = page.locator("#side")
    expect(side).to_be_hidden()

    page.locator("#menu").press("Enter")
    expect(side).to_be_visible()
    expect(side.get_by_role("button", name="Health visitor")).to_be_focused()
    page.keyboard.press("Escape")

    expect(side).to_be_hidden()
    expect(page.locator("#menu")).to_be_focused()
    assert not is_too_wide(page)
