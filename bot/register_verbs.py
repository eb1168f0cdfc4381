"""Verbs about the whole register: yearly report, export, and a look over a text to be published."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypedDict

import click

from bot import bootstrap
from bot.errors import GuideError
from bot.guide.export import export, exported_facts
from bot.guide.publication import LIMIT_WORDS, look_over
from bot.guide.review import PART_LABELS, LookReason
from bot.guide.yearly import yearly_report
from bot.options import content_option, json_option, print_json
from bot.referrals.people import Person, Role
from bot.reports.table import referrals_csv, report_csv
from bot.settings import settings_from_environment, user_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from typing_extensions import Unpack


class _Exported(TypedDict):
    """The options of `referrals export`."""

    as_csv: bool
    out: Path | None
    narrative: bool
    reason: str | None
    content_dir: Path | None


@click.command()
@click.argument("year", type=click.IntRange(2000, 2100))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page's file; the CSV stands beside it.  [default: report-YEAR.html]",
)
@content_option
def report(year: int, out: Path | None, content_dir: Path | None) -> None:
    """Write a year's figures as a page with charts, and CSV.

    The year runs from April YEAR to March. Numbers from 1 to 4 are left out, and enough beside
    them that no total gives them away.
    """
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    made = yearly_report(desk, auditor(), year)
    page = out or Path(f"report-{year}.html")
    table = page.with_suffix(".csv")
    if table == page:
        raise click.UsageError("--out names the page: its name may not end in .csv.")
    page.write_text(bootstrap.report_page(made), encoding="utf-8")
    table.write_text(report_csv(made), encoding="utf-8")
    click.echo(f"{page} and {table}: {made.left_out} number(s) left out.")


@click.command("export")
@click.option("--csv/--json", "as_csv", default=True, help="As CSV (the default) or as JSON.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file, readable by you alone; without it the terminal.",
)
@click.option("--narrative", is_flag=True, help="Also what was typed; needs --reason, is logged.")
@click.option("--reason", type=click.Choice([reason.value for reason in LookReason]))
@content_option
def export_referrals(**chosen: Unpack[_Exported]) -> None:
    """Export coded facts, states, dates, clocks and decisions of every referral."""
    desk = bootstrap.desk(settings_from_environment(), chosen["content_dir"])
    reason = LookReason(chosen["reason"]) if chosen["reason"] else None
    narrative = chosen["narrative"]
    rows = export(desk, auditor(), narrative=narrative, reason=reason)
    labels = tuple(PART_LABELS.values()) if narrative else ()
    lines = (
        referrals_csv(rows, exported_facts(desk), labels) if chosen["as_csv"] else _json_array(rows)
    )
    with _opened(chosen["out"]) as file:
        for line in lines:
            click.echo(line, file=file, nl=False)


@click.command()
@click.argument("file", type=click.File("rb"))
@json_option
@content_option
def publication(file: IO[bytes], content_dir: Path | None, *, as_json: bool) -> int:
    """Look a report over for identifiers before publication.

    FILE is a text file; - is stdin. What is found is named by line and kind, never shown.
    """
    content = bootstrap.content(settings_from_environment(), content_dir)
    lines = _text(file.read()).splitlines()
    places = look_over(lines, content.area)
    if as_json:
        found = [{"line": place.line, "kind": place.finding.kind.value} for place in places]
        print_json({"lines": len(lines), "findings": found})
        return int(bool(places))
    for place in places:
        click.echo(f"line {place.line}: {place.finding.kind.value.replace('_', ' ')}")
    click.echo(f"{len(places)} finding(s) in {len(lines)} lines. {LIMIT_WORDS}")
    return int(bool(places))


def auditor() -> Person:
    """Who the command line is, for the audit log."""
    return Person(id=f"cli:{user_name()}", role=Role.AUDITOR)


def _text(read: bytes) -> str:
    try:
        text = read.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideError(_NO_TEXT) from error
    if "\x00" in text:
        raise GuideError(_NO_TEXT)
    return text


_NO_TEXT = "This is not a text file in UTF-8. Save the report as plain text first."


def _json_array(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """One JSON array, one referral a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[str] | None]:
    """A file for one pair of eyes, or None for the terminal."""
    if out is None:
        yield None
        return
    out.touch(mode=0o600)
    out.chmod(0o600)
    with out.open("w", encoding="utf-8", newline="") as file:
        yield file
