"""How far a version has to be raised is worked out from what the trees do, for every case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from bot.trees.versions import Comparison, Size, compare, raised
from bot.trees.walk import replay
from tests.trees.builders import SMALL, TODAY, good_tree
from tests.trees.made import combinations, trees, walk

if TYPE_CHECKING:
    from pathlib import Path

    from bot.trees.model import Tree
    from tests.trees.builders import Content


def _owed(made: Tree, answers: dict[str, str]) -> dict[str, tuple[str, bool]]:
    duties = walk(made, answers).outcome.duties
    return {due.id: (due.strength.value, due.certain) for due in duties}


@settings(max_examples=60)
@given(trees(), trees())
def test_changed_duties_are_those_that_differ_in_some_case(old: Tree, new: Tree) -> None:
    """Compared with walking every combination of answers through both trees."""
    changed = {
        duty
        for answers in combinations(old)
        for duty in old.duties
        if _owed(old, answers).get(duty) != _owed(new, answers).get(duty)
    }

    found = compare(old, replace(new, hash="another"))

    assert {one.duty for one in found.changed} == changed
    assert (found.size is Size.MAJOR) is bool(changed)
    for one in found.changed:
        assert _owed(old, _all(old, one.witness)).get(one.duty) != _owed(
            new, _all(old, one.witness)
        ).get(one.duty)


def _all(tree: Tree, witness: object) -> dict[str, str]:
    """A witness names what is asked; whatever else is answered makes no difference to the old."""
    assert isinstance(witness, dict)
    return {fact: known.usual for fact, known in tree.facts.items()} | witness


def _against(small: Tree, text: str, content: Content, folder: Path) -> Comparison:
    return compare(small, good_tree(text, content, folder))


def test_the_same_content_needs_nothing(small: Tree) -> None:
    """Comments and examples are not content."""
    found = compare(small, small)

    assert (found.size, found.least, found.is_enough) == (Size.NONE, "1.0.0", True)


def test_other_words_are_a_patch(small: Tree, content: Content, tmp_path: Path) -> None:
    """Titles, questions, help, sources and how to do it change nobody's duties."""
    text = SMALL.replace("Tell the employer within a day.", "Tell the employer at once.")
    text = text.replace("Was the child harmed?", "Has the child been harmed?")

    found = _against(small, text, content, tmp_path)

    assert (found.size, found.new, found.changed) == (Size.PATCH, (), ())
    assert (found.least, found.is_enough) == ("1.0.1", False)


def test_the_same_rule_said_in_another_way_is_a_patch(
    small: Tree, content: Content, tmp_path: Path
) -> None:
    """What counts is what a rule does, not how it is written."""
    text = SMALL.replace(
        '- {when: {harm: "yes", kind: serious}, why: The harm is serious.}',
        '- {when: {kind: serious, all: [{harm: "yes"}]}, why: The harm is serious.}',
    )

    assert _against(small, text, content, tmp_path).size is Size.PATCH


def test_a_question_that_changes_nothing_for_old_answers_is_something_new(
    small: Tree, content: Content, tmp_path: Path
) -> None:
    """A new fact with a duty that depends on it adds to what can be said, and takes nothing."""
    text = SMALL.replace(
        "  seen_on:\n",
        "  school:\n    label: School\n    ask: At school?\n"
        '    values: {"no": "No", "yes": "Yes"}\n  seen_on:\n',
        1,
    )
    text = text.replace("duties:\n", "  - {id: school, asks: [school]}\nduties:\n", 1)
    text = text.replace(
        "no_duty:\n",
        "  tell_school:\n    title: Tell the school\n    who: You\n    do: Tell the school.\n"
        "    if_unknown: apply\n    strength: may\n"
        "    cites: [{source: b-keep, ref: Page, modal: fact}]\n"
        '    deadline: {none: today}\n    rules: [{when: {school: "yes"}}]\nno_duty:\n',
        1,
    )

    found = _against(small, text, content, tmp_path)

    assert found.size is Size.MINOR
    assert found.new == ("new fact 'school'", "new duty 'tell_school'")
    assert found.least == "1.1.0"


