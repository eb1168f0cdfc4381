"""Presses: every act has its effect once, by those who may, and every dead button a way on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.guide.ports_outbox import Post
from bot.slack.ids import Act, Ref
from bot.slack.listeners.actions import PRESSES, pattern_of
from bot.slack.listeners.answer_presses import FOR_EVERYBODY
from bot.slack.render import Renderer
from tests.desks import T01, shipped_content
from tests.newer import WITHIN_A_WEEK, newer
from tests.practice import (
    COUNCIL,
    GENERAL,
    GUEST,
    HEALTH,
    ICB,
    MANAGER,
    PARTNERS,
    POLICE,
    TEACHER,
    Practice,
    actions_of,
    pressable,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

OK = 200
OFSTED = "Notify the Secretary of State"


def whispers(practice: Practice, user: str) -> list[str]:
    """What only one person was told."""
    return [message["text"] for message in practice.slack.ephemeral(user)]


def open_form(practice: Practice, user: str) -> dict[str, Any]:
    """The form or page on top of somebody's screen."""
    return practice.slack.views(user)[-1]


def test_every_act_has_a_press_and_every_press_an_act() -> None:
    """Nothing that the app draws is without a listener."""
    assert set(PRESSES) == set(Act)
    for act in Act:
        assert pattern_of(act).search(act.value)
        assert pattern_of(act).search(f"{act.value}:3")
        assert not pattern_of(act).search(f"{act.value}x")


def test_a_walk_goes_from_the_first_question_to_the_outcome(practice: Practice) -> None:
    """Buttons, menus, several facts on a screen and a day lead to the dates of the main case."""
    card = practice.walk(HEALTH)
    assert "Thursday 24 December 2026" in text_of(card)
    assert "Tuesday 29 December 2026" in text_of(card)
    assert len([m for m in practice.slack.dm(HEALTH) if "bot_id" in m]) == 1


def test_a_walk_is_drawn_without_one_call_of_the_web_api_for_each_press(
    practice: Practice,
) -> None:
    """The card is replaced through its response URL, which has no limit for the workspace."""
    practice.walk(HEALTH)
    methods = [call.method for call in practice.slack.calls]
    assert methods.count("chat.update") == 0
    assert methods.count("chat.postMessage") == 1
    assert methods.count("response_url") > 5


def test_an_old_card_is_told_and_drawn_as_it_stands(practice: Practice) -> None:
    """A press on a card that has moved on changes nothing and is never met with silence (R8)."""
    old = practice.start(HEALTH)
    practice.answer(HEALTH, old, T01)
    now = practice.card(HEALTH)
    practice.answer(HEALTH, old, {"immediate_danger": "yes"})
    assert "moved on" in whispers(practice, HEALTH)[-1]
    assert text_of(practice.card(HEALTH)) == text_of(now)


def test_pressing_twice_moves_once(practice: Practice) -> None:
    """A double click answers one question (R8)."""
    card = practice.start(HEALTH)
    for _ in range(2):
        practice.answer(HEALTH, card, T01)
    assert "question 2" in practice.card(HEALTH)["text"].lower()


def test_the_same_delivery_twice_counts_once(practice: Practice) -> None:
    """An interaction that arrives again under its own time is not a second press."""
    card = practice.start(HEALTH)
    elements = [element for _, element in pressable(card)]
    button = next(element for element in elements if element["action_id"] == "walk.answer:2")
    payload = {
        "type": "block_actions",
        "user": {"id": HEALTH, "team_id": "T0PRACTICE"},
        "team": {"id": "T0PRACTICE"},
        "trigger_id": "1.x",
        "container": {"type": "message", "channel_id": "D0HEALTH", "message_ts": card["ts"]},
        "actions": [
            {
                "type": "button",
                "action_id": button["action_id"],
                "value": button["value"],
                "action_ts": "5.5",
            }
        ],
    }
    for _ in range(2):
        assert practice.slack.deliver_interaction(payload).status == OK
    practice.settle()
    assert whispers(practice, HEALTH) == []
    assert "question 2" in practice.card(HEALTH)["text"].lower()


def test_continue_waits_until_each_line_is_answered(practice: Practice) -> None:
    """A screen with several facts does not go on with one missing."""
    practice.start(HEALTH)
    while "walk.submit" not in actions_of(practice.card(HEALTH)):
        practice.answer(HEALTH, practice.card(HEALTH), T01)
    card = practice.card(HEALTH)
    practice.press(HEALTH, card, "walk.submit")
    assert whispers(practice, HEALTH)[-1].startswith("Answer each line first")
    assert text_of(practice.card(HEALTH)) == text_of(card)


def test_a_day_in_the_future_is_refused_in_words(practice: Practice) -> None:
    """An answer that its question does not allow is explained, and nothing changes."""
    practice.start(HEALTH)
    while "walk.date" not in actions_of(practice.card(HEALTH)):
        practice.answer(HEALTH, practice.card(HEALTH), T01)
    practice.press(HEALTH, practice.card(HEALTH), "walk.date", "2026-12-25")
    assert "future" in whispers(practice, HEALTH)[-1]


