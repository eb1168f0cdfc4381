"""What is sealed opens only with its key, unchanged, and where it belongs."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SealedError, SettingsError
from bot.privacy.envelope import (
    KeyRing,
    Sealed,
    key_id,
    new_key,
    read_key_ring,
    rewrap,
    seal,
    unseal,
)
from tests.strategies import anything_typed

ABOUT = "referral:1:narrative:1"


def ring_of(*keys: str) -> KeyRing:
    """The key ring of these keys, the first current."""
    return read_key_ring(",".join(keys), setting="BOT_KEY")


RING = ring_of(new_key())


@given(anything_typed)
def test_opens_as_it_was_typed(text: str) -> None:
    """What is unsealed is what was sealed, null bytes, emoji and half surrogates included."""
    assert unseal(seal(text, RING, about=ABOUT), RING, about=ABOUT) == text


@given(st.text(min_size=8))
def test_envelope_is_ascii_without_the_text(text: str) -> None:
    """The columns hold ASCII in the known form, and nothing of the text."""
    sealed = seal(text, RING, about=ABOUT)
    assert sealed.envelope.isascii()
    assert sealed.envelope.startswith("fld1:")
    packed = base64.b64decode(sealed.envelope.removeprefix("fld1:"))
    assert text.encode() not in packed


def test_every_part_has_a_key_of_its_own() -> None:
    """The same text sealed twice shares neither wrapped key nor envelope."""
    first, second = (seal("the same", RING, about=ABOUT) for _ in range(2))
    assert first.wrapped_key != second.wrapped_key
    assert first.envelope != second.envelope


def test_envelope_is_bound_to_what_it_is_about() -> None:
    """An envelope moved to another referral, part or version does not open."""
    sealed = seal("text", RING, about=ABOUT)
    for elsewhere in ("referral:2:narrative:1", "referral:1:reach:1", "referral:1:narrative:2"):
        with pytest.raises(SealedError):
            unseal(sealed, RING, about=elsewhere)


def test_swapped_envelopes_do_not_open() -> None:
    """Of two parts, neither envelope opens with the other's wrapped key."""
    one, other = (seal(text, RING, about=ABOUT) for text in ("one", "other"))
    for mixed in (
        replace(one, envelope=other.envelope),
        replace(other, wrapped_key=one.wrapped_key),
    ):
        with pytest.raises(SealedError):
            unseal(mixed, RING, about=ABOUT)


@given(st.data())
def test_one_changed_character_is_noticed(data: st.DataObject) -> None:
    """No single character of envelope or wrapped key can be changed unnoticed."""
    sealed = seal("text of some length", RING, about=ABOUT)
    name = data.draw(st.sampled_from(["wrapped_key", "envelope"]))
    value = getattr(sealed, name)
    place = data.draw(st.integers(0, len(value) - 1))
    # What is sealed differs each time, so that nothing drawn may depend on it.
    drawn = data.draw(st.permutations("ABCabc019+/=:-é"))
    other = next(new for new in drawn if new != value[place])
    altered = value[:place] + other + value[place + 1 :]
    wrapped_key = altered if name == "wrapped_key" else sealed.wrapped_key
    envelope = altered if name == "envelope" else sealed.envelope
    with pytest.raises(SealedError):
        unseal(Sealed(sealed.key_id, wrapped_key, envelope), RING, about=ABOUT)


def test_another_key_does_not_open() -> None:
    """A ring without the key says which key is missing."""
    sealed = seal("text", RING, about=ABOUT)
    with pytest.raises(SealedError, match=sealed.key_id):
        unseal(sealed, ring_of(new_key()), about=ABOUT)


def test_a_different_key_of_the_same_id_does_not_open() -> None:
    """The id only names a key; a forged ring with the same id opens nothing."""
    sealed = seal("text", RING, about=ABOUT)
    forged = KeyRing(keys={sealed.key_id: bytes(32)}, current=sealed.key_id)
    with pytest.raises(SealedError):
        unseal(sealed, forged, about=ABOUT)


def test_an_old_key_still_opens_and_the_first_one_seals() -> None:
    """After a new key is put first, old parts open and new ones carry the new key's id."""
    old, new = new_key(), new_key()
    sealed = seal("before", ring_of(old), about=ABOUT)
    both = ring_of(new, old)
    assert unseal(sealed, both, about=ABOUT) == "before"
    assert seal("after", both, about=ABOUT).key_id == key_id(base64.b64decode(new))


@given(st.text())
def test_wrapped_anew_it_opens_with_the_new_key_alone(text: str) -> None:
    """The envelope stays as it was; the old key is needed once more, to wrap, and never again."""
    old, new = new_key(), new_key()
    before = seal(text, read_key_ring(old, setting="K"), about=ABOUT)
    after = rewrap(before, read_key_ring(f"{new},{old}", setting="K"))
    assert unseal(after, read_key_ring(new, setting="K"), about=ABOUT) == text
    assert after.envelope == before.envelope
    for wrong in (read_key_ring(old, setting="K"), read_key_ring(new_key(), setting="K")):
        with pytest.raises(SealedError):
            unseal(after, wrong, about=ABOUT)
        with pytest.raises(SealedError):
            rewrap(after, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "secret-words",
        base64.b64encode(bytes(16)).decode(),
        base64.b64encode(bytes(33)).decode(),
        f"{new_key()},",
        "ключ",
    ],
)
def test_unusable_keys_are_refused_without_showing_them(text: str) -> None:
    """A setting that is no key is refused by its name, never with its value."""
    with pytest.raises(SettingsError) as refused:
        read_key_ring(text, setting="BOT_KEY")
    assert "BOT_KEY" in str(refused.value)
    shown = [word.strip() for word in text.split(",") if word.strip()]
    assert not any(word in str(refused.value) for word in shown)


def test_the_same_key_twice_is_refused() -> None:
    """A key pasted twice is a mistake: somebody meant to change it."""
    key = new_key()
    with pytest.raises(SettingsError, match="twice"):
        ring_of(key, key)


def test_keys_do_not_show() -> None:
    """A ring's repr holds no key."""
    key = base64.b64decode(new_key())
    ring = KeyRing(keys={key_id(key): key}, current=key_id(key))
    assert repr(key) not in repr(ring)
    assert "keys=" not in repr(ring)


def test_new_keys_differ_and_are_32_bytes() -> None:
    """Every new key is another 32 random bytes."""
    keys = {new_key() for _ in range(20)}
    assert len(keys) == 20
    assert {len(base64.b64decode(key)) for key in keys} == {32}


def test_unknown_form_is_refused() -> None:
    """An envelope of a later form is refused in words, not misread."""
    sealed = seal("text", RING, about=ABOUT)
    with pytest.raises(SealedError, match="form"):
        unseal(replace(sealed, envelope=f"fld2{sealed.envelope[4:]}"), RING, about=ABOUT)
