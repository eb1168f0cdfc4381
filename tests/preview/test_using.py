"""Clicks, choices and forms as the app gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.preview.desk import NO_ANSWER
from bot.preview.people import GENERAL_CHANNEL
from bot.preview.refused import RefusedError
from tests.preview.echo import EchoApp, Received, actions, button, field_of, modal, options, plain

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack

Json = dict[str, Any]
SELECT = {"type": "static_select", "action_id": "select", "options": options("a", "b")}
DATE = {"type": "datepicker", "action_id": "date"}
BOXES = {"type": "checkboxes", "action_id": "boxes", "options": options("a", "b")}
MORE = {"type": "overflow", "action_id": "more", "options": options("a", "b")}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": plain("Helpful"), "value": "yes"},
    "negative_button": {"text": plain("Not helpful"), "value": "no"},
}
CARD = [
    actions(button("Died", "answer", "died"), button("Harmed", "other"), block_id="first"),
    actions(button("Again", "answer", "again"), block_id="second"),
    actions(SELECT, DATE, BOXES, MORE, block_id="choices"),
    {"type": "context_actions", "block_id": "opinion", "elements": [FEEDBACK]},
]
TEXT_FIELD = {"type": "plain_text_input"}


@pytest.fixture
def card(app: EchoApp, slack: PracticeSlack) -> Json:
    """A card in the health visitor's conversation."""
    app.call("chat.postMessage", channel="D0HEALTH", text="card", blocks=CARD)
    return slack.dm("U0HEALTH")[0]


def open_form(app: EchoApp, slack: PracticeSlack, view: Json) -> str:
    """Open a modal for the health visitor; give its id."""

    def react(delivery: Received) -> None:
        answer = app.call("views.open", trigger_id=delivery.body["trigger_id"], view=view)
        assert answer["ok"], answer

    app.react = react
    slack.shortcut("U0HEALTH", "tree_start")
    app.react = lambda _: None
    return str(slack.views("U0HEALTH")[-1]["id"])


