"""`knowledge/` -> Library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.answers.model import Library
    from bot.content.area import Area
    from bot.content.problems import ContentProblem
    from bot.content.shipped import ContentFolder
    from bot.content.sources import Source


def load_library(
    folder: ContentFolder,
    sources: Mapping[str, Source],
    area: Area,
    problems: list[ContentProblem],
) -> Library:
    """Read entries, glossary and safety rules."""
    raise NotImplementedError
