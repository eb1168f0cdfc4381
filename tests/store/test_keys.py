"""A register opens with the keys it was written with, and with no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import SealedError
from bot.privacy.envelope import KeyRing, new_key, read_key_ring, seal
from tests.store.builders import new_ring

if TYPE_CHECKING:
    from bot.store.sqlite import SqliteStore


def ring_of(*keys: str) -> KeyRing:
    """The ring of these keys, the first current."""
    return read_key_ring(",".join(keys), setting="BOT_KEY")


def test_the_same_key_is_taken_every_time(register: SqliteStore) -> None:
    """The first key is noted; the same one is fine at every start."""
    ring = new_ring()
    for _ in range(3):
        register.check_key(ring)


def test_another_key_is_refused_and_not_noted(register: SqliteStore) -> None:
    """A wrong key is refused by naming the key that is missing, and the right one still opens."""
    right = new_ring()
    register.check_key(right)
    wrong = new_ring()
    for _ in range(2):
        with pytest.raises(SealedError, match=right.current):
            register.check_key(wrong)
    register.check_key(right)


def test_a_new_key_first_with_the_old_one_kept(register: SqliteStore) -> None:
    """Keys are changed by putting a new one first; from then on both are needed."""
    old, new = new_key(), new_key()
    register.check_key(ring_of(old))
    register.check_key(ring_of(new, old))
    register.check_key(ring_of(new, old))
    for alone in (old, new):
        with pytest.raises(SealedError):
            register.check_key(ring_of(alone))


def test_a_key_of_the_same_name_is_refused(register: SqliteStore) -> None:
    """A key that only has the right id does not open the check value."""
    ring = new_ring()
    register.check_key(ring)
    with pytest.raises(SealedError):
        register.check_key(KeyRing(keys={ring.current: bytes(32)}, current=ring.current))


def test_an_altered_check_value_is_refused(register: SqliteStore) -> None:
    """A check value that was cut, or replaced by another text under the same key, is refused."""
    ring = new_ring()
    register.check_key(ring)
    other = seal("another text", ring, about="key-check")
    for wrapped_key, envelope in (
        (other.wrapped_key, other.envelope),
        (other.wrapped_key, other.envelope[:-8]),
    ):
        with register._writing() as session:
            session.first(
                "UPDATE key_check SET wrapped_key = :wrapped_key, envelope = :envelope",
                wrapped_key=wrapped_key,
                envelope=envelope,
            )
        with pytest.raises(SealedError):
            register.check_key(ring)