def test_a_question_asked_of_more_people_is_something_new(
    small: Tree, content: Content, tmp_path: Path
) -> None:
    """Nobody owes anything else, but some are asked what they were not."""
    text = SMALL.replace(
        '- {id: kind, asks: [kind], when: {harm: "yes"}}', "- {id: kind, asks: [kind]}"
    )

    found = _against(small, text, content, tmp_path)

    assert (found.size, found.new) == (Size.MINOR, ("'kind' is asked in other cases",))


@pytest.mark.parametrize(
    ("before", "after", "duty"),
    [
        ("strength: must\n", "strength: should\n", "notify"),
        ("kind: serious}, why", "kind: [serious, other]}, why", "notify"),
        ('do_if_unsure: "Treat this as if a worker were suspected."\n    if_unknown: apply',
         "if_unknown: omit", "tell_employer"),
        ('working_days: "5"', 'working_days: "6"', "notify"),
    ],
    ids=["weaker", "wider", "lost where not known", "another date"],
)  # fmt: skip
def test_other_duties_for_old_answers_are_major(
    small: Tree, content: Content, tmp_path: Path, before: str, after: str, duty: str
) -> None:
    """Weaker, wider, no longer shown where something is not known, or with another date rule."""
    assert before in SMALL
    new = good_tree(SMALL.replace(before, after, 1), content, tmp_path)

    found = compare(small, new)

    assert found.size is Size.MAJOR
    assert duty in {one.duty for one in found.changed}
    assert found.least == "2.0.0"
    witness = next(one.witness for one in found.changed if one.duty == duty)
    assert _outcome(small, witness).get(duty) != _outcome(new, witness).get(duty)


def _outcome(tree: Tree, answers: object) -> dict[str, object]:
    assert isinstance(answers, dict)
    given = {k: "2026-12-18" if k == "seen_on" else v for k, v in answers.items()}
    found = replay(tree, given, today=TODAY)
    return {due.id: (due.strength, due.certain, due.due) for due in found.outcome.duties}


def test_a_new_answer_is_something_new_and_a_lost_one_too(
    small: Tree, content: Content, tmp_path: Path
) -> None:
    """An answer that nobody had is nobody's change; one that is gone is said to be gone."""
    more = SMALL.replace(
        'values: {serious: Seriously, other: Less seriously, unknown: "I don\'t know"}',
        'values: {serious: Seriously, other: Less, worse: Worse, unknown: "I don\'t know"}',
    )
    new = good_tree(more, content, tmp_path)

    assert compare(small, new).new == ("'kind' can be 'worse'",)
    assert compare(small, new).size is Size.MINOR
    assert "'kind' can no longer be 'worse'" in compare(new, small).new


def test_a_duty_that_is_gone_is_a_changed_duty(
    small: Tree, content: Content, tmp_path: Path
) -> None:
    """Whoever owed it owes it no more."""
    start, end = SMALL.index("  look_first:\n"), SMALL.index("no_duty:\n")
    text = (SMALL[:start] + SMALL[end:]).replace("      look_first: {strength: may}\n", "")

    found = _against(small, text, content, tmp_path)

    assert [one.duty for one in found.changed] == ["look_first"]
    assert "duty 'look_first' is gone" in found.new


@pytest.mark.parametrize(
    ("size", "least"),
    [(Size.NONE, "1.4.2"), (Size.PATCH, "1.4.3"), (Size.MINOR, "1.5.0"), (Size.MAJOR, "2.0.0")],
)
def test_what_comes_after_the_raised_number_is_0(size: Size, least: str) -> None:
    """And a version that is raised further than it has to be is enough."""
    assert raised("1.4.2", size) == least
    assert Comparison("a", "1.4.2", least, size, (), ()).is_enough
    assert Comparison("a", "1.4.2", "10.0.0", size, (), ()).is_enough
