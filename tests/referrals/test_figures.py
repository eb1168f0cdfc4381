"""A year's figures count each thing once, in its year, and add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.referrals.clocks import (
    Ended,
    Start,
    local_review_clock,
    notify_clock,
    rapid_review_clock,
)
from bot.referrals.decisions import Question
from bot.referrals.figures import MONTHS, Figures, Period, Rows, yearly
from bot.referrals.learning import (
    ActionState,
    Assurance,
    PublishedReview,
    Recommendation,
    Result,
    ReviewKind,
)
from bot.referrals.model import Referral, State
from tests.referrals.builders import NOW, START, TODAY, a_round, an_action
from tests.strategies import referrals

ZONE = ZoneInfo("Europe/London")
CODES = {
    "event": ("died", "seriously_harmed"),
    "age_band": ("under_16", "age_16_17"),
    "setting": ("home", "foster"),
    "role": ("school", "health"),
}
LATER = NOW + timedelta(days=3)


def figures(rows: Rows, *, year: int = 2026, today: date = TODAY) -> Figures:
    """The figures of a year."""
    return yearly(rows, Period(year, today, ZONE), CODES)


def a_referral(at: datetime = NOW, **facts: str) -> Referral:
    """A referral logged at a time."""
    return Referral(
        id=f"r-{at.isoformat()}",
        ref="SG-2026-0001",
        key="k",
        area="barnsley",
        state=State.LOGGED,
        version=1,
        facts=facts,
        tree_id="",
        tree_version="",
        tree_hash="",
        duties=(),
        logged_by="T1:U1",
        logged_role="school",
        logged_at=at,
    )


@given(st.lists(referrals, max_size=12), st.integers(2024, 2030))
def test_every_table_of_referrals_adds_up(logged: list[Referral], year: int) -> None:
    """Month, quarter, event, age, setting and role each hold every referral of the year once."""
    made = figures(Rows(referrals=logged), year=year)

    assert all(each.holds(made.counts) for each in made.sums)
    assert sum(made.counts[f"month.{month}"] for month in MONTHS) == made.counts["referrals"]
    found = Counter(referral.facts.get("event") or "not_said" for referral in logged)
    within = [r for r in logged if Period(year, TODAY, ZONE).has(r.logged_at)]
    assert made.counts["referrals"] == len(within)
    assert all(made.counts.get(f"event.{code}", 0) <= count for code, count in found.items())


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), 2025),
        (datetime(2026, 3, 31, 23, 0, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 22, 59, tzinfo=UTC), 2026),
        (datetime(2027, 3, 31, 23, 0, tzinfo=UTC), 2027),
    ],
)
def test_the_year_turns_at_midnight_in_england(at: datetime, year: int) -> None:
    """In summer time that is 23:00 UTC on 31 March."""
    made = {n: figures(Rows(referrals=[a_referral(at)]), year=n) for n in (2025, 2026, 2027)}

    assert [n for n, one in made.items() if one.counts["referrals"]] == [year]


def test_an_answer_without_words_has_a_line_of_its_own() -> None:
    """A code of an older tree, and no answer, are counted and not lost."""
    made = figures(Rows(referrals=[a_referral(event="older_code"), a_referral()]))

    assert made.tables["event"].codes == ("died", "seriously_harmed", "not_said", "older_code")
    assert made.counts["event.older_code"] == made.counts["event.not_said"] == 1


@pytest.mark.parametrize(
    ("aware_on", "sent_on", "standing"),
    [
        (date(2026, 12, 18), date(2026, 12, 29), "in_time"),
        (date(2026, 12, 18), date(2026, 12, 30), "late"),
        (None, date(2026, 12, 30), "not_known"),
    ],
)
def test_a_notification_is_in_time_until_its_last_day(
    aware_on: date | None, sent_on: date, standing: str
) -> None:
    """Aware on 18 December 2026: in time up to 29 December; without a day nobody can say."""
    sent = datetime(sent_on.year, sent_on.month, sent_on.day, 12, tzinfo=UTC)
    notify = replace(
        notify_clock(START, aware_on), ended_at=sent, ended_on=sent_on, ended=Ended.MET
    )
    rapid = rapid_review_clock(Start("c2", "r1", sent + timedelta(microseconds=9)), sent_on, None)
    made = figures(Rows(clocks=[notify, rapid]), today=sent_on)

    assert made.counts["notifications"] == made.counts[f"notified.{standing}"] == 1
    assert made.counts["rapid_review.owed_in_time"] == 1


def test_a_notification_without_a_clock_is_counted() -> None:
    """Nobody can say whether it was in time; it is not left out."""
    rapid = rapid_review_clock(START, TODAY, None)

    assert figures(Rows(clocks=[rapid])).counts["notified.not_known"] == 1


@pytest.mark.parametrize(
    ("ended_on", "ended", "today", "standing"),
    [
        (date(2027, 1, 13), Ended.MET, date(2027, 2, 1), "in_time"),
        (date(2027, 1, 14), Ended.MET, date(2027, 2, 1), "late"),
        (date(2027, 1, 14), Ended.SET_ASIDE, date(2027, 2, 1), "no_longer_owed"),
        (None, None, date(2027, 1, 13), "owed_in_time"),
        (None, None, date(2027, 1, 14), "owed_late"),
    ],
)
def test_a_rapid_review_stands_where_its_clock_stands(
    ended_on: date | None, ended: Ended | None, today: date, standing: str
) -> None:
    """Notified on 18 December 2026: due on 13 January 2027."""
    clock = replace(
        rapid_review_clock(START, date(2026, 12, 18), None),
        ended_on=ended_on,
        ended=ended,
        ended_at=LATER if ended else None,
    )

    assert figures(Rows(clocks=[clock]), today=today).counts[f"rapid_review.{standing}"] == 1


def test_what_is_still_to_be_notified_is_shown_however_old() -> None:
    """A clock of the year before that still runs is not forgotten; one of the year after waits."""
    old = notify_clock(replace(START, at=datetime(2025, 6, 1, tzinfo=UTC)), date(2025, 6, 1))
    new = notify_clock(replace(START, at=datetime(2027, 6, 1, tzinfo=UTC)), date(2027, 6, 1))
    made = figures(Rows(clocks=[old, new]), today=date(2027, 6, 2))

    assert made.counts["not_notified.owed_late"] == 1
    assert made.counts["not_notified.owed_in_time"] == 0


def test_decisions_count_when_their_round_ends() -> None:
    """An open round is none, nor one that ended after the year."""
    ended = replace(a_round(question=Question.OUTCOME), closed_at=NOW, outcome="local_review")
    after = replace(ended, closed_at=datetime(2027, 4, 2, tzinfo=UTC))
    made = figures(Rows(decisions=[ended, after, a_round()]))

    assert made.counts["outcome.local_review"] == made.counts["rounds.outcome"] == 1
    assert made.counts["local_review.commissioned"] == 1
    assert made.counts["rounds.criteria"] == 0


def test_local_reviews_are_counted_from_start_to_publication() -> None:
    """Commissioned, published, not published; late after six months."""
    clock = local_review_clock(START, date(2026, 4, 1))
    rows = Rows(
        referrals=[replace(a_referral(datetime(2025, 1, 1, tzinfo=UTC)), published_on=TODAY)],
        clocks=[clock],
        decisions=[
            replace(a_round(question=Question.PUBLICATION), closed_at=NOW, outcome="not_publish")
        ],
    )
    counts = figures(rows).counts

    assert counts["local_review.published"] == counts["local_review.not_published"] == 1
    assert counts["local_review.running_late"] == 1
    assert counts["publication.not_publish"] == 1


def test_learning_is_counted_by_source_owner_standing_and_result() -> None:
    """Recommendations of referrals and of published reviews; actions; assurance."""
    review = PublishedReview("p1", "k1", ReviewKind.DEEP_DIVE, TODAY, "T1:U1", NOW)
    actions = [
        an_action(),
        replace(an_action(), id="a2", due_on=TODAY - timedelta(days=1)),
        replace(an_action("school", state=ActionState.ASSURED), id="a3"),
        replace(an_action(), id="a4", agreed_at=datetime(2025, 1, 1, tzinfo=UTC)),
    ]
    rows = Rows(
        reviews=[review],
        recommendations=[
            Recommendation("rec1", "r1", "", "T1:U1", NOW),
            Recommendation("rec2", "", "p1", "T1:U1", NOW),
        ],
        actions=actions,
        assurances=[Assurance("s1", "a3", Result.EMBEDDED, "T1:U2", "icb", NOW)],
    )
    made = figures(rows)

    assert made.counts["recommendation.referral"] == made.counts["recommendation.deep_dive"] == 1
    assert made.counts["entered.deep_dive"] == 1
    assert {code: made.counts[f"progress.{code}"] for code in ("open", "open_late", "assured")} == {
        "open": 1,
        "open_late": 1,
        "assured": 1,
    }
    assert made.counts["owner.council"] == 2
    assert made.counts["assurance.embedded"] == 1
    assert all(each.holds(made.counts) for each in made.sums)


def test_the_same_number_in_two_tables_is_known_to_be_the_same() -> None:
    """Commissioned reviews stand among the outcomes too; both are left out, or neither."""
    made = figures(Rows())

    linked = {(each.total, each.parts) for each in made.sums}
    assert ("local_review.commissioned", ("outcome.local_review",)) in linked
    assert ("local_review.not_published", ("publication.not_publish",)) in linked
