"""Entries are kin whichever of the two a curator has related with the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers.kin import kin_of

if TYPE_CHECKING:
    from bot.answers.model import Library


def test_kinship_goes_both_ways(library: Library) -> None:
    """One names the other, and each is the other's kin; a third is nobody's."""
    one, other, third = list(library.entries.values())[:3]
    entries = [
        replace(one, related=(other.id,)),
        replace(other, related=()),
        replace(third, related=()),
    ]

    assert kin_of(entries) == {
        one.id: frozenset({other.id}),
        other.id: frozenset({one.id}),
        third.id: frozenset(),
    }
