"""Report, export and publication on the command line: files, exit codes, nothing too much."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot import bootstrap
from bot.__main__ import run
from bot.guide.desk import Policy
from bot.privacy.envelope import new_key, read_key_ring
from bot.store.sqlite import open_store
from tests.desks import SetClock, TestDesk, shipped_content
from tests.walking import CANARY, logged

if TYPE_CHECKING:
    from pathlib import Path

    Output = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with two referrals of December 2026 in it, named by the variables."""
    key = new_key()
    clock = SetClock()
    ring = read_key_ring(key, setting="BOT_KEY")
    desk = bootstrap.make_desk(shipped_content(), tmp_path, ring, Policy("C1"), clock)
    with open_store(tmp_path / bootstrap.REGISTER) as store:
        made = TestDesk(desk=desk, store=store, clock=clock)
        logged(made)
        logged(made)
    monkeypatch.setenv("BOT_KEY", key)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("USER", "tester")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_report_writes_a_page_and_a_csv_beside_it(folder: Path, capsys: Output) -> None:
    """Under the year's name, or where --out says; two referrals are too few to be printed."""
    assert run(["report", "2026"]) == 0
    assert run(["report", "2026", "--out", "figures.html"]) == 0

    assert "left out" in capsys.readouterr().out
    for name in ("report-2026", "figures"):
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        assert page.startswith("<!doctype html>")
        assert "April 2026 to March 2027" in page
        rows = list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"))))
        assert {row["number"] for row in rows} == {"0", "[c]"}


def test_report_refuses_years_and_names_it_cannot_use(folder: Path) -> None:
    """A year to come; no year; a page that would be its own CSV."""
    assert run(["report", "2090"]) == 1
    assert run(["report", "next"]) == 2
    assert run(["report", "2026", "--out", "figures.csv"]) == 2
    assert list(folder.glob("*.csv")) == []


def test_export_prints_csv_without_what_was_typed(folder: Path, capsys: Output) -> None:
    """One line a referral under its headings."""
    assert run(["referrals", "export"]) == 0

    out = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["ref"] for row in rows] == ["SG-2026-0001", "SG-2026-0002"]
    assert rows[0]["fact_event"] == "died"
    assert CANARY not in out
    assert folder.exists()


def test_export_prints_one_json_array(folder: Path, capsys: Output) -> None:
    """Also of an empty register's length."""
    assert run(["referrals", "export", "--json"]) == 0

    assert len(json.loads(capsys.readouterr().out)) == 2
    assert folder.exists()


@pytest.mark.parametrize("form", ["--csv", "--json"])
def test_export_of_what_was_typed_goes_to_a_file_for_one(
    folder: Path, form: str, capsys: Output
) -> None:
    """With a reason, readable by its owner alone, also where a file was open to others before."""
    out = folder / "export"
    out.touch(mode=0o644)
    asked = ["referrals", "export", form, "--narrative", "--out", str(out)]
    assert run(asked) == 1
    assert out.read_bytes() == b""
    assert run([*asked, "--reason", "audit"]) == 0

    assert out.read_text(encoding="utf-8").count(CANARY) == 2
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert run(["referrals", "show", "SG-2026-0001", "--json"]) == 0
    assert any("opened" in line for line in json.loads(capsys.readouterr().out)["timeline"])


def test_publication_names_line_and_kind_and_never_the_text(tmp_path: Path, capsys: Output) -> None:
    """Exit code 1 where something was found."""
    file = tmp_path / "review.txt"
    file.write_text("Learning.\nRing 0113 496 0999 about it.\n", encoding="utf-8")
    assert run(["publication", str(file)]) == 1
    text = capsys.readouterr().out
    assert run(["publication", str(file), "--json"]) == 1

    found = json.loads(capsys.readouterr().out)
    assert found == {"lines": 2, "findings": [{"line": 2, "kind": "phone"}]}
    assert "line 2: phone" in text
    assert "496" not in text
    assert "a person has to read it" in text


def test_publication_of_a_clean_text_is_done(tmp_path: Path, capsys: Output) -> None:
    """Exit code 0, and what it cannot find is said all the same."""
    file = tmp_path / "review.txt"
    file.write_text("\ufeffWhat we learned.\n", encoding="utf-8")

    assert run(["publication", str(file)]) == 0
    assert "a person has to read it" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00A", b"%PDF-1.7\n\xe2\xe3"]
)
def test_publication_of_another_kind_of_file_is_refused(
    tmp_path: Path, capsys: Output, content: bytes
) -> None:
    """A document or PDF is not silently read as clean."""
    file = tmp_path / "review.docx"
    file.write_bytes(content)

    assert run(["publication", str(file)]) == 1
    assert "plain text" in capsys.readouterr().err


def test_other_verbs_do_not_wait_for_the_charts_library() -> None:
    """It is loaded when a page is made."""
    code = "import sys; import bot.cli; print('pygal' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )

    assert done.stdout.strip() == "False"


def test_the_key_is_changed_while_nobody_serves(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """With both keys everything is wrapped anew; then the new one is enough."""
    old, new = os.environ["BOT_KEY"], new_key()
    monkeypatch.setenv("BOT_KEY", f"{new},{old}")
    with bootstrap.serving_folder(folder):
        assert run(["referrals", "rewrap"]) == 1
    assert "already serves" in capsys.readouterr().err
    assert run(["referrals", "rewrap"]) == 0
    monkeypatch.setenv("BOT_KEY", new)
    shown = ["referrals", "show", "SG-2026-0001", "--narrative", "--reason", "audit"]
    assert run(shown) == 0
    assert CANARY in capsys.readouterr().out
    assert run(["referrals", "verify"]) == 0
