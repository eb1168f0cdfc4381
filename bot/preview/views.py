"""Modals in their stacks, and Home tabs."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.preview.people import APP_ID, BOT_ID, TEAM_ID
from bot.preview.refused import Json, RefusedError

if TYPE_CHECKING:
    from bot.preview.stamps import Stamps

MAX_STACK = 3


@dataclass
class Views:
    """Open modals by person, bottom first, and what is on each person's Home tab."""

    stamps: Stamps
    _stacks: dict[str, list[Json]] = field(default_factory=dict)
    _homes: dict[str, Json] = field(default_factory=dict)

    def _view(self, given: Json, **fixed: object) -> Json:
        view: Json = {
            "team_id": TEAM_ID,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            "submit": None,
            "close": None,
            "title": None,
            "state": {"values": {}},
            **deepcopy(given),
            "hash": self.stamps.id(f"{int(self.stamps.now())}."),
        }
        return {**view, **fixed}

    def stack(self, person_id: str) -> list[Json]:
        """List a person's open modals, the one on top last."""
        return deepcopy(self._stacks.get(person_id, []))

    def open(self, person_id: str, given: Json) -> Json:
        """Put a modal on the screen; it replaces whatever stack was there."""
        view_id = self.stamps.id("V")
        view = self._view(given, id=view_id, root_view_id=view_id, previous_view_id=None)
        self._stacks[person_id] = [view]
        return deepcopy(view)

    def push(self, person_id: str, given: Json) -> Json:
        """Put a modal on top of the ones that are open.

        Raises:
            RefusedError: `push_limit_reached` above three; `not_found` when none is open.
        """
        stack = self._stacks.get(person_id, [])
        if not stack:
            raise RefusedError("not_found")
        if len(stack) >= MAX_STACK:
            raise RefusedError("push_limit_reached")
        below = stack[-1]
        view = self._view(
            given,
            id=self.stamps.id("V"),
            root_view_id=below["root_view_id"],
            previous_view_id=below["id"],
        )
        stack.append(view)
        return deepcopy(view)

    def find(self, view_id: str, external_id: str | None = None) -> tuple[str, Json] | None:
        """Find an open modal or a Home tab by either id: whose it is, and the view."""
        everywhere = [(who, view) for who, stack in self._stacks.items() for view in stack]
        everywhere.extend(self._homes.items())
        for who, view in everywhere:
            if view["id"] == view_id or (external_id and view["external_id"] == external_id):
                return who, deepcopy(view)
        return None

    def update(self, view: Json, given: Json, expected_hash: str | None) -> Json:
        """Put new content into a view that is open.

        Raises:
            RefusedError: `hash_conflict` when the view has changed since `expected_hash`.
        """
        if expected_hash and expected_hash != view["hash"]:
            raise RefusedError("hash_conflict")
        kept = {key: view.get(key) for key in ("id", "root_view_id", "previous_view_id")}
        changed = self._view(given, **kept)
        for stack in self._stacks.values():
            stack[:] = [changed if shown["id"] == view["id"] else shown for shown in stack]
        for person_id, home in self._homes.items():
            if home["id"] == view["id"]:
                self._homes[person_id] = changed
        return deepcopy(changed)

    def close(self, person_id: str, view_id: str) -> list[Json]:
        """Take a modal, and what lies on top of it, off the screen; give what was taken."""
        stack = self._stacks.get(person_id, [])
        for position, view in enumerate(stack):
            if view["id"] == view_id:
                self._stacks[person_id] = stack[:position]
                return deepcopy(stack[position:])
        return []

    def clear(self, person_id: str) -> list[Json]:
        """Take all modals off a person's screen; give what was taken."""
        return self._stacks.pop(person_id, [])

    def home(self, person_id: str) -> Json | None:
        """Give a person's Home tab, or None when the app has not published one."""
        return deepcopy(self._homes.get(person_id))

    def publish(self, person_id: str, given: Json, expected_hash: str | None) -> Json:
        """Set a person's Home tab.

        Raises:
            RefusedError: `hash_conflict` when the tab has changed since `expected_hash`.
        """
        before = self._homes.get(person_id)
        if before is not None:
            return self.update(before, given, expected_hash)
        view_id = self.stamps.id("V")
        view = self._view(given, id=view_id, root_view_id=view_id, previous_view_id=None)
        self._homes[person_id] = view
        return deepcopy(view)
