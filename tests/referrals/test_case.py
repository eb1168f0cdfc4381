"""What has to hold beside role and state: guards, and votes that were given."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import NotAllowedError, StaleError
from bot.referrals.case import Case, allowed, check, destination
from bot.referrals.clocks import Ended, local_review_clock
from bot.referrals.decisions import CHOICES, LEADS_TO, Question
from bot.referrals.learning import ActionState
from bot.referrals.model import State
from bot.referrals.workflow import RULES, Action
from tests.referrals.builders import (
    COUNCIL,
    ICB,
    NOW,
    POLICE,
    START,
    TODAY,
    a_clock,
    a_round,
    a_vote,
    an_action,
)
from tests.referrals.test_workflow import PEOPLE, referral_in
from tests.strategies import people, referrals

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.referrals.clocks import Clock
    from bot.referrals.model import Referral
    from bot.referrals.people import Person

ENDED = replace(a_clock(), ended=Ended.MET, ended_on=TODAY, ended_at=NOW)


def in_state(
    state: State, *, notified_at: datetime | None = None, submitted_on: date | None = None
) -> Case:
    """A case in a state, with what has been done set."""
    referral = referral_in(state)
    return Case(replace(referral, notified_at=notified_at, submitted_on=submitted_on))


def test_a_notification_is_recorded_once() -> None:
    """The second is told that the first is there."""
    check(in_state(State.IN_REVIEW), Action.NOTIFY, COUNCIL)
    with pytest.raises(StaleError, match="notified already"):
        check(in_state(State.REOPENED, notified_at=NOW), Action.NOTIFY, COUNCIL)


def test_a_rapid_review_follows_a_notification_and_is_sent_once() -> None:
    """Opened again without a notification there is nothing to begin; nor after it was sent."""
    with pytest.raises(NotAllowedError):
        check(in_state(State.REOPENED), Action.START_REVIEW, ICB)
    sent = in_state(State.REOPENED, notified_at=NOW, submitted_on=TODAY)
    with pytest.raises(StaleError):
        check(sent, Action.START_REVIEW, ICB)
    with pytest.raises(StaleError):
        check(sent, Action.VOTE_CRITERIA, ICB)
    check(in_state(State.REOPENED, notified_at=NOW), Action.START_REVIEW, ICB)


def test_what_follows_waits_for_the_rapid_review() -> None:
    """Nobody votes on the outcome of what was not sent."""
    with pytest.raises(NotAllowedError):
        check(in_state(State.REOPENED, notified_at=NOW), Action.VOTE_OUTCOME, ICB)
    check(in_state(State.SUBMITTED, submitted_on=TODAY), Action.VOTE_OUTCOME, ICB)


@pytest.mark.parametrize(
    ("clocks", "state", "is_settled"),
    [
        ((), ActionState.ASSURED, True),
        ((ENDED,), ActionState.DROPPED, True),
        ((a_clock(),), ActionState.ASSURED, False),
        ((), ActionState.OPEN, False),
        ((), ActionState.DONE, False),
    ],
)
def test_nothing_closes_over_a_running_clock_or_an_open_action(
    clocks: tuple[Clock, ...], state: ActionState, *, is_settled: bool
) -> None:
    """Every clock has ended and every action is settled before anybody votes to close."""
    actions = (an_action(state=state),)
    case = replace(in_state(State.NO_FURTHER), clocks=clocks, actions=actions)
    if is_settled:
        check(case, Action.VOTE_CLOSING, POLICE)
    else:
        with pytest.raises(NotAllowedError, match="cannot be closed yet"):
            check(case, Action.VOTE_CLOSING, POLICE)


def test_publishing_waits_for_three_who_agreed_in_this_review() -> None:
    """An agreement from before the local review began does not count, nor one not to publish."""
    clock = local_review_clock(START, TODAY)
    agreed = replace(a_round(question=Question.PUBLICATION), outcome="publish", closed_at=NOW)
    case = replace(in_state(State.LOCAL_REVIEW), clocks=(clock,), decisions=(agreed,))
    check(case, Action.PUBLISH, ICB)
    before = replace(agreed, closed_at=NOW - timedelta(days=1))
    against = replace(agreed, outcome="not_publish")
    for decisions in ((), (before,), (agreed, against)):
        with pytest.raises(NotAllowedError):
            check(replace(case, decisions=decisions), Action.PUBLISH, ICB)


def test_only_a_question_that_waits_is_answered() -> None:
    """After the answer there is nothing to answer."""
    case = in_state(State.IN_REVIEW)
    with pytest.raises(StaleError):
        check(case, Action.ANSWER, PEOPLE["referrer"])
    check(replace(case, waiting_question=2), Action.ANSWER, PEOPLE["referrer"])


def test_an_organisation_that_has_voted_is_not_offered_the_vote() -> None:
    """The other two are."""
    case = replace(in_state(State.IN_REVIEW), decisions=(a_round(a_vote(ICB, "met")),))
    assert Action.VOTE_CRITERIA not in allowed(case, ICB)
    assert Action.VOTE_CRITERIA in allowed(case, POLICE)


@given(referrals, people(), st.sampled_from(sorted(RULES)))
def test_what_is_offered_works(referral: Referral, person: Person, action: Action) -> None:
    """A button is offered exactly where pressing it would work."""
    case = Case(referral)
    try:
        check(case, action, person)
    except (NotAllowedError, StaleError):
        assert action not in allowed(case, person)
    else:
        assert action in allowed(case, person)


@pytest.mark.parametrize("choice", [c for choices in CHOICES.values() for c in choices])
def test_where_a_choice_leads(choice: str) -> None:
    """To its state, or nowhere; that criteria are met changes nothing after a notification."""
    case = in_state(State.IN_REVIEW)
    assert destination(case, choice) is LEADS_TO.get(choice, State.IN_REVIEW)
    notified = in_state(State.RAPID_REVIEW, notified_at=NOW)
    if choice == "met":
        assert destination(notified, choice) is State.RAPID_REVIEW
