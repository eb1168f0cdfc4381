"""The worklist by filters, page after page; which referrals are about one incident."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.guide.ports_review import Listed, ListFilter
from bot.referrals.model import LISTED
from bot.store import sql_review
from bot.store.columns import moment_text
from bot.store.referral_rows import compared, referral_from
from bot.store.session import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.guide.ports_review import Link, Page
    from bot.referrals.model import Referral
    from bot.store.session import Row, Session, Value

_REFERENCE = re.compile(r"SG-(\d{4})-(\d{4,9})", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
AFTER_EVERY_REFERENCE = (10_000, 0)
_LISTS: Mapping[ListFilter, str] = MappingProxyType(
    {
        ListFilter.ALL: sql_review.LISTED_ALL,
        ListFilter.STATE: sql_review.LISTED_STATE,
        ListFilter.MINE: sql_review.LISTED_MINE,
        ListFilter.DUE_SOON: sql_review.LISTED_DUE_SOON,
        ListFilter.OVERDUE: sql_review.LISTED_OVERDUE,
    }
)
_COUNTS: Mapping[ListFilter, str] = MappingProxyType(
    {
        ListFilter.MINE: sql_review.COUNT_MINE,
        ListFilter.DUE_SOON: sql_review.COUNT_DUE_SOON,
        ListFilter.OVERDUE: sql_review.COUNT_OVERDUE,
    }
)
# By which day a filter is ordered; the others are ordered by reference, the latest first.
_BY_DAY: Mapping[ListFilter, str] = MappingProxyType(
    {ListFilter.DUE_SOON: "next_due", ListFilter.OVERDUE: "next_latest"}
)


def _listing(page: Page) -> dict[str, Value]:
    values: dict[str, Value] = {
        "limit": page.limit,
        "person_id": page.person_id,
        "state": page.state,
        "today": page.today.isoformat(),
        "until": page.until.isoformat(),
    }
    if page.filter in _BY_DAY:
        day, _, ref = page.after.partition("~")
        if page.after and not _DAY.fullmatch(day):
            raise NotFoundError("There is no such page.")
        year, number = year_and_number(ref) if page.after else (0, 0)
        return values | {"after_day": day, "after_year": year, "after_number": number}
    year, number = year_and_number(page.after) if page.after else AFTER_EVERY_REFERENCE
    return values | {"before_year": year, "before_number": number}


def _token(filter_: ListFilter, row: Row) -> str:
    ref = str(row["ref"])
    return f"{row[_BY_DAY[filter_]]}~{ref}" if filter_ in _BY_DAY else ref


class SqlWorklist:
    """`bot.guide.ports_review.WorklistOf` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, page: Page) -> tuple[Listed, ...]:
        """A page: the latest first; `DUE_SOON` and `OVERDUE` the earliest day first.

        Raises:
            NotFoundError: The page begins after something that is no token.
        """
        rows = self._session.rows(_LISTS[page.filter], **_listing(page))
        return tuple(Listed(referral_from(row), _token(page.filter, row)) for row in rows)

    def count(self, page: Page, limit: int) -> int:
        """How many a filter finds; those that have to be counted one by one to `limit` at most."""
        if page.filter is ListFilter.STATE:
            return count_in(self._session, [page.state])
        if page.filter is ListFilter.ALL:
            return count_in(self._session, LISTED)
        values = _listing(page) | {"limit": limit}
        return sum(1 for _ in self._session.rows(_COUNTS[page.filter], **values))


class SqlLinks:
    """`bot.guide.ports_review.Links` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def alike(self, referral: Referral, limit: int = 10) -> tuple[Referral, ...]:
        """Others on the worklist with the same event, age band and week, the latest first."""
        values = compared(referral)
        rows = self._session.rows(sql_review.ALIKE, id=referral.id, limit=limit, **values)
        return tuple(map(referral_from, rows))

    def add(self, link: Link) -> None:
        """Note that two referrals are about the same incident; again is nothing new."""
        first, second = sorted((link.referral_id, link.other_id))
        self._session.first(
            sql_review.ADD_LINK,
            referral_id=first,
            other_id=second,
            linked_by=link.linked_by,
            partner=link.partner,
            at=moment_text(link.at),
        )

    def linked(self, referral_id: str) -> tuple[Referral, ...]:
        """The referrals linked with one, the latest first."""
        rows = [
            row
            for text in (sql_review.LINKED_AFTER, sql_review.LINKED_BEFORE)
            for row in self._session.rows(text, referral_id=referral_id)
        ]
        rows.sort(key=lambda row: (row["ref_year"], row["ref_number"]), reverse=True)
        return tuple(map(referral_from, rows))


def count_in(session: Session, states: Iterable[str]) -> int:
    """How many referrals are in the given states, without counting them one by one."""
    text, values = one_of(sql_review.COUNT_STATES, states)
    row = session.first(text, **values)
    return int(row["referrals"] or 0) if row else 0


def year_and_number(ref: str) -> tuple[int, int]:
    """The two numbers of a reference.

    Raises:
        NotFoundError: It is no reference.
    """
    match = _REFERENCE.fullmatch(ref.strip())
    if match is None:
        raise NotFoundError("That is not a reference. One looks like SG-2026-0001.")
    return int(match[1]), int(match[2])
