"""Clocks, votes, learning and texts come back as they were; what is final stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from bot.errors import NotFoundError, StaleError
from bot.guide.ports_review import Ending
from bot.referrals.clocks import Basis, Clock, ClockKind, Ended, Start, notify_clock
from bot.referrals.decisions import Question, Vote
from bot.referrals.learning import ActionState, Assurance, Recommendation, Result
from bot.referrals.model import SealedText, State, TextKind
from bot.store.driver import sqlite3
from bot.store.schema import MIGRATIONS, register_and_log
from bot.store.sqlite import open_store
from tests.store.builders import (
    NOW,
    PERSON,
    a_referral,
    later,
    new_ring,
    register_in,
    scratch,
)
from tests.store.review_rows import a_published_review, an_agreed_action, fill_review
from tests.strategies import moments, random_ids, slugs

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.ports import Store, Unit
    from bot.store.sqlite import SqliteStore

TODAY = date(2026, 12, 18)
days = st.none() | st.dates()
clocks = st.builds(
    Clock,
    id=random_ids,
    referral_id=st.just("id-k1"),
    kind=st.sampled_from(ClockKind),
    subject_id=st.just("") | slugs,
    started_on=days,
    basis=st.sampled_from(Basis),
    rule=slugs,
    calendar=st.just("England"),
    target=days,
    latest=days,
    warning=days,
    made_at=moments,
)


def logged(unit: Unit) -> str:
    """The id of a referral that is there."""
    return unit.referrals.log(a_referral("k1"), []).id


@given(clocks)
def test_a_clock_comes_back_as_it_was_set_going(shared: Store, clock: Clock) -> None:
    """Every field of a clock, by id and with its referral or its action."""
    with scratch(shared) as unit:
        logged(unit)
        unit.clocks.add(clock)
        assert unit.clocks.get(clock.id) == clock
        assert unit.clocks.of_referral("id-k1") == (clock,)
        assert list(unit.clocks.running()) == [clock]
        if clock.subject_id:
            assert unit.clocks.of_subject(clock.subject_id) == (clock,)


def test_a_clock_ends_once_and_keeps_how(store: Store) -> None:
    """Whoever comes second is told; the first ending stays."""
    with store.unit() as unit:
        logged(unit)
        clock = notify_clock(Start("c1", "id-k1", NOW), TODAY)
        unit.clocks.add(clock)
        ending = Ending(later(5), TODAY, Ended.SET_ASIDE, "not_met")
        unit.clocks.end("c1", ending)
        with pytest.raises(StaleError):
            unit.clocks.end("c1", replace(ending, ended=Ended.MET))
        with pytest.raises(StaleError):
            unit.clocks.end("nowhere", ending)
        unit.clocks.explain("c1")
        with pytest.raises(StaleError):
            unit.clocks.explain("c1")
        ended = replace(clock, ended_at=later(5), ended_on=TODAY, ended=Ended.SET_ASIDE)
        assert unit.clocks.get("c1") == replace(ended, why="not_met", is_explained=True)
        assert list(unit.clocks.running()) == []


def test_one_clock_of_a_kind_runs_at_a_time(register: SqliteStore) -> None:
    """A second one would make one of them invisible: it is a bug; after the first it may run."""
    with register.unit() as unit:
        logged(unit)
        unit.clocks.add(notify_clock(Start("c1", "id-k1", NOW), TODAY))
    with pytest.raises(sqlite3.IntegrityError), register.unit() as unit:
        unit.clocks.add(notify_clock(Start("c2", "id-k1", NOW), TODAY))
    with register.unit() as unit:
        unit.clocks.end("c1", Ending(NOW, TODAY, Ended.MET))
        unit.clocks.add(notify_clock(Start("c2", "id-k1", NOW), TODAY))
        assert [clock.id for clock in unit.clocks.of_referral("id-k1")] == ["c1", "c2"]


def test_all_running_clocks_are_given_however_many(store: Store) -> None:
    """More than are read at once."""
    with store.unit() as unit:
        logged(unit)
        for number in range(250):
            clock = notify_clock(Start(f"c{number}", "id-k1", NOW), TODAY)
            unit.clocks.add(replace(clock, subject_id=str(number)))
        found = [clock.id for clock in unit.clocks.running()]
    assert found == [f"c{number}" for number in range(250)]


def test_rounds_count_up_and_keep_their_votes(store: Store) -> None:
    """Each question has its own rounds; votes come back in the order they were given."""
    with store.unit() as unit:
        logged(unit)
        votes = [
            Vote(f"v{n}", "d1", partner, f"T1:U{n}", "met", NOW)
            for n, partner in enumerate(["police", "council", "icb"])
        ]
        unit.decisions.open("d1", "id-k1", Question.CRITERIA, NOW)
        for one in votes:
            unit.decisions.vote(one)
        unit.decisions.close("d1", "met", later(1))
        unit.decisions.open("d2", "id-k1", Question.CRITERIA, later(2))
        unit.decisions.open("d3", "id-k1", Question.CLOSING, later(3))
        found = unit.decisions.of_referral("id-k1")
        assert [(one.id, one.round) for one in found] == [("d1", 1), ("d2", 2), ("d3", 1)]
        assert found[0].votes == tuple(votes)
        assert (found[0].outcome, found[0].closed_at) == ("met", later(1))
        assert unit.decisions.get("d2") == found[1]
        assert unit.decisions.get("nowhere") is None
        with pytest.raises(StaleError):
            unit.decisions.close("d1", "disagreed", later(4))


@pytest.mark.parametrize(("partner", "person"), [("icb", "T1:U9"), ("police", "T1:U2")])
def test_the_register_itself_refuses_a_second_vote(store: Store, partner: str, person: str) -> None:
    """Neither the same organisation nor the same person, whatever was checked before."""
    with store.unit() as unit:
        logged(unit)
        unit.decisions.open("d1", "id-k1", Question.CRITERIA, NOW)
        unit.decisions.vote(Vote("v1", "d1", "icb", "T1:U2", "met", NOW))
        with pytest.raises(StaleError):
            unit.decisions.vote(Vote("v2", "d1", partner, person, "not_met", NOW))
        found = unit.decisions.get("d1")
    assert found is not None
    assert [one.id for one in found.votes] == ["v1"]


@pytest.mark.parametrize("text", ["UPDATE vote SET choice = 'met'", "DELETE FROM vote"])
def test_a_vote_is_final_for_everybody_who_writes_through_sql(
    register: SqliteStore, text: str
) -> None:
    """Changing or taking back a vote is refused by the file itself."""
    with register.unit() as unit:
        logged(unit)
        unit.decisions.open("d1", "id-k1", Question.CRITERIA, NOW)
        unit.decisions.vote(Vote("v1", "d1", "icb", "T1:U2", "not_met", NOW))
    with pytest.raises(sqlite3.IntegrityError, match="final"), register._writing() as session:
        session.first(text)


def test_two_rounds_on_one_question_are_not_open_at_once(register: SqliteStore) -> None:
    """Votes in two rounds at once could add up to anything: it is a bug."""
    with register.unit() as unit:
        logged(unit)
        unit.decisions.open("d1", "id-k1", Question.CRITERIA, NOW)
    with pytest.raises(sqlite3.IntegrityError), register.unit() as unit:
        unit.decisions.open("d2", "id-k1", Question.CRITERIA, NOW)


def test_learning_comes_back_as_it_was(store: Store) -> None:
    """Reviews, recommendations, actions and assurance, each in its order."""
    with store.unit() as unit:
        logged(unit)
        review = unit.learning.add_review(a_published_review())
        assert unit.learning.add_review(replace(review, id="another")) == review
        assert unit.learning.review("pr1") == review == unit.learning.reviews(5)[0]
        of_referral = Recommendation("rec1", "id-k1", "", PERSON, NOW)
        of_review = Recommendation("rec2", "", "pr1", PERSON, NOW)
        for one in (of_referral, of_review):
            unit.learning.add_recommendation(one)
        assert unit.learning.of_referral("id-k1") == (of_referral,)
        assert unit.learning.of_review("pr1") == (of_review,)
        ((latest, token),) = unit.learning.recommendations(1)
        assert latest == of_review == unit.learning.recommendation("rec2")
        assert unit.learning.recommendations(5, before=token)[0][0] == of_referral
        action = an_agreed_action(referral_id="id-k1")
        unit.learning.add_action(action)
        assert unit.learning.actions_of("rec1") == (action,)
        assert unit.learning.actions_of_referral("id-k1") == (action,)
        found = Assurance("as1", "a1", Result.PARTLY, PERSON, "icb", NOW, date(2027, 5, 28))
        unit.learning.add_assurance(found)
        assert unit.learning.assurances_of("a1") == (found,)


@pytest.mark.parametrize("token", ["x", "-1", "1 OR 1=1", "9" * 30, "\u0661"])
def test_a_page_of_recommendations_after_no_token_is_refused(store: Store, token: str) -> None:
    """A forged token is refused."""
    with store.unit() as unit, pytest.raises(NotFoundError):
        unit.learning.recommendations(5, before=token)


def test_an_action_changes_only_under_who_saw_it(store: Store) -> None:
    """By version and state; done ones are due when somebody looks, settled ones never."""
    with store.unit() as unit:
        logged(unit)
        unit.learning.add_recommendation(Recommendation("rec1", "id-k1", "", PERSON, NOW))
        seen = an_agreed_action(referral_id="id-k1")
        unit.learning.add_action(seen)
        assert unit.learning.actions_due(seen.due_on, 5) == (seen,)
        assert unit.learning.count_late(seen.due_on) == 0
        assert unit.learning.count_late(date(2027, 2, 1)) == 1
        done = replace(seen, state=ActionState.DONE, done_on=TODAY, done_by=PERSON)
        changed = unit.learning.change_action(done, seen)
        assert changed.version == 2
        with pytest.raises(StaleError):
            unit.learning.change_action(replace(seen, state=ActionState.DROPPED), seen)
        assert unit.learning.actions_due(seen.due_on, 5) == ()
        assert unit.learning.actions_due(seen.assure_on, 5) == (changed,)
        unit.learning.change_action(replace(changed, state=ActionState.ASSURED), changed)
        assert unit.learning.actions_due(date(2030, 1, 1), 5) == ()
        assert unit.learning.count_actions(ActionState.ASSURED) == 1


def test_a_text_is_written_once(store: Store) -> None:
    """The first stays; all texts of a referral come back."""
    with store.unit() as unit:
        text = SealedText("s1", TextKind.VOTE_REASON, "r1", "k", "w", "e", PERSON, NOW)
        unit.texts.add(text)
        with pytest.raises(StaleError):
            unit.texts.add(replace(text, envelope="another"))
        other = replace(text, kind=TextKind.LATE_REASON, created_at=later(1))
        unit.texts.add(other)
        assert unit.texts.get("s1", TextKind.VOTE_REASON) == text
        assert unit.texts.get("s2", TextKind.VOTE_REASON) is None
        assert unit.texts.of_referral("r1") == (text, other)
        assert unit.texts.of_referral("r2") == ()


def test_a_register_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    """What was logged before is found by its facts, counted by its state, and on the worklist."""
    file = register_in(tmp_path)
    before = Database(file)
    register_and_log(before)
    before.table("_sqlite_migrations").insert(
        {"migration_set": MIGRATIONS.name, "name": "register_and_log", "applied_at": ""},
        pk=("migration_set", "name"),
    )
    facts = '{"event":"died","age_band":"under_16","aware_on":"2026-12-16"}'
    for number, state in enumerate([State.LOGGED, State.IN_REVIEW], start=1):
        before.execute(
            "INSERT INTO referral VALUES (?, ?, 2026, ?, ?, 'barnsley', ?, 1, ?, '', '', NULL, "
            "'[]', 'T1:U1', '', '2026-12-17T09:00:00.000000Z', '', '', NULL)",
            [f"r{number}", f"SG-2026-000{number}", number, f"k{number}", state.value, facts],
        )
    before.execute("INSERT INTO reference_year VALUES (2026, 2)")
    before.conn.commit()
    before.close()
    with open_store(file) as store, store.unit() as unit:
        first, second = (unit.referrals.get(f"r{number}") for number in (1, 2))
        assert first is not None
        assert first.aware_on == date(2026, 12, 16)
        assert unit.links.alike(first) == (second,)
        assert unit.referrals.count([State.IN_REVIEW]) == 1
        fill_review(unit, "typed", new_ring())


def test_everything_of_the_review_at_once_leaves_nothing_when_it_fails(store: Store) -> None:
    """A unit that fails keeps no half of a review."""
    with scratch(store) as unit:
        fill_review(unit, "typed", new_ring())
    with store.unit() as unit:
        assert list(unit.clocks.running()) == []
        assert unit.learning.reviews(5) == ()
        assert unit.referrals.count(tuple(State)) == 0
