"""The plain text can go into a case record as it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings

from bot.content.refs import dead_references
from bot.trees.plain import counting_words, due_words, outcome_text
from bot.trees.walk import replay
from bot.workdays import due_after
from tests.trees.builders import SERIOUS, TODAY, answers_to, load_content

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from tests.trees.builders import Content

SHIPPED = load_content()


def _text(tree: Tree, answers: dict[str, str], content: Content, today: date = TODAY) -> str:
    walk = replay(tree, answers, today=today)
    return outcome_text(walk, area=content.area, sources=content.sources, today=today)


def test_everything_that_a_record_needs(small: Tree, content: Content) -> None:
    """Answers, duties in groups, dates in full, sources with check dates, and the fingerprint."""
    text = _text(small, SERIOUS, content, date(2026, 12, 18))

    for part in (
        "Worked out on Friday 18 December 2026",
        "- Kind of harm: Seriously",
        "- Seen on: 18 December 2026",
        "FIRST\n\n1. Look first - Everybody",
        "MUST\n\n2. Notify - The council",
        "By: Thursday 24 December 2026, latest Tuesday 29 December 2026.",
        "01226 772423",
        "Because: Harm: Yes; Kind of harm: Seriously",
        "Sources (must): Children Act 2004, section 16C, s16C(1) (must)",
        "checked 23 November 2026",
        f"small 1.0.0, checked 23 November 2026, fingerprint {small.hash}",
    ):
        assert part in text


def test_a_date_that_has_passed_says_what_to_do(small: Tree, content: Content) -> None:
    """The day after the latest date it says so; on the day itself it does not."""
    assert "This date has passed" in _text(small, SERIOUS, content, date(2026, 12, 30))
    assert "This date has passed" not in _text(small, SERIOUS, content, date(2026, 12, 29))


def test_an_unfinished_walk_says_that_it_is_unfinished(small: Tree, content: Content) -> None:
    """Nobody takes half an outcome for a whole one."""
    assert "Not finished" in _text(small, {"harm": "yes"}, content)
    assert "Not finished" not in _text(small, SERIOUS, content)


def test_what_is_not_certain_and_what_is_not_needed_are_said(small: Tree, content: Content) -> None:
    """A duty that an unknown made apply, and a class in which nothing is owed, are marked."""
    unsure = _text(small, {**SERIOUS, "worker": "unknown"}, content)
    nothing = _text(small, {"harm": "no"}, content)

    assert "Not certain: an answer is not known. Treat it as if it applied." in unsure
    assert "NOT NEEDED ON THESE ANSWERS\n- Nothing is owed" in nothing


def test_a_superseded_source_is_said_once(content: Content) -> None:
    """What rests on the replaced edition is marked in one quiet line."""
    answers = {fact.id: fact.usual for fact in content.tree.facts.values()}
    text = _text(content.tree, answers | {"abuse_neglect": "known"}, content)

    assert text.count("Working Together to Safeguard Children 2023 was replaced by") == 1


def test_the_counting_names_the_days() -> None:
    """Both readings and the days that were passed over, with the reason."""
    due = due_after(date(2026, 12, 18), 5)
    assert due is not None
    text = "\n".join(counting_words(due))

    assert "5 working days from Friday 18 December 2026." in text
    assert "counted as day 1: Fri 18 Dec, Mon 21 Dec, Tue 22 Dec, Wed 23 Dec, Thu 24 Dec." in text
    assert "not counted: Mon 21 Dec, Tue 22 Dec, Wed 23 Dec, Thu 24 Dec, Tue 29 Dec." in text
    assert "Fri 25 Dec (Christmas Day)" in text


def test_one_date_where_both_readings_agree() -> None:
    """From a Saturday target and latest are the same day, and it is given once."""
    due = due_after(date(2026, 11, 28), 5)
    assert due is not None

    assert due_words(due) == "Friday 4 December 2026"
    assert "day 1" not in "\n".join(counting_words(due))


@settings(max_examples=60, deadline=None)
@given(answers_to(SHIPPED.tree))
def test_any_outcome_can_be_written_out(answers: dict[str, str]) -> None:
    """Whatever was answered, every duty is in the text once and no reference is left unfilled."""
    walk = replay(SHIPPED.tree, answers, today=TODAY)
    text = outcome_text(walk, area=SHIPPED.area, sources=SHIPPED.sources, today=TODAY)

    assert not list(dead_references(text, SHIPPED.area, SHIPPED.sources))
    assert "{" not in text
    for number, duty in enumerate(walk.outcome.duties, start=1):
        assert text.count(f". {duty.title} - {duty.who}") == 1
        assert f"\n{number}. " in text
