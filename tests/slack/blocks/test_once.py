"""Contacts and sources: nothing is said twice, and nothing is lost by that."""

from __future__ import annotations

from hypothesis import given

from bot.slack.blocks.once import cited, is_named, unnamed
from tests.slack.blocks.replies import OFTEN, lines, words

FRONT_DOOR = "Front door: 01226 772423 or 01226 787789 (weekdays)"


def test_a_contact_is_named_only_with_all_its_numbers() -> None:
    """A text names a contact in full, or by every one of its numbers; a part is not enough."""
    assert is_named(FRONT_DOOR, f"Ring {FRONT_DOOR}.")
    assert is_named(FRONT_DOOR, "Ring 01226 772423, later 01226 787789.")
    assert not is_named(FRONT_DOOR, "Ring 01226 772423.")
    assert not is_named("the notifying lead", "Ring the front door.")


@OFTEN
@given(lines(80, 5), words(300))
def test_every_contact_is_in_the_text_or_listed(contacts: tuple[str, ...], text: str) -> None:
    """Leaving out what the text has said loses nobody."""
    listed = unnamed(contacts, text)
    assert all(contact in listed or is_named(contact, text) for contact in contacts)


def test_different_days_are_all_told() -> None:
    """Where sources were checked on different days, each keeps its own."""
    told = cited(["A · checked Monday", "B · checked Tuesday"])
    assert told == "A · checked Monday; B · checked Tuesday"


@OFTEN
@given(lines(80, 5))
def test_no_source_is_lost(sources: tuple[str, ...]) -> None:
    """Every source is in the line, whatever it is called."""
    told = cited([f"{source} · checked Monday" for source in sources])
    assert told.count("checked Monday") <= 1 or "checked" in "".join(sources)
    assert told.count(";") >= len(sources) - 1
