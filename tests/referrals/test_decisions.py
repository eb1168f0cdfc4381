"""Three organisations, one vote each; only where all agree something is decided."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAllowedError, StaleError
from bot.referrals.decisions import (
    CHOICES,
    DISAGREED,
    NEEDS_REASON,
    PARTNERS,
    Question,
    check_choice,
    check_vote,
    concluded,
)
from bot.referrals.people import Person, Role
from tests.referrals.builders import COUNCIL, ICB, MANAGER, POLICE, a_round, a_vote
from tests.strategies import people

THREE = (COUNCIL, ICB, POLICE)
questions = st.sampled_from(Question)


@given(questions, st.data())
def test_a_round_decides_only_what_all_three_chose(question: Question, data: st.DataObject) -> None:
    """With fewer than three votes nothing; with three the choice, or that they disagreed."""
    some = data.draw(st.permutations(THREE))[: data.draw(st.integers(0, 3))]
    votes = [a_vote(who, data.draw(st.sampled_from(CHOICES[question]))) for who in some]
    found = a_round(*votes, question=question)
    chosen = {vote.choice for vote in votes}
    if len(votes) < len(THREE):
        assert concluded(found) == ""
    elif len(chosen) == 1:
        assert {concluded(found)} == chosen
    else:
        assert concluded(found) == DISAGREED
    assert found.is_split == (len(chosen) > 1)
    assert set(found.missing) == set(PARTNERS) - {vote.partner for vote in votes}


@given(people(), st.permutations(THREE), st.integers(0, 3))
def test_nobody_votes_twice_or_for_nobody(person: Person, order: list[Person], number: int) -> None:
    """A vote is taken exactly from a partner whose organisation has not voted."""
    votes = [a_vote(who, "met") for who in order[:number]]
    voted = {vote.partner for vote in votes}
    if person.role is not Role.PARTNER:
        with pytest.raises(NotAllowedError):
            check_vote(a_round(*votes), person)
    elif person.partner in voted:
        with pytest.raises(StaleError):
            check_vote(a_round(*votes), person)
    else:
        check_vote(a_round(*votes), person)


def test_who_changes_organisation_does_not_vote_again() -> None:
    """The same person for another partner is refused in the same round."""
    moved = replace(COUNCIL, partner="police")
    with pytest.raises(StaleError, match="You have already"):
        check_vote(a_round(a_vote(COUNCIL, "met")), moved)
    check_vote(None, moved)


@pytest.mark.parametrize(
    ("question", "choice"),
    [(question, choice) for question, choices in CHOICES.items() for choice in choices],
)
def test_a_choice_that_needs_a_reason_is_refused_without(question: Question, choice: str) -> None:
    """Not met, what follows, not publishing and keeping open are said with a reason."""
    check_choice(question, choice, "because")
    if choice in NEEDS_REASON:
        with pytest.raises(NotAllowedError, match="reason"):
            check_choice(question, choice, "  \n")
    else:
        check_choice(question, choice, "")


@given(questions, st.text(max_size=20))
def test_a_choice_of_another_question_is_refused(question: Question, choice: str) -> None:
    """A forged choice is refused, and not repeated."""
    if choice not in CHOICES[question]:
        with pytest.raises(NotAllowedError) as refused:
            check_choice(question, choice, "because")
        assert str(refused.value) == "That is not one of the choices."


def test_not_met_always_needs_a_reason() -> None:
    """What could make a duty go away is never said without one."""
    assert "not_met" in NEEDS_REASON
    with pytest.raises(NotAllowedError):
        check_vote(None, MANAGER)
