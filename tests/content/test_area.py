"""The area names three partners and gives every number with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.content.area import NEEDED_CONTACTS, load_area
from bot.content.problems import ContentProblem, Severity, errors_in
from bot.content.shipped import ContentFolder, find_content
from bot.content.sources import load_sources

if TYPE_CHECKING:
    from pathlib import Path

# What facts F9.02-F9.10 and F9.17 print; nothing else may be rung.
PUBLISHED = {
    "emergency": "999",
    "front_door": "01226 772423",
    "emergency_duty_team": "01226 787789",
    "south_yorkshire_police": "0114 2202020",
    "police_non_emergency": "101",
    "nspcc_helpline": "0808 800 5000",
    "childline": "0800 1111",
    "whistleblowing_line": "0800 028 0285",
    "lado": "01226 772341",
}


def test_the_shipped_numbers_are_those_published() -> None:
    """Every number, and no other; those of undated pages are marked as still to be confirmed."""
    problems: list[ContentProblem] = []
    folder = find_content()
    area = load_area(folder, load_sources(folder, problems), problems)
    digits = {
        id_: "".join(filter(str.isdigit, contact.phone)) for id_, contact in area.contacts.items()
    }

    assert {id_: number for id_, number in digits.items() if number} == {
        id_: number.replace(" ", "") for id_, number in PUBLISHED.items()
    }
    assert errors_in(problems) == []
    for id_ in ("front_door", "emergency_duty_team", "lado"):
        assert area.contacts[id_].confirm


def test_the_shipped_partners_are_the_three_of_the_seed_page() -> None:
    """Council, NHS board and police."""
    folder = find_content()
    area = load_area(folder, load_sources(folder, []), [])

    assert {id_: partner.name for id_, partner in area.partners.items()} == {
        "council": "Barnsley Council",
        "icb": "NHS South Yorkshire Integrated Care Board",
        "police": "South Yorkshire Police",
    }


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """An empty content folder."""
    (tmp_path / "knowledge").mkdir()
    return ContentFolder(tmp_path)


def test_missing_partners_and_contacts_and_numbers_without_source_are_reported(
    folder: ContentFolder,
) -> None:
    """Everything that an area needs is asked for by name."""
    (folder.knowledge / "area.yaml").write_text(
        "id: x\nname: X\npartnership: X SCP\n"
        "partners:\n  - {id: council, name: C}\n"
        'contacts:\n  - {id: emergency, name: E, phone: "999"}\n  - {id: emergency, name: E}\n',
        encoding="utf-8",
    )
    problems: list[ContentProblem] = []
    load_area(folder, {}, problems)

    texts = [problem.text for problem in problems]
    assert "the partners must be exactly council, icb, police" in texts
    assert "the contact 'emergency' has a number without a source" in texts
    assert "the contact 'emergency' is there twice" in texts
    for needed in set(NEEDED_CONTACTS) - {"emergency"}:
        assert f"the contact '{needed}' is missing" in texts


def test_a_number_to_be_confirmed_is_advisory(folder: ContentFolder) -> None:
    """It is listed and does not block."""
    (folder.knowledge / "area.yaml").write_text(
        "contacts:\n  - {id: lado, name: LADO, confirm: Ring first.}\n", encoding="utf-8"
    )
    problems: list[ContentProblem] = []
    load_area(folder, {}, problems)

    found = [problem for problem in problems if problem.code == "A104"]
    assert [problem.severity for problem in found] == [Severity.ADVISORY]
