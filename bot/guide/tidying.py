"""What is deleted when its time has come: at the start, and once a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.guide.desk import Desk

CONVERSATION_LASTS = timedelta(days=1)
KEYS_LAST = timedelta(days=30)
"""How long it is known that a message, press or form was dealt with.

Slack delivers an event again up to three times within minutes, and a press or a form never. What
must not happen twice at any distance (a referral, a published review, a vote) has its own key.
"""


def tidy(desk: Desk) -> None:
    """Delete kept questions whose day has come, and forget old conversations and old deliveries.

    Raises:
        StoreError: Nothing was deleted.
    """
    with desk.store.unit() as unit:
        unit.questions.purge(desk.today())
        unit.conversations.forget(desk.now() - CONVERSATION_LASTS)
        unit.inbox.prune(desk.now() - KEYS_LAST)
