"""References in curated text name contacts and sources, and nothing else."""

from __future__ import annotations

from bot.content.area import load_area
from bot.content.refs import dead_references, fill_references
from bot.content.shipped import find_content
from bot.content.sources import load_sources

FOLDER = find_content()
SOURCES = load_sources(FOLDER, [])
AREA = load_area(FOLDER, SOURCES, [])


def test_known_references_are_filled_with_name_and_number() -> None:
    """A contact becomes its line, a source its title."""
    text = fill_references("Ring {contact:front_door}. See {source:ca2004-s16c}.", AREA, SOURCES)

    assert "01226 772423" in text
    assert "Children Act 2004" in text
    assert "{" not in text


def test_dead_references_are_found_as_they_are_written() -> None:
    """Unknown ids, unknown kinds and half-written braces."""
    text = "{contact:nobody} {source:nothing} {thing:x} {oops"

    assert list(dead_references(text, AREA, SOURCES)) == [
        "{contact:nobody}",
        "{source:nothing}",
        "{thing:x}",
        "{oops",
    ]
    assert fill_references("{contact:nobody}", AREA, SOURCES) == "{contact:nobody}"
