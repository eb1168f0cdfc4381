"""Emergency, refusal or another route: decided before any search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answers.model import SafetyRule


@dataclass(frozen=True, slots=True)
class SafetyMatch:
    """A rule that fired."""

    rule: SafetyRule


def find_safety(question: str, rules: Sequence[SafetyRule]) -> SafetyMatch | None:
    """The rule that decides: emergency first, then refuse, then signpost."""
    raise NotImplementedError
