"""The entry last shown in a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import sql_questions as sql
from bot.store.columns import moment_text

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.session import Session


class SqlConversations:
    """`bot.guide.ports_questions.Conversations` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def show(self, conversation: str, entry_id: str, at: datetime) -> None:
        """Note what has just been shown."""
        self._session.first(sql.SHOW_ENTRY, id=conversation, entry_id=entry_id, at=moment_text(at))

    def last(self, conversation: str, since: datetime) -> str:
        """The entry last shown there since a time, or empty."""
        row = self._session.first(sql.LAST_ENTRY, id=conversation, since=moment_text(since))
        return str(row["entry_id"]) if row else ""

    def forget(self, before: datetime) -> None:
        """Forget what was shown before a time."""
        self._session.first(sql.FORGET_ENTRIES, before=moment_text(before))
