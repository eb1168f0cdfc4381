"""Why not, and why a question is asked: what the tree can say about itself, ready to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.guide.walk_replies import NotOwed
from bot.trees.explain import before_each, why_not, why_not_words
from bot.trees.reach import Can, can_change

if TYPE_CHECKING:
    from bot.trees.model import Tree
    from bot.trees.reach import Change
    from bot.trees.walk import Walk

_NAMED = 3


def not_owed(walk: Walk) -> tuple[NotOwed, ...]:
    """Every duty that does not apply, with the answers that rule it out."""
    return tuple(NotOwed(one.title, why_not_words(walk.tree, one)) for one in why_not(walk))


def why_asked(walk: Walk, fact: str) -> str:
    """Why a fact is asked: what its author says, and the duties that its answer can still change.

    The most binding duties are named first, at most three.
    """
    before = before_each(walk).get(fact, {asked.fact: asked.answer for asked in walk.asked})
    changes = can_change(walk.tree, before, (fact,))
    owed = [change for change in changes if change.what is Can.OWE]
    dated = [change for change in changes if change.what is Can.DATE]
    parts = [
        walk.tree.facts[fact].why,
        _named(walk.tree, "This can still change", owed),
        _named(walk.tree, "It sets the date of", dated),
    ]
    return " ".join(part for part in parts if part)


def _named(tree: Tree, lead: str, changes: list[Change]) -> str:
    if not changes:
        return ""
    by_weight = sorted(changes, key=lambda change: -_weight(tree, change.id))
    more = len(changes) - _NAMED
    titles = "; ".join(change.title for change in by_weight[:_NAMED])
    return f"{lead}: {titles}{f'; and {more} more' if more > 0 else ''}."


def _weight(tree: Tree, duty: str) -> int:
    return max(rule.strength.weight for rule in tree.duties[duty].rules)
