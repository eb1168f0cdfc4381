"""What can be answered, as far as guards can tell: to try every answer to a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.trees.model import FactKind

if TYPE_CHECKING:
    from bot.trees.model import Fact

SOME_DAY = "2026-11-23"
"""Stands for every date: guards cannot tell dates apart."""


def values_of(fact: Fact) -> tuple[str, ...]:
    """Every answer that guards can tell apart."""
    dates = (SOME_DAY,) if fact.kind is FactKind.DATE else ()
    return (*dates, *fact.values)
