"""`referrals`: the list, one referral, the export, and whether the log is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot import bootstrap, terminal
from bot.errors import NotFoundError
from bot.guide import review, rotate
from bot.options import content_option, json_option, print_json
from bot.register_verbs import auditor, export_referrals
from bot.settings import settings_from_environment

if TYPE_CHECKING:
    from pathlib import Path

    from bot.guide.replies import ReferralCard


@click.group()
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


@referrals.command()
@content_option
def rewrap(content_dir: Path | None) -> None:
    """Wrap everything sealed with the first key of BOT_KEY.

    Then the other keys can be taken out of BOT_KEY. Stop `serve` first.
    """
    settings = settings_from_environment()
    desk = bootstrap.desk(settings, content_dir)
    with bootstrap.serving_folder(settings.data_dir):
        count = rotate.rewrap(desk, auditor())
    click.echo(f"{count} sealed text(s) wrapped with key {desk.keys.current}.")
    click.echo("Backups made before this still open with the old key.")


referrals.add_command(export_referrals)


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
        "people": list(card.people),
    }
