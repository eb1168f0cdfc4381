"""Content is found by flag, in the installed package, or in the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot
from bot.content.shipped import find_content
from bot.errors import ContentNotFoundError


def test_the_checkout_is_found_without_a_flag() -> None:
    """The folders beside the package serve."""
    assert find_content().trees.is_dir()


def test_a_chosen_folder_is_the_only_one_looked_at(tmp_path: Path) -> None:
    """A wrong flag is an error that names the folder, not a silent fall-back."""
    with pytest.raises(ContentNotFoundError) as caught:
        find_content(tmp_path)

    assert caught.value.looked_at == (str(tmp_path),)
    assert "--content DIR" in str(caught.value)


def test_no_built_copy_of_the_content_stands_in_the_checkout() -> None:
    """A stale copy would win over what curators edit."""
    checkout = Path(bot.__file__).parent.parent / "pyproject.toml"
    if checkout.exists():
        assert not (Path(bot.__file__).parent / "_shipped").exists()
