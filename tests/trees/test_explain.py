"""Why not: the answers named rule a duty out by themselves, and none of them is needless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.trees.explain import can_change_words, explain_json, explain_text, why_not, why_not_words
from bot.trees.logic import decide
from bot.trees.walk import replay
from tests.trees.builders import SERIOUS, TODAY, answers_to, load_content
from tests.trees.made import combinations, trees, walk

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from bot.trees.walk import Walk

SHIPPED = load_content().tree


def _check(found: Walk) -> None:
    answers = {asked.fact: asked.answer for asked in found.asked}
    shown = {duty.id for duty in found.outcome.duties}
    reasons = why_not(found)

    assert {one.id for one in reasons} == set(found.tree.duties) - shown
    for one in reasons:
        rules = found.tree.duties[one.id].rules
        assert one.because.items() <= answers.items()
        if not one.is_ruled_out:
            assert any(decide(rule.when, answers) is None for rule in rules)
            continue
        assert all(decide(rule.when, one.because) is False for rule in rules)
        for fact in one.because:
            fewer = {other: value for other, value in one.because.items() if other != fact}
            assert any(decide(rule.when, fewer) is not False for rule in rules)


@settings(max_examples=100)
@given(trees(), st.data())
def test_every_duty_that_does_not_apply_has_its_reason(made: Tree, data: st.DataObject) -> None:
    """Enough answers and none too many, in any tree."""
    _check(walk(made, data.draw(st.sampled_from(list(combinations(made))))))


@settings(max_examples=150)
@given(answers_to(SHIPPED))
def test_the_shipped_tree_can_say_why_not(answers: dict[str, str]) -> None:
    """The same for whatever is answered to the main tree."""
    _check(replay(SHIPPED, answers, today=TODAY))


def test_one_answer_alone_is_named_alone_and_the_earliest_first(small: Tree) -> None:
    """A worker who is not suspected rules the employer out, whatever else was said."""
    found = {one.id: one for one in why_not(replay(small, SERIOUS, today=TODAY))}

    assert found["tell_employer"].because == {"worker": "no"}
    assert why_not_words(small, found["tell_employer"]) == "Ruled out by your answers: Worker: No."
    nothing = why_not(replay(small, {"harm": "no"}, today=TODAY))
    assert {tuple(one.because) for one in nothing} == {("harm",)}


def test_what_is_left_open_is_not_called_ruled_out(small: Tree) -> None:
    """A person decides: the unknown answer is named, and no "no" is claimed."""
    answers = SERIOUS | {"kind": "unknown"}
    found = {one.id: one for one in why_not(replay(small, answers, today=TODAY))}

    assert found["notify"].is_ruled_out is False
    assert why_not_words(small, found["notify"]) == (
        "Not ruled out. It is left open by: Kind of harm: I don't know."
    )


def test_in_the_middle_only_what_can_no_longer_come_is_ruled_out(small: Tree) -> None:
    """Before the worker is asked about, telling the employer is still possible."""
    halfway = replay(small, {"harm": "yes", "kind": "other"}, today=TODAY)

    assert [one.id for one in why_not(halfway)] == ["notify"]


def test_json_and_text_say_both_whys(small: Tree) -> None:
    """Why not, and for every fact asked what it can change, seen from before its screen."""
    found = replay(small, SERIOUS, today=TODAY)

    assert explain_json(found) == {
        "why_not": [
            {"id": "ask_person", "title": "Ask a person", "ruled_out": True,
             "because": {"harm": "yes"}},
            {"id": "tell_employer", "title": "Tell the employer", "ruled_out": True,
             "because": {"worker": "no"}},
        ],
        "asked_because": [
            {"fact": "harm", "can_change": [
                {"id": "notify", "what": "owe"},
                {"id": "ask_person", "what": "owe"},
                {"id": "tell_employer", "what": "owe"},
                {"id": "look_first", "what": "owe"},
            ]},
            {"fact": "kind", "can_change": [
                {"id": "notify", "what": "owe"},
                {"id": "ask_person", "what": "owe"},
            ]},
            {"fact": "worker", "can_change": [
                {"id": "tell_employer", "what": "owe"},
                {"id": "notify", "what": "words"},
            ]},
            {"fact": "seen_on", "can_change": [{"id": "notify", "what": "date"}]},
        ],
    }  # fmt: skip
    text = explain_text(found)
    assert "- Tell the employer. Ruled out by your answers: Worker: No.\n" in text
    assert "- Seen on: the date of: Notify\n" in text
    assert "- Worker: it can change: Tell the employer; the wording of: Notify\n" in text


def test_a_question_that_changes_nothing_here_says_so(small: Tree) -> None:
    """Asked for another reason, it still does not claim to matter."""
    assert can_change_words(small, {"harm": "no"}, ("seen_on",)) == (
        "it changes nothing here but the record"
    )
