"""Which entries a curator has related with which, whichever of the two names the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.answers.model import Entry


def kin_of(entries: Iterable[Entry]) -> Mapping[str, frozenset[str]]:
    """Entry id -> the entries that it names as related, or that name it."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        found.setdefault(entry.id, set()).update(entry.related)
        for other in entry.related:
            found.setdefault(other, set()).add(entry.id)
    return {id_: frozenset(others) for id_, others in found.items()}
