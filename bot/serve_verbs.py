"""`preview` and `serve`, and what setting up a workspace needs: `manifest` and `key`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot import bootstrap
from bot.options import content_option
from bot.privacy.envelope import new_key
from bot.settings import settings_from_environment


@click.command()
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


@click.command()
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


@click.command()
def manifest() -> None:
    """Print the Slack app manifest."""
    click.echo(json.dumps(bootstrap.manifest(), indent=2))


@click.command()
def key() -> None:
    """Make a new key for BOT_KEY. Keep it apart from the data and from its backups."""
    click.echo(new_key())
