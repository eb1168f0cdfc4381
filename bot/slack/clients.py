"""The app's clients for Slack's Web API: each with its own patience, and none that repeats itself.

slack_sdk's default client sends a call again after a dropped connection, and a post that had
already arrived then stands there twice. Every client made here has no retry handlers.
"""

from __future__ import annotations

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

__all__ = ["WebClient", "answering", "sibling", "web_client"]

IN_ACK_SECONDS = 2
"""How long a call may take while Slack waits for the answer, which it does for three seconds."""

IN_WORKER_SECONDS = 10
"""How long a call may take where nobody waits."""

LOOK_UP_SECONDS = 1
"""How long looking a person up may take; there can be several look-ups in one answer."""


def web_client(token: str, base_url: str = WebClient.BASE_URL) -> WebClient:
    """A client for a workspace; `base_url` is another than Slack's in the practice workspace."""
    return WebClient(token=token, base_url=base_url, timeout=IN_WORKER_SECONDS, retry_handlers=[])


def sibling(client: WebClient, *, seconds: int) -> WebClient:
    """A client for the same workspace and token, with its own patience and without retries."""
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=seconds,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
    )


def answering(url: str, *, seconds: int) -> WebhookClient:
    """A client for a `response_url`, without retries."""
    return WebhookClient(url, timeout=seconds, retry_handlers=[])
