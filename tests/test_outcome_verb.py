"""`outcome`: the fixed contract stays, and what was asked for beside it is added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import run

if TYPE_CHECKING:
    from pathlib import Path

Output = pytest.CaptureFixture[str]
ADULT = [
    "--given",
    "immediate_danger=no",
    "--given",
    "role=other",
    "--given",
    "age_band=adult_other",
]
CONTRACT = {"tree", "version", "hash", "asked", "next", "duties", "handoff"}


def _json(capsys: Output) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_explain_adds_two_keys_and_changes_none(capsys: Output) -> None:
    """Without it the contract is as it was; with it why not, and why asked."""
    assert run(["outcome", "serious_incident", *ADULT, "--json"]) == 0
    plain = _json(capsys)
    assert run(["outcome", "serious_incident", *ADULT, "--json", "--explain"]) == 0
    explained = _json(capsys)

    assert set(plain) == CONTRACT
    assert explained == {
        **plain,
        "why_not": explained["why_not"],
        "asked_because": explained["asked_because"],
    }
    reasons = {one["id"]: one for one in explained["why_not"]}
    assert reasons["notify_panel"]["because"] == {"age_band": "adult_other"}
    assert [one["fact"] for one in explained["asked_because"]][:3] == [
        "immediate_danger",
        "role",
        "age_band",
    ]


def test_explain_in_words(capsys: Output) -> None:
    """After the outcome, for people."""
    assert run(["outcome", "serious_incident", *ADULT, "--explain"]) == 0

    text = capsys.readouterr().out
    assert "Tell the parents and others with parental responsibility. Ruled out by" in text
    assert "WHY EACH QUESTION WAS ASKED" in text


def test_explain_goes_with_many_cases_too(capsys: Output, tmp_path: Path) -> None:
    """Each line carries its own explanation."""
    file = tmp_path / "cases.jsonl"
    file.write_text('{"immediate_danger": "no"}\n{"immediate_danger": "maybe"}\n', encoding="utf-8")

    assert run(["outcome", "serious_incident", "--lines", str(file), "--explain"]) == 0

    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert "why_not" in first
    assert list(second) == ["error"]


@pytest.mark.parametrize("tree", ["serious_incident", "review_criteria", "concern", "allegation"])
def test_every_tree_has_a_sign_off_sheet(tree: str, capsys: Output, tmp_path: Path) -> None:
    """As text, as JSON, and as a page; the page alone prints nothing else."""
    page = tmp_path / "sheet.html"

    assert run(["outcome", tree, "--table"]) == 0
    text = capsys.readouterr().out
    assert run(["outcome", tree, "--table", "--json"]) == 0
    sheet = _json(capsys)
    assert run(["outcome", tree, "--table", "--html", str(page)]) == 0

    assert capsys.readouterr().out == ""
    assert sheet["hash"] in text
    assert sheet["hash"] in page.read_text(encoding="utf-8")
    for duty in sheet["duties"]:
        assert duty["title"] in text
        assert duty["rows"]


def test_a_page_goes_only_with_the_table(capsys: Output) -> None:
    """Wrong usage is said, and nothing is written."""
    assert run(["outcome", "serious_incident", "--html", "sheet.html"]) == 2
    assert "--table" in capsys.readouterr().err
