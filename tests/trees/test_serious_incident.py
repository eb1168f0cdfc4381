"""The main tree keeps its promises: danger first, never a wrong no, names as agreed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.problems import errors_in
from bot.content.sources import Modality
from bot.trees.check import check_tree
from bot.trees.model import UNKNOWN
from bot.trees.walk import DutyDue, Walk, replay
from tests.trees.builders import TODAY, answers_to, load_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.trees.model import Tree
    from tests.trees.builders import Content

MAIN = load_content().tree
_anything = answers_to(MAIN)
_many = settings(max_examples=200, deadline=None)

FACTS = {
    "immediate_danger": "yes no unknown",
    "role": "la_notifier la_other school health police other",
    "age_band": "unborn under_16 age_16_17 care_leaver_18_24 adult_harmed_as_child adult_other "
    "unknown",
    "event": "died seriously_harmed below_serious_harm caused_harm unknown",
    "harm_check": "none any_or_unsure",
    "abuse_neglect": "known suspected link_doubtful neither unclear",
    "place": "own_la two_areas other_english_la wales_scotland_ni abroad unknown",
    "normally_resident": "yes no unknown",
    "looked_after": "by_us by_other_english_la by_other_nation no unknown",
    "care_leaver": "yes no unknown",
    "setting": "home childrens_home foster supported_accommodation early_years custody hospital "
    "school other unknown",
    "circumstance": "none suspected_suicide sudden_infant_death domestic_homicide "
    "violence_outside_home parent_killed unknown",
    "known_to_social_care": "yes no unknown",
    "worker_suspected": "yes no unknown",
    "other_child_at_risk": "yes no unknown",
    "aware_on": "unknown",
    "notified_on": "not_yet",
}
DUTIES = {
    "call_999",
    "refer_now",
    "check_other_children",
    "notify_panel",
    "ask_notifying_lead",
    "tell_incident_authority",
    "tell_safeguarding_partners",
    "tell_secretary_of_state_and_ofsted",
    "tell_parents",
    "hold_rapid_review",
    "consider_local_review",
    "child_death_review",
    "joint_agency_response",
    "provider_notification",
    "tell_lado",
    "adult_route",
    "domestic_death_review",
    "own_safeguarding_lead",
    "check_local_policy",
    "consider_local_learning",
}
ROWS = {f"T{number:02}" for number in range(1, 31)} | {"T34", "T35", "T36", "T37", "T38"}
LATER_ROWS = {"T39", "T39b", "T40", "T41", "T42", "T43", "T44", "T46", "T47"}
CHILD = ("under_16", "age_16_17")
T01 = {
    "immediate_danger": "no",
    "role": "health",
    "age_band": "under_16",
    "event": "died",
    "abuse_neglect": "suspected",
    "place": "own_la",
    "looked_after": "no",
    "setting": "home",
    "circumstance": "none",
    "worker_suspected": "no",
    "other_child_at_risk": "no",
    "aware_on": "2026-12-18",
    "notified_on": "not_yet",
}


@st.composite
def _around_t01(draw: st.DrawFn) -> dict[str, str]:
    """The commonest case with a few other answers: where most duties live."""
    other = draw(_anything)
    changed = draw(st.sets(st.sampled_from(sorted(other)), max_size=6))
    return {**other, **T01, **{fact: other[fact] for fact in changed}}


_complete = _anything | _around_t01()


def _walk(answers: Mapping[str, str]) -> Walk:
    return replay(MAIN, answers, today=TODAY)


def _duties(answers: Mapping[str, str]) -> dict[str, DutyDue]:
    return {duty.id: duty for duty in _walk(answers).outcome.duties}


def test_the_names_are_those_agreed(main: Tree) -> None:
    """Facts, values and duties have the ids that everything else talks about."""
    assert {id_: set(fact.values) for id_, fact in main.facts.items()} == {
        id_: set(values.split()) for id_, values in FACTS.items()
    }
    assert set(main.duties) == DUTIES


def test_the_shipped_tree_has_no_errors(content: Content) -> None:
    """Every way through it is checked, and every example holds."""
    found = check_tree(content.tree, "decision_trees/serious_incident.yaml", content.sources, TODAY)

    assert [str(problem) for problem in errors_in(found)] == []


def test_every_row_of_the_truth_table_is_an_example(main: Tree) -> None:
    """Each row that the facts can express stands in the file, and so does every date vector."""
    rows = Counter(example.row for example in main.examples)

    assert set(rows) >= ROWS | LATER_ROWS
    assert rows["2.5"] >= 17


@_many
@given(_complete)
def test_danger_is_asked_first_and_answered_first(answers: dict[str, str]) -> None:
    """Unless danger is ruled out, 999 stands before everything else, from the first answer on."""
    first = _walk({"immediate_danger": answers["immediate_danger"]}).outcome.duties
    final = _walk(answers)

    assert final.asked[0].fact == "immediate_danger"
    if answers["immediate_danger"] == "no":
        assert "call_999" not in {duty.id for duty in final.outcome.duties}
    else:
        assert first[0].id == final.outcome.duties[0].id == "call_999"
        assert "refer_now" in {duty.id for duty in first}


@_many
@given(_complete, st.data())
def test_no_must_is_lost_to_an_unknown(answers: dict[str, str], data: st.DataObject) -> None:
    """A must stays, or a person is asked, when any answers become "I don't know"."""
    unsure = [fact.id for fact in MAIN.facts.values() if UNKNOWN in fact.values]
    changed = data.draw(st.sets(st.sampled_from(unsure), min_size=1))
    before = _duties(answers)
    after = _duties({**answers, **dict.fromkeys(changed, UNKNOWN)})
    musts = {id_ for id_, duty in before.items() if duty.strength is Modality.MUST}
    kept = {id_ for id_, duty in after.items() if duty.strength is Modality.MUST}

    assert "ask_notifying_lead" in after or musts <= kept


@_many
@given(_complete, st.data())
def test_no_request_to_decide_is_lost_to_an_unknown(
    answers: dict[str, str], data: st.DataObject
) -> None:
    """Where a person has to decide, an "I don't know" leads to a person or to the duty itself."""
    unsure = [fact.id for fact in MAIN.facts.values() if UNKNOWN in fact.values]
    fact = data.draw(st.sampled_from(unsure))
    after = _duties({**answers, fact: UNKNOWN})

    if "ask_notifying_lead" in _duties(answers):
        assert {"ask_notifying_lead", "notify_panel"} & set(after)


@_many
@given(_complete)
def test_the_two_limbs_of_the_panel_duty(answers: dict[str, str]) -> None:
    """The facts that make the duty make it a certain must, whatever else is answered."""
    child = answers["age_band"] in CHILD
    harmed = answers["event"] in ("died", "seriously_harmed")
    abused = (
        answers["abuse_neglect"] in ("known", "suspected")
        or answers["circumstance"] == "domestic_homicide"
    )
    here = answers["place"] in ("own_la", "two_areas")
    outside = answers["place"] in ("wales_scotland_ni", "abroad")
    ours = here or (outside and answers["normally_resident"] == "yes")

    if child and harmed and abused and ours:
        duty = _duties(answers)["notify_panel"]
        assert (duty.strength, duty.certain) == (Modality.MUST, True)
        assert "hold_rapid_review" in _duties(answers)
        assert "tell_safeguarding_partners" in _duties(answers)


@_many
@given(_complete)
def test_the_panel_duty_is_never_made_up(answers: dict[str, str]) -> None:
    """Without a child who died or was seriously harmed, and abuse or neglect, it is not there."""
    if "notify_panel" in _duties(answers):
        assert answers["age_band"] in CHILD
        assert answers["event"] in ("died", "seriously_harmed")
        assert (
            answers["abuse_neglect"] in ("known", "suspected")
            or answers["circumstance"] == "domestic_homicide"
        )


@_many
@given(_complete)
def test_the_death_of_a_looked_after_child_stands_on_its_own(answers: dict[str, str]) -> None:
    """Whatever the cause and the place, the Secretary of State, Ofsted and parents are told."""
    looked_after = answers["looked_after"] in ("by_us", "by_other_english_la")
    if answers["age_band"] in CHILD and answers["event"] == "died" and looked_after:
        duties = _duties(answers)
        told = duties["tell_secretary_of_state_and_ofsted"]

        assert (told.strength, told.certain) == (Modality.MUST, True)
        assert (told.due is None) is (answers["aware_on"] == UNKNOWN)
        assert duties["tell_parents"].strength is Modality.MUST


@_many
@given(_complete)
def test_the_duty_is_the_councils_whoever_asks(answers: dict[str, str]) -> None:
    """Every role gets the same duties with the same dates; outsiders are never told to submit."""
    ours = _duties({**answers, "role": "la_notifier"})
    theirs = _duties({**answers, "role": "school"})

    assert set(theirs) == set(ours) | {"own_safeguarding_lead"}
    for id_, duty in ours.items():
        assert (duty.strength, duty.certain, duty.due) == (
            theirs[id_].strength,
            theirs[id_].certain,
            theirs[id_].due,
        )
    if "notify_panel" in theirs and answers["notified_on"] == "not_yet":
        assert "Send the online notification" not in theirs["notify_panel"].do


@_many
@given(_complete)
def test_children_are_checked_after_every_death_or_serious_harm(answers: dict[str, str]) -> None:
    """The living children come first, also where it is not known what happened."""
    if answers["event"] in ("died", "seriously_harmed", UNKNOWN):
        assert _duties(answers)["check_other_children"].first


RULED_OUT = {"abuse_neglect": "neither", "known_to_social_care": "no"}
ALWAYS_ASKED = [
    {"abuse_neglect": "link_doubtful"},
    {"abuse_neglect": "unclear"},
    {"place": "two_areas"},
    {"place": "other_english_la"},
    {"age_band": "unborn"},
    {"event": "caused_harm"},
    {"age_band": "adult_harmed_as_child"},
    {"age_band": "care_leaver_18_24", "event": "seriously_harmed"},
    {"event": "below_serious_harm", "harm_check": "any_or_unsure"},
    {"abuse_neglect": "neither", "known_to_social_care": "yes"},
    {"abuse_neglect": "neither", "known_to_social_care": "unknown"},
    {"abuse_neglect": "unclear", "setting": "custody"},
    {**RULED_OUT, "setting": "hospital"},
    {**RULED_OUT, "setting": "custody"},
    {**RULED_OUT, "circumstance": "suspected_suicide"},
    {**RULED_OUT, "circumstance": "sudden_infant_death"},
    {"circumstance": "parent_killed"},
    {"place": "abroad", "looked_after": "by_us", "normally_resident": "no"},
    {"place": "wales_scotland_ni", "looked_after": "by_us", "normally_resident": "unknown"},
    {"place": "abroad", "looked_after": "by_other_english_la", "normally_resident": "no"},
]


@pytest.mark.parametrize("changed", ALWAYS_ASKED, ids=lambda changed: " ".join(changed.values()))
def test_a_person_is_always_asked(changed: dict[str, str]) -> None:
    """The listed cases always go to the notifying lead, with the five days as running."""
    duty = _duties({**T01, **changed})["ask_notifying_lead"]
    outcome = _walk({**T01, **changed}).outcome

    assert duty.due is not None
    assert (duty.due.target.isoformat(), duty.due.latest.isoformat()) == (
        "2026-12-24",
        "2026-12-29",
    )
    assert outcome.handoff is not None
    assert outcome.handoff.contact == "notifying_lead"
    assert outcome.no_duty == ()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"looked_after": "unknown"}, "Whether the child was looked after is not known."),
        ({"event": "unknown"}, "It is not known whether the child died or was seriously harmed."),
        (
            {"circumstance": "unknown", "abuse_neglect": "unclear"},
            "The circumstances are not known.",
        ),
        ({"age_band": "unknown", "care_leaver": "no"}, "Not known: Age then."),
        ({"place": "unknown", "normally_resident": "no"}, "Not known: Where."),
    ],
)
def test_the_reason_for_asking_names_what_is_not_known(changed: dict[str, str], why: str) -> None:
    """A practitioner reads which answer is missing."""
    outcome = _walk({**T01, **changed}).outcome

    assert outcome.handoff is not None
    assert why in outcome.handoff.why


def test_an_unknown_beside_the_point_asks_nobody() -> None:
    """A plain must is not turned into a question by an answer that it does not rest on."""
    vague = dict.fromkeys(("setting", "circumstance", "worker_suspected", "other_child_at_risk"))
    outcome = _walk({**T01, **dict.fromkeys(vague, UNKNOWN)}).outcome

    assert outcome.handoff is None
    assert "notify_panel" in {duty.id for duty in outcome.duties}


@_many
@given(_complete)
def test_nothing_is_called_not_needed_where_a_person_decides(answers: dict[str, str]) -> None:
    """A reason for no duty never stands beside a hand-off, nor rests on an unknown."""
    outcome = _walk(answers).outcome

    assert not (outcome.handoff and outcome.no_duty)
    if any("The Panel need not be notified" in item.because for item in outcome.no_duty):
        assert "notify_panel" not in {duty.id for duty in outcome.duties}
        assert answers["age_band"] != UNKNOWN
        assert answers["event"] != UNKNOWN


@_many
@given(_complete)
def test_somebody_always_has_something_to_do_or_a_reason_why_not(
    answers: dict[str, str],
) -> None:
    """No walk ends in silence."""
    outcome = _walk(answers).outcome

    assert outcome.duties or outcome.no_duty


def test_the_commonest_case_takes_ten_screens() -> None:
    """From the first question to the outcome it is ten screens, as announced at the start."""
    assert _walk(T01).step == 10
    assert _walk({}).about == 10


@_many
@given(_complete)
def test_no_walk_is_long(answers: dict[str, str]) -> None:
    """At most thirteen screens, whatever is answered."""
    assert _walk(answers).step <= 13
