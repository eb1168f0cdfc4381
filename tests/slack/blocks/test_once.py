"""Contacts: none is given twice, and none is lost by that."""

from __future__ import annotations

from hypothesis import given

from bot.slack.blocks.once import is_named, unnamed
from tests.slack.blocks.replies import OFTEN, lines, words

FRONT_DOOR = "Front door: 01226 772423 or 01226 787789 (weekdays)"


def test_a_contact_is_named_only_with_all_its_numbers() -> None:
    """A text names a contact in full, or by every one of its numbers; a part is not enough."""
    assert is_named(FRONT_DOOR, f"Ring {FRONT_DOOR}.")
    assert is_named(FRONT_DOOR, "Ring 01226 772423, later 01226 787789.")
    assert not is_named(FRONT_DOOR, "Ring 01226 772423.")
    assert not is_named("the notifying lead", "Ring the front door.")
    assert is_named("The notifying lead", "Ask the notifying lead.")


@OFTEN
@given(lines(80, 5), words(300))
def test_every_contact_is_in_the_text_or_listed(contacts: tuple[str, ...], text: str) -> None:
    """Leaving out what the text has said loses nobody."""
    listed = unnamed(contacts, text)
    assert all(contact in listed or is_named(contact, text) for contact in contacts)
