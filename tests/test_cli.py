"""The command line keeps its contract: verbs, JSON shapes, exit codes, one line when wrong."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from bot import bootstrap
from bot.__main__ import run
from bot.content.shipped import find_content
from bot.guide.desk import Policy
from bot.privacy.envelope import new_key, read_key_ring
from bot.store.sqlite import open_store
from tests.desks import T01, SetClock, TestDesk, shipped_content
from tests.walking import CANARY, logged

if TYPE_CHECKING:
    from pathlib import Path

    Output = pytest.CaptureFixture[str]

GIVEN = [part for fact, value in T01.items() for part in ("--given", f"{fact}={value}")]


def _json(capsys: Output) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_ask_prints_the_contract(capsys: Output) -> None:
    """Kind, three candidates, text, cites with strength, caveats, next."""
    assert run(["ask", "--json", "how", "long", "to", "notify", "the", "panel"]) == 0

    answer = _json(capsys)
    assert set(answer) == {"kind", "entries", "text", "cites", "caveats", "next"}
    assert answer["kind"] == "answer"
    assert answer["entries"][0]["id"] == "panel-deadline"
    assert len(answer["entries"]) == 3
    assert set(answer["entries"][0]) == {"id", "title", "score"}
    assert {"source", "ref", "strength"} == set(answer["cites"][0])


def test_ask_answers_an_emergency_with_999_first(capsys: Output) -> None:
    """Nothing stands before it."""
    assert run(["ask", "toddler on the balcony ledge and no one answers the door"]) == 0

    assert capsys.readouterr().out.startswith("Call 999 now.")


def test_ask_takes_many_questions_and_gives_one_object_a_line(
    capsys: Output, tmp_path: Path
) -> None:
    """Empty lines are passed over; order is kept."""
    file = tmp_path / "questions.txt"
    file.write_text("what is a SIN\n\nwho wins the cup final\n", encoding="utf-8")
    assert run(["ask", "--lines", str(file)]) == 0

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["kind"] for answer in answers] == ["answer", "abstain"]


def test_outcome_of_t01_has_target_and_latest(capsys: Output) -> None:
    """Aware on 18 December 2026: target 24 December, latest 29 December."""
    assert run(["outcome", "serious_incident", *GIVEN, "--json"]) == 0

    outcome = _json(capsys)
    assert set(outcome) == {
        *("tree", "version", "hash", "asked", "next", "duties", "handoff"),
    }
    duties = {duty["id"]: duty for duty in outcome["duties"]}
    due = duties["notify_panel"]["due"]
    assert (due["date"], due["latest"]) == ("2026-12-24", "2026-12-29")
    assert {day["date"] for day in due["skipped"]} == {
        f"2026-12-{day}" for day in (19, 20, 25, 26, 27, 28)
    }
    assert duties["notify_panel"]["strength"] == "must"
    assert duties["notify_panel"]["certain"] is True
    assert duties["notify_panel"]["because"]
    assert outcome["next"] is None
    assert outcome["handoff"] is None
    assert "{contact" not in json.dumps(outcome)


def test_outcome_says_what_to_ask_next(capsys: Output) -> None:
    """Where a needed fact is missing, the next question comes with its options."""
    assert run(["outcome", "serious_incident", "--given", "immediate_danger=no", "--json"]) == 0

    following = _json(capsys)["next"]
    assert following["fact"] == "role"
    assert {"value", "label"} == set(following["options"][0])


def test_outcome_of_many_cases_goes_on_after_a_bad_one(capsys: Output, tmp_path: Path) -> None:
    """A bad line gives its error in its place, without what was written there."""
    file = tmp_path / "cases.jsonl"
    lines = [json.dumps(T01), '{"event": "canary"}', "no json", "[1]", '{"event": 1}']
    file.write_text("\n".join(lines), encoding="utf-8")
    assert run(["outcome", "serious_incident", "--lines", str(file), "--json"]) == 0

    outcomes = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert outcomes[0]["duties"]
    assert [list(outcome) for outcome in outcomes[1:]] == [["error"]] * 4
    assert "canary" not in json.dumps(outcomes)


def test_a_future_date_counts_only_without_today(capsys: Output) -> None:
    """With --today before it, the date has not come yet and is refused."""
    late = ["outcome", "serious_incident", *GIVEN, "--json", "--today", "2026-12-01"]

    assert run(late) == 1
    assert "Error: aware_on" in capsys.readouterr().err


def test_outcome_for_people_names_dates_sources_and_version(capsys: Output) -> None:
    """The text for the case record."""
    assert run(["outcome", "serious_incident", *GIVEN]) == 0

    text = capsys.readouterr().out
    assert "Thursday 24 December 2026, latest Tuesday 29 December 2026" in text
    assert "Children Act 2004, section 16C" in text
    assert "serious_incident" in text


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["ask"], 2),
        (["nothing"], 2),
        (["outcome", "serious_incident", "--given", "event"], 2),
        (["outcome", "no_such_tree"], 1),
        (["outcome", "serious_incident", "--given", "immediate_danger=maybe"], 1),
        (["ask", "--content", "no/such/folder", "x"], 1),
        (["draw", "no_such_tree"], 1),
        (["--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes_tell_wrong_usage_from_known_errors(
    capsys: Output, arguments: list[str], code: int
) -> None:
    """2 for wrong usage, 1 for an error that a person can mend, each in a line or two."""
    assert run(arguments) == code

    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert bool(captured.err) == (code > 0)


def test_check_of_the_shipped_content_finds_no_error(capsys: Output) -> None:
    """What is shipped is fit to be used; what it counts is named."""
    assert run(["check", "--json", "--today", "2026-11-26"]) == 0

    found = _json(capsys)
    assert [row for row in found["problems"] if row["severity"] == "error"] == []
    assert found["summary"]["entries"] >= 45
    assert found["summary"]["trees"] >= 1


def test_check_prints_every_problem_with_its_line(capsys: Output, tmp_path: Path) -> None:
    """Two faults in two files are both named, and the exit code says so."""
    folder = find_content()
    for name in ("decision_trees", "knowledge"):
        shutil.copytree(folder.root / name, tmp_path / name)
    entries = tmp_path / "knowledge" / "entries" / "deadlines.yaml"
    text = entries.read_text(encoding="utf-8")
    entries.write_text(text.replace("status: confirmed", "status: sure", 1), encoding="utf-8")
    sources = tmp_path / "knowledge" / "sources.yaml"
    with sources.open("a", encoding="utf-8") as file:
        file.write("- {id: wt2023, title: Again, kind: statute, checked_on: '2026-11-23'}\n")
    assert run(["check", "--content", str(tmp_path)]) == 1

    printed = capsys.readouterr().out
    line = text[: text.index("status: confirmed")].count("\n") + 1
    assert f"knowledge/entries/deadlines.yaml:{line}: Y005" in printed
    assert "S101 the source 'wt2023' is there twice" in printed
    assert run(["ask", "--content", str(tmp_path), "x"]) == 1


def test_draw_prints_a_diagram(capsys: Output) -> None:
    """Mermaid, with the first question in it."""
    assert run(["draw", "serious_incident"]) == 0

    assert "\nflowchart TB\n" in capsys.readouterr().out


def test_the_manifest_is_printed_as_json(capsys: Output) -> None:
    """Ready to be pasted."""
    assert run(["manifest"]) == 0

    assert _json(capsys)["display_information"]["name"] == "Safeguarding Guide"


def test_a_key_is_made_that_the_settings_take(capsys: Output) -> None:
    """Each time another one."""
    assert run(["key"]) == 0
    first = capsys.readouterr().out
    assert run(["key"]) == 0

    assert first != capsys.readouterr().out
    assert read_key_ring(first.strip(), setting="BOT_KEY").current


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with one referral in it, named by the variables."""
    key = new_key()
    ring = read_key_ring(key, setting="BOT_KEY")
    clock = SetClock()
    desk = bootstrap.make_desk(shipped_content(), tmp_path, ring, Policy("C1"), clock)
    store = open_store(tmp_path / bootstrap.REGISTER)
    logged(TestDesk(desk=desk, store=store, clock=clock))
    store.close()
    monkeypatch.setenv("BOT_KEY", key)
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("USER", "tester")
    return tmp_path


