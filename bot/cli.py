"""The command line: one thin function a verb.

Verbs print for people, or with `--json` for programs; the shapes are a contract.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from bot import __version__, bootstrap, terminal
from bot.answers.answer import answer_json, respond
from bot.content.problems import Severity
from bot.content.refs import fill_references
from bot.errors import GuideError, NotFoundError, UnknownAnswerError
from bot.guide import review
from bot.guide.ask import answer
from bot.guide.desk import ENGLAND
from bot.privacy.envelope import new_key
from bot.referrals.people import Person, Role
from bot.settings import settings_from_environment, user_name
from bot.trees.draw import draw as mermaid
from bot.trees.plain import outcome_text
from bot.trees.walk import outcome_json, replay

if TYPE_CHECKING:
    from bot.content.problems import ContentProblem
    from bot.guide.content import Content
    from bot.guide.replies import ReferralCard
    from bot.trees.model import Tree

Verb = TypeVar("Verb", bound=Callable[..., Any])

_content = click.option(
    "--content",
    "content_dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder that holds decision_trees/ and knowledge/.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Work as if it were this day (YYYY-MM-DD).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Safeguarding Guide")
def cli() -> None:
    """Safeguarding Guide: cited answers, guided decisions and a referral log.

    Not an emergency service: if a child is in danger now, call 999.
    """


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option("--data", "data_dir", type=click.Path(path_type=Path, file_okay=False))
@_content
def preview(port: int, data_dir: Path | None, content_dir: Path | None, *, no_open: bool) -> None:
    """Open the practice workspace in the browser: no Slack account needed.

    What is logged there is thrown away at the end, unless --data names a folder to keep it in.
    """
    bootstrap.run_preview(
        settings_from_environment(),
        content_dir=content_dir,
        data_dir=data_dir,
        port=port,
        open_browser=not no_open,
    )


@cli.command()
@click.option("--check", is_flag=True, help="Try everything that serving needs, then stop.")
@_content
def serve(content_dir: Path | None, *, check: bool) -> int:
    """Serve a Slack workspace: Socket Mode with an app token, signed HTTP without."""
    settings = settings_from_environment()
    if not check:
        return bootstrap.run_serve(settings, content_dir)
    findings = bootstrap.check_serve(settings, content_dir)
    for finding in findings:
        click.echo(finding.line)
    return int(any(not finding.is_fine for finding in findings))


@cli.command()
@click.argument("text", nargs=-1)
@click.option("--lines", type=click.File(encoding="utf-8"), help="One question a line; - is stdin.")
@_json
@_content
def ask(
    text: tuple[str, ...], lines: IO[str] | None, content_dir: Path | None, *, as_json: bool
) -> None:
    """Ask the knowledge base a question."""
    if bool(text) == bool(lines):
        raise click.UsageError("Give a question, or --lines FILE.")
    content = bootstrap.content(settings_from_environment(), content_dir)
    if lines:
        for line in filter(None, map(str.strip, lines)):
            _print_json(answer_json(respond(line, content.engine)))
    elif as_json:
        _print_json(answer_json(respond(" ".join(text), content.engine)))
    else:
        click.echo(terminal.show_answer(answer(content, " ".join(text))))


@cli.command()
@click.argument("tree")
@_today
@_content
def walk(tree: str, today: datetime | None, content_dir: Path | None) -> None:
    """Go through a tree's questions in the terminal. Nothing is kept."""
    content = bootstrap.content(settings_from_environment(), content_dir)
    terminal.walk_in_terminal(content, content.tree(tree), today=_day(today))


