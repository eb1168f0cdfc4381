"""The year's figures for the partnership: read, counted, and fit to be published.

The report holds numbers and curated words only. Making one is written to the audit log.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.desk import ENGLAND
from bot.guide.ports_audit import AuditEvent
from bot.guide.walk import MAIN_TREE
from bot.guide.worklist import SEES_WORKLIST
from bot.guide.yearly_report import YearlyReport, laid_out
from bot.referrals.figures import Period, Rows, yearly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.people import Person

COUNTED_FACTS = ("event", "age_band", "setting", "role")


def yearly_report(desk: Desk, person: Person, year: int) -> YearlyReport:
    """The figures from April of a year to March of the next.

    Raises:
        NotAllowedError: The person sees no worklist.
        NotFoundError: The year has not begun.
    """
    if person.role not in SEES_WORKLIST:
        raise NotAllowedError("Only the safeguarding partners see what was logged.")
    if date(year, 4, 1) > desk.today():
        raise NotFoundError(f"The year from April {year} has not begun.")
    with desk.store.unit() as unit:
        unit.audit.record(_event(desk, person, year))
    with desk.store.reading() as unit:
        rows = _rows(unit)
    figures = yearly(rows, Period(year, desk.today(), ENGLAND), _codes(desk))
    return laid_out(desk, figures)


def _rows(unit: Unit) -> Rows:
    register = unit.register
    return Rows(
        referrals=tuple(register.referrals()),
        clocks=tuple(register.clocks()),
        decisions=tuple(register.decisions()),
        reviews=tuple(register.reviews()),
        recommendations=tuple(register.recommendations()),
        actions=tuple(register.actions()),
        assurances=tuple(register.assurances()),
    )


def _codes(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    facts = desk.content.trees[MAIN_TREE].facts
    return {fact: tuple(facts[fact].values) for fact in COUNTED_FACTS}


def _event(desk: Desk, person: Person, year: int) -> AuditEvent:
    return AuditEvent(
        at=desk.now(),
        person_id=person.id,
        role=person.role.value,
        action="register.report",
        codes={"year": str(year)},
        partner=person.partner,
    )
