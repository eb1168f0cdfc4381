"""The Web API over HTTP: tokens, scopes, faults, and the notebook of calls."""

from __future__ import annotations

import urllib.parse
from copy import deepcopy
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING

import pytest

from bot.preview.workspace import PracticeSlack
from tests.preview.echo import MANIFEST, SECRET, TOKEN, Clock, EchoApp, http, http_json, section

if TYPE_CHECKING:
    from bot.preview.faults import Kind


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", None, "not_authed"),
        ("auth.test", "xoxb-other", "invalid_auth"),
        ("chat.postEverywhere", TOKEN, "unknown_method"),
    ],
)
def test_a_call_needs_a_method_and_a_token(
    slack: PracticeSlack, method: str, token: str | None, error: str
) -> None:
    """No token, a wrong one and an unknown method each have Slack's word."""
    status, answer, _ = http_json(f"{slack.api_url}{method}", {}, token=token)

    assert (status, answer["ok"], answer["error"]) == (200, False, error)


def test_forms_are_read_as_well_as_json(slack: PracticeSlack) -> None:
    """A form with the token and the blocks inside works like a JSON body."""
    form = {"token": TOKEN, "channel": "D0HEALTH", "text": "a", "blocks": "[]"}
    body = urllib.parse.urlencode(form).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    status, text, _ = http("POST", f"{slack.api_url}chat.postMessage", body, headers)

    assert (status, '"ok": true' in text) == (200, True)
    assert TOKEN not in str(slack.calls)
    assert slack.dm("U0HEALTH")[0]["text"] == "a"


def test_a_scope_missing_from_the_manifest_is_named(clock: Clock) -> None:
    """A method whose scope the manifest lacks says which it needs and what is granted."""
    manifest = deepcopy(MANIFEST)
    manifest["oauth_config"]["scopes"]["bot"] = ["commands", "users:read"]
    lean = PracticeSlack(manifest=manifest, signing_secret=SECRET, bot_token=TOKEN, clock=clock)
    lean.start()
    try:
        _, answer, _ = http_json(
            f"{lean.api_url}chat.postMessage", {"channel": "D0HEALTH", "text": "a"}, token=TOKEN
        )
    finally:
        lean.stop()

    assert answer == {
        "ok": False,
        "error": "missing_scope",
        "needed": "chat:write",
        "provided": "app_mentions:read,commands,users:read",
    }
    assert lean.messages("D0HEALTH") == []


def test_every_call_is_written_down(app: EchoApp, slack: PracticeSlack) -> None:
    """Calls are kept with their arguments and refusals, and the scopes that they used."""
    app.call("chat.postMessage", channel="D0HEALTH", text="a")
    app.call("users.info", user="U0NOBODY")

    assert [(c.method, c.args, c.error) for c in slack.calls] == [
        ("chat.postMessage", {"channel": "D0HEALTH", "text": "a"}, None),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ]
    assert slack.used_scopes == {"chat:write", "users:read"}


@pytest.mark.parametrize(
    ("fault", "is_posted"), [("drop_after_accept", True), ("drop_before_accept", False)]
)
def test_a_cut_connection_says_nothing(
    app: EchoApp, slack: PracticeSlack, fault: Kind, *, is_posted: bool
) -> None:
    """The caller cannot tell whether a call whose connection was cut has worked."""
    slack.script_fault("chat.postMessage", fault)

    with pytest.raises(RemoteDisconnected):
        app.call("chat.postMessage", channel="D0HEALTH", text="a")

    assert bool(slack.dm("U0HEALTH")) is is_posted
    assert app.call("chat.postMessage", channel="D0HEALTH", text="b")["ok"] is True


def test_a_rate_limit_says_how_long(slack: PracticeSlack) -> None:
    """429 comes with Retry-After, and the call has done nothing."""
    slack.script_fault("chat.postMessage", "ratelimited", seconds=30)
    asked = {"channel": "D0HEALTH", "text": "a"}

    status, answer, headers = http_json(f"{slack.api_url}chat.postMessage", asked, token=TOKEN)

    assert (status, answer["error"], headers["Retry-After"]) == (429, "ratelimited", "30")
    assert slack.dm("U0HEALTH") == []


def test_a_server_error_does_nothing(slack: PracticeSlack) -> None:
    """500 leaves no message behind."""
    slack.script_fault("chat.postMessage", "server_error")
    asked = {"channel": "D0HEALTH", "text": "a"}

    status, _, _ = http_json(f"{slack.api_url}chat.postMessage", asked, token=TOKEN)

    assert status == 500
    assert slack.dm("U0HEALTH") == []


def test_a_slow_call_works_in_the_end(app: EchoApp, slack: PracticeSlack) -> None:
    """A slow answer is still an answer."""
    slack.script_fault("chat.postMessage", "slow", seconds=0.01)

    assert app.call("chat.postMessage", channel="D0HEALTH", text="a")["ok"] is True


def test_refused_blocks_post_nothing(app: EchoApp, slack: PracticeSlack) -> None:
    """What Slack refuses nobody sees."""
    answer = app.call("chat.postMessage", channel="D0HEALTH", text="a", blocks=[section("")])

    assert answer["error"] == "invalid_blocks"
    assert slack.dm("U0HEALTH") == []
