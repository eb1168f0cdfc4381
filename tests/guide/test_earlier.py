"""A change that is larger than its version says is a problem at the version's line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bot.content.problems import Severity
from bot.content.shipped import ContentFolder, find_content
from bot.guide.earlier import compare_folders, trees_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def now(tmp_path: Path) -> ContentFolder:
    """A copy of the shipped content."""
    shipped = find_content()
    for folder in (shipped.trees, shipped.knowledge):
        shutil.copytree(folder, tmp_path / folder.name)
    return ContentFolder(tmp_path)


def _change(folder: ContentFolder, tree: str, before: str, after: str) -> None:
    file = folder.trees / f"{tree}.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_nothing_changed_needs_nothing(now: ContentFolder) -> None:
    """Every tree is compared, and none has to be raised."""
    found = compare_folders(find_content(), now)

    assert {one.tree for one in found.comparisons} == set(trees_in(now))
    assert {one.size.words for one in found.comparisons} == {"nothing changed"}
    assert found.problems == ()


def test_changed_duties_need_a_new_first_number(now: ContentFolder) -> None:
    """V902 stands at the version, says how far, and names a case; raised far enough it is gone."""
    version = trees_in(now)["allegation"].version
    _change(now, "allegation", 'rules:\n      - {when: {immediate_danger: "yes"}}', RULE)

    (problem,) = compare_folders(find_content(), now).problems

    assert (problem.code, problem.severity) == ("V902", Severity.ERROR)
    assert problem.path == "decision_trees/allegation.yaml"
    assert "changed duties" in problem.text
    assert "immediate_danger=no" in problem.witness
    major = f"{int(version.split('.')[0]) + 1}.0.0"
    _change(now, "allegation", f"version: {version}", f"version: {major}")
    assert compare_folders(find_content(), now).problems == ()


RULE = 'rules:\n      - {when: {immediate_danger: ["yes", "no"]}}'


def test_trees_that_are_gone_or_cannot_be_read_are_named(
    now: ContentFolder, tmp_path: Path
) -> None:
    """Worth a look, and no reason to refuse."""
    (now.trees / "concern.yaml").unlink()
    before = ContentFolder(tmp_path / "before")
    shutil.copytree(find_content().trees, before.trees)
    shutil.copytree(find_content().knowledge, before.knowledge)
    (before.trees / "allegation.yaml").write_text("schema: nothing\n", encoding="utf-8")

    found = compare_folders(before, now).problems

    assert {(one.code, one.severity) for one in found} == {("V903", Severity.ADVISORY)}
    assert [one.path.rpartition("/")[2] for one in found] == ["allegation.yaml", "concern.yaml"]
