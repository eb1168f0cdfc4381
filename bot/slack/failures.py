"""What a failed call to Slack means for a post: later, perhaps arrived, never, or stop altogether.

Source: Slack's method references, and which exceptions urllib raises before and after a request
has been sent.
"""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

if TYPE_CHECKING:
    from collections.abc import Mapping

CALL_FAILURES = (SlackClientError, OSError, HTTPException)
"""Everything that a call to Slack may raise without there being a bug."""

DEFAULT_RETRY_AFTER_SECONDS = 30.0

_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_STOPPING = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "token_revoked",
        "team_access_not_granted",
    }
)
_PASSING = frozenset(
    {"request_timeout", "service_unavailable", "team_added_to_org", "org_login_required"}
)
# Slack says of these that the call may have worked all the same.
_UNSURE = frozenset({"fatal_error", "internal_error"})
_NEVER_SENT = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)

GONE = frozenset({"cant_update_message", "edit_window_closed", "message_not_found"})
"""The message that should be changed cannot be changed any more."""

NO_THREAD = frozenset({"thread_not_found", "message_not_found", "cannot_reply_to_message"})
"""The message in whose thread we would post is not there (any more), or takes no replies."""

TOO_MUCH = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
)
"""Slack does not take what we drew."""

UNSEEN = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel"})
"""The app or the person is not in the conversation."""


class Fate(StrEnum):
    """What becomes of the post.

    `LATER`: it did not arrive; try again. `UNSURE`: it may have arrived. `DEAD`: trying again will
    not help. `STOP`: no call will work until an operator acts.
    """

    LATER = "later"
    UNSURE = "unsure"
    DEAD = "dead"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed call.

    Attributes:
        fate: See `Fate`.
        code: Slack's word for it or one of ours; never more than a code.
        after_seconds: How long Slack asks us to wait, or 0.
    """

    fate: Fate
    code: str
    after_seconds: float = 0.0


def failure_of(error: Exception) -> Failure:
    """What a failed call means; `error` is one of `CALL_FAILURES`."""
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, URLError) and isinstance(error.reason, _NEVER_SENT):
        return Failure(Fate.LATER, "unreachable")
    if isinstance(error, SlackClientError):
        return Failure(Fate.DEAD, "call_not_made")
    return Failure(Fate.UNSURE, "connection_lost")


def code_of(error: SlackApiError) -> str:
    """Slack's word for a refusal; a page of HTML in its place becomes `unreadable_answer`."""
    code = str(error.response.get("error") or "")
    return code if _CODE.fullmatch(code) else "unreadable_answer"


def retry_after(headers: Mapping[str, str]) -> float:
    """The seconds in a `Retry-After` header, or a default where it is missing or no number."""
    text = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return float(text) if text.isascii() and text.isdigit() else DEFAULT_RETRY_AFTER_SECONDS


def _refused(error: SlackApiError) -> Failure:
    code, status = code_of(error), error.response.status_code
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in {"ratelimited", "rate_limited"}:
        return Failure(Fate.LATER, "ratelimited", retry_after(error.response.headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in _UNSURE:
        return Failure(Fate.UNSURE, code)
    if code in _STOPPING:
        return Failure(Fate.STOP, code)
    if code in _PASSING:
        return Failure(Fate.LATER, code)
    if code == "missing_scope":
        return Failure(Fate.DEAD, f"{code}:{error.response.get('needed') or 'unnamed'}"[:80])
    return Failure(Fate.DEAD, code)
