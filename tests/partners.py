"""Partners at work over HTTP: they open a referral, press what it offers and send short forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.practice import COUNCIL, ICB, PARTNERS, POLICE, Practice, pressable

if TYPE_CHECKING:
    from bot.preview.courier import Answer
    from bot.referrals.model import Referral

    Json = dict[str, Any]

THREE = (COUNCIL, ICB, POLICE)
TODAY = "2026-12-18"
NOTIFIED = {
    "on": TODAY,
    "at": "08:30",
    "panel_reference": "PANEL-canary-77",
}


def top(practice: Practice, user: str) -> Json:
    """What is on top of somebody's screen."""
    return practice.slack.views(user)[-1]


def card(practice: Practice) -> Json:
    """The referral's card in the partners' channel."""
    return practice.slack.messages(PARTNERS)[0]


def kept(practice: Practice) -> Referral:
    """The latest referral as the register holds it."""
    ref = practice.ref()
    with practice.made.store.unit() as unit:
        found = unit.referrals.by_ref(ref)
    assert found is not None
    return found


def opened(practice: Practice, user: str) -> Json:
    """The referral's page, opened from the channel."""
    practice.press(user, card(practice), "referral.page")
    return top(practice, user)


def form(practice: Practice, user: str, code: str) -> Json:
    """The form for an action, opened from the referral's page as a person would."""
    page = opened(practice, user)
    for block_id, element in pressable(page):
        if element["action_id"] == f"review.open:{code}":
            practice.press(user, page, element["action_id"])
            return top(practice, user)
        if element["type"] == "overflow" and code in offered_in(element):
            practice.slack.click(user, page, element["action_id"], code, block_id=block_id)
            practice.settle()
            return top(practice, user)
    raise AssertionError(f"{code} is not offered")


def send(practice: Practice, user: str, view: Json, **typed: str) -> Answer:
    """Fill a form in and send it."""
    answer = practice.slack.submit_view(user, view["id"], typed)
    practice.settle()
    return answer


def do(practice: Practice, user: str, code: str, **typed: str) -> Answer:
    """Open the form for an action, and send it; it is taken."""
    answer = send(practice, user, form(practice, user, code), **typed)
    assert answer.is_ok
    assert not answer.errors, answer.errors
    return answer


def take(practice: Practice, user: str = COUNCIL) -> None:
    """Take the latest referral."""
    practice.press(user, card(practice), "referral.take")


def all_vote(practice: Practice, code: str, choice: str) -> None:
    """The three organisations say the same."""
    for user in THREE:
        do(practice, user, code, choice=choice, reason="canary-reason")


def press_learning(practice: Practice, user: str, act: str, **typed: str) -> Answer:
    """Press something on the page of recommendations that is on top, and send its form."""
    page = top(practice, user)
    practice.press(user, page, act)
    return send(practice, user, top(practice, user), **typed)


def offered_in(element: Json) -> list[str]:
    """The codes of a small menu."""
    return [option["value"] for option in element["options"]]


def offered(view: Json) -> set[str]:
    """Every action whose form a page offers."""
    found: set[str] = set()
    for _, element in pressable(view):
        if element["type"] == "overflow":
            found |= set(offered_in(element))
        elif element["action_id"].startswith("review.open:"):
            found.add(element["action_id"].partition(":")[2])
    return found
