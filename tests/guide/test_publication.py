"""A report is looked over line by line; what is found is named by kind, never repeated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guide.publication import look_over
from bot.privacy.identifiers import Kind
from tests.desks import shipped_content

AREA = shipped_content().area


def found(text: str) -> list[tuple[int, Kind]]:
    """Line and kind of everything found in a text."""
    return [(place.line, place.finding.kind) for place in look_over(text.splitlines(), AREA)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Learning\nThe NHS number is 999 000 0018.", [(2, Kind.NHS_NUMBER)]),
        ("write to someone@example.org", [(1, Kind.EMAIL)]),
        ("a\nb\nlived at S70 2TA\nborn 3/4/2015", [(3, Kind.POSTCODE), (4, Kind.DATE_OF_BIRTH)]),
        ("Child A, the family and the agencies.", []),
    ],
)
def test_findings_name_line_and_kind(text: str, places: list[tuple[int, Kind]]) -> None:
    """Line numbers count from 1."""
    assert found(text) == places


def test_what_is_broken_at_the_end_of_a_line_is_found() -> None:
    """Under the first of its two lines, once."""
    assert found("The NHS number is 999 000\n0018.\nNothing here.") == [(1, Kind.NHS_NUMBER)]


def test_the_areas_public_numbers_are_no_findings() -> None:
    """A report may say whom to ring."""
    numbers = [contact.phone for contact in AREA.contacts.values() if contact.phone]

    assert numbers
    assert found("\n".join(f"Ring {number}." for number in numbers)) == []


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_is_read_and_lines_are_its_own(lines: list[str]) -> None:
    """Whatever stands in it, places lie in the text and are in order."""
    places = look_over(lines, AREA)

    assert all(1 <= place.line <= len(lines) for place in places)
    assert [place.line for place in places] == sorted(place.line for place in places)
