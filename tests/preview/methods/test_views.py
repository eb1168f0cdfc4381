"""`views.*` over HTTP: triggers, stacks, hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.preview.tickets import TRIGGER_SECONDS
from tests.preview.echo import EchoApp, Received, modal, plain, section

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack
    from tests.preview.echo import Clock


@pytest.fixture
def trigger(app: EchoApp, slack: PracticeSlack) -> str:
    """A fresh trigger of the health visitor."""
    slack.shortcut("U0HEALTH", "tree_start")
    return str(app.last["trigger_id"])


def test_a_trigger_opens_a_view_for_its_person(
    app: EchoApp, slack: PracticeSlack, trigger: str
) -> None:
    """A modal opens on the screen of whoever pressed."""
    answer = app.call("views.open", trigger_id=trigger, view=modal(section("a")))

    assert answer["view"]["id"] == slack.views("U0HEALTH")[0]["id"]
    assert slack.views("U0TEACHER") == []


def test_a_trigger_works_once(app: EchoApp, trigger: str) -> None:
    """A second use of a trigger is `exchanged_trigger_id`."""
    app.call("views.open", trigger_id=trigger, view=modal())

    answer = app.call("views.open", trigger_id=trigger, view=modal())

    assert answer["error"] == "exchanged_trigger_id"


def test_a_trigger_expires(app: EchoApp, clock: Clock, trigger: str) -> None:
    """After three seconds a trigger is `expired_trigger_id`."""
    clock.now += TRIGGER_SECONDS + 0.1

    assert app.call("views.open", trigger_id=trigger, view=modal())["error"] == (
        "expired_trigger_id"
    )


def test_a_trigger_is_good_for_its_three_seconds(app: EchoApp, clock: Clock, trigger: str) -> None:
    """Up to three seconds a trigger still opens a view."""
    clock.now += TRIGGER_SECONDS

    assert app.call("views.open", trigger_id=trigger, view=modal())["ok"] is True


def test_a_refused_view_costs_no_trigger(app: EchoApp, trigger: str) -> None:
    """A mistake in the view leaves the trigger usable."""
    refused = app.call("views.open", trigger_id=trigger, view=modal(title=plain("a" * 25)))

    assert refused["error"] == "invalid_arguments"
    assert app.call("views.open", trigger_id=trigger, view=modal())["ok"] is True


def test_a_made_up_trigger_is_refused(app: EchoApp) -> None:
    """A trigger that was never given out is `invalid_trigger_id`."""
    assert app.call("views.open", trigger_id="1.2", view=modal())["error"] == ("invalid_trigger_id")
    assert app.call("views.open", view=modal())["error"] == "invalid_arguments"


def test_three_views_lie_on_each_other_at_most(app: EchoApp, slack: PracticeSlack) -> None:
    """The fourth view is `push_limit_reached`; pushing on nothing is `not_found`."""
    answers: list[str] = []

    def react(delivery: Received) -> None:
        method = "views.push" if len(answers) != 1 else "views.open"
        answer = app.call(method, trigger_id=delivery.body["trigger_id"], view=modal())
        answers.append(answer.get("error", "ok"))

    app.react = react
    for _ in range(5):
        slack.shortcut("U0HEALTH", "tree_start")

    assert answers == ["not_found", "ok", "ok", "ok", "push_limit_reached"]
    first, second, _third = slack.views("U0HEALTH")
    assert second["previous_view_id"] == first["id"]


def test_an_update_with_an_old_hash_conflicts(app: EchoApp, trigger: str) -> None:
    """The hash of an earlier state is `hash_conflict`; the current one is taken."""
    view = app.call("views.open", trigger_id=trigger, view=modal())["view"]
    updated = app.call("views.update", view_id=view["id"], hash=view["hash"], view=modal())

    again = app.call("views.update", view_id=view["id"], hash=view["hash"], view=modal())

    assert updated["view"]["id"] == view["id"]
    assert again["error"] == "hash_conflict"


def test_an_unknown_view_is_not_found(app: EchoApp) -> None:
    """Updating a view that is not open is `not_found`."""
    assert app.call("views.update", view_id="V1", view=modal())["error"] == "not_found"


def test_a_view_is_found_by_its_external_id(
    app: EchoApp, slack: PracticeSlack, trigger: str
) -> None:
    """The app's own id for a view serves as well."""
    app.call("views.open", trigger_id=trigger, view=modal(external_id="mine"))

    app.call("views.update", external_id="mine", view=modal(title=plain("New")))

    assert slack.views("U0HEALTH")[0]["title"]["text"] == "New"


def test_a_home_tab_is_published_and_replaced(app: EchoApp, slack: PracticeSlack) -> None:
    """A Home tab keeps its id when published again; a stale hash conflicts."""
    home = {"type": "home", "blocks": [section("a")]}
    first = app.call("views.publish", user_id="U0HEALTH", view=home)["view"]
    second = app.call("views.publish", user_id="U0HEALTH", view=home)["view"]
    stale = app.call("views.publish", user_id="U0HEALTH", view=home, hash=first["hash"])

    assert first["id"] == second["id"]
    assert stale["error"] == "hash_conflict"
    shown = slack.home("U0HEALTH")
    assert shown is not None
    assert shown["hash"] == second["hash"]


def test_a_home_tab_needs_a_person_and_a_home(app: EchoApp) -> None:
    """An unknown person and a modal are refused."""
    home = {"type": "home", "blocks": []}

    assert app.call("views.publish", user_id="U0X", view=home)["error"] == "user_not_found"
    assert app.call("views.publish", user_id="U0HEALTH", view=modal())["error"] == (
        "invalid_arguments"
    )
