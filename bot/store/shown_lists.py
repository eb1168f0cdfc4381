"""Which list of the worklist somebody's own page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import sql_review as sql

if TYPE_CHECKING:
    from bot.store.session import Session


class SqlShownLists:
    """`bot.guide.ports_review.ShownLists` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, person_id: str, show: str, after: str) -> None:
        """Note which list is shown, and the token that its page begins after."""
        self._session.first(sql.SHOW_LIST, person_id=person_id, show=show, after=after)

    def last(self, person_id: str) -> tuple[str, str]:
        """The list shown last and its token; both empty where none was noted."""
        row = self._session.first(sql.SHOWN_LIST, person_id=person_id)
        return (str(row["show"]), str(row["after_token"])) if row else ("", "")
