"""A yearly report for tests, with words that a page has to make harmless."""

from __future__ import annotations

from bot.guide.yearly_report import Line, Section, Sheet, YearlyReport

NASTY = "<script>alert('x')</script> & Sons"
SHEET = Sheet(
    id="event",
    title=f"What happened {NASTY}",
    note="As told.",
    lines=(
        Line("Died", 12),
        Line("Seriously harmed", None),
        Line(NASTY, 0),
        Line("Harmed less seriously", 1234),
        Line("All referrals", 1250, is_total=True),
    ),
    is_charted=True,
)
EMPTY = Sheet("closing", "Is it closed?", "", (Line("Close it", 0),), is_charted=True)
REPORT = YearlyReport(
    partnership=f"Partnership {NASTY}",
    year=2026,
    made_on="Friday 18 December 2026",
    is_over=False,
    key=(Line("Referrals logged", 1250), Line("in time", None)),
    sections=(Section("referrals", "Referrals", "What was logged.", (SHEET, EMPTY)),),
    left_out=7,
)
