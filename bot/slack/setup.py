"""`serve --check`: tries what an installation needs, and says for each whether it works.

Everything is looked at; nothing is posted.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.errors import GuideError
from bot.slack.clients import IN_WORKER_SECONDS, sibling
from bot.slack.failures import CALL_FAILURES, GONE, code_of, failure_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

SKEW_SECONDS = 60
"""Slack's requests are refused when the two clocks are five minutes apart."""

NO_MESSAGE = "1000000000.000001"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        what: What.
        text: How it stands and, where it is not fine, what to do.
        is_fine: Whether it works.
    """

    what: str
    text: str
    is_fine: bool = True

    @property
    def line(self) -> str:
        """`ok       token: …` or `problem  token: …`."""
        return f"{'ok' if self.is_fine else 'problem':8} {self.what}: {self.text}"


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to be looked at.

    Attributes:
        client: For the workspace, with the bot token.
        manifest: The app's manifest.
        app_token: For Socket Mode, or empty.
        partners_channel: The partners' channel, or empty.
        clock: Gives the time now, UTC.
        check_key: Raises a `GuideError` where the keys do not open the register.
        warnings: What the register has to say about SQLite.
    """

    client: WebClient
    manifest: Mapping[str, Any]
    app_token: str
    partners_channel: str
    clock: Callable[[], datetime]
    check_key: Callable[[], None]
    warnings: Sequence[str]


def check_setup(setup: Setup) -> tuple[Finding, ...]:
    """Look at token, clock, scopes, channel, app token, keys and SQLite."""
    return (*_slack(setup), _key(setup), *_register(setup))


def _slack(setup: Setup) -> Iterable[Finding]:
    client = sibling(setup.client, seconds=IN_WORKER_SECONDS)
    try:
        answer = client.auth_test()
    except CALL_FAILURES as error:
        text = f"Slack says {failure_of(error).code}. Copy SLACK_BOT_TOKEN again."
        yield Finding("token", text, is_fine=False)
        return
    yield Finding("token", f"accepted for the workspace {answer['team_id']}")
    yield _clock(setup, answer)
    yield _scopes(setup, answer)
    yield _channel(setup, client)
    if setup.app_token:
        yield _app_token(setup, client)


def _header(answer: SlackResponse, name: str) -> str:
    headers = {key.lower(): str(value) for key, value in answer.headers.items()}
    return headers.get(name, "")


def _clock(setup: Setup, answer: SlackResponse) -> Finding:
    given = _header(answer, "date")
    if not given:
        return Finding("clock", "Slack's answer has no time to compare with")
    apart = abs((setup.clock() - parsedate_to_datetime(given)).total_seconds())
    if apart > SKEW_SECONDS:
        text = f"{apart:.0f} seconds from Slack's. Set the clock, or every request is refused."
        return Finding("clock", text, is_fine=False)
    return Finding("clock", "agrees with Slack's")


def _scopes(setup: Setup, answer: SlackResponse) -> Finding:
    given = _header(answer, "x-oauth-scopes")
    if not given:
        return Finding("scopes", "Slack's answer does not name them")
    needed = setup.manifest["oauth_config"]["scopes"]["bot"]
    missing = sorted(set(needed) - {scope.strip() for scope in given.split(",")})
    if missing:
        text = f"missing: {', '.join(missing)}. Reinstall the app from its manifest."
        return Finding("scopes", text, is_fine=False)
    return Finding("scopes", "all that the manifest asks for")


def _channel(setup: Setup, client: WebClient) -> Finding:
    """Changing a message that is not there tells whether the channel is, without posting.

    The app does not ask for the right to list channels.
    """
    channel = setup.partners_channel
    if not channel:
        text = "BOT_PARTNERS_CHANNEL is not set. Partners see referrals on their Home tab only."
        return Finding("channel", text, is_fine=False)
    try:
        client.chat_update(channel=channel, ts=NO_MESSAGE, text="-")
    except SlackApiError as error:
        code = code_of(error)
        if code in GONE:
            return Finding("channel", f"{channel} can be posted in")
        text = f"Slack says {code} for {channel}. Invite the app there, or correct the id."
        return Finding("channel", text, is_fine=False)
    except CALL_FAILURES as error:
        return Finding("channel", f"not known: {failure_of(error).code}", is_fine=False)
    return Finding("channel", f"{channel} can be posted in")


def _app_token(setup: Setup, client: WebClient) -> Finding:
    try:
        client.apps_connections_open(app_token=setup.app_token)
    except CALL_FAILURES as error:
        text = f"Slack says {failure_of(error).code}. Copy SLACK_APP_TOKEN again."
        return Finding("app token", text, is_fine=False)
    return Finding("app token", "accepted for Socket Mode")


def _key(setup: Setup) -> Finding:
    try:
        setup.check_key()
    except GuideError as error:
        return Finding("key", str(error), is_fine=False)
    return Finding("key", "opens the register")


def _register(setup: Setup) -> Iterable[Finding]:
    if not setup.warnings:
        yield Finding("SQLite", "a sound version")
    for warning in setup.warnings:
        yield Finding("SQLite", warning, is_fine=False)
