"""Somebody's walk through a tree: start, answer, change, go on later.

A walk is the answers given so far and the hash of the tree they belong to; every turn replays them.
Each use case is one unit of work that ends in a queued card.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.errors import NotAllowedError, NotFoundError
from bot.guide.cards import WalkView, difference
from bot.guide.ports import AuditEvent, Post, WalkRecord, WalkState
from bot.guide.replies import Notice
from bot.guide.updates import fitting, newer_tree, update_of
from bot.trees.read import tree_from_canonical
from bot.trees.walk import replay

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.guide.desk import Desk
    from bot.guide.ports import Unit
    from bot.guide.replies import UpdateView
    from bot.referrals.people import Person
    from bot.trees.model import Tree

MAIN_TREE = "serious_incident"

STALE = Notice("This card has moved on. Here it is as it stands now.", ("start",))
GONE = Notice("This walk is no longer here. You can start again.", ("start",))
NOT_YOURS = Notice("These questions belong to somebody else. You can start your own.", ("start",))


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
        walk = _begin(desk, unit, request.person, tree)
        _post(desk, unit, request, "walk", {"walk": walk.id})


def resume(desk: Desk, click: Click) -> Notice | None:
    """Show an unfinished walk again, in a card of its own at the end of the conversation."""
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = _own(unit, click)
        if isinstance(walk, Notice):
            return walk
        kept, asking = _kept_up(desk, unit, click, walk)
        request = Start(person=click.person, keys=(click.key,))
        _post(desk, unit, request, "walk", {"walk": kept.id, **asking})
    return None


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
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = _current(desk, unit, click)
        if isinstance(walk, Notice):
            return walk
        replay(tree_of(desk, unit, walk), given, today=desk.today())
        kept, asking = _kept_up(desk, unit, click, walk)
        changed = {**kept.answers, **given}
        tree = tree_of(desk, unit, kept)
        proposal = difference(tree, kept.answers, changed, today=desk.today())
        codes = {"walk": walk.id, **asking}
        if not proposal or (confirmed and not asking):
            _save(desk, unit, click, replace(kept, answers=changed))
        elif not asking:
            codes |= {"changing": proposal.fact, "proposed": proposal.value}
        _redraw(unit, desk, click, codes)
    return None


def change(desk: Desk, click: Click, fact: str) -> Notice | None:
    """Ask an answered question again; the old answer stands until there is a new one."""
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = _current(desk, unit, click)
        if isinstance(walk, Notice):
            return walk
        kept, asking = _kept_up(desk, unit, click, walk)
        _redraw(unit, desk, click, {"walk": kept.id, **(asking or {"changing": fact})})
    return None


def keep(desk: Desk, click: Click) -> Notice | None:
    """Leave an answer as it is and go back to the walk."""
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = _own(unit, click)
        if isinstance(walk, Notice):
            return walk
        _redraw(unit, desk, click, {"walk": walk.id})
    return None


def move(desk: Desk, click: Click, tree_hash: str) -> Notice | None:
    """Go on with the newer version of the questions, whose difference has been shown.

    Args:
        desk: What use cases work with.
        click: The press.
        tree_hash: The version that was shown. If there is a newer one still, that is shown first.
    """
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = _current(desk, unit, click)
        if isinstance(walk, Notice):
            return walk
        tree = newer_tree(desk.content, walk)
        codes = {"walk": walk.id}
        if tree is not None and tree.hash == tree_hash:
            _move(desk, unit, click, walk, tree)
        elif tree is not None:
            codes["update"] = tree.hash
        _redraw(unit, desk, click, codes)
    return None


def stay(desk: Desk, click: Click, tree_hash: str) -> Notice | None:
    """Keep the version of the questions that the walk began with, and be asked no more."""
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        walk = _current(desk, unit, click)
        if isinstance(walk, Notice):
            return walk
        _save(desk, unit, click, replace(walk, declined_hash=tree_hash), action="walk.stay")
        _redraw(unit, desk, click, {"walk": walk.id})
    return None


def asks_before_telling(desk: Desk, click: Click) -> bool:
    """Whether the version in force changes something for an outcome that is to be told of.

    Then the card asks about that first, as it does before an answer; what is told is the outcome
    that its person has chosen.

    Args:
        desk: What use cases work with.
        click: The press on the button that tells the partners.
    """
    with desk.store.unit() as unit:
        walk = _own(unit, click)
        if isinstance(walk, Notice) or walk.state is not WalkState.OPEN:
            return False
        tree = newer_tree(desk.content, walk)
        if tree is None:
            return False
        old = replay(tree_of(desk, unit, walk), walk.answers, today=desk.today())
        if update_of(old, tree, walk.answers, desk.today()) is None:
            return False
        if unit.inbox.is_new([click.key], desk.now()):
            _redraw(unit, desk, click, {"walk": walk.id, "update": tree.hash})
    return True


def start_again(desk: Desk, click: Click) -> Notice | None:
    """Leave this walk and begin a new one of the same tree, in the same card."""
    with desk.store.unit() as unit:
        if not unit.inbox.is_new([click.key], desk.now()):
            return None
        old = _own(unit, click)
        if isinstance(old, Notice):
            return old
        if old.state is WalkState.OPEN:
            _save(desk, unit, click, replace(old, state=WalkState.LEFT), action="walk.leave")
        new = _begin(desk, unit, click.person, desk.content.tree(old.tree_id))
        _redraw(unit, desk, click, {"walk": new.id})
    return None


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


def update(desk: Desk, found: WalkView) -> UpdateView | None:
    """What the version in force would change for a walk; None where nothing, or not wanted."""
    tree = newer_tree(desk.content, found.record)
    if tree is None:
        return None
    return update_of(found.walk, tree, found.record.answers, desk.today())


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


def _begin(desk: Desk, unit: Unit, person: Person, tree: Tree) -> WalkRecord:
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


def _save(
    desk: Desk, unit: Unit, click: Click, walk: WalkRecord, *, action: str = "walk.answer"
) -> WalkRecord:
    changed = replace(
        walk, revision=walk.revision + 1, changed_at=desk.now(), card=click.card or walk.card
    )
    unit.walks.change(changed, seen_revision=walk.revision)
    unit.audit.record(_event(desk, click.person, action, changed))
    return changed


def _kept_up(
    desk: Desk, unit: Unit, click: Click, walk: WalkRecord
) -> tuple[WalkRecord, dict[str, str]]:
    """The walk on the version in force if that changes nothing for its person.

    Otherwise the walk as it is, with the codes of a card that shows what would change.
    """
    tree = newer_tree(desk.content, walk)
    if tree is None:
        return walk, {}
    old = replay(tree_of(desk, unit, walk), walk.answers, today=desk.today())
    if update_of(old, tree, walk.answers, desk.today()) is not None:
        return walk, {"update": tree.hash}
    return _move(desk, unit, click, walk, tree), {}


def _move(desk: Desk, unit: Unit, click: Click, walk: WalkRecord, tree: Tree) -> WalkRecord:
    unit.walks.keep_tree(tree.hash, tree.canonical)
    moved = replace(
        walk,
        tree_version=tree.version,
        tree_hash=tree.hash,
        answers=fitting(tree, walk.answers, desk.today()),
    )
    return _save(desk, unit, click, moved, action="walk.moved")


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


def _own(unit: Unit, click: Click) -> WalkRecord | Notice:
    walk = unit.walks.get(click.walk_id)
    if walk is None:
        return GONE
    return walk if walk.person_id == click.person.id else NOT_YOURS


def _current(desk: Desk, unit: Unit, click: Click) -> WalkRecord | Notice:
    walk = _own(unit, click)
    if isinstance(walk, Notice):
        return walk
    if walk.state is not WalkState.OPEN:
        return GONE
    if walk.revision != click.revision:
        _redraw(unit, desk, click, {"walk": walk.id})
        return STALE
    return walk


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


def _redraw(unit: Unit, desk: Desk, click: Click, codes: Mapping[str, object]) -> None:
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
