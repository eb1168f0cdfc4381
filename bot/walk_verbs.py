"""`walk` and `draw`: a tree in the terminal, and as a diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot import bootstrap, terminal
from bot.options import content_option, day_of, today_option
from bot.settings import settings_from_environment
from bot.trees.draw import draw as mermaid

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


@click.command()
@click.argument("tree")
@today_option
@content_option
def walk(tree: str, today: datetime | None, content_dir: Path | None) -> None:
    """Go through a tree's questions in the terminal. Nothing is kept."""
    content = bootstrap.content(settings_from_environment(), content_dir)
    terminal.walk_in_terminal(content, content.tree(tree), today=day_of(today))


@click.command()
@click.argument("tree")
@content_option
def draw(tree: str, content_dir: Path | None) -> None:
    """Print a tree as a Mermaid diagram."""
    content = bootstrap.content(settings_from_environment(), content_dir)
    click.echo(mermaid(content.tree(tree)))