def test_a_changed_answer_is_shown_with_its_difference_first(practice: Practice) -> None:
    """Change, see what it adds, keep; then change and use."""
    card = practice.walk(HEALTH)
    practice.press(HEALTH, card, "walk.change", "looked_after")
    practice.answer(HEALTH, practice.card(HEALTH), {**T01, "looked_after": "by_us"})
    assert "This adds" in text_of(practice.card(HEALTH))
    practice.press(HEALTH, practice.card(HEALTH), "walk.keep")
    assert OFSTED not in text_of(practice.card(HEALTH))
    practice.press(HEALTH, practice.card(HEALTH), "walk.change", "looked_after")
    practice.answer(HEALTH, practice.card(HEALTH), {**T01, "looked_after": "by_us"})
    practice.press(HEALTH, practice.card(HEALTH), "walk.use")
    assert OFSTED in text_of(practice.card(HEALTH))


def test_somebody_elses_questions_stay_theirs(practice: Practice) -> None:
    """A press on another person's card is answered with a way to begin one's own."""
    card = practice.start(HEALTH)
    practice.answer(TEACHER, card, T01)
    assert "somebody else" in practice.last(TEACHER)["text"]
    assert text_of(practice.card(HEALTH)) == text_of(card)


def test_an_unfinished_walk_is_offered_and_gone_on_with(practice: Practice) -> None:
    """`start` in mid-walk offers to go on, and going on shows the next question (R6)."""
    practice.answer(HEALTH, practice.start(HEALTH), T01)
    practice.slack.say(HEALTH, "dm", "start")
    practice.settle()
    practice.press(HEALTH, practice.card(HEALTH), "walk.resume")
    assert "question 2" in practice.card(HEALTH)["text"].lower()


def test_the_outcome_can_be_copied_as_text(practice: Practice) -> None:
    """The page to copy from holds duties, dates and the tree's version."""
    practice.press(HEALTH, practice.walk(HEALTH), "walk.copy")
    assert "24 December 2026" in text_of(open_form(practice, HEALTH))


@pytest.mark.parametrize(("act", "version"), [("walk.move", "99.0.0"), ("walk.stay", "")])
def test_a_newer_version_of_the_questions_is_chosen_or_not(
    practice: Practice, act: str, version: str
) -> None:
    """The next press shows the difference; the person says which questions count."""
    card = practice.walk(HEALTH, {**T01, "looked_after": "by_us"})
    old = shipped_content()
    newest = newer(*WITHIN_A_WEEK)
    practice.made.desk.shelf.put(replace(old, trees={**old.trees, newest.id: newest}))
    practice.press(HEALTH, card, "walk.change", "setting")
    asked = practice.card(HEALTH)
    assert "were updated" in text_of(asked)
    practice.press(HEALTH, asked, act)
    assert "were updated" not in text_of(practice.card(HEALTH))
    assert ("Within a week" in text_of(practice.card(HEALTH))) is bool(version)


def test_a_newer_version_is_chosen_before_the_partners_are_told(practice: Practice) -> None:
    """Telling the partners of an old outcome first asks about the new one; then the form opens."""
    card = practice.walk(HEALTH, {**T01, "looked_after": "by_us"})
    old = shipped_content()
    newest = newer(*WITHIN_A_WEEK)
    practice.made.desk.shelf.put(replace(old, trees={**old.trees, newest.id: newest}))

    practice.press(HEALTH, card, "referral.form")
    asked = practice.card(HEALTH)
    assert "were updated" in text_of(asked)
    assert practice.slack.views(HEALTH) == []
    practice.press(HEALTH, asked, "walk.move")
    practice.press(HEALTH, practice.card(HEALTH), "referral.form")
    assert "This does not refer a child to social care" in text_of(open_form(practice, HEALTH))


def test_the_outcome_says_why_something_else_does_not_apply(practice: Practice) -> None:
    """The page names the answer that rules a duty out."""
    practice.press(HEALTH, practice.walk(HEALTH), "walk.why_not")
    shown = text_of(open_form(practice, HEALTH))
    assert f"*{OFSTED} and Ofsted*" in shown
    assert "Looked after: no" in shown


@pytest.mark.parametrize("where", ["home", "channel"])
def test_starting_elsewhere_points_to_the_direct_message(practice: Practice, where: str) -> None:
    """From Home or a channel the person is told where the questions are."""
    if where == "home":
        practice.slack.open_home(HEALTH)
        practice.settle()
        surface = practice.slack.home(HEALTH)
        assert surface is not None
        practice.press(HEALTH, surface, "walk.start:1")
        told = text_of(open_form(practice, HEALTH))
    else:
        practice.slack.command(HEALTH, GENERAL, "help")
        practice.press(HEALTH, practice.slack.ephemeral(HEALTH)[-1], "walk.start:1")
        told = whispers(practice, HEALTH)[-1]
    assert "direct message" in told
    assert "walk.answer:1" in actions_of(practice.card(HEALTH))


