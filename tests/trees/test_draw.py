"""The diagram shows every question and every duty with the rules that create it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.trees.draw import draw, guard_words
from bot.trees.logic import ALWAYS, Any, Atom, Not

if TYPE_CHECKING:
    from bot.trees.model import Tree


def test_every_question_and_duty_is_drawn(main: Tree) -> None:
    """Nothing that a curator signs off is missing."""
    text = draw(main)

    assert text.startswith("flowchart TD\n")
    for question in main.questions:
        assert f'q_{question.id}["' in text
    for duty in main.duties.values():
        assert f"d_{duty.id}[/" in text
        assert text.count(f"| d_{duty.id}\n") == len(duty.rules)


def test_a_question_with_a_condition_can_be_passed_over(small: Tree) -> None:
    """The arrow into it says when, and a dotted one goes past."""
    text = draw(small)

    assert '  q_harm -->|"Harm: Yes"| q_kind\n' in text
    assert '  q_harm -.->|"otherwise"| q_more\n' in text
    assert "  start --> q_harm\n" in text
    assert "  q_more --> outcome\n" in text


def test_quotes_and_brackets_cannot_break_the_diagram(main: Tree) -> None:
    """Every label stands between plain quotes and holds none."""
    for line in draw(main).splitlines()[1:]:
        assert line.count('"') in (0, 2)
        assert "<" not in re.sub(r"-\.->|-->", "", line)


def test_guards_in_words(small: Tree) -> None:
    """Labels and answers, with or, and, not spelled out."""
    harmed = Atom("harm", frozenset({"yes", "unknown"}))
    seen = Atom("seen_on", frozenset({"dated"}))

    assert guard_words(small, harmed) == "Harm: Yes / I don't know"
    assert guard_words(small, seen) == "Seen on: a date"
    assert guard_words(small, Any((harmed, Not(seen)))) == (
        "Harm: Yes / I don't know or not (Seen on: a date)"
    )
    assert guard_words(small, ALWAYS) == "always"
    assert guard_words(small, Any(())) == "never"
