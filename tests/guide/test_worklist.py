"""The worklist's filters as people press them, and what each person is offered on a card."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, NotFoundError
from bot.guide import review
from bot.guide.home import home
from bot.guide.ports_review import ListFilter
from bot.guide.worklist import WorklistQuery, query_from
from bot.referrals.decisions import Question
from bot.referrals.model import State
from tests.desks import AUDITOR, COUNCIL, ICB, MANAGER, PRACTITIONER
from tests.reviewing import all_vote, notify_now, taken
from tests.walking import logged

if TYPE_CHECKING:
    from tests.desks import TestDesk


def refs(made: TestDesk, code: str) -> list[str]:
    """What a filter lists for the council."""
    query = query_from(code)
    return [card.ref for card in review.worklist(made.desk, COUNCIL, query).cards]


def test_filters_as_time_passes(made: TestDesk) -> None:
    """Mine at once; due soon from two working days before and when late; overdue when it is."""
    mine, other = taken(made), logged(made)
    assert refs(made, "mine") == [mine.ref]
    assert refs(made, "due_soon") == []
    made.clock.move(days=4)
    assert refs(made, "due_soon") == [mine.ref, other.ref]
    made.clock.move(days=8)
    assert refs(made, "overdue") == [mine.ref, other.ref]
    assert refs(made, "due_soon") == [mine.ref, other.ref]
    notify_now(made, mine.id)
    assert refs(made, "overdue") == [other.ref]
    assert refs(made, "state:notified") == [mine.ref]
    assert refs(made, "all") == [other.ref, mine.ref]


def test_closed_ones_are_found_by_their_state_only(made: TestDesk) -> None:
    """They are off every other list."""
    referral = taken(made)
    all_vote(made, referral.id, Question.CRITERIA, "not_met")
    all_vote(made, referral.id, Question.CLOSING, "close")
    assert {code: refs(made, code) for code in ("all", "mine", "due_soon", "overdue")} == {
        code: [] for code in ("all", "mine", "due_soon", "overdue")
    }
    assert refs(made, "state:closed") == [referral.ref]


@pytest.mark.parametrize("state", State)
def test_every_filter_comes_back_from_its_code(state: State) -> None:
    """What a button carries is read as what it was."""
    query = WorklistQuery(show=ListFilter.STATE, state=state)
    assert query_from(query.code) == query
    for show in (ListFilter.ALL, ListFilter.MINE, ListFilter.DUE_SOON, ListFilter.OVERDUE):
        assert query_from(WorklistQuery(show=show).code, "t") == WorklistQuery(show=show, after="t")
    for forged in ("", "state:", "state:nothing", "nothing"):
        assert query_from(forged) == WorklistQuery()


def test_home_shows_the_filter_page_by_page(made: TestDesk) -> None:
    """The next page begins after the last of this one; the total counts all."""
    made_refs = [logged(made).ref for _ in range(3)]
    query = WorklistQuery(limit=2)
    page = home(made.desk, ICB, query)
    assert page.worklist is not None
    assert [card.ref for card in page.worklist] == made_refs[:0:-1]
    assert (page.worklist_total, page.worklist_filter) == (3, "all")
    rest = home(made.desk, ICB, WorklistQuery(limit=2, after=page.worklist_next))
    assert rest.worklist is not None
    assert [card.ref for card in rest.worklist] == made_refs[:1]
    assert rest.worklist_next == ""
    with pytest.raises(NotFoundError):
        home(made.desk, ICB, WorklistQuery(after="nonsense"))


def test_what_each_person_is_offered(made: TestDesk) -> None:
    """Partners act, the manager follows up, the referrer corrects; the auditor only reads."""
    referral = taken(made)
    offered = {
        who.role.value + who.partner: review.page(made.desk, who, referral.id).can
        for who in (COUNCIL, ICB, MANAGER, AUDITOR, PRACTITIONER)
    }
    assert {"notify", "vote_criteria", "ask", "look"} <= offered["partnercouncil"]
    assert offered["partnercouncil"] ^ offered["partnericb"] == {"notify", "take_over"}
    assert "take_over" not in offered["partnercouncil"]
    assert offered["business_manager"] == {"see", "finish", "assure"}
    assert offered["auditor"] == {"see", "look"}
    assert offered["practitioner"] == {"see", "look", "correct", "withdraw"}


def test_the_manager_sees_clocks_and_counts_and_opens_nothing(made: TestDesk) -> None:
    """The narrative stays shut."""
    referral = taken(made)
    card = review.page(made.desk, MANAGER, referral.id)
    assert [clock.kind for clock in card.clocks] == ["notify"]
    with pytest.raises(NotAllowedError):
        review.look(made.desk, MANAGER, referral.id)


def test_a_row_says_the_same_as_the_page(made: TestDesk) -> None:
    """What a list shows of a referral is what its own page shows; the rest is on the page alone."""
    referral = taken(made)
    all_vote(made, referral.id, Question.CRITERIA, "met")
    (row,) = review.worklist(made.desk, ICB).cards
    page = review.page(made.desk, ICB, referral.id)
    same = ("ref", "version", "state", "coded", "logged", "duties", "taken", "clocks", "decisions")
    assert {name: getattr(row, name) for name in same} == {
        name: getattr(page, name) for name in same
    }
    assert row.can == frozenset()
    assert row.timeline == ()


def test_a_list_needs_no_turn_to_write(made: TestDesk) -> None:
    """Home, list and page are read while somebody else writes."""
    referral = taken(made)
    read: list[str] = []

    def look() -> None:
        read.append(review.page(made.desk, ICB, referral.id).ref)
        read.extend(card.ref for card in home(made.desk, ICB).worklist or ())

    with made.store.unit():
        somebody = threading.Thread(target=look)
        somebody.start()
        somebody.join(timeout=20)
        assert read == [referral.ref, referral.ref]
