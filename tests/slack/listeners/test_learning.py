"""Recommendations, actions and what was found, over HTTP: who may, and what each form refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.slack.ids import Ref
from tests.partners import TODAY, card, kept, opened, press_learning, send, take, top
from tests.practice import (
    COUNCIL,
    GUEST,
    HEALTH,
    ICB,
    MANAGER,
    PARTNERS,
    POLICE,
    Practice,
    actions_of,
    pressable,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

AGREED = {
    "text": "canary action",
    "owner": "council",
    "who": "U0COUNCIL",
    "due_on": "2027-01-15",
    "assure_on": "2027-03-01",
}


@pytest.fixture
def recommended(practice: Practice) -> Practice:
    """A referral with one recommendation, whose page the police partner has open."""
    practice.log()
    take(practice)
    learned(practice, POLICE)
    answer = press_learning(practice, POLICE, "learn.open:recommend", text="canary advice")
    assert not answer.errors
    return practice


@pytest.fixture
def agreed(recommended: Practice) -> Practice:
    """The same, with an action that the council owns."""
    assert not agree(recommended, {})
    return recommended


def learned(practice: Practice, user: str) -> None:
    """Open the recommendations of the referral."""
    practice.press(user, opened(practice, user), "learn.page")


def agree(practice: Practice, changed: Mapping[str, str]) -> dict[str, str]:
    """Agree an action as the police partner; gives what is wrong with the form."""
    answer = press_learning(practice, POLICE, "learn.open:agree", **{**AGREED, **changed})
    return dict(answer.errors)


def finish(practice: Practice, user: str = COUNCIL, on: str = TODAY) -> dict[str, str]:
    """Record the action as done."""
    learned(practice, user)
    return dict(press_learning(practice, user, "learn.open:finish", on=on).errors)


def test_a_recommendation_is_seen_only_where_it_is_opened(recommended: Practice) -> None:
    """It stands on the page after the form, and in no channel."""
    assert "The recommendation is added." in text_of(top(recommended, POLICE))
    assert "canary advice" in text_of(top(recommended, POLICE))
    assert "canary" not in json.dumps(recommended.slack.messages(PARTNERS))


def test_an_action_has_an_owner_and_a_clock(agreed: Practice) -> None:
    """The card shows its date; the owner's own person is reminded when it comes."""
    assert "Carry out an action" in text_of(card(agreed))
    assert "Barnsley Council" in text_of(opened(agreed, ICB))
    agreed.later(days=27)
    assert any("Carry out an action" in m["text"] for m in agreed.slack.dm(COUNCIL))


def test_the_referrals_page_beneath_follows(agreed: Practice) -> None:
    """Back on the page from which the recommendations were opened, it shows what has been done."""
    page, learned_page = agreed.slack.views(POLICE)
    assert "Add a recommendation" in text_of(learned_page)
    assert "Carry out an action: due" in text_of(page).replace("*", "")
    press_learning(agreed, POLICE, "learn.open:drop", reason="another course has it")
    page, learned_page = agreed.slack.views(POLICE)
    assert "The action is dropped" in text_of(learned_page)
    assert "Carry out an action: due" not in text_of(page).replace("*", "")


def test_an_identifier_in_an_action_is_pointed_out_once(recommended: Practice) -> None:
    """The form stays with everything in it; sent again, the action is agreed."""
    assert not agree(recommended, {"text": "Visit S70 2AB first."})
    nudged = top(recommended, POLICE)
    assert "look once more" in text_of(nudged)
    assert "2027-03-01" in json.dumps(nudged)
    send(recommended, POLICE, nudged)
    assert "Carry out an action" in text_of(card(recommended))


@pytest.mark.parametrize(
    ("changed", "where"),
    [({"text": "  "}, "text"), ({"assure_on": "2027-01-14"}, "assure_on")],
)
def test_an_action_that_cannot_be_is_refused_beside_its_field(
    recommended: Practice, changed: Mapping[str, str], where: str
) -> None:
    """Blank words, or a look before it is due."""
    assert list(agree(recommended, changed)) == [where]


def test_an_action_is_finished_by_its_owner_and_looked_at_by_another(agreed: Practice) -> None:
    """Its owner is not offered to judge it; somebody else records what was found."""
    assert list(finish(agreed, on="2026-12-19")) == ["on"]
    assert not send(agreed, COUNCIL, top(agreed, COUNCIL), on=TODAY).errors
    assert "learn.open:assure" not in actions_of(top(agreed, COUNCIL))
    learned(agreed, ICB)
    found = {"result": "embedded", "evidence": "canary evidence"}
    press_learning(agreed, ICB, "learn.open:assure", **found)
    assert "Done and found embedded" in text_of(top(agreed, ICB))
    assert "canary evidence" in text_of(top(agreed, ICB))


