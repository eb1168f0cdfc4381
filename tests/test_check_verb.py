"""`check --against` compares with a folder or a git revision, and says what a version needs."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import run
from bot.content.shipped import find_content
from tests.desks import shipped_content

if TYPE_CHECKING:
    from pathlib import Path

Output = pytest.CaptureFixture[str]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the shipped content, kept by git, with one tree's wording changed since."""
    root = tmp_path / "area"
    for folder in (find_content().trees, find_content().knowledge):
        shutil.copytree(folder, root / folder.name)
    author = ["-c", "user.name=Curator", "-c", "user.email=curator@example.org"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "Before"]):
        subprocess.run(["git", *command], cwd=root, check=True)
    file = root / "decision_trees" / "concern.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Call 999", "title: Ring 999", 1), encoding="utf-8")
    return root


def _sizes(capsys: Output) -> dict[str, str]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return {one["tree"]: one["size"] for one in found["against"]}


def test_against_a_revision_of_git(content: Path, capsys: Output) -> None:
    """Other words are a patch, so the version has to be raised: exit code 1."""
    assert run(["check", "--content", str(content), "--against", "HEAD", "--json"]) == 1

    assert _sizes(capsys) == {
        "concern": "patch",
        "allegation": "none",
        "review_criteria": "none",
        "serious_incident": "none",
    }


def test_against_a_folder_in_words(content: Path, capsys: Output) -> None:
    """One line a tree, and the problem at the version's line."""
    before = str(find_content().root)
    assert run(["check", "--content", str(content), "--against", before]) == 1

    text = capsys.readouterr().out
    trees = shipped_content().trees
    now, other = trees["concern"].version, trees["allegation"].version
    major, minor, patch = map(int, now.split("."))
    least = f"{major}.{minor}.{patch + 1}"
    assert f"concern {now} -> {now}: other wording (patch); it has to be at least {least}" in text
    assert f"allegation {other} -> {other}: nothing changed\n" in text
    assert "decision_trees/concern.yaml:" in text
    assert "V902" in text


@pytest.mark.parametrize("against", ["no-such-revision", "--output=x"])
def test_what_is_neither_is_named(content: Path, against: str, capsys: Output) -> None:
    """A word that git does not know, or would take for an option, is refused."""
    assert run(["check", "--content", str(content), f"--against={against}"]) == 1

    assert "neither a folder nor a git revision" in capsys.readouterr().err
