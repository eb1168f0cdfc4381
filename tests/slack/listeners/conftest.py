"""A referral in the practice workspace, untaken and taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.partners import (
    take,
)

if TYPE_CHECKING:
    from tests.practice import (
        Practice,
    )


@pytest.fixture
def logged(practice: Practice) -> Practice:
    """A practice workspace with one referral that nobody has taken."""
    practice.log()
    return practice


@pytest.fixture
def taken(logged: Practice) -> Practice:
    """The same, taken by the council."""
    take(logged)
    return logged
