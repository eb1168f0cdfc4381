"""`{contact:ID}` and `{source:ID}` in curated text: the only templating there is.

A reference that names nothing is R104 in a tree and R105 in an answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.area import Area
    from bot.content.sources import Source

_REFERENCE = re.compile(r"\{([a-z_]+):([a-z0-9_-]+)\}|(\{[^}\n]*\}?)")


def dead_references(text: str, area: Area, sources: Mapping[str, Source]) -> Iterator[str]:
    """The references in `text` that name no contact and no source, as they are written."""
    for match in _REFERENCE.finditer(text):
        kind, id_ = match.group(1), match.group(2)
        known = {"contact": area.contacts, "source": sources}.get(kind or "", {})
        if id_ not in known:
            yield match.group(0)


def fill_references(text: str, area: Area, sources: Mapping[str, Source]) -> str:
    """Put names and numbers in the place of references that `dead_references` has passed."""

    def words(match: re.Match[str]) -> str:
        kind, id_ = match.group(1), match.group(2)
        if kind == "contact" and id_ in area.contacts:
            return area.contacts[id_].in_words()
        if kind == "source" and id_ in sources:
            return sources[id_].title
        return match.group(0)

    return _REFERENCE.sub(words, text)
