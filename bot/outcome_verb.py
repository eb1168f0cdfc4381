"""`outcome`: the duties that follow from facts, why others do not, and a tree's sign-off sheet."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypedDict

import click

from bot import bootstrap
from bot.content.refs import fill_references
from bot.errors import GuideError, UnknownAnswerError
from bot.options import content_option, day_of, json_option, print_json, today_option
from bot.settings import settings_from_environment
from bot.trees.explain import explain_json, explain_text
from bot.trees.plain import outcome_text
from bot.trees.prove import prove
from bot.trees.sheet.page import table_page
from bot.trees.sheet.text import table_text
from bot.trees.table import table_json, table_of
from bot.trees.walk import outcome_json, replay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import Unpack

    from bot.guide.content import Content
    from bot.trees.model import Tree


class _Chosen(TypedDict):
    """The options of the verb."""

    given: tuple[str, ...]
    lines: IO[str] | None
    table: bool
    page: Path | None
    explain: bool
    today: datetime | None
    content_dir: Path | None
    as_json: bool


@click.command()
@click.argument("tree")
@click.option("--given", multiple=True, metavar="FACT=VALUE", help="An answer; as many as needed.")
@click.option("--lines", type=click.File(encoding="utf-8"), help="One JSON object of facts a line.")
@click.option("--explain", is_flag=True, help="Also why not, and why each question was asked.")
@click.option("--table", is_flag=True, help="The sign-off sheet: which answers create each duty.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --table: write it as a page to print and sign.",
)
@today_option
@json_option
@content_option
def outcome(tree: str, **chosen: Unpack[_Chosen]) -> None:
    """Print the duties that follow from given facts, or the sign-off sheet.

    Without --today a date that is still to come counts as if that day had come.
    """
    if chosen["page"] and not chosen["table"]:
        raise click.UsageError("--html goes with --table.")
    content = bootstrap.content(settings_from_environment(), chosen["content_dir"])
    found = content.tree(tree)
    if chosen["table"]:
        _sheet(content, found, chosen)
    elif chosen["lines"]:
        for result in _outcomes(content, found, chosen["lines"], chosen):
            print_json(result)
    else:
        _one(content, found, chosen)


def _one(content: Content, tree: Tree, chosen: _Chosen) -> None:
    facts = _facts(chosen["given"])
    day = _day(chosen, facts)
    if chosen["as_json"]:
        print_json(_json(tree, facts, chosen, _fill(content)))
        return
    walked = replay(tree, facts, today=day)
    click.echo(outcome_text(walked, area=content.area, sources=content.sources, today=day))
    if chosen["explain"]:
        click.echo(explain_text(walked))


def _sheet(content: Content, tree: Tree, chosen: _Chosen) -> None:
    table = table_of(tree)
    if chosen["page"]:
        proof = prove(tree, f"{tree.id}.yaml")
        page = table_page(table, content.sources, content.area.partnership, proof)
        chosen["page"].write_text(page, encoding="utf-8")
        click.echo(f"Written: {chosen['page']}", err=True)
    if chosen["as_json"]:
        print_json(table_json(table))
    elif not chosen["page"]:
        click.echo(table_text(table, content.sources))


def _outcomes(
    content: Content, tree: Tree, lines: IO[str], chosen: _Chosen
) -> Iterator[dict[str, Any]]:
    """One outcome a line; a line that cannot be used gives its error, and the rest go on."""
    fill = _fill(content)
    for line in filter(None, map(str.strip, lines)):
        try:
            yield _json(tree, _facts_in(line), chosen, fill)
        except GuideError as error:
            yield {"error": str(error)}


def _json(
    tree: Tree, facts: dict[str, str], chosen: _Chosen, fill: Callable[[str], str]
) -> dict[str, object]:
    walked = replay(tree, facts, today=_day(chosen, facts))
    found = outcome_json(walked, fill)
    return {**found, **explain_json(walked)} if chosen["explain"] else found


def _facts(given: tuple[str, ...]) -> dict[str, str]:
    facts = {}
    for pair in given:
        fact, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--given takes FACT=VALUE, not '{pair}'.")
        facts[fact.strip()] = value.strip()
    return facts


def _facts_in(line: str) -> dict[str, str]:
    try:
        facts = json.loads(line)
    except ValueError as error:
        raise GuideError("Not a JSON object of facts.") from error
    if not isinstance(facts, dict):
        raise GuideError("Not a JSON object of facts.")
    for fact, value in facts.items():
        if not isinstance(value, str):
            raise UnknownAnswerError(fact, ["a text"])
    return facts


def _day(chosen: _Chosen, facts: dict[str, str]) -> date:
    """The day chosen; else today, or the latest date among the facts where it is still to come."""
    if chosen["today"]:
        return chosen["today"].date()
    days = [day_of(None)]
    for value in facts.values():
        try:
            days.append(date.fromisoformat(value))
        except ValueError:
            continue
    return max(days)


def _fill(content: Content) -> Callable[[str], str]:
    """Puts names and numbers in the place of references in curated text; once for each text."""
    return cache(lambda text: fill_references(text, content.area, content.sources))
