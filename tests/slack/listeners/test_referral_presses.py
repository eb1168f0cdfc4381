"""Presses on a referral: one partner takes it, and what was typed opens by a recorded look."""

from __future__ import annotations

import json

import pytest

from bot.slack.ids import Ref
from tests.practice import (
    COUNCIL,
    HEALTH,
    ICB,
    MANAGER,
    PARTNERS,
    POLICE,
    TEACHER,
    Practice,
    actions_of,
    open_form,
    text_of,
    whispers,
)


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
