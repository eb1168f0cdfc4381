"""Why a question is asked is exactly what its answer can still change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trees.reach import Can, Reach, can_change
from tests.trees.made import NAMES, combinations, trees, walk

if TYPE_CHECKING:
    from bot.trees.model import Tree


def _owed(made: Tree, answers: dict[str, str]) -> dict[str, tuple[str, bool]]:
    duties = walk(made, answers).outcome.duties
    return {due.id: (due.strength.value, due.certain) for due in duties}


@settings(max_examples=40)
@given(trees(), st.sampled_from(NAMES), st.data())
def test_a_duty_is_named_where_and_only_where_an_answer_can_change_it(
    made: Tree, fact: str, data: st.DataObject
) -> None:
    """Compared with trying every combination in which the answers so far are given."""
    path = {asked.fact: asked.answer for asked in walk(made, _any(made, data)).asked}
    before = dict(list(path.items())[: list(path).index(fact)] if fact in path else path.items())
    groups: dict[tuple[str, ...], list[dict[str, tuple[str, bool]]]] = {}
    for answers in combinations(made):
        if all(answers[one] == value for one, value in before.items()):
            rest = tuple(value for one, value in answers.items() if one != fact)
            groups.setdefault(rest, []).append(_owed(made, answers))
    changing = {
        duty
        for outcomes in groups.values()
        for duty in made.duties
        if any(one.get(duty) != outcomes[0].get(duty) for one in outcomes)
    }

    found = Reach(made).can_change(before, (fact,))

    if fact not in before:
        assert {one.id for one in found if one.what is Can.OWE} == changing


def _any(made: Tree, data: st.DataObject) -> dict[str, str]:
    return data.draw(st.sampled_from(list(combinations(made))))


def test_a_date_changes_dates_and_a_role_changes_words(main: Tree) -> None:
    """The shipped tree says which: when the council knew dates the duty; who asks words it."""
    died_here = {
        "immediate_danger": "no",
        "role": "la_notifier",
        "age_band": "under_16",
        "event": "died",
        "abuse_neglect": "suspected",
        "place": "own_la",
        "looked_after": "no",
        "setting": "home",
        "circumstance": "none",
        "worker_suspected": "no",
        "other_child_at_risk": "no",
    }

    dates = can_change(main, died_here, ("aware_on",))
    roles = can_change(main, {"immediate_danger": "no"}, ("role",))

    assert [(one.id, one.what) for one in dates] == [
        ("notify_panel", Can.DATE),
        ("tell_safeguarding_partners", Can.DATE),
    ]
    assert (roles[0].id, roles[0].what) == ("own_safeguarding_lead", Can.OWE)
    assert {one.what for one in roles[1:]} == {Can.WORDS}


def test_an_answer_that_was_given_cannot_be_changed_by_a_later_one(main: Tree) -> None:
    """For an adult nothing about the Panel can change any more."""
    adult = {"immediate_danger": "no", "role": "other", "age_band": "adult_other", "event": "died"}

    found = can_change(main, adult, ("worker_suspected", "other_child_at_risk"))

    assert {one.id for one in found} == {"tell_lado", "refer_now"}


def test_a_date_that_was_given_counts_as_any_date(main: Tree) -> None:
    """A real day among the answers is understood."""
    found = can_change(main, {"immediate_danger": "no", "aware_on": "2026-12-18"}, ("age_band",))

    assert "notify_panel" in {one.id for one in found}
