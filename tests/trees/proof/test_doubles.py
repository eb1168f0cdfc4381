"""Two duties that are always owed together and look alike could be one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.trees.logic import Any
from bot.trees.model import Question
from bot.trees.proof.doubles import no_double_duty
from bot.trees.proof.ends import Ends
from tests.trees import made

if TYPE_CHECKING:
    from bot.trees.logic import Guard
    from bot.trees.model import Duty


def _found(*duties: Duty) -> list[str]:
    facts = [made.fact("a"), made.fact("b")]
    questions = [Question("q", ("a",)), Question("r", ("b",))]
    ends = Ends(made.tree(facts, questions, duties))
    return [finding.text for finding in no_double_duty(ends).findings]


def _on(id_: str, when: Guard) -> Duty:
    return made.duty(id_, made.rule(when))


def test_the_same_guard_in_other_words_is_found() -> None:
    """What counts is when they are owed, not how the guard is written."""
    either = Any((made.is_("a", "yes"), made.is_("a", "no")))
    found = _found(_on("one", made.is_("a", "yes", "no")), _on("other", either))

    assert found == ["'one' and 'other' are always owed together: could they be one?"]


@pytest.mark.parametrize(
    "other",
    [
        _on("other", made.is_("a", "no")),
        _on("other", made.is_("b", "yes")),
        replace(_on("other", made.is_("a", "yes")), who="somebody else"),
        replace(_on("other", made.is_("a", "yes")), first=True),
    ],
)
def test_another_case_person_or_place_makes_two_of_them(other: Duty) -> None:
    """Duties that are owed apart, by others or shown elsewhere, are two duties."""
    assert _found(_on("one", made.is_("a", "yes")), other) == []


def test_duties_that_are_never_owed_are_not_told_twice() -> None:
    """Two dead duties are dead (P405), and nothing is to be merged."""
    assert _found(_on("one", Any(())), _on("other", Any(()))) == []
