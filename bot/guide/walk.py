"""Somebody's walk through a tree: start, answer, change, go on later.

A walk is the answers given so far and the hash of the tree they belong to; every turn replays them.
Each use case is one unit of work that ends in a queued card.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.guide.cards import difference
from bot.guide.kept_walks import Click, begin, once, redraw, save, tree_of
from bot.guide.moving import kept_up
from bot.guide.ports_outbox import Post
from bot.guide.ports_walks import WalkState
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.ports_walks import WalkRecord
    from bot.guide.replies import Notice
    from bot.referrals.people import Person

MAIN_TREE = "serious_incident"


@dataclass(frozen=True, slots=True)
class Start:
    """Somebody wants the guided questions.

    Attributes:
        person: Who.
        keys: What makes the request unique.
        tree_id: Which questions.
        fresh: Start anew even when there is an unfinished walk.
    """

    person: Person
    keys: tuple[str, ...]
    tree_id: str = MAIN_TREE
    fresh: bool = False


def start(desk: Desk, request: Start) -> None:
    """Begin a walk in the person's direct message, or offer to go on with an unfinished one.

    Raises:
        NotFoundError: There is no such tree.
    """
    tree = desk.content.tree(request.tree_id)
    with desk.store.unit() as unit:
        if not unit.inbox.is_new(request.keys, desk.now()):
            return
        unfinished = _unfinished(desk, unit, request)
        if unfinished and not request.fresh:
            _post(desk, unit, request, "resume", {"walk": unfinished.id})
            return
        walk = begin(desk, unit, request.person, tree)
        _post(desk, unit, request, "walk", {"walk": walk.id})


def resume(desk: Desk, click: Click) -> Notice | None:
    """Show an unfinished walk again, in a card of its own at the end of the conversation."""

    def act(unit: Unit, walk: WalkRecord) -> None:
        kept, asking = kept_up(desk, unit, click, walk)
        request = Start(person=click.person, keys=(click.key,))
        _post(desk, unit, request, "walk", {"walk": kept.id, **asking})

    return once(desk, click, act, on_old_cards=True)


def answer(
    desk: Desk, click: Click, given: Mapping[str, str], *, confirmed: bool = False
) -> Notice | None:
    """Take answers and show what follows.

    An answer that changes a finished outcome is first shown with what it would add and take away,
    and used once `confirmed`.

    Args:
        desk: What use cases work with.
        click: The press.
        given: Fact id -> answer, for every fact the card asked.
        confirmed: Whether the difference has been shown.

    Returns:
        A notice where nothing was changed; None where the card is being redrawn.

    Raises:
        UnknownAnswerError: An answer that its fact does not allow, such as a day in the future.
    """

    def act(unit: Unit, walk: WalkRecord) -> None:
        replay(tree_of(desk, unit, walk), given, today=desk.today())
        kept, asking = kept_up(desk, unit, click, walk)
        changed = {**kept.answers, **given}
        tree = tree_of(desk, unit, kept)
        proposal = difference(tree, kept.answers, changed, today=desk.today())
        codes = {"walk": walk.id, **asking}
        if not proposal or (confirmed and not asking):
            save(desk, unit, click, replace(kept, answers=changed))
        elif not asking:
            codes |= {"changing": proposal.fact, "proposed": proposal.value}
        redraw(unit, desk, click, codes)

    return once(desk, click, act)


def change(desk: Desk, click: Click, fact: str) -> Notice | None:
    """Ask an answered question again; the old answer stands until there is a new one."""

    def act(unit: Unit, walk: WalkRecord) -> None:
        kept, asking = kept_up(desk, unit, click, walk)
        redraw(unit, desk, click, {"walk": kept.id, **(asking or {"changing": fact})})

    return once(desk, click, act)


def keep(desk: Desk, click: Click) -> Notice | None:
    """Leave an answer as it is and go back to the walk."""

    def act(unit: Unit, walk: WalkRecord) -> None:
        redraw(unit, desk, click, {"walk": walk.id})

    return once(desk, click, act, on_old_cards=True)


def start_again(desk: Desk, click: Click) -> Notice | None:
    """Leave this walk and begin a new one of the same tree, in the same card."""

    def act(unit: Unit, old: WalkRecord) -> None:
        if old.state is WalkState.OPEN:
            save(desk, unit, click, replace(old, state=WalkState.LEFT), action="walk.leave")
        new = begin(desk, unit, click.person, desk.content.tree(old.tree_id))
        redraw(unit, desk, click, {"walk": new.id})

    return once(desk, click, act, on_old_cards=True)


def _unfinished(desk: Desk, unit: Unit, request: Start) -> WalkRecord | None:
    for walk in unit.walks.open_of(request.person.id):
        if walk.tree_id == request.tree_id and walk.answers and not walk.referral_id:
            finished = replay(tree_of(desk, unit, walk), walk.answers, today=desk.today())
            if finished.next is not None:
                return walk
    return None


def _post(
    desk: Desk, unit: Unit, request: Start, template: str, codes: Mapping[str, object]
) -> None:
    to = f"person:{request.person.id}"
    key = f"{template}:{request.keys[0]}"
    unit.outbox.add(
        Post(key=key, lane=to, to=to, template=template, codes=codes, not_before=desk.now())
    )
