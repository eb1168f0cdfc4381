"""The README says what is so: help text, folders, variables and commands."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from click.testing import CliRunner

from bot.cli import VERBS, cli

CHECKOUT = Path(__file__).parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def _block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\n(.*?)```\n<!-- end of {name} -->", README, re.DOTALL)
    assert found
    return found.group(1)


def test_the_help_text_is_what_the_program_prints() -> None:
    """Copied, not paraphrased."""
    printed = (
        CliRunner().invoke(cli, ["--help"], prog_name="python -m bot", terminal_width=78).output
    )

    assert _block("help") == printed


def test_the_folders_are_those_there_are() -> None:
    """Every package and content folder is named, and none that is not there."""
    lines = _block("tree").splitlines()
    packages = {line.split("/")[0].strip() for line in lines if line.startswith("  ")}
    folders = {line.split("/")[0] for line in lines if not line.startswith("  ")}

    there = {path.parent.name for path in (CHECKOUT / "bot").glob("*/__init__.py")}
    assert packages == there
    assert folders == {"bot", "decision_trees", "knowledge", "tests"}


def test_the_top_level_holds_what_was_asked_for() -> None:
    """Four folders, project file and README; beside them licence, lock and hidden files."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    top = {line.split("/")[0] for line in tracked.stdout.splitlines()}
    visible = {name for name in top if not name.startswith(".")}

    assert visible <= {
        *("bot", "decision_trees", "knowledge", "tests", "pyproject.toml", "README.md"),
        *("LICENSE", "requirements.lock"),
    }


def test_every_variable_is_documented_and_read() -> None:
    """The table and the reader name the same variables."""
    settings = (CHECKOUT / "bot" / "settings.py").read_text(encoding="utf-8")
    pattern = r"\b(?:BOT|SLACK)_[A-Z_]+\b"

    assert set(re.findall(pattern, README)) == set(re.findall(pattern, settings))


def test_the_two_commands_name_what_the_project_defines() -> None:
    """The extra exists, the verb exists, and the console script leads to the program."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert "python -m pip install -e . && python -m bot preview\n" in README
    assert 'python -m pip install -e ".[test]" && python -m pytest\n' in README
    assert "test" in project["optional-dependencies"]
    assert "preview" in VERBS
    assert project["scripts"]["safeguarding-guide"] == "bot.__main__:main"


def test_links_lead_to_files() -> None:
    """Every relative link and picture is there."""
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (CHECKOUT / target).exists(), target


def test_every_command_shown_is_understood() -> None:
    """Each `python -m bot VERB` in the README is a verb."""
    for verb in re.findall(r"python -m bot ([a-z]+)", README):
        assert verb in VERBS

    done = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=CHECKOUT, capture_output=True, check=False
    )
    assert done.returncode == 0
