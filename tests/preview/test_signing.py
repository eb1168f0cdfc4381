"""Slack's signature."""

from __future__ import annotations

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from bot.preview.signing import signed_headers


@given(secret=st.text(min_size=1), body=st.binary(), timestamp=st.integers(0, 10**10))
def test_the_signature_is_slack_s_version_zero(secret: str, body: bytes, timestamp: int) -> None:
    """The signature is an HMAC over version, timestamp and body, for any of them."""
    base = b"v0:" + str(timestamp).encode() + b":" + body
    expected = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()

    assert signed_headers(secret, body, timestamp) == {
        "X-Slack-Request-Timestamp": str(timestamp),
        "X-Slack-Signature": f"v0={expected}",
    }
