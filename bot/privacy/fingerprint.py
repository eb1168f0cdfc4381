"""A short name for something, that nobody can read back without the key.

For telling "the same again" from "something new" without keeping who or what it was. Under another
key the same thing has another name.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.privacy.envelope import KeyRing

LENGTH = 32
_LABEL = b"fingerprint1:"


def fingerprint(text: str, ring: KeyRing) -> str:
    """The first 32 hexadecimal digits of an HMAC-SHA-256 under the current key."""
    key = hmac.digest(ring.keys[ring.current], _LABEL, hashlib.sha256)
    octets = text.encode("utf-8", "surrogatepass")
    return hmac.new(key, octets, hashlib.sha256).hexdigest()[:LENGTH]
