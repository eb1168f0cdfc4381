"""The sheet as text holds everything that is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.trees.sheet.text import table_text
from bot.trees.table import table_of

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from tests.trees.builders import Content


def test_a_small_sheet_reads_from_top_to_bottom(small: Tree, content: Content) -> None:
    """Head, duties with binding, reasons and answers, what an unknown does, what is not owed."""
    text = table_text(table_of(small), content.sources)

    parts = [
        "A SMALL TREE\nSign-off sheet of small 1.0.0\n",
        f"Fingerprint {small.hash}\n",
        "1. Notify - The council\n   MUST, 5 working days from “Seen on” (two dates)",
        "   Source: Children Act 2004, section 16C, s16C(1) (must)\n   The harm is serious.\n",
        "     - Harm: Yes; Kind of harm: Seriously\n",
        "   If not known (Harm, Kind of harm): a person decides (“Ask a person”).\n",
        "3. Tell the employer - You\n   SHOULD, within a day\n",
        "WHAT IS NOT OWED, AND WHY\n",
        "   Nothing is owed where no child was harmed.\n",
        "     - Harm: No\n",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_every_duty_of_the_shipped_tree_is_there_in_lines_that_fit(
    main: Tree, content: Content
) -> None:
    """Numbered in the tree's order, and nothing runs out of the terminal but a long heading."""
    text = table_text(table_of(main), content.sources)

    for number, duty in enumerate(main.duties.values(), start=1):
        assert f"\n{number}. {duty.title} - {duty.who}\n" in text
    for item in main.no_duty:
        assert " ".join(item.because.split()) in " ".join(text.split())
    assert all(len(line) <= 98 for line in text.splitlines() if line.startswith(" "))
    assert "MUST, by when: as above\n" in text


def test_alternatives_come_under_what_they_share(main: Tree, content: Content) -> None:
    """What all ways have in common is said once."""
    text = table_text(table_of(main), content.sources)

    assert "       and one of:\n       - Abuse or neglect: known / suspected\n" in text
