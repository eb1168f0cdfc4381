"""A curator's workbench uses what is good, keeps the last good, and says what is wrong where."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from bot.content.shipped import ContentFolder, find_content
from bot.guide.content import load_content
from bot.guide.desk import Shelf
from bot.guide.workbench import Workbench, tree_json
from bot.store.full_text import SqliteFullText
from bot.trees.table import table_of
from tests.desks import START, shipped_content

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.content import Content

RENAMED = ("title: Call 999", "title: Ring 999 now")
BROKEN = ("title: Call 999", "title: [Call 999")


class Bench:
    """A workbench over a folder of its own, and the shelf that it fills."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(find_content().trees, root / "decision_trees")
        shutil.copytree(find_content().knowledge, root / "knowledge")
        self.folder = ContentFolder(root)
        self.shelf = Shelf(shipped_content())
        self.work = Workbench(self.folder, self.load, self.shelf, START.date)

    def load(self) -> Content:
        """What is in the folder now."""
        return load_content(self.folder, SqliteFullText)

    def edit(self, before: str, after: str) -> None:
        """Save the tree about concerns with other text."""
        file = self.folder.trees / "concern.yaml"
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")

    def shown_first(self) -> dict[str, Any]:
        """What is shown at once."""
        return dict(next(self.work.read()))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A workbench over a copy of the shipped content."""
    return Bench(tmp_path)


def _concern(shown: dict[str, Any]) -> dict[str, Any]:
    return dict(next(tree for tree in shown["trees"] if tree["id"] == "concern"))


def test_what_is_saved_is_used_and_shown_at_once(bench: Bench) -> None:
    """The app has the new words before the check is through."""
    bench.edit(*RENAMED)

    shown = bench.shown_first()

    assert (shown["is_good"], shown["is_checked"]) == (True, False)
    assert _concern(shown)["duties"][0]["title"] == "Ring 999 now"
    assert bench.shelf.content.tree("concern").duties["call_999"].title == "Ring 999 now"
    assert _concern(shown)["hash"] == bench.shelf.content.tree("concern").hash


def test_broken_files_are_named_and_the_last_good_stays_in_use(bench: Bench) -> None:
    """What is wrong is said with file and line; mended, it is used again."""
    bench.edit(*BROKEN)
    shown, checked = (dict[str, Any](one) for one in bench.work.read())

    assert shown["is_good"] is False
    assert "decision_trees/concern.yaml:" in shown["problems"][0]["text"]
    assert _concern(shown)["duties"][0]["title"] == "Call 999"
    assert bench.shelf.content is shipped_content()
    assert checked["is_checked"] is True
    broken = [one for one in checked["problems"] if one["severity"] == "error"]
    assert broken[0]["path"] == "decision_trees/concern.yaml"
    assert broken[0]["line"] > 1
    bench.edit(BROKEN[1], BROKEN[0])
    assert bench.shown_first()["is_good"] is True
    assert bench.shelf.content is not shipped_content()


def test_a_lost_duty_is_found_with_a_case_that_shows_it(bench: Bench) -> None:
    """What cannot be seen by reading comes with its witness, while the content stays usable."""
    bench.edit('- {when: {immediate_danger: "yes"}}', '- {when: {immediate_danger: "no"}}')

    *_, checked = bench.work.read()

    assert checked["is_good"] is True
    problems = checked["problems"]
    assert isinstance(problems, list)
    assert [one for one in problems if one["severity"] == "error" and one["witness"]]


def test_the_stamp_moves_with_every_file(bench: Bench) -> None:
    """A changed, a new and a lost file each count; looking does not."""
    first = bench.work.stamp()
    assert bench.work.stamp() == first
    bench.edit(*RENAMED)
    second = bench.work.stamp()
    (bench.folder.knowledge / "entries" / "new.yaml").write_text("[]\n", encoding="utf-8")
    third = bench.work.stamp()
    (bench.folder.trees / "allegation.yaml").unlink()

    assert len({first, second, third, bench.work.stamp()}) == 4


def test_a_tree_in_words_holds_questions_and_sheet() -> None:
    """Every question with when it is asked and how it may be answered; every way to a duty."""
    content = shipped_content()
    tree = content.tree("concern")

    found: dict[str, Any] = tree_json(table_of(tree), content.sources)

    assert (found["id"], found["version"], found["hash"]) == (tree.id, tree.version, tree.hash)
    assert [one["id"] for one in found["questions"]] == [one.id for one in tree.questions]
    assert found["questions"][0]["when"] is None
    time = found["questions"][-1]["when"]
    assert time["all_of"][0].startswith("The worry: ")
    assert time["one_of"][0].startswith("In danger now: ")
    first = found["duties"][0]["rows"][0]
    assert first["strength"] == "should"
    assert first["where"] == {"all_of": ["In danger now: yes"], "one_of": []}
    assert first["cites"][0].endswith("(should)")
