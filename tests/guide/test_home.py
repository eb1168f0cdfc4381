"""A person's own page shows what is theirs to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide import refer
from bot.guide import walk as walks
from bot.guide.home import SAME_LIST, home, remember_list
from tests.desks import COUNCIL, MANAGER, PRACTITIONER, STRANGER, make_test_desk
from tests.walking import answer_all, begin, press, submission

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desks import TestDesk


def test_a_practitioner_sees_open_walks_and_what_they_logged(made: TestDesk) -> None:
    """And no worklist."""
    open_walk = begin(made)
    walks.answer(made.desk, press(made, open_walk), {"immediate_danger": "no"})
    finished = begin(made)
    answer_all(made, finished)
    refer.log(made.desk, submission(finished))

    page = home(made.desk, PRACTITIONER)
    assert [card.walk_id for card in page.walks] == [open_walk]
    assert [card.ref for card in page.logged] == ["SG-2026-0001"]
    assert page.worklist is None
    assert page.contacts
    assert page.trees[0].id == "serious_incident"


def test_a_partner_sees_what_was_logged(made: TestDesk) -> None:
    """With coded facts and the dates that run."""
    finished = begin(made)
    answer_all(made, finished)
    refer.log(made.desk, submission(finished))

    page = home(made.desk, COUNCIL)
    assert page.worklist is not None
    assert [card.ref for card in page.worklist] == ["SG-2026-0001"]
    assert page.worklist[0].coded == (
        "Under 16 · died · abuse or neglect: suspected · where: here · looked after: no · at home"
    )
    assert any("24 December 2026" in clock.line for clock in page.worklist[0].clocks)


def test_the_list_on_somebodys_page_outlives_the_program(tmp_path: Path) -> None:
    """What was chosen last is drawn again by another process; nobody gets another one's list."""
    made = make_test_desk(tmp_path)
    assert remember_list(made.desk, COUNCIL, SAME_LIST, "") == ("", "")
    assert remember_list(made.desk, COUNCIL, "overdue", "") == ("overdue", "")
    assert remember_list(made.desk, COUNCIL, "mine", "SG-2026-0001") == ("mine", "SG-2026-0001")
    made.store.close()
    again = make_test_desk(tmp_path, ring=made.desk.keys)
    assert remember_list(again.desk, COUNCIL, SAME_LIST, "") == ("mine", "SG-2026-0001")
    assert remember_list(again.desk, MANAGER, SAME_LIST, "") == ("", "")
    assert remember_list(again.desk, PRACTITIONER, "mine", "") == ("", "")
    again.store.close()


def test_a_stranger_may_start_nothing(made: TestDesk) -> None:
    """The page says so, and still gives the numbers to ring."""
    page = home(made.desk, STRANGER)

    assert not page.can_start
    assert page.worklist is None
    assert any("999" in line for line in page.contacts)