def test_a_button_says_who_what_and_where(app: EchoApp, slack: PracticeSlack, card: Json) -> None:
    """A click carries the person, the action, the message and ways to answer."""
    slack.click("U0HEALTH", card, "answer")

    payload = app.last
    assert (payload["type"], payload["user"]["id"]) == ("block_actions", "U0HEALTH")
    (action,) = payload["actions"]
    assert (action["block_id"], action["action_id"], action["value"]) == ("first", "answer", "died")
    assert (action["type"], action["text"]["text"]) == ("button", "Died")
    assert payload["container"] == {
        "type": "message",
        "message_ts": card["ts"],
        "channel_id": "D0HEALTH",
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == card["ts"]
    assert payload["channel"]["id"] == "D0HEALTH"
    assert payload["trigger_id"]
    assert payload["response_url"]


def test_a_value_or_a_block_tells_twins_apart(
    app: EchoApp, slack: PracticeSlack, card: Json
) -> None:
    """Two buttons of one action_id are told apart by value or block."""
    slack.click("U0HEALTH", card, "answer", "again")
    by_value = app.last["actions"][0]
    slack.click("U0HEALTH", card, "answer", block_id="second")
    by_block = app.last["actions"][0]

    assert by_value["block_id"] == by_block["block_id"] == "second"


@pytest.mark.parametrize(
    ("action_id", "value", "chosen"),
    [
        ("select", "b", {"selected_option": options("b")[0]}),
        ("date", "2026-12-24", {"selected_date": "2026-12-24"}),
        ("boxes", ["a"], {"selected_options": options("a")}),
        ("more", "b", {"selected_option": options("b")[0]}),
        ("feedback", "no", {"value": "no", "text": plain("Not helpful")}),
    ],
)
def test_a_choice_is_told_in_slack_s_form(
    app: EchoApp, slack: PracticeSlack, card: Json, action_id: str, value: object, chosen: Json
) -> None:
    """Each kind of element tells its choice under Slack's own key."""
    slack.click("U0HEALTH", card, action_id, value)

    (action,) = app.last["actions"]
    assert {key: action[key] for key in chosen} == chosen


@pytest.mark.parametrize("action_id", ["select", "more", "feedback"])
def test_nobody_chooses_what_is_not_offered(
    app: EchoApp, slack: PracticeSlack, card: Json, action_id: str
) -> None:
    """A choice outside the offer never reaches the app."""
    with pytest.raises(ValueError, match="does not offer"):
        slack.click("U0HEALTH", card, action_id, "z")
    with pytest.raises(RefusedError, match="element_not_found"):
        slack.click("U0HEALTH", card, "nothing")
    assert app.deliveries == []


def test_choices_stay_and_travel_with_the_next_click(
    app: EchoApp, slack: PracticeSlack, card: Json
) -> None:
    """`state.values` holds what the person has chosen so far, and only hers."""
    slack.click("U0HEALTH", card, "select", "b")
    slack.fill("U0HEALTH", card, {"date": "2026-12-24"})
    slack.click("U0HEALTH", card, "answer")
    hers = app.last["state"]["values"]["choices"]
    slack.click("U0TEACHER", card, "answer")
    others = app.last["state"]["values"]["choices"]

    assert hers["select"]["selected_option"] == options("b")[0]
    assert hers["date"]["selected_date"] == "2026-12-24"
    assert hers["boxes"]["selected_options"] == []
    assert others["select"]["selected_option"] is None


def test_an_old_copy_makes_a_stale_click(app: EchoApp, slack: PracticeSlack, card: Json) -> None:
    """A button that the message no longer has can still be pressed, as in a slow client."""
    app.call("chat.update", channel="D0HEALTH", ts=card["ts"], text="gone", blocks=[])

    slack.click("U0HEALTH", card, "answer")

    assert app.last["actions"][0]["value"] == "died"
    assert app.last["container"]["message_ts"] == card["ts"]


def test_a_click_on_a_private_message_brings_no_message(app: EchoApp, slack: PracticeSlack) -> None:
    """Ephemeral messages are only pointed at, not sent along."""
    app.call("chat.postEphemeral", channel=GENERAL_CHANNEL, user="U0HEALTH", text="a", blocks=CARD)

    slack.click("U0HEALTH", slack.ephemeral("U0HEALTH")[0], "answer")

    assert app.last["container"]["is_ephemeral"] is True
    assert "message" not in app.last


def test_a_click_without_an_answer_is_noticed(
    app: EchoApp, slack: PracticeSlack, card: Json
) -> None:
    """When the app fails, the person is told, and only once."""
    app.react = lambda _: 500

    assert slack.click("U0HEALTH", card, "answer").notice == NO_ANSWER
    assert slack.notices("U0HEALTH") == [NO_ANSWER]


def test_a_click_on_home_names_its_view(app: EchoApp, slack: PracticeSlack) -> None:
    """On a view there is no message and no response URL."""
    app.call(
        "views.publish",
        user_id="U0HEALTH",
        view={"type": "home", "blocks": [actions(button("Go on", "on"))]},
    )
    home = slack.home("U0HEALTH")
    assert home is not None

    slack.click("U0HEALTH", home, "on")

    assert app.last["container"] == {"type": "view", "view_id": home["id"]}
    assert app.last["view"]["type"] == "home"
    assert "response_url" not in app.last
    assert "message" not in app.last


def test_a_form_brings_its_values(app: EchoApp, slack: PracticeSlack) -> None:
    """A submitted form carries every field, filled or not, and the app's own metadata."""
    fields = [field_of("what", TEXT_FIELD), field_of("case", TEXT_FIELD, optional=True)]
    view_id = open_form(app, slack, modal(*fields, private_metadata="m1"))

    answer = slack.submit_view("U0HEALTH", view_id, {"what": "a fall"})

    assert (answer.status, app.last["type"]) == (200, "view_submission")
    view = app.last["view"]
    assert (view["callback_id"], view["private_metadata"]) == ("form", "m1")
    assert view["state"]["values"]["what"]["what"]["value"] == "a fall"
    assert view["state"]["values"]["case"]["case"]["value"] is None
    assert slack.views("U0HEALTH") == []


def test_an_incomplete_form_is_held_back(app: EchoApp, slack: PracticeSlack) -> None:
    """Slack's own complaints stand beside the fields; the app hears nothing."""
    view_id = open_form(app, slack, modal(field_of("what", TEXT_FIELD)))
    heard = len(app.deliveries)

    answer = slack.submit_view("U0HEALTH", view_id)

    assert answer.errors == {"what": "Please complete this required field."}
    assert (answer.attempts, len(app.deliveries)) == (0, heard)


def test_a_field_that_is_not_there_cannot_be_filled(app: EchoApp, slack: PracticeSlack) -> None:
    """Filling in an unknown field is refused, and so is a view that is not open."""
    view_id = open_form(app, slack, modal(field_of("what", TEXT_FIELD)))

    with pytest.raises(RefusedError, match="element_not_found"):
        slack.submit_view("U0HEALTH", view_id, {"nothing": "a"})
    with pytest.raises(RefusedError, match="not_found"):
        slack.submit_view("U0TEACHER", view_id)


def test_closing_is_told_where_it_was_asked_for(app: EchoApp, slack: PracticeSlack) -> None:
    """A view with `notify_on_close` says that it was closed; another does not."""
    view_id = open_form(app, slack, modal(notify_on_close=True))
    slack.close_view("U0HEALTH", view_id, all_of_them=True)
    closed = app.last
    view_id = open_form(app, slack, modal())
    heard = len(app.deliveries)
    slack.close_view("U0HEALTH", view_id)

    assert (closed["type"], closed["is_cleared"]) == ("view_closed", True)
    assert len(app.deliveries) == heard
    assert slack.views("U0HEALTH") == []


def test_typed_values_outlive_an_update(app: EchoApp, slack: PracticeSlack) -> None:
    """When the app redraws a form, fields of the same ids keep what was typed."""
    view = modal(field_of("what", TEXT_FIELD), actions(button("More", "more")))
    view_id = open_form(app, slack, view)
    slack.fill("U0HEALTH", slack.views("U0HEALTH")[0], {"what": "typed"})

    app.call("views.update", view_id=view_id, view=view)
    slack.submit_view("U0HEALTH", view_id)

    assert app.last["view"]["state"]["values"]["what"]["what"]["value"] == "typed"