def test_referrals_are_listed_and_shown_without_what_was_typed(
    register: Path, capsys: Output
) -> None:
    """Reference, state, coded facts and duties."""
    assert register.exists()
    assert run(["referrals", "list", "--json"]) == 0
    listed = _json(capsys)
    assert [row["ref"] for row in listed["referrals"]] == ["SG-2026-0001"]
    assert run(["referrals", "list"]) == 0
    assert run(["referrals", "show", "sg-2026-0001"]) == 0

    shown = capsys.readouterr().out
    assert "died" in shown
    assert listed["referrals"][0]["clocks"][0]["kind"] == "notify"
    assert shown.count("Notify the Panel: due Thursday 24 December 2026") == 2
    assert CANARY not in shown
    assert run(["referrals", "show", "SG-2026-0009"]) == 1


def test_what_was_typed_opens_only_with_a_reason_that_is_logged(
    register: Path, capsys: Output
) -> None:
    """Without one it is refused; with one the look stands in the log."""
    assert register.exists()
    assert run(["referrals", "show", "SG-2026-0001", "--narrative"]) == 1
    capsys.readouterr()
    asked = ["referrals", "show", "SG-2026-0001", "--narrative", "--reason", "audit", "--json"]
    assert run(asked) == 0

    shown = _json(capsys)
    assert CANARY in shown["typed"].values()
    assert any("opened" in line for line in shown["timeline"])


def test_verify_checks_the_log(register: Path, capsys: Output) -> None:
    """Whole: exit code 0 and how many rows."""
    assert register.exists()
    assert run(["referrals", "verify", "--json"]) == 0

    assert _json(capsys)["first_bad"] is None


def test_a_folder_without_a_register_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Reading makes no new register by accident."""
    monkeypatch.setenv("BOT_DATA_DIR", str(tmp_path / "nothing"))

    assert run(["referrals", "list"]) == 1
    assert "BOT_DATA_DIR" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


def test_serve_says_which_setting_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """One clear line, naming the variable."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)

    assert run(["serve"]) == 1
    assert "SLACK_BOT_TOKEN" in capsys.readouterr().err
