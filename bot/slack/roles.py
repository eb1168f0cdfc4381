"""Who somebody is here: looked up in Slack, remembered for minutes, denied when in doubt.

A person is what the allow-list or a user group says, as long as Slack says that they are a full,
active, human member of this workspace. When Slack does not answer, the last good answer counts for
a while; after that only the allow-list does. Membership of a group is decided by whoever may edit
groups in the workspace.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.referrals.people import Person, Role
from bot.slack.clients import LOOK_UP_SECONDS, sibling
from bot.slack.failures import CALL_FAILURES, Fate, failure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from slack_sdk import WebClient

    Standing = tuple[Role, str]
    """A role, and for a partner which of the three."""

T = TypeVar("T")

FRESH = timedelta(minutes=5)
LAST_GOOD = timedelta(minutes=60)
REST = timedelta(seconds=15)
_ALL = ""
_RANK = (Role.PARTNER, Role.BUSINESS_MANAGER, Role.PRACTITIONER)


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    """An answer from Slack.

    Attributes:
        value: The answer.
        at: When it was given.
        is_forgotten: It must be asked again before it counts as fresh.
    """

    value: T
    at: datetime
    is_forgotten: bool = False


class _Memory(Generic[T]):
    """Answers by id: fresh ones as they are, stale ones only when Slack does not answer."""

    def __init__(self, clock: Callable[[], datetime], fresh: timedelta) -> None:
        self._clock = clock
        self._fresh = fresh
        self._lock = threading.Lock()
        self._kept: dict[str, _Kept[T]] = {}
        self._resting_until: dict[str, datetime] = {}

    def get(self, id_: str, look_up: Callable[[str], T]) -> T | None:
        """The answer for an id, or None when there is none that may still be used."""
        now = self._clock()
        with self._lock:
            kept = self._kept.get(id_)
            resting = any(self._resting_until.get(about, now) > now for about in (id_, _ALL))
        if kept and not kept.is_forgotten and now - kept.at < self._fresh:
            return kept.value
        if not resting:
            try:
                found = look_up(id_)
            except CALL_FAILURES as error:
                # A refusal is about this id; silence is about Slack, and nobody waits for it twice.
                about = id_ if failure_of(error).fate is Fate.DEAD else _ALL
                with self._lock:
                    self._resting_until[about] = now + REST
            else:
                with self._lock:
                    self._kept[id_] = _Kept(found, now)
                return found
        return kept.value if kept and now - kept.at < LAST_GOOD else None

    def forget(self) -> None:
        """Ask Slack again next time; the old answers stay for when it does not answer."""
        with self._lock:
            self._kept = {id_: replace(k, is_forgotten=True) for id_, k in self._kept.items()}
            self._resting_until.clear()


@dataclass(frozen=True, slots=True)
class RoleRules:
    """Who may be what, from the settings.

    Attributes:
        team_id: This workspace.
        groups: User group id -> role, and for partners which of the three.
        practitioners_group: The user group of practitioners; empty: every full member is one.
        allow: User id -> role and partner; counts whatever the groups say.
    """

    team_id: str
    groups: Mapping[str, Standing] = field(default_factory=dict)
    practitioners_group: str = ""
    allow: Mapping[str, Standing] = field(default_factory=dict)


class Roles:
    """What people are here.

    Args:
        client: A client for the workspace; look-ups use a sibling of it.
        rules: Who may be what.
        clock: Gives the time now, UTC.
        fresh: How long an answer from Slack counts.
    """

    def __init__(
        self,
        client: WebClient,
        rules: RoleRules,
        clock: Callable[[], datetime],
        *,
        fresh: timedelta = FRESH,
    ) -> None:
        self.team_id = rules.team_id
        self._rules = rules
        self._client = sibling(client, seconds=LOOK_UP_SECONDS)
        self._members: _Memory[frozenset[str]] = _Memory(clock, fresh)
        self._accounts: _Memory[tuple[str, bool]] = _Memory(clock, fresh)

    def person(self, user_id: str, user_team: str = "") -> Person:
        """Who a user is here.

        Args:
            user_id: As Slack gives it.
            user_team: The workspace that the payload says the user belongs to, or empty.
        """
        if user_team and user_team != self.team_id:
            return Person(f"{user_team}:{user_id}", Role.STRANGER)
        account = self._accounts.get(user_id, self._account)
        if account is None:
            role, partner = self._rules.allow.get(user_id, (Role.STRANGER, ""))
            return Person(f"{self.team_id}:{user_id}", role, partner)
        home_team, is_staff = account
        if not is_staff:
            return Person(f"{home_team}:{user_id}", Role.STRANGER)
        role, partner = self._standing(user_id)
        return Person(f"{self.team_id}:{user_id}", role, partner)

    def warm(self) -> None:
        """Look the groups up before anybody waits for it."""
        for group in filter(None, (*self._rules.groups, self._rules.practitioners_group)):
            self._members.get(group, self._group)

    def forget_groups(self) -> None:
        """Look memberships up again next time: somebody changed a group."""
        self._members.forget()

    def _standing(self, user_id: str) -> Standing:
        if user_id in self._rules.allow:
            return self._rules.allow[user_id]
        held = [
            standing
            for group, standing in self._rules.groups.items()
            if user_id in (self._members.get(group, self._group) or ())
        ]
        if held:
            return min(held, key=lambda standing: _RANK.index(standing[0]))
        return (Role.PRACTITIONER if self._is_practitioner(user_id) else Role.STRANGER), ""

    def _is_practitioner(self, user_id: str) -> bool:
        group = self._rules.practitioners_group
        return not group or user_id in (self._members.get(group, self._group) or ())

    def _account(self, user_id: str) -> tuple[str, bool]:
        user = self._client.users_info(user=user_id)["user"]
        team = str(user.get("team_id") or self.team_id)
        outside = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
        return team, team == self.team_id and not any(user.get(mark) for mark in outside)

    def _group(self, group_id: str) -> frozenset[str]:
        return frozenset(self._client.usergroups_users_list(usergroup=group_id)["users"])
