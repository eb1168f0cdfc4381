"""Answers are replayed from the start: a changed answer changes exactly what depends on it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UnknownAnswerError
from bot.trees.walk import Walk, answer_words, because_words, outcome_json, replay
from tests.trees.builders import SERIOUS, TODAY, answers_to, load_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Tree

MAIN = load_content().tree
_complete = answers_to(MAIN)


def _walk(answers: Mapping[str, str], tree: Tree = MAIN) -> Walk:
    return replay(tree, answers, today=TODAY)


def _step_through(answers: Mapping[str, str], tree: Tree = MAIN) -> Walk:
    """Answer one fact after another, as a practitioner does."""
    given_so_far: dict[str, str] = {}
    walk = _walk(given_so_far, tree)
    while walk.next:
        fact = walk.missing[0]
        given_so_far[fact] = answers[fact]
        walk = _walk(given_so_far, tree)
    return walk


@given(_complete)
def test_replaying_all_answers_is_the_same_as_stepping(answers: dict[str, str]) -> None:
    """Path, outcome and counters do not depend on how the answers came in."""
    at_once, stepped = _walk(answers), _step_through(answers)

    assert at_once.asked == stepped.asked
    assert at_once.outcome == stepped.outcome
    assert (at_once.step, at_once.about) == (stepped.step, stepped.about)


@given(_complete, _complete)
def test_answers_off_the_path_never_matter(answers: dict[str, str], others: dict[str, str]) -> None:
    """Whatever was once answered elsewhere, the outcome rests on the path alone."""
    path = {asked.fact: asked.answer for asked in _walk(answers).asked}

    assert _walk({**others, **path}).outcome == _walk(path).outcome


@given(_complete, st.data())
def test_changing_an_answer_and_back_loses_nothing(
    answers: dict[str, str], data: st.DataObject
) -> None:
    """Parked answers return with the answer that they belong to."""
    fact = data.draw(st.sampled_from(sorted(answers)))
    other = data.draw(_complete)[fact]
    before = _walk(answers)
    there = _walk({**answers, fact: other})
    everything = {**{one.fact: one.answer for one in there.asked}, **there.parked}

    assert _walk({**everything, fact: answers[fact]}) == before


@given(_complete)
def test_every_answer_is_on_the_path_or_parked(answers: dict[str, str]) -> None:
    """No answer is lost and none counts twice."""
    walk = _walk(answers)
    path = {asked.fact: asked.answer for asked in walk.asked}

    assert path.keys().isdisjoint(walk.parked)
    assert {**path, **walk.parked} == answers
    assert walk.next is None
    assert walk.missing == ()


@given(_complete, st.data())
def test_what_is_shown_before_the_end_is_still_there_at_the_end(
    answers: dict[str, str], data: st.DataObject
) -> None:
    """No later answer takes back a duty that was shown as already certain, or weakens it."""
    path = [asked.fact for asked in _walk(answers).asked]
    length = data.draw(st.integers(0, len(path)))
    early = _walk({fact: answers[fact] for fact in path[:length]}).outcome
    final = {duty.id: duty for duty in _walk(answers).outcome.duties}

    for duty in early.duties:
        assert duty.id in final
        assert final[duty.id].strength.weight >= duty.strength.weight


@given(_complete)
def test_steps_never_run_past_the_estimate(answers: dict[str, str]) -> None:
    """`step` rises to `about`, which is right at the end."""
    path = [asked.fact for asked in _walk(answers).asked]
    walks = [_walk({fact: answers[fact] for fact in path[:n]}) for n in range(len(path) + 1)]

    assert all(1 <= walk.step <= walk.about for walk in walks)
    assert [walk.step for walk in walks] == sorted(walk.step for walk in walks)
    assert walks[-1].step == walks[-1].about


def test_a_shared_screen_counts_once_and_asks_what_is_missing(small: Tree) -> None:
    """Two facts of one screen are one step; the one without an answer is what is missing."""
    walk = _walk({"harm": "yes", "kind": "other", "worker": "no"}, small)

    assert walk.next is not None
    assert walk.next.asks == ("worker", "seen_on")
    assert walk.missing == ("seen_on",)
    assert (walk.step, walk.about) == (3, 3)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("harm", "maybe"),
        ("harm", "True"),
        ("harm", "Yes"),
        ("harm", ""),
        ("seen_on", "18 December 2026"),
        ("seen_on", "2026-02-30"),
        ("seen_on", "20261218"),
        ("seen_on", "2026-W51-5"),
        ("seen_on", "2026-12-18T00:00"),
        ("seen_on", "٢٠٢٦-١٢-١٨"),
        ("seen_on", "2026-12-31"),
    ],
)
def test_an_answer_outside_its_fact_is_refused(fact: str, value: str, small: Tree) -> None:
    """Unknown values, other forms of dates and dates in the future are errors, not guesses."""
    with pytest.raises(UnknownAnswerError) as caught:
        _walk({**SERIOUS, fact: value}, small)

    assert caught.value.fact == fact
    assert not value or value not in str(caught.value)


def test_today_is_not_in_the_future(small: Tree) -> None:
    """The day itself is allowed."""
    assert _walk({**SERIOUS, "seen_on": TODAY.isoformat()}, small).next is None


def test_a_fact_that_the_tree_does_not_have_is_parked(small: Tree) -> None:
    """Answers kept from another version of the tree do no harm."""
    walk = _walk({**SERIOUS, "older_fact": "yes"}, small)

    assert dict(walk.parked) == {"older_fact": "yes"}
    assert walk.outcome == _walk(SERIOUS, small).outcome


def test_answers_in_words(small: Tree) -> None:
    """Values have their words, dates are written out."""
    assert answer_words(small, "kind", "other") == "Less seriously"
    assert answer_words(small, "seen_on", "2026-12-18") == "18 December 2026"
    assert answer_words(MAIN, "abuse_neglect", "suspected") == "suspected"


def test_the_reason_in_words(small: Tree) -> None:
    """Labels and answers, in the order asked."""
    (notify,) = [duty for duty in _walk(SERIOUS, small).outcome.duties if duty.id == "notify"]

    assert because_words(small, notify) == "Harm: Yes; Kind of harm: Seriously"


def test_the_json_contract(small: Tree) -> None:
    """Exactly the keys that scripts rely on, with values that JSON can hold."""
    out = outcome_json(
        _walk(SERIOUS, small), lambda text: text.replace("{contact:front_door}", "N")
    )
    duty = next(one for one in json.loads(json.dumps(out))["duties"] if one["id"] == "notify")

    assert list(out) == ["tree", "version", "hash", "asked", "next", "duties", "handoff"]
    assert out["asked"] == [{"fact": fact, "answer": SERIOUS[fact]} for fact in SERIOUS]
    assert (out["next"], out["handoff"]) == (None, None)
    assert duty == {
        "id": "notify",
        "strength": "must",
        "certain": True,
        "who": "The council",
        "do": "Notify at once. N.",
        "because": {"harm": "yes", "kind": "serious"},
        "cites": [{"source": "ca2004-s16c", "ref": "s16C(1)", "strength": "must"}],
        "due": {
            "date": "2026-12-24",
            "latest": "2026-12-29",
            "start": "2026-12-18",
            "rule": "5 working days",
            "skipped": duty["due"]["skipped"],
        },
    }
    assert {"date": "2026-12-25", "why": "Christmas Day"} in duty["due"]["skipped"]


def test_the_json_says_what_to_ask_next(small: Tree) -> None:
    """A choice comes with its options, a date without; a shared screen names its first gap."""
    choice = outcome_json(_walk({"harm": "yes"}, small))["next"]
    dated = outcome_json(_walk({**SERIOUS} | {"seen_on": "unknown"}, small))
    shared = outcome_json(_walk({"harm": "yes", "kind": "other", "worker": "no"}, small))["next"]

    assert choice == {
        "fact": "kind",
        "text": "How badly?",
        "options": [
            {"value": "serious", "label": "Seriously"},
            {"value": "other", "label": "Less seriously"},
            {"value": "unknown", "label": "I don't know"},
        ],
    }
    assert dated["next"] is None
    assert shared == {"fact": "seen_on", "text": "On which day was it seen?", "options": None}


def test_a_duty_without_a_date_says_when_in_its_words(small: Tree) -> None:
    """Where `due` is null, `do` says why: no limit, at once, or a day that is not known."""
    out = outcome_json(_walk({**SERIOUS, "seen_on": "unknown"}, small))
    duties = {duty["id"]: duty for duty in json.loads(json.dumps(out))["duties"]}

    assert duties["notify"]["due"] is None
    assert duties["notify"]["do"].endswith("When: no date: the day is not known.")
    assert duties["look_first"]["do"].endswith("When: immediately.")


def test_the_json_hands_off_exactly_where_a_person_has_to_decide(small: Tree) -> None:
    """`handoff` is set with the hand-off duty and never without it."""
    for kind in small.facts["kind"].values:
        out = outcome_json(_walk({**SERIOUS, "kind": kind}, small))
        ids = {duty["id"] for duty in json.loads(json.dumps(out))["duties"]}

        assert (out["handoff"] is not None) is ("ask_person" in ids)


def test_a_walk_does_not_depend_on_the_clock() -> None:
    """The day only limits dates: on two days the same answers give the same outcome."""
    answers = {**{fact.id: fact.usual for fact in MAIN.facts.values()}, "aware_on": "2026-12-18"}

    assert (
        replay(MAIN, answers, today=date(2026, 12, 18)).outcome
        == replay(MAIN, answers, today=date(2027, 6, 1)).outcome
    )
