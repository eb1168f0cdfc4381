"""`evaluate`: how good answering is on the knowledge base's own wordings, held out."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from bot import bootstrap
from bot.answers.measure import FOLDS, Evaluation, evaluate_alarm
from bot.answers.measure import evaluate as measured
from bot.options import content_option, json_option, print_json
from bot.settings import settings_from_environment

if TYPE_CHECKING:
    from pathlib import Path

    from bot.answers.measure import AlarmFigures, Figures, Weak


@click.command()
@click.option(
    "--rounds",
    type=click.IntRange(1, FOLDS),
    default=FOLDS,
    show_default=True,
    help=f"Of {FOLDS} rounds, which take some seconds each, do only so many.",
)
@json_option
@content_option
def evaluate(rounds: int, content_dir: Path | None, *, as_json: bool) -> None:
    """Measure how well questions find their answers.

    Each wording is asked of a knowledge base that does not have it, and a few wordings of each
    entry of one without the entry: what is answered then is wrong.
    """
    engine = bootstrap.content(settings_from_environment(), content_dir).engine

    def tell(number: int) -> None:
        click.echo(f"Round {number} of {rounds} ...", err=True)

    by_round = measured(engine.index, engine.trained.thresholds, rounds, tell)
    found = replace(by_round, alarm=evaluate_alarm(engine))
    if as_json:
        print_json(asdict(found))
    else:
        click.echo(evaluation_text(found))


def evaluation_text(found: Evaluation) -> str:
    """The report for a terminal."""
    at = found.thresholds
    shown = f"Shown as the answer from a chance of {at.answer_at:.2f} on, as choices from"
    lines = [
        f"{shown} {at.clarify_at:.2f} on.",
        "",
        f"{found.wordings.asked} wordings, each asked without itself:",
        *_found_lines(found.wordings),
        *_shown_lines(found.wordings),
        "",
        f"{found.entries.asked} wordings, asked without their entry:",
        *_shown_lines(found.entries),
    ]
    if found.alarm:
        lines += _alarm_lines(found.alarm, at.ring_at)
    if found.weak:
        lines += ["", "Entries whose wordings, without themselves, mostly lead elsewhere:"]
        lines += [_weak_line(weak) for weak in found.weak]
    return "\n".join(lines)


def _alarm_lines(figures: AlarmFigures, ring_at: float) -> list[str]:
    calls, quiet = max(figures.calls, 1), max(figures.quiet, 1)
    asked = f"{figures.calls} calls for help, each heard by an alarm that was not taught it"
    return [
        "",
        f"{asked} (it rings from {ring_at:.2f} on):",
        f"  {100 * figures.rung / calls:5.1f} %  rang it",
        f"  {100 * figures.met / calls:5.1f} %  rang it, or were met by a rule",
        f"{figures.quiet} other messages: {100 * figures.needless / quiet:.2f} % rang it.",
    ]


def _found_lines(figures: Figures) -> list[str]:
    return [
        _line(figures, figures.first, "found their entry first"),
        _line(figures, figures.among_three, "found it among the best three"),
    ]


def _shown_lines(figures: Figures) -> list[str]:
    answered = [
        (figures.answered_right, "were answered by it"),
        (figures.answered_near, "were answered by an entry that is related with it"),
        (figures.answered_wrong, "were answered by another entry"),
        (figures.offered, "were offered choices"),
        (figures.offered_right, "had it among the choices"),
        (figures.abstained, "were told that it is not in the guide"),
    ]
    return [_line(figures, count, what) for count, what in answered if count]


def _line(figures: Figures, count: int, what: str) -> str:
    return f"  {100 * figures.share(count):5.1f} %  {what}"


def _weak_line(weak: Weak) -> str:
    takers = ", ".join(f"{entry} {count}" for entry, count in weak.taken_by[:3])
    return f"  {weak.entry}: first for {weak.first} of {weak.asked}; taken by {takers}"
