"""The quiet lines under an answer: what is not certain, which edition it rests on, when checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.sources import SourceKind, superseded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.answers.model import Entry
    from bot.content.sources import Source

# The register says on which day an edition came out in its note, and nowhere else.
_PUBLISHED = re.compile(r"\bPublished (\d{1,2} [A-Z][a-z]+ \d{4})\b")
_LAW = (SourceKind.STATUTE, SourceKind.REGULATIONS)


def caveats_of(entry: Entry, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The entry's caveat, one line on superseded editions, and the day it was checked."""
    lines = (entry.caveat, edition_line(entry, sources), f"Checked on {in_full(entry.checked)}.")
    return tuple(line for line in lines if line)


def edition_line(entry: Entry, sources: Mapping[str, Source]) -> str:
    """Which cited texts a newer one has replaced, with the day where the register says it."""
    old = superseded(entry.cites, sources)
    if not old:
        return ""
    said = [f"{source.title} was replaced by {_successor(source, sources)}." for source in old]
    if any(sources[cite.source].kind in _LAW for cite in entry.cites if cite.source in sources):
        rest = "What rests on it is being checked again; the law cited does not depend on it."
    else:
        rest = "What rests on it is being checked again."
    return " ".join([*said, rest])


def in_full(day: date) -> str:
    """A day as people write it: 23 November 2026."""
    return f"{day.day} {day:%B %Y}"


def _successor(source: Source, sources: Mapping[str, Source]) -> str:
    newer = sources.get(source.superseded_by)
    if newer is None:
        return "a newer text"
    published = _PUBLISHED.search(newer.note)
    return f"{newer.title} on {published.group(1)}" if published else newer.title
