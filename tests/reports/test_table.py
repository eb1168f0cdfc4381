"""CSV that a spreadsheet reads as it was meant."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.reports.table import TALK, referrals_csv, report_csv
from tests.reports.reports import NASTY, REPORT

ROW: dict[str, Any] = {
    **dict.fromkeys(
        (
            *("area", "state", "logged_at", "logged_role", "taken_by", "taken_at", "aware_on"),
            *("notified_at", "submitted_on", "published_on", "closed_at"),
        ),
        "",
    ),
    "ref": "SG-2026-0001",
    "facts": {"event": "died"},
    "duties": [{"id": "notify_panel", "latest": "2026-12-29"}, {"id": "tell", "latest": ""}],
    "clocks": [],
    "decisions": [{"question": "criteria", "outcome": "met"}],
}


def read(text: str) -> list[dict[str, str]]:
    """A CSV's rows."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_report_has_one_line_a_number() -> None:
    """Year, section, table, line; a number left out is its mark here too."""
    rows = read(report_csv(REPORT))

    assert [row["number"] for row in rows] == ["12", "[c]", "0", "1234", "1250", "0"]
    assert {row["year"] for row in rows} == {"2026-27"}
    assert rows[2]["line"] == NASTY


def test_a_referral_has_a_column_for_each_fact() -> None:
    """A fact that was not asked is empty; several duties stand in one field."""
    (row,) = read("".join(referrals_csv([ROW], ["event", "age_band"])))

    assert (row["ref"], row["fact_event"], row["fact_age_band"]) == ("SG-2026-0001", "died", "")
    assert row["duties"] == "notify_panel 2026-12-29; tell"
    assert row["decisions"] == "criteria met"
    assert TALK not in row


@given(st.text(), st.text())
def test_typed_words_come_back_and_are_no_formula(account: str, answer: str) -> None:
    """What a spreadsheet would compute is marked as text; nothing else is changed."""
    parts = {"What happened": account, "Answer 1": answer}
    lines = referrals_csv([{**ROW, "typed": parts}], [], ["What happened"])
    (row,) = list(csv.DictReader(io.StringIO("".join(lines), newline="")))

    told = row["What happened"]
    assert told.removeprefix("'") == account.removeprefix("'")
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row[TALK] == f"Answer 1: {answer}"
