"""The sign-off sheet as plain text."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from bot.content.sources import Modality
from bot.trees.model import Deadline
from bot.trees.proof.classes import shared
from bot.trees.sheet.words import (
    HOW_TO_READ,
    answers_words,
    cite_words,
    day,
    deadline_words,
    not_known_words,
    nothing_words,
    replaced_editions,
)
from bot.trees.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.sources import Source
    from bot.trees.model import Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.table import DutyRows, Table

_WIDTH = 98


def table_text(table: Table, sources: Mapping[str, Source]) -> str:
    """The whole sheet, to be read in a terminal."""
    tree = table.tree
    blocks = [
        "\n".join(_head(tree)),
        "\n".join(_wrap(line) for line in HOW_TO_READ),
    ]
    for number, rows in enumerate(table.duties, start=1):
        blocks.append("\n".join(_duty(table, rows, number, sources)))
    if table.nothing:
        blocks.append("\n".join(_nothing(table, sources)))
    blocks += [_wrap(line) for line in replaced_editions(table, sources)]
    return "\n\n".join(blocks) + "\n"


def _head(tree: Tree) -> Iterator[str]:
    yield tree.title.upper()
    yield f"Sign-off sheet of {tree.id} {tree.version}"
    yield f"Checked {day(tree.checked)}, to be reviewed by {day(tree.review_by)}"
    yield f"Fingerprint {tree.hash}"


def _duty(
    table: Table, rows: DutyRows, number: int, sources: Mapping[str, Source]
) -> Iterator[str]:
    tree = table.tree
    yield f"{number}. {rows.duty.title} - {rows.duty.who}"
    before = Row(Modality.FACT, (), Deadline(), (), (), ())
    for row in rows.rows:
        yield from _binding(tree, row, before, sources)
        yield from (_wrap(reason, "   ") for reason in row.reasons)
        yield from _classes(tree, row.classes)
        before = row
    yield _wrap(not_known_words(table, rows), "   ")


def _binding(tree: Tree, row: Row, before: Row, sources: Mapping[str, Source]) -> Iterator[str]:
    """How binding, by when and on what; what the row before said is not said again."""
    said = (row.strength, row.deadline, row.cites)
    if said == (before.strength, before.deadline, before.cites):
        yield ""
        return
    is_same = row.deadline == before.deadline
    by_when = "by when: as above" if is_same else deadline_words(tree, row.deadline)
    yield _wrap(f"{row.strength.upper()}, {by_when}", "   ")
    cites = "; ".join(cite_words(cite, sources) for cite in row.cites)
    yield _wrap(f"Source: {cites}", "   ")


def _classes(tree: Tree, classes: tuple[Answers, ...]) -> Iterator[str]:
    common, rest = shared(classes)
    if common or not rest:
        yield _wrap(f"- {'; '.join(answers_words(tree, common))}", "     ")
    if rest:
        yield "       and one of:" if common else "     one of:"
        for one in rest:
            yield _wrap(f"- {'; '.join(answers_words(tree, one))}", "       ")


def _nothing(table: Table, sources: Mapping[str, Source]) -> Iterator[str]:
    yield "WHAT IS NOT OWED, AND WHY"
    yield _wrap(nothing_words(table.tree))
    for one in table.nothing:
        yield ""
        yield _wrap(one.item.because, "   ")
        cites = "; ".join(cite_words(cite, sources) for cite in one.item.cites)
        yield _wrap(f"Source: {cites}", "   ")
        yield from _classes(table.tree, one.classes)


def _wrap(text: str, indent: str = "") -> str:
    hanging = f"{indent}  " if text.startswith("- ") else indent
    return textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=hanging)
