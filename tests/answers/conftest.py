"""The shipped knowledge, read once, and a small library written for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.engine import build_engine
from bot.answers.read import load_library
from bot.bootstrap import trained_files
from bot.content.area import load_area
from bot.content.problems import errors_in
from bot.content.shipped import find_content
from bot.content.sources import load_sources
from bot.store.full_text import SqliteFullText

if TYPE_CHECKING:
    from bot.answers.engine import Engine
    from bot.answers.model import Library
    from bot.content.problems import ContentProblem


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped knowledge, free of errors."""
    problems: list[ContentProblem] = []
    folder = find_content()
    sources = load_sources(folder, problems)
    area = load_area(folder, sources, problems)
    library = load_library(folder, sources, area, problems)
    assert errors_in(problems) == []
    return library


@pytest.fixture(scope="session")
def engine(library: Library) -> Engine:
    """The shipped knowledge, ready to be asked."""
    return build_engine(library, SqliteFullText, trained_files())
