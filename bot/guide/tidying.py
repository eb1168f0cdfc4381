"""What is deleted when its time has come: at the start, and once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.guide.desk import Desk

CONVERSATION_LASTS = timedelta(days=1)


def tidy(desk: Desk) -> None:
    """Delete kept questions whose day has come, and forget what was shown in old conversations.

    Raises:
        StoreError: Nothing was deleted.
    """
    with desk.store.unit() as unit:
        unit.questions.purge(desk.today())
        unit.conversations.forget(desk.now() - CONVERSATION_LASTS)
