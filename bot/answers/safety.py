"""Emergency, refusal or another route: decided before any search, on words alone.

A rule fires when one of its patterns does: every group of alternatives occurs, near enough to each
other, and none of the phrases after `unless` stands in the same sentence. A sentence about last
week therefore does not silence one about now. Misspelt long words are read as the rule's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.answers.english import is_english
from bot.answers.model import SafetyKind
from bot.answers.phrases import smallest_window
from bot.answers.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.answers.model import Pattern, SafetyRule
    from bot.answers.phrases import Phrase, Sentence

_ORDER = (SafetyKind.EMERGENCY, SafetyKind.REFUSE, SafetyKind.SIGNPOST)
# A shorter word has too many neighbours; a longer one may hold two slips.
_REPAIR_FROM = 5
_TWO_SLIPS_FROM = 8


@dataclass(frozen=True, slots=True)
class SafetyMatch:
    """A rule that fired.

    Attributes:
        rule: The rule.
        line: The line of the pattern that fired, so that a curator can see why.
    """

    rule: SafetyRule
    line: int


def find_safety(question: str, rules: Sequence[SafetyRule]) -> SafetyMatch | None:
    """The rule that decides about a question, whatever its length.

    Emergencies come before refusals, and these before other routes; within a kind the file's order
    decides.
    """
    known = frozenset[str]().union(*(rule.vocabulary for rule in rules))
    parts = [_readings(part, known) for part in sentences(question)]
    whole = tuple(readings for part in parts for readings in part)
    units = parts if len(parts) == 1 else [*parts, whole]
    for kind in _ORDER:
        for rule in rules:
            match = _fires(rule, units) if rule.kind is kind else None
            if match:
                return match
    return None


def holds_as_a_whole(text: str, patterns: Iterable[Pattern], vocabulary: frozenset[str]) -> bool:
    """Whether one of the patterns holds in a message read as one sentence."""
    whole = tuple(readings for part in sentences(text) for readings in _readings(part, vocabulary))
    return any(_holds(pattern, whole) for pattern in patterns)


def _fires(rule: SafetyRule, units: Iterable[Sentence]) -> SafetyMatch | None:
    for unit in units:
        for pattern in rule.patterns:
            if _holds(pattern, unit):
                return SafetyMatch(rule, pattern.line)
    return None


def _holds(pattern: Pattern, unit: Sentence) -> bool:
    groups = []
    for group in pattern.groups:
        spans = group.spans(unit)
        if not spans:
            return False
        groups.append(spans)
    if pattern.unless.spans(unit):
        return False
    window = smallest_window(groups) if pattern.within else 0
    return window is not None and window <= pattern.within


def _readings(words: Phrase, known: frozenset[str]) -> Sentence:
    """The words, each misspelt one with every word of the rules that it may have been."""
    return tuple(_nearest(word, known) for word in words)


def _nearest(word: str, known: frozenset[str]) -> tuple[str, ...]:
    if len(word) < _REPAIR_FROM or not word.isalpha() or word in known or is_english(word):
        return (word,)
    slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    candidates = [other for other in known if len(other) >= _REPAIR_FROM]
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return (word, *sorted(str(other) for other, _, _ in found))
