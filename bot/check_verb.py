"""`check`: every problem in the content, the proof of every tree, and what a change amounts to."""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot import bootstrap, terminal
from bot.content.problems import Severity
from bot.content.shipped import KNOWLEDGE, TREES, ContentFolder, find_content
from bot.errors import GuideError
from bot.guide.earlier import compare_folders
from bot.options import content_option, day_of, json_option, print_json, today_option
from bot.settings import settings_from_environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.content.problems import ContentProblem
    from bot.guide.earlier import Compared
    from bot.trees.versions import Comparison


@click.command()
@click.option(
    "--against",
    metavar="REV_OR_DIR",
    help="Also compare every tree with an earlier version: a git revision, or a content folder.",
)
@today_option
@json_option
@content_option
def check(
    against: str | None, today: datetime | None, content_dir: Path | None, *, as_json: bool
) -> int:
    """Check trees and knowledge, and print every problem as path:line: code text."""
    folder = bootstrap.content_folder(settings_from_environment(), content_dir)
    compared = None
    if against:
        with earlier_content(against, folder) as earlier:
            compared = compare_folders(earlier, folder)
    checked = bootstrap.check(folder, today=day_of(today))
    problems = (*checked.problems, *(compared.problems if compared else ()))
    if as_json:
        found = {
            "problems": [problem_json(problem) for problem in problems],
            "summary": dict(checked.counts),
            "proof": [proof.as_json() for proof in checked.proofs],
        }
        print_json({**found, **(_compared_json(compared) if compared else {})})
    else:
        click.echo(terminal.show_check(checked))
        if compared:
            click.echo(show_compared(compared))
    return int(any(problem.severity is Severity.ERROR for problem in problems))


@contextmanager
def earlier_content(against: str, folder: ContentFolder) -> Iterator[ContentFolder]:
    """The content as it was: a folder, or what git kept of the content folder at a revision.

    Raises:
        GuideError: It is neither.
        ContentNotFoundError: The folder holds no content.
    """
    if Path(against).is_dir():
        yield find_content(Path(against))
        return
    with TemporaryDirectory(prefix="guide-") as scratch:
        with tarfile.open(fileobj=io.BytesIO(_archive(against, folder))) as archive:
            archive.extractall(scratch, filter="data")
        yield find_content(Path(scratch))


def _archive(revision: str, folder: ContentFolder) -> bytes:
    command = ["git", "archive", "--format=tar", revision, "--", TREES, KNOWLEDGE]
    refused = f"'{revision}' is neither a folder nor a git revision that holds this content."
    if revision.startswith("-"):
        raise GuideError(refused)
    try:
        done = subprocess.run(command, cwd=folder.root, capture_output=True, check=False)
    except OSError as error:
        raise GuideError("git is needed to look at a revision, and could not be run.") from error
    if done.returncode:
        raise GuideError(refused)
    return done.stdout


def show_compared(compared: Compared) -> str:
    """What has changed, tree by tree, and whether the versions say so."""
    lines = ["Compared with the earlier version:"]
    for one in compared.comparisons:
        lines.append(f"  {_headline(one)}")
        lines += [f"    {new}" for new in one.new]
        for changed in one.changed:
            case = " ".join(f"{fact}={value}" for fact, value in changed.witness.items())
            lines.append(f"    the duty '{changed.duty}' is another, for example: {case}")
    lines += [f"{one.path}:{one.line}: {one.code} {one.text}" for one in compared.problems]
    return "\n".join(lines)


def _headline(one: Comparison) -> str:
    size = one.size.name.lower()
    needed = "" if one.is_enough else f"; it has to be at least {one.least}"
    change = one.size.words if size == "none" else f"{one.size.words} ({size})"
    return f"{one.tree} {one.before} -> {one.after}: {change}{needed}"


def _compared_json(compared: Compared) -> dict[str, object]:
    return {
        "against": [
            {
                "tree": one.tree,
                "before": one.before,
                "after": one.after,
                "size": one.size.name.lower(),
                "least": one.least,
                "new": list(one.new),
                "changed": [
                    {"duty": changed.duty, "witness": dict(changed.witness)}
                    for changed in one.changed
                ],
            }
            for one in compared.comparisons
        ]
    }


def problem_json(problem: ContentProblem) -> dict[str, object]:
    """A problem as JSON."""
    return {
        "path": problem.path,
        "line": problem.line,
        "code": problem.code,
        "text": problem.text,
        "severity": problem.severity.value,
        "witness": problem.witness,
    }
