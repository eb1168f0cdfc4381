"""The page in a real Chromium: choices, forms and confirmations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.preview.echo import (
    EchoApp,
    Received,
    actions,
    button,
    field_of,
    modal,
    mrkdwn,
    options,
    plain,
    section,
)
from tests.preview.window import enter, press_on_the_left

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from bot.preview.workspace import PracticeSlack

pytestmark = pytest.mark.browser

CONFIRM = {
    "title": plain("Withdraw this?"),
    "text": mrkdwn("The *partners* are told."),
    "confirm": plain("Withdraw it"),
    "deny": plain("Keep it"),
}


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
