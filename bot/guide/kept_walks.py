"""Walks as the register keeps them: begun, found, changed, and shown again on their card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.cards import WalkView
from bot.guide.ports_audit import AuditEvent
from bot.guide.ports_outbox import Post
from bot.guide.ports_walks import WalkRecord, WalkState
from bot.guide.replies import Notice
from bot.trees.read import tree_from_canonical
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.referrals.people import Person
    from bot.trees.model import Tree


STALE = Notice("This card has moved on. Here it is as it stands now.", ("start",))
GONE = Notice("This walk is no longer here. You can start again.", ("start",))
NOT_YOURS = Notice("These questions belong to somebody else. You can start your own.", ("start",))


@dataclass(frozen=True, slots=True)
class Click:
    """Something pressed on a card.

    Attributes:
        person: Who pressed.
        key: What makes the press unique.
        walk_id: The walk the card shows.
        revision: The revision the card was drawn at.
        card: `channel:ts` of the card.
        response_url: Where the card can be replaced for half an hour, or empty.
    """

    person: Person
    key: str
    walk_id: str
    revision: int
    card: str
    response_url: str = ""


def view(desk: Desk, walk_id: str) -> WalkView:
    """A walk as it stands, replayed.

    Raises:
        NotFoundError: It is no longer there.
    """
    with desk.store.unit() as unit:
        record = unit.walks.get(walk_id)
        if record is None:
            raise NotFoundError("This walk is no longer here.")
        tree = tree_of(desk, unit, record)
        referral = unit.referrals.get(record.referral_id) if record.referral_id else None
    walk = replay(tree, record.answers, today=desk.today())
    return WalkView(record=record, walk=walk, referral=referral.ref if referral else "")


def own_view(desk: Desk, person: Person, walk_id: str) -> WalkView:
    """A walk, for its own person only.

    Raises:
        NotFoundError: It is no longer there.
        NotAllowedError: It is somebody else's.
    """
    found = view(desk, walk_id)
    if found.record.person_id != person.id:
        raise NotAllowedError(NOT_YOURS.text)
    return found


def tree_of(desk: Desk, unit: Unit, walk: WalkRecord) -> Tree:
    """The tree version that a walk is pinned to, today's or a kept one."""
    tree = desk.content.trees.get(walk.tree_id)
    if tree is not None and tree.hash == walk.tree_hash:
        return tree
    kept = unit.walks.tree(walk.tree_hash)
    if kept is None:
        raise NotFoundError("The questions of this walk are no longer kept. Start again.")
    return tree_from_canonical(kept)


def begin(desk: Desk, unit: Unit, person: Person, tree: Tree) -> WalkRecord:
    """A new walk of a tree, kept with that version of the tree."""
    now = desk.now()
    walk = WalkRecord(
        id=uuid4().hex,
        person_id=person.id,
        tree_id=tree.id,
        tree_version=tree.version,
        tree_hash=tree.hash,
        answers={},
        revision=1,
        state=WalkState.OPEN,
        card="",
        started_at=now,
        changed_at=now,
    )
    unit.walks.keep_tree(tree.hash, tree.canonical)
    unit.walks.add(walk)
    unit.audit.record(_event(desk, person, "walk.start", walk))
    return walk


def save(
    desk: Desk, unit: Unit, click: Click, walk: WalkRecord, *, action: str = "walk.answer"
) -> WalkRecord:
    """Keep a walk as its next revision; the log says what was done."""
    changed = replace(
        walk, revision=walk.revision + 1, changed_at=desk.now(), card=click.card or walk.card
    )
    unit.walks.change(changed, seen_revision=walk.revision)
    unit.audit.record(_event(desk, click.person, action, changed))
    return changed


def own(unit: Unit, click: Click) -> WalkRecord | Notice:
    """The walk that was pressed on, or what to say where it is not the person's own."""
    walk = unit.walks.get(click.walk_id)
    if walk is None:
        return GONE
    return walk if walk.person_id == click.person.id else NOT_YOURS


def current(desk: Desk, unit: Unit, click: Click) -> WalkRecord | Notice:
    """As `own`, where the card shows the walk as it stands; an older card is drawn again."""
    walk = own(unit, click)
    if isinstance(walk, Notice):
        return walk
    if walk.state is not WalkState.OPEN:
        return GONE
    if walk.revision != click.revision:
        redraw(unit, desk, click, {"walk": walk.id})
        return STALE
    return walk


def once(
    desk: Desk, click: Click, act: Callable[[Unit, WalkRecord], None], *, on_old_cards: bool = False
) -> Notice | None:
    """Do something with the walk that was pressed on: once a press, in one unit of work.

    Args:
        desk: What use cases work with.
        click: The press.
        act: What is done.
        on_old_cards: Whether a card that shows an earlier state will do.

    Returns:
        A notice where the walk is somebody else's, gone or further on; else None.
    """
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = own(unit, click) if on_old_cards else current(desk, unit, click)
        if isinstance(walk, Notice):
            return walk
        act(unit, walk)
    return None


def redraw(unit: Unit, desk: Desk, click: Click, codes: Mapping[str, object]) -> None:
    """Queue the card that was pressed on, as the codes say."""
    unit.outbox.add(
        Post(
            key=f"card:{click.key}",
            lane=f"person:{click.person.id}",
            to=f"card:{click.card}",
            template="walk",
            codes=codes,
            not_before=desk.now(),
            response_url=click.response_url,
        )
    )


def _event(desk: Desk, person: Person, action: str, walk: WalkRecord) -> AuditEvent:
    return AuditEvent(
        at=desk.now(),
        person_id=person.id,
        role=person.role.value,
        action=action,
        version=walk.revision,
        codes={"walk": walk.id, "tree": walk.tree_id, "hash": walk.tree_hash},
        partner=person.partner,
    )
