"""`ask`: one answer, or one JSON object a line."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from bot import bootstrap, terminal
from bot.answers.answer import answer_json, respond
from bot.guide.ask import answer
from bot.options import content_option, json_option, print_json
from bot.settings import settings_from_environment

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
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