@cli.command()
@click.argument("tree")
@click.option("--given", multiple=True, metavar="FACT=VALUE", help="An answer; as many as needed.")
@click.option("--lines", type=click.File(encoding="utf-8"), help="One JSON object of facts a line.")
@_today
@_json
@_content
def outcome(
    tree: str,
    given: tuple[str, ...],
    lines: IO[str] | None,
    today: datetime | None,
    content_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print the duties that follow from given facts.

    Without --today a date that is still to come counts as if that day had come.
    """
    content = bootstrap.content(settings_from_environment(), content_dir)
    chosen = today.date() if today else None
    if lines:
        for result in _outcomes(content, content.tree(tree), lines, chosen):
            _print_json(result)
        return
    facts = _facts(given)
    day = chosen or _day_for(facts)
    walked = replay(content.tree(tree), facts, today=day)
    if as_json:
        _print_json(outcome_json(walked, _fill(content)))
    else:
        click.echo(outcome_text(walked, area=content.area, sources=content.sources, today=day))


@cli.command()
@_today
@_json
@_content
def check(today: datetime | None, content_dir: Path | None, *, as_json: bool) -> int:
    """Check trees and knowledge, and print every problem as path:line: code text."""
    folder = bootstrap.content_folder(settings_from_environment(), content_dir)
    checked = bootstrap.check(folder, today=_day(today))
    broken = any(problem.severity is Severity.ERROR for problem in checked.problems)
    if as_json:
        rows = [_problem_json(problem) for problem in checked.problems]
        proofs = [proof.as_json() for proof in checked.proofs]
        _print_json({"problems": rows, "summary": dict(checked.counts), "proof": proofs})
    else:
        click.echo(terminal.show_check(checked))
    return int(broken)


@cli.command()
@click.argument("tree")
@_content
def draw(tree: str, content_dir: Path | None) -> None:
    """Print a tree as a Mermaid diagram."""
    content = bootstrap.content(settings_from_environment(), content_dir)
    click.echo(mermaid(content.tree(tree)))


@cli.group()
def referrals() -> None:
    """Read the referral register and verify its log."""


@referrals.command("list")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--before", default="", metavar="REF", help="Go on below this reference.")
@_json
@_content
def list_referrals(limit: int, before: str, content_dir: Path | None, *, as_json: bool) -> None:
    """List what was logged, the latest first."""
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    found = review.worklist(desk, _auditor(), limit=limit, before=before)
    if as_json:
        rows = [_referral_json(card) for card in found.cards]
        _print_json({"total": found.total, "referrals": rows})
        return
    for card in found.cards:
        click.echo(terminal.show_referral_line(card))
    click.echo(f"{len(found.cards)} of {found.total}.")


@referrals.command("show")
@click.argument("reference")
@click.option("--narrative", is_flag=True, help="Also what was typed; needs --reason, is logged.")
@click.option("--reason", type=click.Choice([reason.value for reason in review.LookReason]))
@_json
@_content
def show_referral(
    reference: str,
    reason: str | None,
    content_dir: Path | None,
    *,
    narrative: bool,
    as_json: bool,
) -> None:
    """Show one referral."""
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    with desk.store.unit() as unit:
        referral = unit.referrals.by_ref(reference)
    if referral is None:
        raise NotFoundError(f"There is no referral {reference}.")
    typed = None
    if narrative:
        why = review.LookReason(reason) if reason else None
        typed = review.look(desk, _auditor(), referral.id, reason=why).parts
    card = review.page(desk, _auditor(), referral.id)
    if as_json:
        _print_json({**_referral_json(card), **({"typed": dict(typed)} if typed else {})})
    else:
        click.echo(terminal.show_referral(card, typed))


@referrals.command()
@_json
@_content
def verify(content_dir: Path | None, *, as_json: bool) -> int:
    """Check the whole audit log and name the first row that does not fit."""
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    with desk.store.reading() as unit:
        found = unit.audit.verify()
    if as_json:
        _print_json(
            {
                "rows": found.rows,
                "head": found.head,
                "first_bad": found.first_bad,
                "why": found.why,
            }
        )
    elif found.first_bad is None:
        click.echo(f"The log is whole: {found.rows} rows, head {found.head[:16] or 'none'}.")
    else:
        click.echo(f"The log is NOT whole. First bad row: {found.first_bad} ({found.why}).")
    return int(found.first_bad is not None)


@cli.command()
def manifest() -> None:
    """Print the Slack app manifest."""
    click.echo(json.dumps(bootstrap.manifest(), indent=2))


@cli.command()
def key() -> None:
    """Make a new key for BOT_KEY. Keep it apart from the data and from its backups."""
    click.echo(new_key())


def _day(chosen: datetime | None) -> date:
    return chosen.date() if chosen else datetime.now(ENGLAND).date()


def _auditor() -> Person:
    return Person(id=f"cli:{user_name()}", role=Role.AUDITOR)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


def _facts(given: tuple[str, ...]) -> dict[str, str]:
    facts = {}
    for pair in given:
        fact, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"--given takes FACT=VALUE, not '{pair}'.")
        facts[fact.strip()] = value.strip()
    return facts


def _day_for(facts: dict[str, str]) -> date:
    """Today, or the latest date among the facts where that is still to come."""
    days = [_day(None)]
    for value in facts.values():
        try:
            days.append(date.fromisoformat(value))
        except ValueError:
            continue
    return max(days)


def _fill(content: Content) -> Callable[[str], str]:
    """Puts names and numbers in the place of references in curated text."""
    return lambda text: fill_references(text, content.area, content.sources)


def _outcomes(
    content: Content, tree: Tree, lines: IO[str], today: date | None
) -> Iterator[dict[str, Any]]:
    """One outcome a line; a line that cannot be used gives its error, and the rest go on."""
    fill = _fill(content)
    for line in filter(None, map(str.strip, lines)):
        try:
            facts = _facts_in(line)
            yield outcome_json(replay(tree, facts, today=today or _day_for(facts)), fill)
        except GuideError as error:
            yield {"error": str(error)}


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


def _problem_json(problem: ContentProblem) -> dict[str, object]:
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "text": problem.text,
        "severity": problem.severity.value,
        "witness": problem.witness,
    }


def _referral_json(card: ReferralCard) -> dict[str, object]:
    return {
        "ref": card.ref,
        "state": card.state,
        "logged": card.logged,
        "coded": card.coded,
        "duties": list(card.duties),
        "taken": card.taken,
        "tree": card.tree,
        "timeline": list(card.timeline),
    }
