"""Presses: every act has its effect once, by those who may, and every dead button a way on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.guide.ports_outbox import Post
from bot.slack.ids import Act, Ref
from bot.slack.listeners.actions import PRESSES, pattern_of
from bot.slack.listeners.answer_presses import FOR_EVERYBODY
from bot.slack.render import Renderer
from tests.practice import (
    COUNCIL,
    GENERAL,
    GUEST,
    HEALTH,
    Practice,
    actions_of,
    open_form,
    text_of,
    whispers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

OK = 200


def test_every_act_has_a_press_and_every_press_an_act() -> None:
    """Nothing that the app draws is without a listener."""
    assert set(PRESSES) == set(Act)
    for act in Act:
        assert pattern_of(act).search(act.value)
        assert pattern_of(act).search(f"{act.value}:3")
        assert not pattern_of(act).search(f"{act.value}x")


@pytest.mark.parametrize("act", sorted(set(Act) - {Act(name) for name in FOR_EVERYBODY}))
def test_strangers_press_nothing(practice: Practice, act: Act) -> None:
    """Every act is refused to a guest, with whom to ring, and the refusal is recorded (R16)."""
    button = {"type": "button", "action_id": act.value, "value": Ref(id="anything").as_value()}
    practice.press(GUEST, message_with(button, GENERAL), act.value)
    assert "999" in whispers(practice, GUEST)[-1]
    with practice.made.store.unit() as unit:
        refused = [r.event for r in unit.audit.of_referral("") if r.event.action == "refused"]
    assert [event.codes["what"] for event in refused] == [f"press:{act.value}"]


def message_with(button: Mapping[str, Any], channel: str) -> dict[str, Any]:
    """A message with one thing to press, as somebody might once have seen it."""
    element = {"text": {"type": "plain_text", "text": "Press"}, **button}
    block = {"type": "actions", "block_id": "b1", "elements": [element]}
    return {"type": "message", "channel": channel, "ts": "1.000001", "text": "", "blocks": [block]}


@pytest.mark.parametrize("act", sorted(FOR_EVERYBODY))
def test_the_ways_to_help_are_open_to_strangers(practice: Practice, act: str) -> None:
    """Whom to ring is no secret."""
    button = {"type": "button", "action_id": act, "value": Ref().as_value()}
    practice.press(GUEST, message_with(button, GENERAL), act)
    shown = [*whispers(practice, GUEST), *map(text_of, practice.slack.views(GUEST))]
    assert "only for staff" not in str(shown)
    assert shown


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("some.retired.button", Ref().as_value()),
        ("walk.answer:1", "not-json"),
        ("walk.answer:1", json.dumps([0, "old", 1, "fact", "answer"])),
        ("walk.answer:1", json.dumps({"a": 1})),
        ("walk.answer:1", "7"),
        ("walk.resume", Ref(id="no-such-walk").as_value()),
        ("referral.take", Ref(id="no-such-referral").as_value()),
        ("referral.form", Ref(id="no-such-walk").as_value()),
        ("entry.show:1", Ref(id="no-such-entry").as_value()),
        ("walk.start:1", Ref(id="no-such-tree").as_value()),
    ],
)
def test_a_dead_button_has_a_way_on(practice: Practice, action_id: str, value: str) -> None:
    """Unknown, retired, foreign and dangling buttons are answered with something to press."""
    button = {"type": "button", "action_id": action_id, "value": value}
    status = practice.press(COUNCIL, message_with(button, GENERAL), action_id)
    assert status == OK
    told = practice.slack.ephemeral(COUNCIL)[-1]
    assert {"walk.start", "contacts.open"} & set(actions_of(told))


def test_a_form_that_opens_too_late_is_offered_again(practice: Practice) -> None:
    """After an expired trigger the person gets the same button, and it works (R11)."""
    card = practice.walk(HEALTH)
    practice.slack.script_fault("views.open", "server_error")
    practice.press(HEALTH, card, "referral.form")
    offered = practice.slack.ephemeral(HEALTH)[-1]
    assert "too long" in offered["text"]
    assert practice.slack.views(HEALTH) == []
    practice.press(HEALTH, offered, "referral.form")
    assert open_form(practice, HEALTH)["callback_id"] == "referral_form"


def test_a_press_that_cannot_be_saved_says_so(practice: Practice) -> None:
    """With the register locked the person reads that nothing was changed (R24)."""
    card = practice.start(HEALTH)
    with practice.locked_register():
        practice.slack.click(HEALTH, card, "walk.answer:2")
        told = whispers(practice, HEALTH)[-1]
    assert told.startswith("Could not save. It may not have counted. Try again in a moment.")
    assert "01226 772423" in told


def test_a_press_on_home_that_cannot_be_saved_says_so(practice: Practice) -> None:
    """Where there is no message to answer beside, a page opens."""
    practice.slack.open_home(HEALTH)
    practice.settle()
    home = practice.slack.home(HEALTH)
    assert home is not None
    with practice.locked_register():
        practice.slack.click(HEALTH, home, "walk.start:1")
        assert "That did not work" in str(open_form(practice, HEALTH)["title"])


def test_a_bug_is_answered_with_a_reference_and_no_more(
    practice: Practice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """People never see exception text; the log has the type, the place and the same reference."""

    def fail(*_anything: object, **_more: object) -> None:
        raise RuntimeError("canary-exception")

    card = practice.start(HEALTH)
    monkeypatch.setattr("bot.guide.walk.answer", fail)
    practice.slack.click(HEALTH, card, "walk.answer:2")
    told = whispers(practice, HEALTH)[-1]
    reference = told.rpartition("Reference: ")[2].rstrip(".")
    assert len(reference) == 6
    assert reference in caplog.text
    assert "RuntimeError in test_actions.py" in caplog.text
    assert "canary" not in told + caplog.text


def test_an_entry_offered_in_a_channel_is_shown_there_in_private(practice: Practice) -> None:
    """A related answer appears where the question was asked, seen by the one who asked."""
    practice.slack.command(HEALTH, GENERAL, "how many days to send a SIN")
    answer = practice.slack.ephemeral(HEALTH)[-1]
    entry = next(act for act in actions_of(answer) if act.startswith("entry.show"))
    practice.press(HEALTH, answer, entry)
    assert len(practice.slack.ephemeral(HEALTH)) == 2
    assert practice.slack.messages(GENERAL) == []


def test_an_entry_offered_in_the_direct_message_is_shown_there(practice: Practice) -> None:
    """A related answer comes as the next message, once for each press."""
    practice.slack.say(HEALTH, "dm", "how many days to send a SIN")
    practice.settle()
    answer = practice.last(HEALTH)
    entry = next(act for act in actions_of(answer) if act.startswith("entry.show"))
    practice.press(HEALTH, answer, entry)
    assert practice.last(HEALTH)["text"] != answer["text"]
    assert whispers(practice, HEALTH) == []


def test_how_to_ask_is_said_where_one_can_type(practice: Practice) -> None:
    """Pressed in a channel, it points to the direct message, where the hint stands."""
    practice.slack.command(HEALTH, GENERAL, "help")
    button = {"type": "button", "action_id": "ask.how", "value": Ref().as_value()}
    practice.press(HEALTH, message_with(button, GENERAL), "ask.how")
    assert "Type your question" in practice.last(HEALTH)["text"]
    assert "direct message" in whispers(practice, HEALTH)[-1]


def test_home_is_drawn_again_after_a_press_on_it(practice: Practice) -> None:
    """What somebody does on the Home tab shows there without opening it anew."""
    practice.slack.open_home(HEALTH)
    practice.settle()
    home = practice.slack.home(HEALTH)
    assert home is not None
    before = [call.method for call in practice.slack.calls].count("views.publish")
    practice.press(HEALTH, home, "walk.start:1")
    assert [call.method for call in practice.slack.calls].count("views.publish") == before + 1


def test_a_walk_whose_record_is_gone_is_drawn_as_gone(practice: Practice) -> None:
    """A queued card without its walk becomes a notice with a way on (R7)."""
    renderer = Renderer(practice.desk, practice.roles)
    post = Post("k", "l", "person:T:U", "walk", {"walk": "gone"}, practice.made.clock())
    message = renderer.message(post)
    assert message is not None
    assert "no longer here" in message.text
