"""What the page may do for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot.preview import page_acts
from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL
from bot.preview.refused import RefusedError
from tests.preview.echo import EchoApp, Received, actions, button, field_of, modal

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack


def act(slack: PracticeSlack, name: str, **asked: object) -> dict[str, Any]:
    """Act as the health visitor."""
    return page_acts.perform(slack._desk, name, {"person": "U0HEALTH", **asked})


def test_words_that_begin_with_a_slash_are_a_command(app: EchoApp, slack: PracticeSlack) -> None:
    """The composer sends commands and messages alike."""
    act(slack, "say", channel="D0HEALTH", text="hello")
    act(slack, "say", channel="D0HEALTH", text="/safeguarding help")

    assert [d.kind for d in app.deliveries] == ["message", "command"]


def test_a_click_brings_what_is_on_the_screen(app: EchoApp, slack: PracticeSlack) -> None:
    """Fields beside a button travel with the click."""
    date = {"type": "datepicker", "action_id": "d"}
    blocks = [actions(date, button("Go", "go"), block_id="b")]
    posted = app.call("chat.postMessage", channel="D0HEALTH", text="a", blocks=blocks)
    fields = [{"block_id": "b", "action_id": "d", "value": "2026-12-24"}]

    act(
        slack,
        "click",
        channel="D0HEALTH",
        ts=posted["ts"],
        block_id="b",
        action_id="go",
        value="1",
        fields=fields,
    )

    assert app.last["state"]["values"]["b"]["d"]["selected_date"] == "2026-12-24"


def test_a_form_is_filled_submitted_and_closed(app: EchoApp, slack: PracticeSlack) -> None:
    """Errors come back for the page to show; closing takes the view away."""

    def react(delivery: Received) -> object:
        if delivery.kind == "shortcut":
            view = modal(field_of("what", {"type": "plain_text_input"}))
            app.call("views.open", trigger_id=delivery.body["trigger_id"], view=view)
            return None
        return {"response_action": "errors", "errors": {"what": "No names."}}

    app.react = react
    act(slack, "shortcut", callback_id="tree_start")
    (view,) = slack.views("U0HEALTH")
    fields = [{"block_id": "what", "action_id": "what", "value": "Ann"}]

    act(slack, "fill", view_id=view["id"], fields=fields)
    answer = act(slack, "submit", view_id=view["id"])
    act(slack, "close", view_id=view["id"])

    assert answer["errors"] == {"what": "No names."}
    assert slack.views("U0HEALTH") == []


def test_reading_and_dismissing_are_remembered(app: EchoApp, slack: PracticeSlack) -> None:
    """A conversation that was seen is read; a notice that was dismissed is gone."""
    app.call("chat.postMessage", channel="D0HEALTH", text="a")
    act(slack, "say", channel="D0HEALTH", text="/nonsense")
    before = (slack.unread("U0HEALTH", "dm"), len(slack.notices("U0HEALTH")))

    act(slack, "read", channel="D0HEALTH")
    act(slack, "dismiss")

    assert before == (1, 1)
    assert (slack.unread("U0HEALTH", "dm"), slack.notices("U0HEALTH")) == (0, [])


def test_opening_a_tab_is_told_to_the_app(app: EchoApp, slack: PracticeSlack) -> None:
    """The page opens Home or the conversation."""
    act(slack, "open", tab="home")
    act(slack, "open", tab="messages")

    assert [d.body["event"]["tab"] for d in app.deliveries] == ["home", "messages"]


@pytest.mark.parametrize(
    ("name", "asked", "error"),
    [
        ("dance", {}, "unknown_act"),
        ("say", {"channel": PARTNERS_CHANNEL, "text": "a"}, "not_in_channel"),
        ("say", {"text": "a"}, "invalid_arguments"),
        ("click", {"channel": "D0HEALTH", "ts": "1.2"}, "message_not_found"),
        ("submit", {"view_id": "V1"}, "not_found"),
        ("shortcut", {"callback_id": "none"}, "unknown_shortcut"),
        ("say", {"person": "U0NOBODY", "channel": "D0HEALTH", "text": "a"}, "user_not_found"),
    ],
)
def test_what_the_page_may_not_do(
    app: EchoApp, slack: PracticeSlack, name: str, asked: dict[str, object], error: str
) -> None:
    """Each act that is not possible has a word, and the app hears nothing."""
    with pytest.raises(RefusedError) as caught:
        act(slack, name, **asked)

    assert caught.value.error == error
    assert app.deliveries == []


def test_nobody_uses_what_is_on_another_s_screen(app: EchoApp, slack: PracticeSlack) -> None:
    """Another person's private message, channel and view are out of reach."""
    blocks = [actions(button("a", "a"), block_id="b")]
    private = app.call(
        "chat.postEphemeral", channel=GENERAL_CHANNEL, user="U0TEACHER", text="a", blocks=blocks
    )["message_ts"]
    shared = app.call("chat.postMessage", channel=PARTNERS_CHANNEL, text="a", blocks=blocks)["ts"]
    home = app.call("views.publish", user_id="U0TEACHER", view={"type": "home", "blocks": []})

    pressed = {"block_id": "b", "action_id": "a"}
    for asked, error in (
        ({"channel": GENERAL_CHANNEL, "ts": private}, "message_not_found"),
        ({"channel": PARTNERS_CHANNEL, "ts": shared}, "not_in_channel"),
        ({"view_id": home["view"]["id"]}, "not_found"),
    ):
        with pytest.raises(RefusedError, match=error):
            act(slack, "click", **asked, **pressed)
