"""What several verbs of the command line have in common: options, and how JSON is printed."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from bot.guide.desk import ENGLAND

content_option = click.option(
    "--content",
    "content_dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder that holds decision_trees/ and knowledge/.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
today_option = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Work as if it were this day (YYYY-MM-DD).",
)


def day_of(chosen: datetime | None) -> date:
    """The day chosen, or else the day now in England."""
    return chosen.date() if chosen else datetime.now(ENGLAND).date()


def print_json(value: object) -> None:
    """One JSON value on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))
