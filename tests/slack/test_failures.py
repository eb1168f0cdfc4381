"""What a failed call means: later, perhaps arrived, never, or stop."""

from __future__ import annotations

import ssl
from http.client import IncompleteRead, RemoteDisconnected
from socket import gaierror
from typing import TYPE_CHECKING, Any, cast
from urllib.error import URLError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack.failures import (
    DEFAULT_RETRY_AFTER_SECONDS,
    Failure,
    Fate,
    code_of,
    failure_of,
    retry_after,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def refused(
    body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> SlackApiError:
    """A refusal as slack_sdk raises it."""
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="http://127.0.0.1/api/x",
        req_args={},
        data={"ok": False, **body},
        headers=headers or {},
        status_code=status,
    )
    with pytest.raises(SlackApiError) as told:
        cast("Callable[[], object]", response.validate)()
    return told.value


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (refused({"error": "channel_not_found"}), Failure(Fate.DEAD, "channel_not_found")),
        (refused({"error": "user_not_found"}), Failure(Fate.DEAD, "user_not_found")),
        (refused({"error": "messages_tab_disabled"}), Failure(Fate.DEAD, "messages_tab_disabled")),
        (refused({"error": "is_archived"}), Failure(Fate.DEAD, "is_archived")),
        (
            refused({"error": "missing_scope", "needed": "im:write"}),
            Failure(Fate.DEAD, "missing_scope:im:write"),
        ),
        (refused({"error": "missing_scope"}), Failure(Fate.DEAD, "missing_scope:unnamed")),
        (refused({"error": "token_revoked"}), Failure(Fate.STOP, "token_revoked")),
        (refused({"error": "account_inactive"}), Failure(Fate.STOP, "account_inactive")),
        (refused({"error": "invalid_auth"}), Failure(Fate.STOP, "invalid_auth")),
        (refused({"error": "team_added_to_org"}), Failure(Fate.LATER, "team_added_to_org")),
        (refused({"error": "fatal_error"}), Failure(Fate.UNSURE, "fatal_error")),
        (refused({"error": "internal_error"}, 500), Failure(Fate.UNSURE, "internal_error")),
        (refused({"error": "<html>words</html>"}, 503), Failure(Fate.UNSURE, "unreadable_answer")),
        (
            refused({"error": "ratelimited"}, 429, {"Retry-After": "7"}),
            Failure(Fate.LATER, "ratelimited", 7.0),
        ),
        (
            refused({"error": "ratelimited"}, 429),
            Failure(Fate.LATER, "ratelimited", DEFAULT_RETRY_AFTER_SECONDS),
        ),
        (URLError(ConnectionRefusedError()), Failure(Fate.LATER, "unreachable")),
        (URLError(gaierror()), Failure(Fate.LATER, "unreachable")),
        (URLError(ssl.SSLCertVerificationError()), Failure(Fate.LATER, "unreachable")),
        (URLError(BrokenPipeError()), Failure(Fate.UNSURE, "connection_lost")),
        (RemoteDisconnected("gone"), Failure(Fate.UNSURE, "connection_lost")),
        (TimeoutError(), Failure(Fate.UNSURE, "connection_lost")),
        (IncompleteRead(b""), Failure(Fate.UNSURE, "connection_lost")),
        (SlackClientError(), Failure(Fate.DEAD, "call_not_made")),
    ],
    ids=repr,
)
def test_each_failure_has_its_meaning(error: Exception, failure: Failure) -> None:
    """Before sending it is later; after sending nobody knows; a refusal is final (R30)."""
    assert failure_of(error) == failure


@given(st.text())
def test_a_code_is_never_more_than_a_code(words: str) -> None:
    """Whatever stands in the answer's error, no sentence gets into log or register."""
    code = code_of(refused({"error": words}))
    assert code in {words, "unreadable_answer"}
    assert code.replace("_", "").isalnum()
    assert code.isascii()


@given(st.text(max_size=20))
def test_a_retry_after_is_a_number_or_the_default(text: str) -> None:
    """Odd headers cost a wait, never a crash."""
    assert retry_after({"retry-after": text}) >= 0
