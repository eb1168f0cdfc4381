"""A curator's workbench: the files as they are now, beside the app that uses them.

Whatever is saved is read again. Content without errors is used at once; otherwise the app goes on
with the last that was good, and the workbench says what is wrong, where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import InvalidContentError
from bot.guide.content import check_content
from bot.trees.proof.classes import shared
from bot.trees.sheet.words import (
    answers_words,
    cite_words,
    deadline_words,
    not_known_words,
    nothing_words,
)
from bot.trees.table import table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from os import stat_result
    from pathlib import Path

    from bot.content.problems import ContentProblem
    from bot.content.shipped import ContentFolder
    from bot.content.sources import Source
    from bot.guide.content import Content
    from bot.guide.desk import Shelf
    from bot.trees.model import Tree
    from bot.trees.proof.classes import Answers
    from bot.trees.table import DutyRows, Table

Json = dict[str, object]


class Workbench:
    """Reads the content again whenever a file was saved.

    Args:
        folder: Where the content is.
        load: Loads what is in it, as it is now.
        shelf: Where content that is fit to be used is put.
        today: Gives the day now, in England.
    """

    def __init__(
        self,
        folder: ContentFolder,
        load: Callable[[], Content],
        shelf: Shelf,
        today: Callable[[], date],
    ) -> None:
        self._folder = folder
        self._load = load
        self._shelf = shelf
        self._today = today
        self._sheets: dict[str, Json] = {}

    def stamp(self) -> object:
        """Something that is another as soon as a file is saved, added or gone."""
        return tuple(
            (str(file), status.st_mtime_ns, status.st_size)
            for root in (self._folder.trees, self._folder.knowledge)
            for file in sorted(root.rglob("*.yaml"))
            if (status := _status(file))
        )

    def read(self) -> Iterator[Json]:
        """What to show: first what the app uses now, then what a whole check found."""
        try:
            self._shelf.put(self._load())
            broken: tuple[str, ...] = ()
        except InvalidContentError as error:
            broken = error.problems
        trees = self._trees(self._shelf.content)
        first = [{"text": text, "severity": "error"} for text in broken]
        yield {"trees": trees, "problems": first, "is_good": not broken, "is_checked": False}
        checked = check_content(self._folder, today=self._today())
        found = [_problem(problem) for problem in checked.problems]
        yield {"trees": trees, "problems": found, "is_good": not broken, "is_checked": True}

    def _trees(self, content: Content) -> list[Json]:
        sheets = {tree.hash: self._sheet(tree, content.sources) for tree in content.trees.values()}
        self._sheets = sheets
        return list(sheets.values())

    def _sheet(self, tree: Tree, sources: Mapping[str, Source]) -> Json:
        """A tree's sheet; worked out once for each version, for it takes a second."""
        return self._sheets.get(tree.hash) or tree_json(table_of(tree), sources)


def tree_json(table: Table, sources: Mapping[str, Source]) -> Json:
    """A tree in words: its questions with when they are asked, and its sign-off sheet."""
    tree = table.tree
    return {
        "id": tree.id,
        "title": tree.title,
        "version": tree.version,
        "hash": tree.hash,
        "questions": [
            {
                "id": question.id,
                "asks": [
                    {
                        "ask": tree.facts[fact].ask,
                        "answers": [*tree.facts[fact].values.values()],
                        "is_date": tree.facts[fact].kind == "date",
                    }
                    for fact in question.asks
                ],
                "when": _where(tree, table.asked[question.id]),
            }
            for question in tree.questions
        ],
        "duties": [_duty(table, rows, sources) for rows in table.duties],
        "nothing_when": nothing_words(tree),
        "nothing": [
            {
                "because": one.item.because,
                "cites": [cite_words(cite, sources) for cite in one.item.cites],
                "where": _where(tree, one.classes),
            }
            for one in table.nothing
        ],
    }


def _duty(table: Table, rows: DutyRows, sources: Mapping[str, Source]) -> Json:
    return {
        "id": rows.duty.id,
        "title": rows.duty.title,
        "who": rows.duty.who,
        "not_known": not_known_words(table, rows),
        "rows": [
            {
                "strength": row.strength.value,
                "by_when": deadline_words(table.tree, row.deadline),
                "cites": [cite_words(cite, sources) for cite in row.cites],
                "reasons": list(row.reasons),
                "where": _where(table.tree, row.classes),
            }
            for row in rows.rows
        ],
    }


def _where(tree: Tree, classes: tuple[Answers, ...]) -> Json | None:
    """What all classes share, and the rest of each; None where the answers do not matter."""
    if classes == ({},):
        return None
    common, rest = shared(classes)
    return {
        "all_of": list(answers_words(tree, common)) if common else [],
        "one_of": ["; ".join(answers_words(tree, one)) for one in rest],
    }


def _problem(problem: ContentProblem) -> Json:
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "text": problem.text,
        "witness": problem.witness,
        "severity": problem.severity.value,
    }


def _status(file: Path) -> stat_result | None:
    """A file's status; None where it has just gone."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None
