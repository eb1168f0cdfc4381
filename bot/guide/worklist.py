"""The worklist: what was logged and is not closed, by filters, page after page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError
from bot.guide.ports_review import ListFilter, Page
from bot.guide.referral_cards import SEES_OTHERS, listed_card
from bot.guide.review_replies import Worklist
from bot.referrals.model import State
from bot.workdays import next_working_day

if TYPE_CHECKING:
    from datetime import date

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.people import Person

PAGE = 15
COUNT_LIMIT = 1000
"""`mine`, `due_soon` and `overdue` are counted up to this many."""

SOON_DAYS = 2
SEES_WORKLIST = SEES_OTHERS


@dataclass(frozen=True, slots=True)
class WorklistQuery:
    """What of the worklist is listed.

    Attributes:
        show: See `ListFilter`.
        state: For `ListFilter.STATE` which; closed ones are found only so.
        limit: How many at most.
        after: The token that the page before ended in, or empty for the first page.
    """

    show: ListFilter = ListFilter.ALL
    state: State | None = None
    limit: int = PAGE
    after: str = ""

    @property
    def code(self) -> str:
        """`all`, `mine`, `due_soon`, `overdue`, or `state:ID`: what a button carries."""
        return f"state:{self.state}" if self.show is ListFilter.STATE else self.show.value


def query_from(code: str, after: str = "") -> WorklistQuery:
    """The query that a button carries; everything for a code that says nothing."""
    show, _, state = code.partition(":")
    if show == ListFilter.STATE and state in set(State):
        return WorklistQuery(show=ListFilter.STATE, state=State(state), after=after)
    if show in {ListFilter.MINE, ListFilter.DUE_SOON, ListFilter.OVERDUE}:
        return WorklistQuery(show=ListFilter(show), after=after)
    return WorklistQuery(after=after)


def worklist_in(desk: Desk, unit: Unit, person: Person, query: WorklistQuery) -> Worklist:
    """A page of the worklist, in a unit of work that is already open.

    Raises:
        NotAllowedError: The person sees no worklist.
        NotFoundError: There is no such page.
    """
    if person.role not in SEES_WORKLIST:
        raise NotAllowedError("Only the safeguarding partners see what was logged.")
    today = desk.today()
    page = Page(
        filter=query.show,
        today=today,
        until=_soon(today),
        person_id=person.id,
        state=query.state.value if query.state else "",
        limit=query.limit,
        after=query.after,
    )
    listed = unit.worklist.page(page)
    return Worklist(
        cards=tuple(listed_card(desk, unit, one.referral) for one in listed),
        total=unit.worklist.count(page, COUNT_LIMIT),
        next=listed[-1].token if len(listed) == query.limit else "",
    )


def _soon(today: date) -> date:
    """The last day that counts as soon: two working days on."""
    day = today
    for _ in range(SOON_DAYS):
        day = next_working_day(day)
    return day
