"""What one person sees, as JSON for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.preview.people import GENERAL_CHANNEL, PARTNERS_CHANNEL
from bot.preview.picture import picture

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack
    from tests.preview.echo import EchoApp


def seen(slack: PracticeSlack, person: str) -> dict[str, Any]:
    """Draw up what a person sees."""
    with slack._state.lock:
        return picture(slack._state, slack._state.person(person))


def test_a_person_sees_her_own_places_only(slack: PracticeSlack) -> None:
    """The partners' channel is not on a health visitor's screen."""
    visitor = [c["id"] for c in seen(slack, "U0HEALTH")["conversations"]]
    partner = [c["id"] for c in seen(slack, "U0ICB")["conversations"]]

    assert visitor == ["D0HEALTH", GENERAL_CHANNEL]
    assert partner == ["D0ICB", GENERAL_CHANNEL, PARTNERS_CHANNEL]


def test_private_messages_are_on_one_screen(app: EchoApp, slack: PracticeSlack) -> None:
    """An ephemeral message is in its person's picture and in no other."""
    app.call("chat.postEphemeral", channel=GENERAL_CHANNEL, user="U0HEALTH", text="psst")

    assert "psst" in str(seen(slack, "U0HEALTH"))
    assert "psst" not in str(seen(slack, "U0TEACHER"))


def test_unread_counts_what_others_said(app: EchoApp, slack: PracticeSlack) -> None:
    """Own messages are read; the app's and other people's are not until they are seen."""
    slack.say("U0HEALTH", GENERAL_CHANNEL, "mine")
    app.call("chat.postMessage", channel=GENERAL_CHANNEL, text="the app's")

    assert slack.unread("U0HEALTH", GENERAL_CHANNEL) == 1
    assert slack.unread("U0TEACHER", GENERAL_CHANNEL) == 2
    people = {p["id"]: p["unread"] for p in seen(slack, "U0HEALTH")["people"]}
    assert (people["U0HEALTH"], people["U0TEACHER"]) == (1, 2)


def test_prompts_come_from_the_app_or_the_manifest(app: EchoApp, slack: PracticeSlack) -> None:
    """Until the app sets its own, the manifest's prompts are offered in its conversation."""
    before = seen(slack, "U0HEALTH")["conversations"][0]["prompts"]
    prompts = [{"title": "Go on", "message": "resume"}]
    app.call("assistant.threads.setSuggestedPrompts", channel_id="D0HEALTH", prompts=prompts)
    after = seen(slack, "U0HEALTH")["conversations"]

    assert [p["message"] for p in before] == ["start", "referrals"]
    assert after[0]["prompts"] == prompts
    assert after[1]["prompts"] == []


def test_a_status_lasts_until_the_next_message(app: EchoApp, slack: PracticeSlack) -> None:
    """What the app is doing is shown and goes away with its answer."""
    app.call(
        "assistant.threads.setStatus", channel_id="D0HEALTH", thread_ts="1.2", status="is looking"
    )
    during = seen(slack, "U0HEALTH")["conversations"][0]["status"]
    app.call("chat.postMessage", channel="D0HEALTH", text="done")

    assert during == "is looking"
    assert seen(slack, "U0HEALTH")["conversations"][0]["status"] == ""
