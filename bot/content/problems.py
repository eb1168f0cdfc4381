"""What is wrong in a content file, as values that are reported all at once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters.

    `ERROR` blocks use and sets the exit code. `ADVISORY` is worth a look. `DATED` depends on
    today's date (an overdue review) and never sets the exit code.
    """

    ERROR = "error"
    ADVISORY = "advisory"
    DATED = "dated"


@dataclass(frozen=True, slots=True, order=True)
class ContentProblem:
    """One problem in a content file.

    Attributes:
        path: The file, relative to the content folder, as its author knows it.
        line: Counted from 1; the first line of the thing that is wrong.
        code: Stable name of the rule, such as `Y002`.
        text: One sentence that says what is wrong and what would be right.
        severity: See `Severity`.
        witness: A set of answers that shows the problem, `fact=value` pairs, or empty.
    """

    path: str
    line: int
    code: str
    text: str
    severity: Severity = Severity.ERROR
    witness: str = ""

    def __str__(self) -> str:
        """The line that `check` prints: `path:line: code text`."""
        suffix = f" (for example: {self.witness})" if self.witness else ""
        return f"{self.path}:{self.line}: {self.code} {self.text}{suffix}"


def errors_in(problems: list[ContentProblem]) -> list[ContentProblem]:
    """The problems that block use, in file order."""
    return sorted(problem for problem in problems if problem.severity is Severity.ERROR)
