"""Plain values for the store's tests."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.guide.ports_audit import AuditEvent
from bot.guide.ports_outbox import Post
from bot.guide.ports_walks import WalkRecord, WalkState
from bot.privacy.envelope import KeyRing, new_key, read_key_ring, seal
from bot.referrals.model import LoggedDuty, PartKind, Referral, SealedPart, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.guide.ports import Store, Unit

NOW = datetime(2026, 12, 18, 9, 30, tzinfo=UTC)
PERSON = "T1:U1"
TREE_HASH = "hash-of-tree"
REGISTER = "register.db"
NOTIFY = LoggedDuty(
    id="notify_panel",
    title="Notify the Panel",
    strength="must",
    certain=True,
    due=date(2026, 12, 24),
    latest=date(2026, 12, 29),
)


class UndoError(Exception):
    """Rolls a scratch unit back."""


@contextmanager
def scratch(store: Store) -> Iterator[Unit]:
    """A unit that leaves nothing behind."""
    with suppress(UndoError), store.unit() as unit:
        yield unit
        raise UndoError


def later(minutes: float) -> datetime:
    """Some minutes after `NOW`."""
    return NOW + timedelta(minutes=minutes)


def register_in(folder: Path) -> Path:
    """Where a test keeps its register."""
    return folder / REGISTER


def new_ring() -> KeyRing:
    """A ring with one new key."""
    return read_key_ring(new_key(), setting="BOT_KEY")


def a_referral(key: str = "k1", *, state: State = State.LOGGED, at: datetime = NOW) -> Referral:
    """A referral as a use case hands it in; its id follows from its key."""
    return Referral(
        id=f"id-{key}",
        ref="",
        key=key,
        area="barnsley",
        state=state,
        version=0,
        facts={"event": "died", "age_band": "under_16"},
        tree_id="",
        tree_version="",
        tree_hash="",
        duties=(NOTIFY,),
        logged_by=PERSON,
        logged_role="school",
        logged_at=at,
    )


def a_part(text: str, ring: KeyRing, *, referral_id: str = "id-k1", version: int = 1) -> SealedPart:
    """A sealed narrative."""
    about = f"referral:{referral_id}:narrative:{version}"
    sealed = seal(text, ring, about=about)
    return SealedPart(
        referral_id=referral_id,
        kind=PartKind.NARRATIVE,
        version=version,
        key_id=sealed.key_id,
        wrapped_key=sealed.wrapped_key,
        envelope=sealed.envelope,
        author=PERSON,
        created_at=NOW,
    )


def an_event(
    action: str = "referral.log", *, referral_id: str = "id-k1", at: datetime = NOW
) -> AuditEvent:
    """An audit event."""
    return AuditEvent(
        at=at,
        person_id=PERSON,
        role="practitioner",
        action=action,
        referral_id=referral_id,
        to_state="logged",
        version=1,
        codes={"part": "narrative"},
    )


def a_post(
    key: str, *, lane: str = "channel:C1", at: datetime = NOW, response_url: str = ""
) -> Post:
    """A post."""
    return Post(
        key=key,
        lane=lane,
        to="channel:C1",
        template="referral_logged",
        codes={"referral": "id-k1"},
        not_before=at,
        response_url=response_url,
    )


def a_walk(id_: str = "w1", *, revision: int = 1, changed_at: datetime = NOW) -> WalkRecord:
    """A walk in a tree that has to be kept first, under `TREE_HASH`."""
    return WalkRecord(
        id=id_,
        person_id=PERSON,
        tree_id="serious_incident",
        tree_version="1",
        tree_hash=TREE_HASH,
        answers={"role": "school", "event": "died"},
        revision=revision,
        state=WalkState.OPEN,
        card="D1:1.2",
        started_at=NOW,
        changed_at=changed_at,
    )
