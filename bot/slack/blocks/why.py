"""Why each duty is owed, how its days were counted, and what rules every other duty out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.outcomes import NOT_OWED
from bot.slack.blocks.pages import info_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.guide.walk_replies import DutyView, OutcomeView
    from bot.slack.blocks.message import Block

_OWED = "*Why this?*"
_NOT_OWED = (
    "*Why not something else?*\nThese do not apply on your answers. If an answer is wrong, change "
    "it on the card and see what follows."
)


def why_view(outcome: OutcomeView) -> Block:
    """Each duty that applies, and why; then each that does not, and why not."""
    duties = (*outcome.first, *outcome.must, *outcome.should, *outcome.may)
    owed = list(_owed(duties))
    nothing = "\n".join(f"- {reason}" for reason in outcome.nothing)
    others = [f"*{one.title}*\n{one.reason}" for one in outcome.not_owed]
    lines = [
        *([_OWED, *owed] if owed else []),
        *([f"*{NOT_OWED}*\n{nothing}"] if nothing else []),
        *([_NOT_OWED, *others] if others else []),
    ]
    return info_view("Why", lines or ["Nothing follows from these answers."])


def _owed(duties: tuple[DutyView, ...]) -> Iterator[str]:
    counted: dict[str, str] = {}
    for duty in duties:
        lines = [f"*{duty.title}*"]
        if duty.because:
            lines.append(f"Because: {duty.because}.")
        first = counted.setdefault(duty.counting, duty.title) if duty.counting else ""
        if first == duty.title:
            lines.append(f"How counted: {duty.counting}")
        elif first:
            lines.append(f"Counted as for: {first}.")
        if len(lines) > 1:
            yield "\n".join(lines)
