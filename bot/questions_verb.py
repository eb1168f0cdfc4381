"""`python -m bot questions`: what curators learn from, printed for people, programs or pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import yaml

from bot import bootstrap
from bot.guide import curate
from bot.guide.ports_questions import MissKind, Verdict
from bot.options import content_option, json_option, print_json
from bot.referrals.people import Person, Role
from bot.settings import settings_from_environment, user_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum
    from pathlib import Path

    from bot.guide.curate_replies import AskedView, Questions, Wordings
    from bot.guide.ports_questions import Counts

WIDE = 10_000
"""Columns: a wording stands on one line, however long."""


@click.command()
@json_option
@click.option("--yaml", "as_yaml", is_flag=True, help="Only the suggested wordings, to paste.")
@content_option
def questions(content_dir: Path | None, *, as_json: bool, as_yaml: bool) -> None:
    """List questions sent to the curators, misses and verdicts. The look is logged."""
    if as_json and as_yaml:
        raise click.UsageError("Choose --json or --yaml.")
    desk = bootstrap.desk(settings_from_environment(), content_dir)
    auditor = Person(id=f"cli:{user_name()}", role=Role.AUDITOR)
    if as_yaml:
        click.echo(wordings_yaml(curate.wordings(desk, auditor)), nl=False)
        return
    found = curate.read_questions(desk, auditor, limit=curate.LONGEST_LIST)
    misses, verdicts = curate.counted(desk, auditor)
    if as_json:
        print_json(
            {
                "questions": [_question_json(one) for one in found.asked],
                "misses": _counts_json(misses, MissKind, "entry"),
                "verdicts": _counts_json(verdicts, Verdict, "about"),
            }
        )
    else:
        click.echo(questions_text(found, misses, verdicts))


def wordings_yaml(found: Iterable[Wordings]) -> str:
    """Wordings as a list of entries with `asks`, as they stand in the files; each on one line."""
    parts = []
    for one in found:
        asks = dict.fromkeys(" ".join(text.split()) for text in one.texts)
        snippet = [{"id": one.id, "asks": [text for text in asks if text]}]
        dumped = yaml.safe_dump(snippet, allow_unicode=True, sort_keys=False, width=WIDE)
        parts.append(f"# {one.path}: {one.title}\n{dumped}")
    return "\n".join(parts)


def questions_text(found: Questions, misses: Sequence[Counts], verdicts: Sequence[Counts]) -> str:
    """All of it for a terminal."""
    lines = [f"{len(found.asked)} of {found.total} questions sent to the curators."]
    for one in found.asked:
        lines += ["", one.text, f"  sent {one.kept_on}, deleted {one.delete_on}"]
        lines += [
            f"  {near.score:.2f} {near.id}{' (suggested)' if near.is_suggested else ''}"
            for near in one.near
        ]
    lines += ["", "Not answered, by the entry that came closest:", *_count_lines(misses)]
    lines += ["", "What people thought of answers:", *_count_lines(verdicts)]
    return "\n".join(lines)


def _count_lines(counts: Sequence[Counts]) -> list[str]:
    if not counts:
        return ["  nothing yet"]
    return [
        f"  {one.subject or '(none)'}: "
        + ", ".join(f"{kind.replace('_', ' ')} {number}" for kind, number in one.numbers.items())
        for one in counts
    ]


def _question_json(one: AskedView) -> dict[str, object]:
    return {
        "id": one.id,
        "text": one.text,
        "about": one.about,
        "kept_on": one.kept_on.isoformat(),
        "delete_on": one.delete_on.isoformat(),
        "closest": [{"id": near.id, "title": near.title, "score": near.score} for near in one.near],
        "suggested": [near.id for near in one.near if near.is_suggested],
    }


def _counts_json(
    counts: Iterable[Counts], kinds: type[StrEnum], subject: str
) -> list[dict[str, object]]:
    return [
        {subject: one.subject, **{kind.value: one.numbers.get(kind.value, 0) for kind in kinds}}
        for one in counts
    ]
