"""The worklist on the Home tab and the clocks: who sees what, filtered, and what is announced."""

from __future__ import annotations

from typing import Any

import pytest

from tests.partners import (
    offered,
    opened,
    send,
    top,
)
from tests.practice import (
    COUNCIL,
    MANAGER,
    PARTNERS,
    Practice,
    actions_of,
    pressable,
    text_of,
)


def home(practice: Practice, user: str) -> dict[str, Any]:
    """Somebody's Home tab."""
    practice.slack.open_home(user)
    practice.settle()
    found = practice.slack.home(user)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("show", "is_there"),
    [
        ("all", True),
        ("mine", True),
        ("overdue", False),
        ("state:in_review", True),
        ("state:closed", False),
    ],
)
def test_the_worklist_is_filtered(taken: Practice, show: str, *, is_there: bool) -> None:
    """One menu on Home lists what is mine, due, overdue or in a state."""
    page = home(taken, COUNCIL)
    block_id = next(b for b, e in pressable(page) if e["action_id"] == "list.show")
    taken.press(COUNCIL, page, "list.show", show, block_id=block_id)
    listed = taken.slack.home(COUNCIL)
    assert listed is not None
    assert ("referral.page:1" in actions_of(listed)) is is_there
    assert f'"{show}"' in listed["private_metadata"]


def test_opening_a_referral_leaves_the_chosen_list(taken: Practice) -> None:
    """Home is drawn again after a press or a form, with the list that was chosen before."""
    page = home(taken, COUNCIL)
    block_id = next(b for b, e in pressable(page) if e["action_id"] == "list.show")
    taken.press(COUNCIL, page, "list.show", "mine", block_id=block_id)
    listed = taken.slack.home(COUNCIL)
    assert listed is not None
    taken.press(COUNCIL, listed, "referral.page:1")
    again = taken.slack.home(COUNCIL)
    assert again is not None
    assert '"mine"' in again["private_metadata"]
    taken.press(COUNCIL, top(taken, COUNCIL), "review.open:ask")
    send(taken, COUNCIL, top(taken, COUNCIL), question="canary question")
    after = taken.slack.home(COUNCIL)
    assert after is not None
    assert '"mine"' in after["private_metadata"]
    assert "A question waits" in text_of(after)


def test_clocks_are_announced_with_what_is_left(taken: Practice) -> None:
    """Two days before, on the day and after it the channel and the lead hear of it, late or not."""
    taken.later(days=4)
    said = taken.slack.messages(PARTNERS)[-1]
    assert "Notify the Panel" in said["text"]
    assert "working day" in said["text"]
    assert "referral.page" in actions_of(said)
    taken.later(days=12)
    late = [m["text"] for m in taken.slack.messages(PARTNERS) if "late by" in m["text"]]
    assert late
    assert any("late by" in m["text"] for m in taken.slack.dm(COUNCIL))


def test_the_business_manager_sees_clocks_and_nothing_typed(taken: Practice) -> None:
    """Dates, votes and actions are on the page; the account and the reasons are not offered."""
    page = opened(taken, MANAGER)
    assert "Notify the Panel" in text_of(page)
    assert offered(page) == set()
    assert actions_of(page) == ["learn.page"]