def test_what_is_not_embedded_is_looked_at_again(agreed: Practice) -> None:
    """What is partly embedded needs evidence in words, and a day on which somebody looks again."""
    finish(agreed)
    learned(agreed, ICB)
    wrong = press_learning(agreed, ICB, "learn.open:assure", result="partly", evidence=" ")
    assert set(wrong.errors) == {"evidence", "next_on"}
    again = {"evidence": "canary evidence", "next_on": "2027-02-01"}
    assert not send(agreed, ICB, top(agreed, ICB), **again).errors
    assert "looked at again by Monday 1 February 2027" in text_of(top(agreed, ICB))


def test_an_action_is_dropped_with_a_reason_and_not_by_its_owner(agreed: Practice) -> None:
    """The owner is not offered to drop it; another partner does, and its clock falls away."""
    learned(agreed, COUNCIL)
    assert "learn.open:drop" not in actions_of(top(agreed, COUNCIL))
    learned(agreed, ICB)
    assert list(press_learning(agreed, ICB, "learn.open:drop", reason=" ").errors) == ["reason"]
    assert not send(agreed, ICB, top(agreed, ICB), reason="canary").errors
    assert "Carry out an action" not in text_of(card(agreed))


def test_two_who_record_one_action_at_once(agreed: Practice) -> None:
    """One wins; the other reads that it has moved on, and finds what was typed."""
    learned(agreed, ICB)
    press = next(a for a in actions_of(top(agreed, ICB)) if a == "learn.open:drop")
    agreed.press(ICB, top(agreed, ICB), press)
    finish(agreed)
    send(agreed, ICB, top(agreed, ICB), reason="canary reason")
    told = text_of(top(agreed, ICB))
    assert "Not recorded." in told
    assert "moved on" in told
    assert "canary reason" in told


@pytest.mark.parametrize("user", [HEALTH, GUEST])
@pytest.mark.parametrize("act", ["learn.page", "learn.open", "learn.follow_up"])
def test_learning_is_for_partners_and_the_manager(
    recommended: Practice, user: str, act: str
) -> None:
    """Neither the referrer nor somebody from elsewhere opens any of it."""
    ref = Ref(kept(recommended).id, fact="referral", answer="recommend")
    button: dict[str, Any] = {"type": "button", "action_id": act, "value": ref.as_value()}
    button["text"] = {"type": "plain_text", "text": "Press"}
    block = {"type": "actions", "block_id": "pressed", "elements": [button]}
    recommended.press(user, {**card(recommended), "blocks": [block]}, act)
    told = recommended.slack.ephemeral(user)[-1]["text"]
    assert "nly the partners and the business manager" in told or "only for staff" in told
    assert "canary" not in json.dumps(recommended.slack.views(user))


def follow_up(practice: Practice, user: str) -> dict[str, Any]:
    """The page of what was said and done, opened from Home."""
    practice.slack.open_home(user)
    practice.settle()
    home = practice.slack.home(user)
    assert home is not None
    practice.press(user, home, "learn.follow_up")
    return top(practice, user)


def test_the_manager_enters_a_published_review(practice: Practice) -> None:
    """It joins the list; recommendations are added to it; partners are not offered to enter one."""
    assert "learn.open:enter" not in actions_of(follow_up(practice, ICB))
    page = follow_up(practice, MANAGER)
    practice.press(MANAGER, page, "learn.open:enter")
    typed = {"kind": "local", "text": "canary title", "on": "2026-12-19"}
    assert list(send(practice, MANAGER, top(practice, MANAGER), **typed).errors) == ["on"]
    assert not send(practice, MANAGER, top(practice, MANAGER), on="2026-12-01").errors
    page = top(practice, MANAGER)
    assert "Local review: canary title" in text_of(page)
    practice.press(MANAGER, page, "learn.page:r1")
    press_learning(practice, MANAGER, "learn.open:recommend", text="canary advice")
    assert "canary advice" in text_of(top(practice, MANAGER))


def test_what_is_late_surfaces_on_the_follow_up_page(agreed: Practice) -> None:
    """Past its day an action is counted and said to be late; the page leads to it."""
    agreed.later(days=40)
    page = follow_up(agreed, MANAGER)
    assert "Past their day: 1" in text_of(page)
    assert "late by" in text_of(page)
    agreed.press(MANAGER, page, "learn.page:1")
    assert "canary action" in text_of(top(agreed, MANAGER))


def test_every_way_to_learning_is_a_button(agreed: Practice) -> None:
    """A page, its form and back: nothing lies deeper than three pages."""
    learned(agreed, ICB)
    agreed.press(ICB, top(agreed, ICB), "learn.open:drop")
    assert len(agreed.slack.views(ICB)) == 3
    assert all(element["type"] == "button" for _, element in pressable(agreed.slack.views(ICB)[1]))
