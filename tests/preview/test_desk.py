"""Notices to people, and addresses for answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.preview.courier import Answer
from bot.preview.desk import NO_ANSWER
from bot.preview.people import PEOPLE

if TYPE_CHECKING:
    from bot.preview.workspace import PracticeSlack


def test_only_a_failure_is_told(slack: PracticeSlack) -> None:
    """An acknowledged act says nothing; any other tells the person."""
    visitor = PEOPLE[0]

    assert slack._desk.told(visitor, Answer(200)).notice is None
    assert slack._desk.told(visitor, Answer(404)).notice == NO_ANSWER
    assert slack._desk.told(visitor, Answer(None)).notice == NO_ANSWER
    assert slack.notices(visitor) == [NO_ANSWER, NO_ANSWER]


def test_a_response_url_is_ours_and_cannot_be_guessed(slack: PracticeSlack) -> None:
    """Two response URLs differ in a long random part."""
    one = slack._desk.response_url("C0GENERAL", PEOPLE[0], None)
    two = slack._desk.response_url("C0GENERAL", PEOPLE[0], None)

    assert one.startswith(f"{slack.base_url}/response_url/")
    assert one != two
    assert len(one.rpartition("/")[2]) >= 32
