"""The app, connected to a practice Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.practice import Practice, open_practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """A practice workspace of its own, with the app connected over HTTP."""
    with open_practice(tmp_path) as opened:
        yield opened
