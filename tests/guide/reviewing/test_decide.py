"""Votes of the three partners: what they decide, what they keep open, and who hears of it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, StaleError
from bot.guide import refer, review
from bot.guide.ports_review import ListFilter
from bot.guide.refer import Amendment
from bot.guide.reviewing import claim, decide
from bot.guide.reviewing.news import news
from bot.guide.reviewing.reasons import reasons
from bot.guide.reviewing.requests import Press, VoteForm
from bot.guide.worklist import WorklistQuery
from bot.referrals.decisions import Question
from bot.referrals.model import State
from tests.desks import COUNCIL, ICB, MANAGER, POLICE, PRACTITIONER
from tests.reviewing import (
    REASON,
    all_vote,
    case_now,
    new_key,
    notify_now,
    now_of,
    press_of,
    submitted,
    taken,
    vote,
)
from tests.walking import posts

if TYPE_CHECKING:
    from bot.referrals.people import Person
    from tests.desks import TestDesk

CRITERIA = Question.CRITERIA


def templates(made: TestDesk) -> list[tuple[str, str]]:
    """Template and place of everything that is due now."""
    return [(post.post.template, post.post.to) for post in posts(made)]


def test_two_of_three_decide_nothing(made: TestDesk) -> None:
    """The referral stays in review, and the card names who is missing."""
    referral = taken(made)
    vote(made, COUNCIL, referral.id, CRITERIA, "not_met")
    card = vote(made, ICB, referral.id, CRITERIA, "not_met")
    assert card.state_id == "in_review"
    assert card.decisions[0].missing == ("South Yorkshire Police",)
    assert vote(made, POLICE, referral.id, CRITERIA, "not_met").state_id == "criteria_not_met"


def test_a_disagreement_keeps_it_open_and_is_escalated_once(made: TestDesk) -> None:
    """Channel and lead hear of it at the first vote that differs; three more may decide."""
    referral = taken(made)
    posts(made)
    vote(made, COUNCIL, referral.id, CRITERIA, "not_met")
    assert "escalation" not in {template for template, _ in templates(made)}
    vote(made, ICB, referral.id, CRITERIA, "met")
    told = templates(made)
    assert [to for template, to in told if template == "escalation"] == [
        "channel:C0PARTNERS",
        f"person:{COUNCIL.id}",
    ]
    assert "voted" not in {template for template, _ in told}
    card = vote(made, POLICE, referral.id, CRITERIA, "met")
    assert "escalation" not in {template for template, _ in templates(made)}
    assert (card.state_id, card.decisions[0].is_open) == ("in_review", False)
    assert "differ" in card.decisions[0].outcome
    assert all_vote(made, referral.id, CRITERIA, "met").state_id == "criteria_met"


def test_nobody_votes_twice_or_as_somebody_else(made: TestDesk) -> None:
    """Neither the person, nor the organisation, nor the person for another organisation."""
    referral = taken(made)
    vote(made, COUNCIL, referral.id, CRITERIA, "not_met")
    colleague = replace(COUNCIL, id="T1:USECOND")
    for person in (COUNCIL, colleague, replace(COUNCIL, partner="police")):
        with pytest.raises(StaleError):
            vote(made, person, referral.id, CRITERIA, "not_met")
    for person in (MANAGER, PRACTITIONER):
        with pytest.raises(NotAllowedError):
            vote(made, person, referral.id, CRITERIA, "not_met")


def test_not_met_without_a_reason_is_refused(made: TestDesk) -> None:
    """And nothing of it is kept."""
    referral = taken(made)
    with pytest.raises(NotAllowedError, match="reason"):
        decide.vote(made.desk, press_of(made, ICB, referral.id), VoteForm(CRITERIA, "not_met", " "))
    assert case_now(made, referral.id).decisions == ()


def test_a_correction_overtakes_votes(made: TestDesk) -> None:
    """What was voted on has changed, so the votes are cast again."""
    referral = taken(made)
    vote(made, COUNCIL, referral.id, CRITERIA, "not_met")
    old = press_of(made, ICB, referral.id)
    refer.amend(
        made.desk,
        Amendment(PRACTITIONER, new_key(), referral.id, withdraw=False, reason="more is known"),
    )
    with pytest.raises(StaleError, match="Corrected by the referrer"):
        decide.vote(made.desk, old, VoteForm(CRITERIA, "not_met", REASON))
    vote(made, ICB, referral.id, CRITERIA, "not_met")
    first, second = case_now(made, referral.id).decisions
    assert (first.outcome, second.is_open) == ("overtaken", True)
    assert [one.partner for one in second.votes] == ["icb"]


def test_the_councils_notification_waits_for_no_vote(made: TestDesk) -> None:
    """While the others vote, or after all three said not met."""
    referral = taken(made)
    vote(made, ICB, referral.id, CRITERIA, "not_met")
    assert notify_now(made, referral.id).state_id == "notified"
    other = taken(made)
    all_vote(made, other.id, CRITERIA, "not_met")
    assert notify_now(made, other.id).state_id == "notified"


def test_not_met_after_a_notification_needs_the_three_too(made: TestDesk) -> None:
    """And sets the rapid review's clock aside; that they are met changes nothing."""
    referral = taken(made)
    notify_now(made, referral.id)
    assert all_vote(made, referral.id, CRITERIA, "met").state_id == "notified"
    card = all_vote(made, referral.id, CRITERIA, "not_met")
    assert card.state_id == "criteria_not_met"
    assert case_now(made, referral.id).running == ()
    assert {clock.standing for clock in card.clocks} == {"met", "set_aside"}


