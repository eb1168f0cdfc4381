"""Walks, and every tree version that one of them used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.errors import StaleError
from bot.guide.ports_walks import WalkRecord, WalkState
from bot.store import sql
from bot.store.columns import moment_from, moment_text, ordered_json

if TYPE_CHECKING:
    from bot.store.session import Row, Session, Value


class SqlWalks:
    """`bot.guide.ports.Walks` over SQL."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, walk: WalkRecord) -> None:
        """Keep a new walk; its tree version must be kept first."""
        self._session.first(sql.ADD_WALK, **_columns(walk))

    def change(self, walk: WalkRecord, seen_revision: int) -> None:
        """Replace a walk that still is at `seen_revision`.

        Raises:
            StaleError: It has moved on.
        """
        columns = _columns(walk) | {"seen_revision": seen_revision}
        if self._session.first(sql.CHANGE_WALK, **columns) is None:
            raise StaleError("These questions have moved on since that was drawn.")

    def get(self, walk_id: str) -> WalkRecord | None:
        """The walk, or None."""
        row = self._session.first(sql.WALK, id=walk_id)
        return _walk(row) if row else None

    def open_of(self, person_id: str) -> tuple[WalkRecord, ...]:
        """A person's open walks, the latest first."""
        return tuple(map(_walk, self._session.rows(sql.OPEN_WALKS, person_id=person_id)))

    def keep_tree(self, tree_hash: str, canonical: str) -> None:
        """Keep a tree version under its hash; again is nothing new."""
        self._session.first(sql.KEEP_TREE, hash=tree_hash, canonical=canonical)

    def tree(self, tree_hash: str) -> str | None:
        """The canonical text of a tree version, or None."""
        row = self._session.first(sql.TREE, hash=tree_hash)
        return str(row["canonical"]) if row else None


def _columns(walk: WalkRecord) -> dict[str, Value]:
    return {
        "id": walk.id,
        "person_id": walk.person_id,
        "tree_id": walk.tree_id,
        "tree_version": walk.tree_version,
        "tree_hash": walk.tree_hash,
        "answers": ordered_json(dict(walk.answers)),
        "revision": walk.revision,
        "state": walk.state.value,
        "card": walk.card,
        "started_at": moment_text(walk.started_at),
        "changed_at": moment_text(walk.changed_at),
        "referral_id": walk.referral_id,
        "declined_hash": walk.declined_hash,
    }


def _walk(row: Row) -> WalkRecord:
    return WalkRecord(
        id=row["id"],
        person_id=row["person_id"],
        tree_id=row["tree_id"],
        tree_version=row["tree_version"],
        tree_hash=row["tree_hash"],
        answers=json.loads(row["answers"]),
        revision=row["revision"],
        state=WalkState(row["state"]),
        card=row["card"],
        started_at=moment_from(row["started_at"]),
        changed_at=moment_from(row["changed_at"]),
        referral_id=row["referral_id"],
        declined_hash=row["declined_hash"],
    )
