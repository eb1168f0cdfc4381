"""The practice Slack as one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import GuideError
from bot.preview.people import GENERAL_CHANNEL, PEOPLE, Channel, PracticePerson
from bot.preview.workspace import PracticeSlack
from tests.preview.echo import MANIFEST, SECRET, TOKEN, http_json

if TYPE_CHECKING:
    from tests.preview.echo import Clock, EchoApp


def test_it_has_an_address_only_while_it_runs(clock: Clock) -> None:
    """Before starting and after stopping there is no address."""
    practice = PracticeSlack(manifest=MANIFEST, signing_secret=SECRET, bot_token=TOKEN, clock=clock)
    with pytest.raises(GuideError, match="not been started"):
        str(practice.page_url)
    practice.start()
    assert practice.page_url.startswith("http://127.0.0.1:")
    practice.stop()
    practice.stop()
    with pytest.raises(GuideError):
        str(practice.api_url)


def test_people_are_named_either_way(app: EchoApp, slack: PracticeSlack) -> None:
    """A person may be given as herself or by her id."""
    slack.say(PEOPLE[0], "dm", "one")
    slack.say("U0HEALTH", "dm", "two")

    assert [d.body["event"]["text"] for d in app.deliveries] == ["one", "two"]
    assert len(slack.dm(PEOPLE[0])) == 2


def test_somebody_new_can_come(app: EchoApp, slack: PracticeSlack) -> None:
    """People and channels can be added while it runs."""
    slack.set_person(PracticePerson("U0DOCTOR", "Paediatrician"))
    slack.set_channel(Channel(GENERAL_CHANNEL, "general", frozenset({"U0DOCTOR", "U0GUIDE"})))

    slack.say("U0DOCTOR", GENERAL_CHANNEL, "@Safeguarding Guide hello")

    assert app.last["event"]["user"] == "U0DOCTOR"


def test_a_raw_interaction_can_be_delivered(app: EchoApp, slack: PracticeSlack) -> None:
    """Tests may send payloads that no button makes."""
    assert slack.deliver_interaction({"type": "block_actions", "actions": []}).is_ok
    assert app.last["actions"] == []


def test_waiting_sees_what_comes_later(app: EchoApp, slack: PracticeSlack) -> None:
    """Waiting ends as soon as the condition holds, and says when it never does."""
    app.call("chat.postMessage", channel="D0HEALTH", text="a")

    assert slack.wait_for(lambda: len(slack.dm("U0HEALTH")) == 1)
    assert not slack.wait_for(lambda: False, seconds=0.05)


def test_two_workspaces_do_not_meet(slack: PracticeSlack, clock: Clock) -> None:
    """Each has its own port and its own messages."""
    other = PracticeSlack(manifest=MANIFEST, signing_secret=SECRET, bot_token=TOKEN, clock=clock)
    other.start()
    try:
        asked = {"channel": "D0HEALTH", "text": "a"}
        http_json(f"{other.api_url}chat.postMessage", asked, token=TOKEN)
    finally:
        other.stop()

    assert len(other.dm("U0HEALTH")) == 1
    assert slack.dm("U0HEALTH") == []
