"""The walk in the terminal: numbers, dates, back, change and stop."""

from __future__ import annotations

from click.testing import CliRunner

from bot.cli import cli
from bot.terminal import plain, wrapped
from tests.desks import T01, shipped_content

DAY = ["--today", "2026-12-18"]


def _number(fact: str, value: str) -> str:
    tree = shipped_content().tree("serious_incident")
    values = list(tree.facts[fact].values)
    return str(values.index(value) + 1) if value in values else value


def _typed(*facts: str) -> list[str]:
    return [_number(fact, T01[fact]) for fact in facts]


def _walk(lines: list[str]) -> str:
    keys = "\n".join([*lines, ""])
    done = CliRunner().invoke(cli, ["walk", "serious_incident", *DAY], input=keys)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_walk_is_played_to_its_outcome() -> None:
    """Numbers and one date lead to the duties with their dates."""
    output = _walk([*_typed(*T01), ""])

    assert "Question 1 of about" in output
    assert "latest Tuesday 29 December 2026" in output


def test_a_wrong_answer_is_asked_again() -> None:
    """With what would be right; nothing is lost."""
    output = _walk(["99", "perhaps", *_typed(*T01), ""])

    assert output.count("immediate_danger takes one of") == 2
    assert "latest Tuesday 29 December 2026" in output


def test_back_change_and_stop_lead_where_they_say() -> None:
    """`b` asks the last question again, `c` any other, `q` ends without keeping anything."""
    output = _walk([*_typed("immediate_danger", "role"), "b", "c", "1", "q"])

    assert output.count("Which describes you?") >= 2
    assert output.count("Is any child in danger right now?") == 2
    assert "Nothing was kept" in output


def test_danger_shows_what_to_do_first_and_goes_on() -> None:
    """Call 999 is shown before the next question."""
    output = _walk(["1", "q"])

    assert "FIRST: Call 999" in output


def test_markup_is_taken_off_and_lines_are_short() -> None:
    """Stars and underscores go; words with underscores stay."""
    assert plain("*bold* and _quiet_ but not a_b_c or 2 * 3 * 4") == (
        "bold and quiet but not a_b_c or 2 * 3 * 4"
    )
    assert max(map(len, wrapped("word " * 100).splitlines())) <= 88
