"""Slack's signature on everything that it sends to an app (version 0)."""

from __future__ import annotations

import hashlib
import hmac


def signed_headers(secret: str, body: bytes, timestamp: int) -> dict[str, str]:
    """Sign a request body as Slack does.

    Args:
        secret: The app's signing secret.
        body: The exact bytes that will be sent.
        timestamp: Seconds since 1970; apps refuse what is older than five minutes.

    Returns:
        The two headers, name -> value, by which the app can tell that Slack sent the body.
    """
    base = f"v0:{timestamp}:".encode() + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}
