"""What is decided before any search: emergencies first, then refusals, then other routes.

Nothing here asks a store or waits for anything: rules are words, and the alarm was learned before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.alarm import as_typed, heard, loudness
from bot.answers.model import SafetyKind
from bot.answers.safety import find_safety

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import SafetyRule


def rule_of(question: str, engine: Engine) -> SafetyRule | None:
    """What decides: a rule for emergencies or the alarm, else any other rule.

    The alarm rings where no rule for emergencies fires, and overrules one on a message that sounds
    like no call for help. What is an example of either, word for word, needs no judging.
    """
    phrase = as_typed(question)
    if phrase in engine.examples:
        return engine.examples[phrase] or _other_rule(question, engine)
    match = find_safety(question, engine.library.safety)
    rule = match.rule if match else None
    alarm = engine.library.alarm
    if alarm is None or engine.trained.alarm is None:
        return rule
    at = engine.trained.thresholds
    loud = loudness_of(question, engine)
    if rule is None or rule.kind is not SafetyKind.EMERGENCY:
        return alarm if loud >= at.ring_at else rule
    return rule if loud >= at.calm_below else _other_rule(question, engine)


def _other_rule(question: str, engine: Engine) -> SafetyRule | None:
    """A refusal or another route."""
    rules = [rule for rule in engine.library.safety if rule.kind is not SafetyKind.EMERGENCY]
    match = find_safety(question, rules)
    return match.rule if match else None


def loudness_of(question: str, engine: Engine) -> float:
    """How much a message sounds like a call for help, from 0 to 1; 0 where nothing was learned."""
    ear = engine.trained.alarm
    if ear is None:
        return 0.0
    return loudness(ear, heard(question, engine.index.speller, engine.index.abbreviations))
