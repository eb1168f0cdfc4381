"""A desk for every test of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.desks import TestDesk, make_test_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> Iterator[TestDesk]:
    """A desk over a register of its own."""
    made = make_test_desk(tmp_path)
    yield made
    made.store.close()
