"""Findings carry the likeliest answers that show them, as far as they are asked."""

from __future__ import annotations

from bot.content.problems import ContentProblem
from bot.content.sources import Modality
from bot.trees.model import Question
from bot.trees.proof.ends import Ends
from bot.trees.proof.findings import Finding, findings_where, witness
from tests.trees.made import duty, fact, is_, rule, tree

MADE = tree(
    [fact("a"), fact("b", ["no", "yes"])],
    [Question("a", ("a",)), Question("b", ("b",), is_("a", "yes"))],
    [duty("on_b", rule(is_("b", "yes"), Modality.SHOULD))],
)


def test_the_usual_answers_are_taken_where_nothing_speaks_against_them() -> None:
    """A witness has each fact's usual answer unless the fault needs another."""
    ends = Ends(MADE)

    assert witness(ends, ends.yes) == {"a": "yes", "b": "no"}
    assert witness(ends, ends.has("on_b")) == {"a": "yes", "b": "yes"}


def test_what_is_not_asked_is_left_out() -> None:
    """A witness names only facts that are asked on its way."""
    ends = Ends(MADE)

    assert witness(ends, ends.answered("a", "no")) == {"a": "no"}


def test_a_change_of_answer_names_what_is_asked_after_it_too() -> None:
    """Where two answers are compared, what is asked with either of them is in the witness."""
    ends = Ends(MADE)

    assert witness(ends, ends.yes, ("a", "no", "yes")) == {"a": "no", "b": "no"}


def test_nothing_wrong_is_no_finding() -> None:
    """Where a claim holds everywhere there is no witness and no finding."""
    ends = Ends(MADE)

    assert witness(ends, ends.no) is None
    assert findings_where(ends, "P401", "tree", "text", ends.no) == ()


def test_a_finding_is_reported_with_line_and_answers() -> None:
    """A finding becomes a problem of the file, on the line of what it is about."""
    finding = Finding("P401", "duties.on_b", "text", {"a": "yes", "b": "no"})

    assert finding.as_problem(MADE, "made.yaml") == ContentProblem(
        "made.yaml", 1, "P401", "text", witness="a=yes b=no"
    )
