"""When a duty is due: a date with its counting, or words that say why there is none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.workdays import FIRST_KNOWN_DAY, LAST_KNOWN_DAY, due_after, is_known

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Deadline, Tree
    from bot.workdays import Due

IMMEDIATELY = "immediately"


def when_due(deadline: Deadline, tree: Tree, answers: Mapping[str, str]) -> tuple[Due | None, str]:
    """The due date, or None and the words that stand in its place.

    Args:
        deadline: The rule's deadline.
        tree: Gives the label of the fact that the count runs from.
        answers: The answers on the path.
    """
    if deadline.immediately:
        return None, IMMEDIATELY
    if deadline.words:
        return None, deadline.words
    answer = answers.get(deadline.from_fact)
    if answer is None:
        return (
            None,
            f"no date yet: it depends on this answer: {tree.facts[deadline.from_fact].label}",
        )
    if answer in tree.facts[deadline.from_fact].values:
        return None, deadline.instead.get(answer, "no date: the day it runs from is not known")
    return _counted(deadline, date.fromisoformat(answer))


def _counted(deadline: Deadline, start: date) -> tuple[Due | None, str]:
    due = None
    if is_known(start):
        due = due_after(start, deadline.working_days, two_dates=deadline.two_dates)
    if due:
        return due, ""
    if start < FIRST_KNOWN_DAY:
        return None, f"no date: the calendar here begins on {_short(FIRST_KNOWN_DAY)}"
    known_to = _short(LAST_KNOWN_DAY)
    return None, f"no date: working days past {known_to} are not published yet"


def _short(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
