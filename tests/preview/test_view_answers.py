"""What a modal does with the app's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview.desk import NO_ANSWER
from bot.preview.view_answers import UNUSABLE
from tests.preview.echo import EchoApp, Received, field_of, modal, plain, section

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack

FORM = modal(field_of("what", {"type": "plain_text_input"}))


@pytest.fixture
def view_id(app: EchoApp, slack: PracticeSlack) -> str:
    """A form that is open and filled in."""

    def react(delivery: Received) -> None:
        app.call("views.open", trigger_id=delivery.body["trigger_id"], view=FORM)

    app.react = react
    slack.shortcut("U0HEALTH", "tree_start")
    (view,) = slack.views("U0HEALTH")
    slack.fill("U0HEALTH", view, {"what": "a fall"})
    return str(view["id"])


def test_errors_stand_beside_the_fields(app: EchoApp, slack: PracticeSlack, view_id: str) -> None:
    """Errors keep the form open."""
    app.react = lambda _: {"response_action": "errors", "errors": {"what": "No names."}}

    answer = slack.submit_view("U0HEALTH", view_id)

    assert answer.errors == {"what": "No names."}
    assert len(slack.views("U0HEALTH")) == 1


def test_an_update_takes_the_form_s_place(app: EchoApp, slack: PracticeSlack, view_id: str) -> None:
    """The new content stands under the same id."""
    app.react = lambda _: {"response_action": "update", "view": modal(title=plain("Logged"))}

    slack.submit_view("U0HEALTH", view_id)

    (view,) = slack.views("U0HEALTH")
    assert (view["id"], view["title"]["text"]) == (view_id, "Logged")


def test_a_push_lies_on_top(app: EchoApp, slack: PracticeSlack, view_id: str) -> None:
    """The form stays below what is pushed."""
    app.react = lambda _: {"response_action": "push", "view": modal(title=plain("Sure?"))}

    slack.submit_view("U0HEALTH", view_id)

    assert [v["title"]["text"] for v in slack.views("U0HEALTH")] == ["A form", "Sure?"]


def test_clear_closes_everything(app: EchoApp, slack: PracticeSlack, view_id: str) -> None:
    """Nothing stays open."""
    app.react = lambda _: {"response_action": "clear"}

    slack.submit_view("U0HEALTH", view_id)

    assert slack.views("U0HEALTH") == []


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"response_action": "errors", "errors": {"elsewhere": "a"}}, "invalid_errors"),
        ({"response_action": "errors"}, "invalid_errors"),
        ({"response_action": "update", "view": modal(section(""))}, "invalid_arguments"),
        ({"response_action": "dance"}, "invalid_response_action"),
    ],
)
def test_an_answer_that_slack_cannot_use(
    app: EchoApp, slack: PracticeSlack, view_id: str, body: object, error: str
) -> None:
    """The person keeps her form and is told; the fault is noted."""
    app.react = lambda _: body

    answer = slack.submit_view("U0HEALTH", view_id)

    assert answer.notice == UNUSABLE
    assert slack.calls[-1].error == error
    assert [v["id"] for v in slack.views("U0HEALTH")] == [view_id]


def test_a_failing_app_leaves_the_form_open(
    app: EchoApp, slack: PracticeSlack, view_id: str
) -> None:
    """What was typed is not lost when the app fails."""
    app.react = lambda _: 500

    assert slack.submit_view("U0HEALTH", view_id).notice == NO_ANSWER
    assert len(slack.views("U0HEALTH")) == 1
