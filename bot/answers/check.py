"""What is wrong in a library, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.answers.model import Library
    from bot.content.problems import ContentProblem


def check_library(
    library: Library, *, today: date, tree_ids: Collection[str]
) -> list[ContentProblem]:
    """Every problem of a library that has been read."""
    raise NotImplementedError
