"""The same thing has the same name, another has another, and nobody can go back without the key."""

from __future__ import annotations

from hypothesis import assume, given

from bot.privacy.envelope import new_key, read_key_ring
from bot.privacy.fingerprint import LENGTH, fingerprint
from tests.strategies import anything_typed

RING = read_key_ring(new_key(), setting="BOT_KEY")
OTHER = read_key_ring(new_key(), setting="BOT_KEY")


@given(anything_typed, anything_typed)
def test_names_tell_things_apart(one: str, other: str) -> None:
    """Equal texts have equal names, different ones different names, all of one form."""
    assume(one != other)
    name = fingerprint(one, RING)

    assert name == fingerprint(one, RING)
    assert name != fingerprint(other, RING)
    assert len(name) == LENGTH
    assert set(name) <= set("0123456789abcdef")


@given(anything_typed)
def test_names_hang_on_the_key(text: str) -> None:
    """Whoever has the register without the key cannot try out names."""
    assert fingerprint(text, RING) != fingerprint(text, OTHER)
