"""The page in a real Chromium, on a desktop and on a phone: by mouse and by keyboard."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL
from tests.preview.echo import (
    EchoApp,
    Received,
    actions,
    button,
    field_of,
    http_json,
    modal,
    mrkdwn,
    options,
    plain,
    section,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, ViewportSize

    from bot.preview.workspace import PracticeSlack

pytestmark = pytest.mark.browser

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
NASTY = "<img src=x onerror=\"document.title='owned'\"> <script>document.title='owned'</script>"
CONFIRM = {
    "title": plain("Withdraw this?"),
    "text": mrkdwn("The *partners* are told."),
    "confirm": plain("Withdraw it"),
    "deny": plain("Keep it"),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine")
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
        " || document.getElementById('scroll').scrollWidth"
        " > document.getElementById('scroll').clientWidth"
    )
    return measured


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


def test_a_form_with_its_errors(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """Errors stand beside their fields and take the focus; a good form closes."""

    def react(delivery: Received) -> object:
        if delivery.kind == "shortcut":
            view = modal(
                section("*This does not refer a child to social care.*"),
                field_of(
                    "what",
                    {"type": "plain_text_input", "multiline": True, "max_length": 2000},
                    label=plain("What happened"),
                    hint=plain("No names."),
                ),
            )
            app.call("views.open", trigger_id=delivery.body["trigger_id"], view=view)
        if delivery.kind != "view_submission":
            return None
        typed = delivery.body["view"]["state"]["values"]["what"]["what"]["value"]
        errors = {"what": "This looks like a name."}
        return {"response_action": "errors", "errors": errors} if "Ann" in typed else None

    app.react = react
    enter(page, slack)
    press_on_the_left(page, "After a serious incident")
    dialog = page.get_by_role("dialog", name="A form")
    field = dialog.get_by_label("What happened")
    expect(field).to_be_focused()

    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("Please complete this required field.")).to_be_visible()
    expect(field).to_be_focused()
    field.fill("Ann fell")
    expect(dialog.get_by_text("8 of 2,000")).to_be_visible()
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.get_by_text("This looks like a name.")).to_be_visible()
    assert field.get_attribute("aria-invalid") == "true"
    field.fill("a fall")
    dialog.get_by_role("button", name="Send").click()

    expect(dialog).to_be_hidden()
    assert app.last["view"]["state"]["values"]["what"]["what"]["value"] == "a fall"


def test_escape_closes_a_form_and_the_app_hears_it(
    page: Page, app: EchoApp, slack: PracticeSlack
) -> None:
    """Escape closes the view on top; the focus cannot leave an open form."""
    view = modal(field_of("what", {"type": "plain_text_input"}), notify_on_close=True)
    app.react = lambda d: (
        app.call("views.open", trigger_id=d.body["trigger_id"], view=view) and None
        if d.kind == "shortcut"
        else None
    )
    enter(page, slack)
    press_on_the_left(page, "After a serious incident")
    dialog = page.get_by_role("dialog", name="A form")
    expect(dialog).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || document.getElementById('view').contains(document.activeElement)"
        )
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    assert slack.wait_for(lambda: app.deliveries[-1].kind == "view_closed")
    assert slack.views("U0HEALTH") == []


def test_a_confirmation_can_be_refused(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """Escape and the second button do nothing; only the first one acts."""
    blocks = [actions(button("Withdraw", "withdraw", confirm=CONFIRM, style="danger"))]
    app.call("chat.postMessage", channel="D0HEALTH", text="a", blocks=blocks)
    enter(page, slack)
    dialog = page.get_by_role("dialog", name="Withdraw this?")

    page.get_by_role("button", name="Withdraw").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Withdraw").click()
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()
    assert [d.kind for d in app.deliveries if d.kind == "block_actions"] == []
    page.get_by_role("button", name="Withdraw").click()
    dialog.get_by_role("button", name="Withdraw it").click()

    assert slack.wait_for(lambda: app.deliveries[-1].kind == "block_actions")


def test_choices_reach_the_app(page: Page, app: EchoApp, slack: PracticeSlack) -> None:
    """Menus, radio buttons, checkboxes, dates, overflow and feedback each tell their choice."""
    choices: list[dict[str, Any]] = [
        {"type": "static_select", "action_id": "setting", "options": options("Home", "Hospital")},
        {"type": "radio_buttons", "action_id": "known", "options": options("Yes", "No")},
        {"type": "checkboxes", "action_id": "boxes", "options": options("One", "Two")},
        {"type": "datepicker", "action_id": "aware_on"},
        {"type": "overflow", "action_id": "more", "options": options("Start again", "Stop")},
    ]
    feedback = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": {"text": plain("Helpful"), "value": "yes"},
        "negative_button": {"text": plain("Not helpful"), "value": "no"},
    }
    blocks = [actions(*choices), {"type": "context_actions", "elements": [feedback]}]
    app.call("chat.postMessage", channel="D0HEALTH", text="a", blocks=blocks)
    enter(page, slack)
    told: list[dict[str, Any]] = []

    def heard(action_id: str) -> bool:
        told[:] = [d.body["actions"][0] for d in app.deliveries if d.kind == "block_actions"]
        return any(action["action_id"] == action_id for action in told)

    page.get_by_role("combobox").select_option("Hospital")
    assert slack.wait_for(lambda: heard("setting"))
    page.get_by_label("No", exact=True).check()
    assert slack.wait_for(lambda: heard("known"))
    page.get_by_label("Two").check()
    assert slack.wait_for(lambda: heard("boxes"))
    page.locator("input[type=date]").fill("2026-12-18")
    assert slack.wait_for(lambda: heard("aware_on"))
    expect(page.locator(".date-words")).to_have_text("Friday 18 December 2026")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Stop").click()
    assert slack.wait_for(lambda: heard("more"))
    page.get_by_role("button", name="Not helpful").click()
    assert slack.wait_for(lambda: heard("feedback"))

    assert told[0]["selected_option"]["value"] == "Hospital"
    assert told[1]["selected_option"]["value"] == "No"
    assert [option["value"] for option in told[2]["selected_options"]] == ["Two"]
    assert told[3]["selected_date"] == "2026-12-18"
    assert told[4]["selected_option"]["value"] == "Stop"
    assert told[5]["value"] == "no"


def test_arrow_keys_choose_only_when_one_is_done(
    page: Page, app: EchoApp, slack: PracticeSlack
) -> None:
    """Moving through radio buttons by arrow keys tells the app one choice, on Enter."""
    radio = {"type": "radio_buttons", "action_id": "r", "options": options("A", "B", "C")}
    app.call("chat.postMessage", channel="D0HEALTH", text="a", blocks=[actions(radio)])
    enter(page, slack)
    page.get_by_label("A", exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    def chosen() -> list[str]:
        clicks = [d.body["actions"][0] for d in app.deliveries if d.kind == "block_actions"]
        return [click["selected_option"]["value"] for click in clicks]

    assert slack.wait_for(lambda: bool(chosen()))
    assert chosen() == ["C"]


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
