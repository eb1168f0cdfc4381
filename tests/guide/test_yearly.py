"""The yearly report: from the register to numbers that may be published."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.yearly import yearly_report
from bot.referrals.decisions import Question
from tests.desks import AUDITOR, MANAGER, PRACTITIONER, STRANGER
from tests.reviewing import all_vote, submitted
from tests.walking import CANARY, logged

if TYPE_CHECKING:
    from bot.guide.yearly_report import Line, YearlyReport
    from bot.referrals.people import Person
    from tests.desks import TestDesk


def lines_of(report: YearlyReport, sheet_id: str) -> dict[str, Line]:
    """The lines of a table by their words."""
    sheets = [sheet for section in report.sections for sheet in section.sheets]
    (sheet,) = [sheet for sheet in sheets if sheet.id == sheet_id]
    return {line.label: line for line in sheet.lines}


def test_a_year_of_five_is_counted_and_printed(made: TestDesk) -> None:
    """Five like referrals in December: five deaths, five in the quarter, five in all."""
    for _ in range(5):
        logged(made)
    report = yearly_report(made.desk, MANAGER, 2026)

    assert lines_of(report, "event")["Died"].count == 5
    months = lines_of(report, "month")
    assert [months[name].count for name in ("December", "October to December")] == [5, 5]
    assert months["All referrals"].count == 5
    assert report.key[0].count == 5
    assert report.is_over is False
    assert report.left_out == 0


def test_one_referral_is_left_out_everywhere(made: TestDesk) -> None:
    """A story of one child leaves no number but nought."""
    referral = submitted(made)
    all_vote(made, referral.id, Question.OUTCOME, "local_review")
    report = yearly_report(made.desk, AUDITOR, 2026)

    printed = [line.count for s in report.sections for one in s.sheets for line in one.lines]
    assert set(printed) == {0, None}
    assert lines_of(report, "notified")["In time"].count is None
    assert lines_of(report, "local_review")["Commissioned in the year"].count is None
    assert all(line.count in {0, None} for line in report.key)


def test_the_report_holds_nothing_that_anybody_typed(made: TestDesk) -> None:
    """Numbers and curated words; no reference, no person."""
    referral = submitted(made)
    text = json.dumps(asdict(yearly_report(made.desk, MANAGER, 2026)))

    for word in (CANARY, "canary", referral.ref, referral.id, PRACTITIONER.id):
        assert word not in text


def test_making_a_report_is_in_the_log(made: TestDesk) -> None:
    """Who, and which year."""
    yearly_report(made.desk, AUDITOR, 2025)

    with made.store.reading() as unit:
        rows = unit.audit.of_referral("")
        assert unit.audit.verify().first_bad is None
    assert [(row.event.action, row.event.codes, row.event.person_id) for row in rows] == [
        ("register.report", {"year": "2025"}, AUDITOR.id)
    ]


@pytest.mark.parametrize("person", [PRACTITIONER, STRANGER])
def test_only_who_sees_the_worklist_sees_figures(made: TestDesk, person: Person) -> None:
    """Nobody else, and nothing is logged."""
    with pytest.raises(NotAllowedError):
        yearly_report(made.desk, person, 2026)


def test_a_year_that_has_not_begun_is_refused(made: TestDesk) -> None:
    """Up to midnight in England on 1 April."""
    made.clock.now = datetime(2027, 3, 31, 22, 59, tzinfo=UTC)
    with pytest.raises(NotFoundError, match="2027"):
        yearly_report(made.desk, MANAGER, 2027)
    made.clock.now = datetime(2027, 3, 31, 23, 0, tzinfo=UTC)

    assert yearly_report(made.desk, MANAGER, 2027).key[0].count == 0
    assert yearly_report(made.desk, MANAGER, 2026).is_over is True


def test_every_line_has_words(made: TestDesk) -> None:
    """No code and no underscore stands in print."""
    report = yearly_report(made.desk, MANAGER, 2026)
    labels = [line.label for s in report.sections for one in s.sheets for line in one.lines]

    assert labels
    assert [label for label in labels if "_" in label or label != label.strip()] == []
    assert [label for label in labels if not label[0].isupper() and not label[0].isdigit()] == []
