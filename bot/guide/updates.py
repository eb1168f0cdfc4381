"""A walk and a newer version of its tree: whether anything is different for this person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import UnknownAnswerError
from bot.guide.walk_replies import UpdateView
from bot.trees.walk import replay
from bot.workdays import due_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.guide.content import Content
    from bot.guide.ports_walks import WalkRecord
    from bot.trees.model import Tree
    from bot.trees.walk import DutyDue, Walk


def newer_tree(content: Content, walk: WalkRecord) -> Tree | None:
    """The version in force of a walk's tree, where that is another one that was not declined.

    A walk that was logged stays with the version it was logged with.
    """
    tree = content.trees.get(walk.tree_id)
    if tree is None or walk.referral_id or tree.hash in {walk.tree_hash, walk.declined_hash}:
        return None
    return tree


def fitting(tree: Tree, answers: Mapping[str, str], today: date) -> dict[str, str]:
    """The answers that a tree takes: those it knows, and those to facts it does not have."""
    taken = {}
    for fact, value in answers.items():
        try:
            replay(tree, {fact: value}, today=today)
        except UnknownAnswerError:
            continue
        taken[fact] = value
    return taken


def update_of(old: Walk, tree: Tree, answers: Mapping[str, str], today: date) -> UpdateView | None:
    """What a newer version changes for somebody; None where way, duties and dates are the same.

    Args:
        old: The walk as it stands.
        tree: The newer version.
        answers: The answers of the walk, parked ones too.
        today: The day now, in England.
    """
    new = replay(tree, fitting(tree, answers, today), today=today)
    if _standing(old) == _standing(new):
        return None
    before = {duty.id: duty for duty in old.outcome.duties}
    after = {duty.id: duty for duty in new.outcome.duties}
    return UpdateView(
        on=f"{tree.checked.day} {tree.checked:%B %Y}",
        version=tree.version,
        tree_hash=tree.hash,
        adds=_other(after, before),
        takes=_other(before, after),
        dates=tuple(
            f"{duty.title}: {due_in_words(duty.due, today) if duty.due else duty.when}"
            for id_, duty in after.items()
            if id_ in before and (duty.due, duty.when) != (before[id_].due, before[id_].when)
        ),
        asks=_asks(new, old),
        drops=_asks(old, new),
    )


def _standing(walk: Walk) -> object:
    """What has to be the same: the way so far, what is asked now and how it may be answered."""
    facts = walk.tree.facts
    return (
        walk.asked,
        tuple((fact, tuple(facts[fact].values)) for fact in walk.missing),
        tuple(
            (duty.id, duty.strength, duty.certain, duty.due, duty.when)
            for duty in walk.outcome.duties
        ),
    )


def _other(duties: Mapping[str, DutyDue], others: Mapping[str, DutyDue]) -> tuple[str, ...]:
    """The duties that are not among the others, or not as strong and certain there."""
    return tuple(
        f"{duty.title} ({duty.strength}{'' if duty.certain else ', treat as'})"
        for id_, duty in duties.items()
        if id_ not in others
        or (duty.strength, duty.certain) != (others[id_].strength, others[id_].certain)
    )


def _asks(walk: Walk, other: Walk) -> tuple[str, ...]:
    """What one asks, or asks next, and the other does not."""
    there = {asked.fact for asked in other.asked} | set(other.missing)
    here = dict.fromkeys((*(asked.fact for asked in walk.asked), *walk.missing))
    return tuple(walk.tree.facts[fact].label for fact in here if fact not in there)
