"""Envelopes: each typed part encrypted under a key of its own, which a key of the settings wraps.

AES-256-GCM with a random key for every part; that key is wrapped as RFC 3394 says. So destroying
a part's wrapped key destroys the part, in backups too once the wrapping key is gone, and changing
the wrapping key needs no re-encryption. What the part is about is bound in: an envelope moved to
another referral, part or version does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)

from bot.errors import SealedError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = "fld1"
ALTERED = "This part does not open: it was altered or belongs elsewhere."
_HOW_TO_MAKE = "make one with `python -m bot key`"


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of the settings: one to write with, all of them to read with.

    Attributes:
        keys: Key id -> 32 bytes.
        current: The id of the key that new parts are written with.
    """

    keys: Mapping[str, bytes] = field(repr=False)
    current: str

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all keys."""
        return frozenset(self.keys)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted text.

    Attributes:
        key_id: Which key wraps its own key.
        wrapped_key: Its own key, wrapped, as base64.
        envelope: `fld1:` and base64 of nonce and ciphertext with its tag.
    """

    key_id: str
    wrapped_key: str
    envelope: str


def new_key() -> str:
    """A new random key, as the settings take it: base64 of 32 bytes."""
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def key_id(key: bytes) -> str:
    """What a key is called: the first 8 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(key).hexdigest()[:8]


def read_key_ring(text: str, *, setting: str) -> KeyRing:
    """Read the keys of a setting: base64 of 32 bytes each, separated by commas, the first current.

    Args:
        text: The setting's value.
        setting: Its name, for the error.

    Raises:
        SettingsError: There is no key, or one is not base64 of 32 bytes. Never shows a value.
    """
    words = [word.strip() for word in text.split(",")]
    if words == [""]:
        raise SettingsError(setting, f"holds no key; {_HOW_TO_MAKE}.")
    keys = [_read_key(word, setting, place) for place, word in enumerate(words, start=1)]
    by_id = {key_id(key): key for key in keys}
    if len(by_id) < len(keys):
        raise SettingsError(setting, "holds the same key twice; keep one.")
    return KeyRing(keys=by_id, current=key_id(keys[0]))


def seal(text: str, ring: KeyRing, *, about: str) -> Sealed:
    """Encrypt a text under a new key of its own.

    Args:
        text: Any text.
        ring: The keys; the current one wraps.
        about: What the text is, such as `referral:ID:narrative:1`; needed again to open it.
    """
    own_key = secrets.token_bytes(KEY_BYTES)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    ciphertext = AESGCM(own_key).encrypt(nonce, _to_bytes(text), _bound(about))
    wrapped = aes_key_wrap(ring.keys[ring.current], own_key)
    return Sealed(
        key_id=ring.current,
        wrapped_key=base64.b64encode(wrapped).decode(),
        envelope=f"{_FORMAT}:{base64.b64encode(nonce + ciphertext).decode()}",
    )


def unseal(sealed: Sealed, ring: KeyRing, *, about: str) -> str:
    """Decrypt what `seal` made with the same `about`.

    Raises:
        SealedError: The key is not in the ring, or the envelope was altered or moved.
    """
    own_key = _own_key(sealed, ring)
    form, _, body = sealed.envelope.partition(":")
    if form != _FORMAT:
        raise SealedError("This part is in a form that this version does not know.")
    try:
        packed = _octets(body)
        text = AESGCM(own_key).decrypt(packed[:_NONCE_BYTES], packed[_NONCE_BYTES:], _bound(about))
    except (InvalidTag, ValueError) as error:
        raise SealedError(ALTERED) from error
    return _to_text(text)


def rewrap(sealed: Sealed, ring: KeyRing) -> Sealed:
    """The same envelope, whose own key is wrapped with the current key; it is not opened.

    Raises:
        SealedError: The key is not in the ring, or the wrapped key was altered.
    """
    own_key = _own_key(sealed, ring)
    wrapped = aes_key_wrap(ring.keys[ring.current], own_key)
    return replace(sealed, key_id=ring.current, wrapped_key=base64.b64encode(wrapped).decode())


def _own_key(sealed: Sealed, ring: KeyRing) -> bytes:
    wrapping_key = ring.keys.get(sealed.key_id)
    if wrapping_key is None:
        raise SealedError(
            f"This was written with key {sealed.key_id}, which is not in the settings."
        )
    try:
        return aes_key_unwrap(wrapping_key, _octets(sealed.wrapped_key))
    except (InvalidUnwrap, ValueError) as error:
        raise SealedError(ALTERED) from error


def _read_key(word: str, setting: str, place: int) -> bytes:
    try:
        key = base64.b64decode(word, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise SettingsError(
            setting, f"key {place} is not base64 of {KEY_BYTES} bytes; {_HOW_TO_MAKE}."
        )
    return key


def _octets(text: str) -> bytes:
    octets = base64.b64decode(text, validate=True)
    # Base64 has spare bits at its end: of the spellings of the same bytes only one is ours.
    if base64.b64encode(octets).decode() != text:
        raise ValueError("not as we write base64")
    return octets


def _bound(about: str) -> bytes:
    return f"{_FORMAT}:{about}".encode()


def _to_bytes(text: str) -> bytes:
    # JSON can carry half a surrogate pair; it must come back as it came.
    return text.encode("utf-8", "surrogatepass")


def _to_text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogatepass")
