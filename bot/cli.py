"""The command line: one thin function a verb.

Verbs print for people, or with `--json` for programs; the shapes are a contract.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from bot import __version__, bootstrap, terminal
from bot.answers.answer import answer_json, respond
from bot.check_verb import check
from bot.errors import NotFoundError
from bot.guide import review
from bot.guide.ask import answer
from bot.options import content_option, day_of, json_option, print_json, today_option
from bot.outcome_verb import outcome
from bot.privacy.envelope import new_key
from bot.questions_verb import questions
from bot.register_verbs import auditor, export_referrals, publication, report
from bot.settings import settings_from_environment
from bot.trees.draw import draw as mermaid

if TYPE_CHECKING:
    from datetime import datetime

    from bot.guide.replies import ReferralCard


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Safeguarding Guide")
def cli() -> None:
    """Safeguarding Guide: cited answers, guided decisions and a referral log.

    Not an emergency service: if a child is in danger now, call 999.
    """


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--curate",
    is_flag=True,
    help="For curators: questions, sign-off sheet and problems beside, anew with every saved file.",
)
@click.option("--data", "data_dir", type=click.Path(path_type=Path, file_okay=False))
@content_option
def preview(
    port: int, data_dir: Path | None, content_dir: Path | None, *, no_open: bool, curate: bool
) -> None:
    """Open the practice workspace in the browser: no Slack account needed.

    What is logged there is thrown away at the end, unless --data names a folder to keep it in.
    """
    bootstrap.run_preview(
        settings_from_environment(),
        content_dir=content_dir,
        data_dir=data_dir,
        port=port,
        open_browser=not no_open,
        curate=curate,
    )


@cli.command()
@click.option("--check", is_flag=True, help="Try everything that serving needs, then stop.")
@content_option
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
@json_option
@content_option
def ask(
    text: tuple[str, ...], lines: IO[str] | None, content_dir: Path | None, *, as_json: bool
) -> None:
    """Ask the knowledge base a question."""
    if bool(text) == bool(lines):
        raise click.UsageError("Give a question, or --lines FILE.")
    content = bootstrap.content(settings_from_environment(), content_dir)
    if lines:
        for line in filter(None, map(str.strip, lines)):
            print_json(answer_json(respond(line, content.engine)))
    elif as_json:
        print_json(answer_json(respond(" ".join(text), content.engine)))
    else:
        click.echo(terminal.show_answer(answer(content, " ".join(text))))


@cli.command()
@click.argument("tree")
@today_option
@content_option
def walk(tree: str, today: datetime | None, content_dir: Path | None) -> None:
    """Go through a tree's questions in the terminal. Nothing is kept."""
    content = bootstrap.content(settings_from_environment(), content_dir)
    terminal.walk_in_terminal(content, content.tree(tree), today=day_of(today))


cli.add_command(outcome)
cli.add_command(check)


@cli.command()
@click.argument("tree")
@content_option
def draw(tree: str, content_dir: Path | None) -> None:
    """Print a tree as a Mermaid diagram."""
    content = bootstrap.content(settings_from_environment(), content_dir)
    click.echo(mermaid(content.tree(tree)))


@cli.group()
def referrals() -> None:
    """Read the referral register and verify its log."""


@referrals.command("list")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--before", default="", metavar="REF", help="Only what was logged before this one.")
@json_option
@content_option
def list_referrals(limit: int, before: str, content_dir: Path | None, *, as_json: bool) -> None:
    """List what was logged, the latest first."""
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    found = review.worklist(desk, auditor(), limit=limit, before=before)
    if as_json:
        rows = [_referral_json(card) for card in found.cards]
        print_json({"total": found.total, "referrals": rows})
        return
    for card in found.cards:
        click.echo(terminal.show_referral_line(card))
    click.echo(f"{len(found.cards)} of {found.total}.")


@referrals.command("show")
@click.argument("reference")
@click.option("--narrative", is_flag=True, help="Also what was typed; needs --reason, is logged.")
@click.option("--reason", type=click.Choice([reason.value for reason in review.LookReason]))
@json_option
@content_option
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
        typed = review.look(desk, auditor(), referral.id, reason=why).parts
    card = review.page(desk, auditor(), referral.id)
    if as_json:
        print_json({**_referral_json(card), **({"typed": dict(typed)} if typed else {})})
    else:
        click.echo(terminal.show_referral(card, typed))


@referrals.command()
@json_option
@content_option
def verify(content_dir: Path | None, *, as_json: bool) -> int:
    """Check the whole audit log and name the first row that does not fit."""
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    with desk.store.reading() as unit:
        found = unit.audit.verify()
    if as_json:
        print_json(
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


referrals.add_command(export_referrals)
cli.add_command(publication)
cli.add_command(report)
cli.add_command(questions)


@cli.command()
def manifest() -> None:
    """Print the Slack app manifest."""
    click.echo(json.dumps(bootstrap.manifest(), indent=2))


@cli.command()
def key() -> None:
    """Make a new key for BOT_KEY. Keep it apart from the data and from its backups."""
    click.echo(new_key())


def _referral_json(card: ReferralCard) -> dict[str, object]:
    return {
        "ref": card.ref,
        "state": card.state,
        "logged": card.logged,
        "coded": card.coded,
        "duties": list(card.duties),
        "taken": card.taken,
        "clocks": [
            {
                "kind": clock.kind,
                "standing": clock.standing,
                "target": clock.target.isoformat() if clock.target else None,
                "latest": clock.latest.isoformat() if clock.latest else None,
            }
            for clock in card.clocks
        ],
        "decisions": [
            {"question": one.question, "lines": list(one.lines), "outcome": one.outcome}
            for one in card.decisions
        ],
        "actions": [{"owner": one.owner, "state": one.state} for one in card.actions],
        "tree": card.tree,
        "timeline": list(card.timeline),
    }
