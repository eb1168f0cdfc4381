"""`ask`: one answer, or one JSON object a line."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from bot import bootstrap, terminal
from bot.answers.answer import answer_json, respond
from bot.answers.confidence import Parts
from bot.answers.explain import explain, weighted
from bot.guide.ask import answer
from bot.options import content_option, json_option, print_json
from bot.settings import settings_from_environment

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.engine import Engine
    from bot.answers.explain import Explained


@click.command()
@click.argument("text", nargs=-1)
@click.option("--lines", type=click.File(encoding="utf-8"), help="One question a line; - is stdin.")
@click.option("--explain", "explains", is_flag=True, help="Also say how the answer was found.")
@json_option
@content_option
def ask(
    text: tuple[str, ...],
    lines: IO[str] | None,
    content_dir: Path | None,
    *,
    explains: bool,
    as_json: bool,
) -> None:
    """Ask the knowledge base a question."""
    if bool(text) == bool(lines):
        raise click.UsageError("Give a question, or --lines FILE.")
    content = bootstrap.content(settings_from_environment(), content_dir)
    if lines:
        for line in filter(None, map(str.strip, lines)):
            print_json(_as_json(line, content.engine, explains=explains))
        return
    question = " ".join(text)
    if as_json:
        print_json(_as_json(question, content.engine, explains=explains))
        return
    click.echo(terminal.show_answer(answer(content, question)))
    if explains:
        click.echo(f"\n{explained_text(explain(question, content.engine))}")


def _as_json(question: str, engine: Engine, *, explains: bool) -> dict[str, object]:
    found = answer_json(respond(question, engine))
    if explains:
        found["explain"] = explain(question, engine).as_json()
    return found


def explained_text(found: Explained) -> str:
    """How an answer was found, for a terminal."""
    lines = [f"How this was found: {found.kind}."]
    if found.rule:
        lines.append(f"Decided before any search by the safety rule '{found.rule}'.")
    decides = f"an emergency from {found.ring_at:.2f} on, none below {found.calm_below:.4f}"
    loud = f"{found.loudness:.4f} ({decides})"
    lines.append(f"Sounds like a call for help: {loud}")
    lines.append(f"Read as: {' '.join(found.words) or '(no words)'}")
    if found.repaired:
        slips = ", ".join(f"{typed} -> {read}" for typed, read in found.repaired)
        lines.append(f"Spelling: {slips}")
    if found.added:
        lines.append(f"Added: {' '.join(found.added)}")
    lines += [
        f"Best entry: {found.best:.2f} (shown as the answer from {found.answer_at:.2f} on)",
        f"Best three: {found.three:.2f} (offered from {found.clarify_at:.2f} on)",
    ]
    if found.ranked:
        names = [name.replace("_", " ") for name in Parts._fields]
        lines += ["", f"score   {'  '.join(names)}  entry"]
        for item in found.ranked:
            cells = [
                f"{value:>{len(name)}.1f}"
                for name, value in zip(names, weighted(item).values(), strict=True)
            ]
            lines.append(f"{item.score:5.2f}   {'  '.join(cells)}  {item.entry.id}")
    return "\n".join(lines)
