"""A date with its counting, or words that say why there is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.trees.deadline import when_due
from bot.trees.model import Deadline

if TYPE_CHECKING:
    from bot.trees.model import Tree

FIVE = Deadline(working_days=5, from_fact="seen_on", instead={"unknown": "no date: not known"})


@pytest.mark.parametrize(
    ("start", "target", "latest"),
    [
        ("2026-12-18", "2026-12-24", "2026-12-29"),
        ("2026-11-28", "2026-12-04", "2026-12-04"),
        ("2027-03-26", "2027-04-05", "2027-04-05"),
        ("2027-12-23", "2027-12-31", "2028-01-04"),
    ],
)
def test_a_date_is_counted_from_the_answer(
    start: str, target: str, latest: str, small: Tree
) -> None:
    """Target and latest are those of the published vectors."""
    due, words = when_due(FIVE, small, {"seen_on": start})

    assert due is not None
    assert (due.target.isoformat(), due.latest.isoformat()) == (target, latest)
    assert words == ""


def test_one_date_where_the_rule_has_only_one(small: Tree) -> None:
    """With one reading the target is the latest date."""
    due, _ = when_due(
        Deadline(working_days=5, from_fact="seen_on", two_dates=False),
        small,
        {"seen_on": "2026-12-18"},
    )

    assert due is not None
    assert due.target == due.latest == date(2026, 12, 29)


@pytest.mark.parametrize(
    ("deadline", "answers", "words"),
    [
        (FIVE, {"seen_on": "unknown"}, "no date: not known"),
        (FIVE, {}, "no date yet: it depends on this answer: Seen on"),
        (FIVE, {"seen_on": "2028-12-28"}, "no date: working days past 31 December 2028"),
        (FIVE, {"seen_on": "9999-12-31"}, "no date: working days past 31 December 2028"),
        (FIVE, {"seen_on": "2017-12-31"}, "no date: the calendar here begins on 1 January 2018"),
        (FIVE, {"seen_on": "0001-01-01"}, "no date: the calendar here begins on 1 January 2018"),
        (Deadline(immediately=True), {}, "immediately"),
        (Deadline(words="no time limit was seen"), {}, "no time limit was seen"),
    ],
)
def test_words_stand_where_there_is_no_date(
    deadline: Deadline, answers: dict[str, str], words: str, small: Tree
) -> None:
    """No date is ever made up: past the calendar, and where the start is not known, it says so."""
    due, said = when_due(deadline, small, answers)

    assert due is None
    assert said.startswith(words)
