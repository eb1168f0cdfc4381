"""What may be right and is worth a look: two duties that could be one.

Code O405 of `bot.trees.prove`, advisory.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bot.content.problems import Severity
from bot.trees.proof.findings import Claim, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.trees.model import Duty
    from bot.trees.proof.ends import Ends


def no_double_duty(ends: Ends) -> Claim:
    """O405 (advisory): no two duties of one person are always owed together, and alike."""
    return Claim("no two duties could be one", tuple(_doubles(ends)))


def _doubles(ends: Ends) -> Iterator[Finding]:
    for one, other in combinations(ends.tree.duties.values(), 2):
        if _is_same(one, other) and ends.has(one.id) is ends.has(other.id) is not ends.no:
            text = f"'{one.id}' and '{other.id}' are always owed together: could they be one?"
            yield Finding("O405", f"duties.{other.id}", text, severity=Severity.ADVISORY)


def _is_same(one: Duty, other: Duty) -> bool:
    """Whether two duties look alike to a reader: the same person, strengths and dates."""

    def looks(duty: Duty) -> tuple[object, ...]:
        rules = {(rule.strength, repr(rule.deadline)) for rule in duty.rules}
        return duty.who, duty.contact, duty.first, duty.handoff, rules

    return looks(one) == looks(other)
