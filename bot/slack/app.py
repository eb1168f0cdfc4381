"""The Bolt app: listeners wired to the use cases. Nothing listens yet; see `serve`.

`process_before_response`: the answer goes out when the listener has ended, so what was
acknowledged is on disk, and a crash is an answer of 500 that makes Slack deliver again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError

from bot.errors import GuideError, SettingsError
from bot.slack.clients import IN_ACK_SECONDS, IN_WORKER_SECONDS, sibling
from bot.slack.delivery import WakingStore
from bot.slack.failures import CALL_FAILURES, code_of, failure_of
from bot.slack.listeners import actions, boundary, commands, events, shortcuts, views
from bot.slack.listeners.parts import Parts
from bot.slack.logs import guard_libraries

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.guide.desk import Desk
    from bot.slack.delivery import Delivery
    from bot.slack.roles import Roles

NAME = "safeguarding-guide"
WITHOUT_OAUTH = (
    "is set beside SLACK_CLIENT_SECRET, and Slack's library would drop the bot token for them. "
    "This app serves one workspace with its bot token: unset both."
)
REFUSED = "is not accepted by Slack ({code}). Copy it again from the app's page."


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the token belongs to.

    Attributes:
        team_id: The workspace.
        bot_user_id: The app's own user.
    """

    team_id: str
    bot_user_id: str


def identity(client: WebClient) -> Identity:
    """Ask Slack who we are; needs a working token.

    Raises:
        SettingsError: Slack does not accept the token.
        GuideError: Slack cannot be reached.
    """
    try:
        found = sibling(client, seconds=IN_WORKER_SECONDS).auth_test()
    except SlackApiError as error:
        raise SettingsError("SLACK_BOT_TOKEN", REFUSED.format(code=code_of(error))) from error
    except CALL_FAILURES as error:
        raise GuideError(f"Slack cannot be reached ({failure_of(error).code}).") from error
    return Identity(str(found["team_id"]), str(found["user_id"]))


def build_app(
    desk: Desk,
    *,
    client: WebClient,
    signing_secret: str,
    roles: Roles,
    worker: Delivery,
) -> App:
    """The app with all its listeners.

    Args:
        desk: What use cases work with; its commits wake the worker.
        client: For the workspace, with the bot token.
        signing_secret: What Slack signs its requests with; may be any text in Socket Mode.
        roles: Who people are; the groups are looked up here, before anybody waits for it.
        worker: Sends what listeners queue; started and stopped by the caller.

    Raises:
        SettingsError: Slack does not accept the token: found here, not on somebody's first click;
            or the library would ask for an installation instead of using the token.
    """
    guard_libraries()
    roles.warm()
    try:
        app = App(
            name=NAME,
            client=client,
            signing_secret=signing_secret,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
            attaching_conversation_kwargs_enabled=False,
        )
    except BoltError as error:
        raise SettingsError("SLACK_BOT_TOKEN", REFUSED.format(code="auth.test")) from error
    if app.oauth_flow is not None:
        raise SettingsError("SLACK_CLIENT_ID", WITHOUT_OAUTH)
    waking = replace(desk, store=WakingStore(desk.store, worker.wake))
    parts = Parts(waking, roles, sibling(client, seconds=IN_ACK_SECONDS), worker)
    # The listener for every other button is the last one of `actions`: Bolt asks them in order.
    for kind in (events, commands, shortcuts, views, actions):
        kind.register(app, parts)
    boundary.register(app, parts)
    return app
