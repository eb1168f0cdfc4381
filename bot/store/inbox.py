"""What has already been dealt with, by the keys of its delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import sql
from bot.store.columns import moment_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.store.session import Session


class SqlInbox:
    """`bot.guide.ports.Inbox` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def is_new(self, keys: Sequence[str], at: datetime) -> bool:
        """Note the keys of one request; False, and nothing noted, when any was there before."""
        noted: list[str] = []
        for key in dict.fromkeys(keys):
            row = self._session.first(sql.NOTE_EVENT, event_key=key, received_at=moment_text(at))
            if row is None:
                self._forget(noted)
                return False
            noted.append(key)
        return True

    def prune(self, before: datetime) -> None:
        """Delete the keys that were noted before a time."""
        self._session.first(sql.PRUNE_EVENTS, before=moment_text(before))

    def _forget(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._session.first(sql.FORGET_EVENT, event_key=key)
