"""The quiet lines say what is uncertain, and no more than the register says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answers.caveats import caveats_of, edition_line, in_full
from bot.content.sources import Citation, Modality

if TYPE_CHECKING:
    from bot.answers.model import Entry, Library


def _citing(library: Library, *sources: str) -> Entry:
    cites = tuple(Citation(source, "ref", Modality.MUST) for source in sources)
    return replace(library.entries["panel-deadline"], cites=cites)


def test_a_replaced_edition_is_named_with_its_day(library: Library) -> None:
    """The day is the one in the register's note about the new edition."""
    line = edition_line(_citing(library, "wt2023"), library.sources)

    assert line.startswith(
        "Working Together to Safeguard Children 2023 was replaced by "
        "Working Together to Safeguard Children 2026 on 18 March 2026."
    )


def test_no_day_is_invented(library: Library) -> None:
    """Where the register gives no day, the line gives none."""
    newer = replace(library.sources["wt2026"], note="Seen.")
    sources = {**library.sources, "wt2026": newer}

    assert " on 18" not in edition_line(_citing(library, "wt2023"), sources)


def test_law_does_not_depend_on_the_edition(library: Library) -> None:
    """An entry that rests on an Act too says that it stands; one on the Act alone is quiet."""
    both = edition_line(_citing(library, "wt2023", "ca2004-s16c"), library.sources)

    assert "the law cited does not depend on it" in both
    assert edition_line(_citing(library, "ca2004-s16c"), library.sources) == ""


def test_each_caveat_is_a_line(library: Library) -> None:
    """Caveat, edition and the day checked come in this order, each only where there is one."""
    entry = replace(_citing(library, "ca2004-s16c"), caveat="")

    assert caveats_of(entry, library.sources) == (f"Checked on {in_full(entry.checked)}.",)
    assert caveats_of(replace(entry, caveat="Unsure."), library.sources)[0] == "Unsure."