def test_of_two_partners_one_takes_it_and_the_other_is_told_who(practice: Practice) -> None:
    """The second press learns who was first and when; the card says so too (R9)."""
    practice.log()
    card = practice.slack.messages(PARTNERS)[-1]
    practice.press(ICB, card, "referral.take")
    practice.press(POLICE, card, "referral.take")
    assert "NHS South Yorkshire" in whispers(practice, POLICE)[-1]
    shown = practice.slack.messages(PARTNERS)
    assert len(shown) == 1
    assert "Taken by NHS South Yorkshire" in text_of(shown[0])
    assert "referral.take" not in actions_of(shown[0])
    assert "Taken by NHS South Yorkshire" in practice.last(HEALTH)["text"]


def test_taking_updates_the_second_announcement_too(practice: Practice) -> None:
    """A referral announced twice shows in both places who took it (R3)."""
    practice.log()
    practice.later(hours=2)
    first, second = practice.slack.messages(PARTNERS)
    assert "nobody has taken" in second["text"]
    practice.press(ICB, second, "referral.take")
    assert all("Taken by" in text_of(m) for m in practice.slack.messages(PARTNERS))
    assert first["ts"] != second["ts"]


def test_a_press_on_an_unconfirmed_copy_updates_both(practice: Practice) -> None:
    """An announcement that stands there twice is known by the press on its other copy (R3)."""
    practice.walk(HEALTH)
    practice.press(HEALTH, practice.card(HEALTH), "referral.form")
    practice.slack.script_fault("chat.postMessage", "drop_after_accept", times=2)
    typed = {"narrative": "What happened.", "reach": "by message"}
    practice.slack.submit_view(HEALTH, open_form(practice, HEALTH)["id"], typed)
    practice.settle()
    practice.later(seconds=2)
    unconfirmed, confirmed = practice.slack.messages(PARTNERS)
    practice.press(ICB, unconfirmed, "referral.take")
    assert all("Taken by" in text_of(m) for m in practice.slack.messages(PARTNERS))
    assert [m["ts"] for m in practice.slack.messages(PARTNERS)] == [
        unconfirmed["ts"],
        confirmed["ts"],
    ]


def test_a_taken_referral_is_not_announced_again(practice: Practice) -> None:
    """The reminder is dropped once somebody has it."""
    practice.log()
    practice.press(ICB, practice.slack.messages(PARTNERS)[-1], "referral.take")
    practice.later(hours=8)
    assert len(practice.slack.messages(PARTNERS)) == 1


@pytest.mark.parametrize("user", [HEALTH, TEACHER, MANAGER])
def test_only_partners_take(practice: Practice, user: str) -> None:
    """Rights come from the register and the groups, never from the button."""
    practice.log()
    practice.press(user, practice.slack.messages(PARTNERS)[-1], "referral.take")
    assert "not yours" in whispers(practice, user)[-1]
    assert "Taken by" not in text_of(practice.slack.messages(PARTNERS)[-1])


def test_a_partner_sees_what_was_typed_only_by_a_recorded_look(practice: Practice) -> None:
    """Page, look, and the look stands in the page's own history."""
    practice.log(narrative="canary narrative")
    card = practice.slack.messages(PARTNERS)[-1]
    practice.press(COUNCIL, card, "referral.page")
    assert "canary" not in json.dumps(open_form(practice, COUNCIL))
    practice.press(COUNCIL, open_form(practice, COUNCIL), "referral.look")
    assert "canary narrative" in text_of(open_form(practice, COUNCIL))
    practice.press(COUNCIL, card, "referral.page")
    assert "What was typed was opened" in text_of(open_form(practice, COUNCIL))


def test_the_business_manager_sees_no_narrative(practice: Practice) -> None:
    """The page is hers, what was typed is not."""
    practice.log(narrative="canary narrative")
    practice.press(MANAGER, practice.slack.messages(PARTNERS)[-1], "referral.page")
    page = open_form(practice, MANAGER)
    assert "referral.look" not in actions_of(page)
    button = {"type": "button", "action_id": "referral.look", "value": value_for(practice)}
    forged = {**page, "blocks": [{"type": "actions", "block_id": "x", "elements": [button]}]}
    practice.press(MANAGER, forged, "referral.look")
    assert "canary" not in json.dumps(practice.slack.views(MANAGER))
    assert "not yours" in text_of(open_form(practice, MANAGER))


def value_for(practice: Practice) -> str:
    """A button's value for the latest referral."""
    ref = practice.ref()
    with practice.made.store.unit() as unit:
        referral = unit.referrals.by_ref(ref)
    assert referral is not None
    return Ref(id=referral.id).as_value()


def test_taking_on_the_referrals_page_brings_the_page_up_to_date(practice: Practice) -> None:
    """A press on a form is answered in the form."""
    practice.log()
    practice.press(ICB, practice.slack.messages(PARTNERS)[-1], "referral.page")
    practice.press(ICB, open_form(practice, ICB), "referral.take")
    page = open_form(practice, ICB)
    assert "Taken by NHS South Yorkshire" in text_of(page)
    assert "referral.take" not in actions_of(page)


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
