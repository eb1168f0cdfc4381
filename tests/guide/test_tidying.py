"""What has come to its day is deleted; nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.feedback import Sending, send_question
from bot.guide.tidying import tidy

if TYPE_CHECKING:
    from tests.desks import TestDesk


def test_tidying_deletes_what_has_come_to_its_day(made: TestDesk) -> None:
    """Questions after their days, what was shown a day ago, and month-old keys; the rest stays."""
    desk = made.desk
    send_question(desk, Sending("V1", "", "one"))
    with made.store.unit() as unit:
        unit.conversations.show("T1:U1", "panel-deadline", desk.now())
        assert unit.inbox.is_new(["event:1"], desk.now())
    tidy(desk)
    with made.store.unit() as unit:
        assert unit.questions.count_to_read(desk.today()) == 1
        assert unit.conversations.last("T1:U1", desk.now()) == "panel-deadline"
        assert not unit.inbox.is_new(["event:1"], desk.now())
    before = desk.now()
    made.clock.move(days=90)
    tidy(desk)
    with made.store.unit() as unit:
        assert unit.questions.count_to_read(before.date()) == 0
        assert unit.conversations.last("T1:U1", before) == ""
        assert unit.inbox.is_new(["event:1"], desk.now())
