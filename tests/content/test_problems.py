"""A problem prints as one line that leads to the place."""

from __future__ import annotations

from bot.content.problems import ContentProblem, Severity, errors_in


def test_a_problem_prints_path_line_code_and_text() -> None:
    """And its witness, where it has one."""
    assert str(ContentProblem("a.yaml", 3, "Y002", "is wrong")) == "a.yaml:3: Y002 is wrong"
    shown = ContentProblem("a.yaml", 3, "T1", "is wrong", Severity.ERROR, "event=died")
    assert str(shown) == "a.yaml:3: T1 is wrong (for example: event=died)"


def test_only_errors_block() -> None:
    """Advisory and dated findings are listed and do not count as errors."""
    error = ContentProblem("b.yaml", 1, "Y1", "x")
    others = [
        ContentProblem("a.yaml", 1, "Y1", "x", Severity.ADVISORY),
        ContentProblem("a.yaml", 1, "Y1", "x", Severity.DATED),
    ]

    assert errors_in([error, *others]) == [error]
