"""`evaluate` and `ask --explain` say in plain words what was measured and why."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import run
from bot.content.shipped import find_content

if TYPE_CHECKING:
    from pathlib import Path

    Output = pytest.CaptureFixture[str]

_KEPT = ("allegations.yaml", "deadlines.yaml")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped content with the entries of two files only."""
    root = tmp_path_factory.mktemp("content")
    shipped = find_content()
    shutil.copytree(shipped.trees, root / "decision_trees")
    shutil.copytree(shipped.knowledge, root / "knowledge")
    for file in (root / "knowledge" / "entries").iterdir():
        if file.name not in _KEPT:
            file.unlink()
    alarm = root / "knowledge" / "alarm.yaml"
    alarm.write_text(_some(alarm.read_text(encoding="utf-8")), encoding="utf-8")
    text = "\n".join(
        line
        for name in _KEPT
        for line in (root / "knowledge" / "entries" / name).read_text(encoding="utf-8").splitlines()
    )
    for name in _KEPT:
        path = root / "knowledge" / "entries" / name
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(_without_dead(lines, text)) + "\n", encoding="utf-8")
    return root


def _some(alarm: str) -> str:
    """The alarm with a hundred examples of each kind, which is quicker to learn."""
    head, _, lists = alarm.partition("\nfires:\n")
    fires, _, quiet = lists.partition("\nquiet:\n")
    kept = ["\n".join(one.strip("\n").split("\n")[:100]) for one in (fires, quiet)]
    return f"{head}\nfires:\n{kept[0]}\n\nquiet:\n{kept[1]}\n"


def _without_dead(lines: list[str], text: str) -> list[str]:
    """The lines, but `related` names only entries that are left."""
    found = []
    for line in lines:
        if line.startswith("  related:"):
            names = line.partition("[")[2].partition("]")[0].split(", ")
            kept = [name for name in names if f"- id: {name}\n" in f"{text}\n"]
            found.append(f"  related: [{', '.join(kept)}]")
        else:
            found.append(line)
    return found


def test_evaluate_prints_shares_and_weak_entries(small: Path, capsys: Output) -> None:
    """Both kinds of held-out question, in per cent, with the thresholds; rounds are told."""
    assert run(["evaluate", "--rounds", "1", "--content", str(small)]) == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("Shown as the answer from a chance of 0.")
    assert "found their entry first" in printed.out
    assert "asked without their entry:" in printed.out
    assert "calls for help, each heard by an alarm that was not taught it" in printed.out
    assert "Round 1 of 1" in printed.err


def test_evaluate_prints_json(small: Path, capsys: Output) -> None:
    """Counts, so that a program can make its own shares."""
    assert run(["evaluate", "--rounds", "1", "--json", "--content", str(small)]) == 0

    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"thresholds", "wordings", "entries", "weak", "alarm"}
    assert found["wordings"]["first"] <= found["wordings"]["asked"]
    assert found["entries"]["first"] == 0
    assert found["alarm"]["rung"] <= found["alarm"]["met"] <= found["alarm"]["calls"]


def test_ask_explains_below_the_answer(capsys: Output) -> None:
    """The answer stays as it is; how it was found follows, with a table of parts."""
    assert run(["ask", "how long to notfy the panel"]) == 0
    plain = capsys.readouterr().out
    assert run(["ask", "--explain", "how long to notfy the panel"]) == 0

    told = capsys.readouterr().out
    assert told.startswith(plain.rstrip("\n"))
    assert "Spelling: notfy -> notify" in told
    assert "panel-deadline" in told


def test_ask_explains_in_json(capsys: Output) -> None:
    """One key more than the contract, only when it is asked for."""
    assert run(["ask", "--explain", "--json", "baby isnt breathing"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == "emergency"
    assert found["explain"]["rule"]
