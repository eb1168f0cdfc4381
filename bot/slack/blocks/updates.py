"""What a newer version of the questions changes, on the card of somebody in the middle of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks.mrkdwn import bullets, escape, sentence
from bot.slack.blocks.parts import actions, button, packed
from bot.slack.ids import Act, Ref

if TYPE_CHECKING:
    from bot.guide.walk_replies import UpdateView, WalkCard
    from bot.slack.blocks.message import Block


def update_blocks(card: WalkCard, update: UpdateView) -> list[Block]:
    """What is different, and the two ways on."""
    ref = Ref(card.walk_id, card.revision, answer=update.tree_hash)
    parts = [f"*{escape(_lead(update))}*", "For your answers, the new questions change this:"]
    parts += [f"*{title}:*\n{bullets(lines)}" for title, lines in _changes(update)]
    return [
        *packed(parts, between="\n"),
        *actions(
            [
                button(Act.WALK_MOVE, "Use the updated questions", ref, style="primary"),
                button(Act.WALK_STAY, "Keep the old ones", ref),
            ]
        ),
    ]


def update_words(update: UpdateView) -> str:
    """The same as plain sentences."""
    changes = [f"{title}: {', '.join(lines)}" for title, lines in _changes(update)]
    return sentence(_lead(update), *changes)


def _lead(update: UpdateView) -> str:
    return f"These questions were updated on {update.on} (version {update.version})."


def _changes(update: UpdateView) -> list[tuple[str, tuple[str, ...]]]:
    found = [
        ("This adds", update.adds),
        ("This takes away or replaces", update.takes),
        ("Other dates", update.dates),
        ("New questions for you", update.asks),
        ("No longer asked", update.drops),
    ]
    return [(title, lines) for title, lines in found if lines]