@pytest.mark.parametrize("choice", ["local_review", "national_review", "local_learning"])
def test_what_follows_is_decided_by_three_with_reasons(made: TestDesk, choice: str) -> None:
    """Only a local review sets a clock going, marked as not confirmed."""
    referral = submitted(made)
    card = all_vote(made, referral.id, Question.OUTCOME, choice)
    assert card.state_id == choice
    running = [clock for clock in card.clocks if clock.standing == "running"]
    assert [clock.kind for clock in running] == (
        ["local_review"] if choice == "local_review" else []
    )
    assert all("not confirmed" in clock.quiet for clock in running)


def test_closing_is_refused_while_anything_is_owed(made: TestDesk) -> None:
    """A withdrawn referral too, while the council's clock runs; it stays on the worklist."""
    referral = taken(made)
    refer.amend(
        made.desk,
        Amendment(PRACTITIONER, new_key(), referral.id, withdraw=True, reason="mistake"),
    )
    with pytest.raises(NotAllowedError, match="Clocks still running: 1"):
        vote(made, ICB, referral.id, Question.CLOSING, "close")
    assert review.worklist(made.desk, ICB).total == 1
    all_vote(made, referral.id, CRITERIA, "not_met")
    assert all_vote(made, referral.id, Question.CLOSING, "close").state_id == "closed"
    assert review.worklist(made.desk, ICB).total == 0


def test_keeping_open_needs_all_three_as_well(made: TestDesk) -> None:
    """One who wants it open is enough to keep it so."""
    referral = taken(made)
    all_vote(made, referral.id, CRITERIA, "not_met")
    for person in (COUNCIL, ICB):
        vote(made, person, referral.id, Question.CLOSING, "close")
    card = vote(made, POLICE, referral.id, Question.CLOSING, "keep_open")
    assert card.state_id == "criteria_not_met"


def test_one_press_delivered_twice_counts_once(made: TestDesk) -> None:
    """The second delivery shows the card and votes nothing."""
    referral = taken(made)
    press = press_of(made, ICB, referral.id)
    for _ in range(2):
        decide.vote(made.desk, press, VoteForm(CRITERIA, "met"))
    assert [len(one.votes) for one in case_now(made, referral.id).decisions] == [1]


def test_reasons_are_read_by_partners_and_every_look_is_logged(made: TestDesk) -> None:
    """Each vote's reason stands under its question, organisation and choice."""
    referral = taken(made)
    all_vote(made, referral.id, CRITERIA, "not_met")
    opened = reasons(made.desk, POLICE, referral.id)
    assert len(opened.parts) == 3
    assert set(opened.parts.values()) == {REASON}
    for person in (MANAGER, PRACTITIONER):
        with pytest.raises(NotAllowedError):
            reasons(made.desk, person, referral.id)
    with made.store.reading() as unit:
        last = unit.audit.of_referral(referral.id)[-1].event
    assert (last.action, last.codes) == ("referral.look", {"part": "reasons"})


def test_votes_are_told_without_reasons_or_people(made: TestDesk) -> None:
    """Organisation and choice, nothing else."""
    referral = taken(made)
    posts(made)
    vote(made, ICB, referral.id, CRITERIA, "not_met")
    (told,) = [post.post for post in posts(made) if post.post.template == "voted"]
    said = news(made.desk, "voted", told.codes)
    assert said is not None
    words = " ".join((said.text, *said.lines))
    assert "NHS South Yorkshire" in words
    assert "Criteria not met" in words
    assert REASON not in words
    assert ICB.id not in words


@pytest.mark.parametrize("attempt", range(3))
def test_the_last_votes_at_one_instant_decide_once(made: TestDesk, attempt: int) -> None:
    """Two organisations that vote at once are both counted, and the referral moves once."""
    del attempt
    referral = taken(made)
    vote(made, COUNCIL, referral.id, CRITERIA, "met")
    together = threading.Barrier(2)
    version = now_of(made, referral.id).version

    def last(person: Person) -> str:
        press = Press(person, new_key(), referral.id, version)
        together.wait(timeout=10)
        return decide.vote(made.desk, press, VoteForm(CRITERIA, "met")).state_id

    with ThreadPoolExecutor(2) as threads:
        states = sorted(threads.map(last, (ICB, POLICE)))
    assert states == ["criteria_met", "in_review"]
    assert now_of(made, referral.id).version == version + 1


def test_of_two_deciders_at_one_instant_one_wins_and_the_other_is_told(made: TestDesk) -> None:
    """Two take it over: one does, the other hears what changed."""
    referral = taken(made)
    together = threading.Barrier(2)
    version = referral.version

    def start(person: Person) -> str:
        press = Press(person, new_key(), referral.id, version)
        together.wait(timeout=10)
        try:
            claim.take_over(made.desk, press)
        except StaleError as stale:
            return str(stale)
        return "done"

    with ThreadPoolExecutor(2) as threads:
        told, done = sorted(threads.map(start, (ICB, POLICE)))
    assert done == "done"
    assert "Last change: Taken over." in told
    assert now_of(made, referral.id).version == version + 1


def test_a_closed_referral_is_found_by_its_state_only(made: TestDesk) -> None:
    """It is off the worklist, and not gone."""
    referral = taken(made)
    all_vote(made, referral.id, CRITERIA, "not_met")
    all_vote(made, referral.id, Question.CLOSING, "close")
    query = WorklistQuery(show=ListFilter.STATE, state=State.CLOSED)
    assert [card.ref for card in review.worklist(made.desk, ICB, query).cards] == [referral.ref]
    assert now_of(made, referral.id).closed_at == made.clock()
