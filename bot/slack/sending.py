"""One queued post to Slack, and what became of it.

Slack has no idempotency key for posts. Every post carries its own key in its metadata, so that
after a dropped connection a direct message can be looked for before it is posted again. In a
channel the app may not look (it does not ask for that right), so there it posts once more.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.errors import StoreError
from bot.guide.ports_outbox import PostState
from bot.slack.clients import IN_WORKER_SECONDS, answering, sibling
from bot.slack.failures import (
    CALL_FAILURES,
    GONE,
    NO_THREAD,
    TOO_MUCH,
    UNSEEN,
    Failure,
    Fate,
    code_of,
    failure_of,
    retry_after,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

    from bot.guide.ports_outbox import Post, QueuedPost
    from bot.slack.blocks.message import Message
    from bot.slack.render import Renderer

EVENT_TYPE = "guide_post"
UNSURE = "unsure"
"""`QueuedPost.last_error` of a post that may have arrived; looked for before it is sent again."""

_LOOK_BACK = 50
# A thread is given oldest first: all of it that one call gives.
_LOOK_BACK_IN_THREAD = 999
_TEXT_LIMIT = 3000
_FIRST_WAIT_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 300.0
_POINTER = re.compile(r"json-pointer:([\w/]+)")
_LOST = "connection_lost"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a post.

    Attributes:
        state: Its state now; `WAITING` when it is to be sent again.
        receipt: `channel:ts` where it stands, or empty.
        error: A code, or empty.
        after_seconds: For `WAITING`: how long to wait.
        stop: No further post will work until an operator acts.
    """

    state: PostState
    receipt: str = ""
    error: str = ""
    after_seconds: float = 0.0
    stop: bool = False


class _CallFailedError(Exception):
    """A call failed, and what that means has already been decided."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


class Sender:
    """Sends posts, one at a time or several at once.

    Args:
        client: A client for the workspace; posts go through a sibling that never repeats a call.
        renderer: Makes the words.
    """

    def __init__(self, client: WebClient, renderer: Renderer) -> None:
        self._client = sibling(client, seconds=IN_WORKER_SECONDS)
        self._renderer = renderer
        self._dms: dict[str, str] = {}

    def send(self, queued: QueuedPost) -> Settled:
        """Send a post, or find that it had already arrived."""
        kind = queued.post.to.partition(":")[0]
        try:
            if queued.last_error == UNSURE:
                found = self._find(queued.post)
                if found:
                    return Settled(PostState.SENT, receipt=found)
        except CALL_FAILURES as error:
            return _still_unsure(queued, failure_of(error))
        try:
            return self._home(queued.post) if kind == "home" else self._message(queued.post)
        except StoreError:
            return _later(queued, Failure(Fate.LATER, "register_busy"))
        except _CallFailedError as error:
            return _settled(queued, error.failure)
        except CALL_FAILURES as error:
            return _settled(queued, failure_of(error))

    def _home(self, post: Post) -> Settled:
        _, team_id, user_id = post.to.split(":")
        view = self._renderer.page(team_id, user_id, post.codes)
        with _harmless_twice():
            self._client.views_publish(user_id=user_id, view=view)
        return Settled(PostState.SENT)

    def _message(self, post: Post) -> Settled:
        message = self._renderer.message(post)
        if message is None:
            return Settled(PostState.DROPPED)
        kind, _, rest = post.to.partition(":")
        if kind == "card":
            return self._redraw(post, message, *rest.split(":"))
        if kind == "notice":
            return self._whisper(post, message, *rest.split(":"))
        channel = self._dm(rest.split(":")[1]) if kind == "person" else rest
        return self._post(post, message, channel, thread_ts=post.thread_ts)

    def _post(self, post: Post, message: Message, channel: str, *, thread_ts: str = "") -> Settled:
        """A message of its own, in a thread where there is one, or below where that has gone."""
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": post.key}}
        arguments: dict[str, Any] = {
            "channel": channel,
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        in_thread = {**arguments, "thread_ts": thread_ts} if thread_ts else arguments
        try:
            posted = self._with_less(self._client.chat_postMessage, in_thread, message)
        except SlackApiError as error:
            if not thread_ts or code_of(error) not in NO_THREAD:
                raise
            posted = self._with_less(self._client.chat_postMessage, arguments, message)
        return Settled(PostState.SENT, receipt=f"{channel}:{posted['ts']}")

    def _redraw(self, post: Post, message: Message, channel: str, ts: str) -> Settled:
        """In the place of a message: by `response_url`, by `chat.update`, or as a fresh post."""
        if post.response_url and self._answered(post, message, replace=True):
            return Settled(PostState.SENT, receipt=f"{channel}:{ts}")
        try:
            with _harmless_twice():
                self._with_less(self._client.chat_update, {"channel": channel, "ts": ts}, message)
        except SlackApiError as error:
            if code_of(error) not in GONE:
                raise
            return self._post(post, message, channel)
        return Settled(PostState.SENT, receipt=f"{channel}:{ts}")

    def _whisper(
        self, post: Post, message: Message, channel: str, team_id: str, user_id: str
    ) -> Settled:
        """To one person where they are, or else in their direct message."""
        del team_id  # the user id says it all to Slack
        if post.response_url and self._answered(post, message, replace=False):
            return Settled(PostState.SENT)
        try:
            with _harmless_twice():
                arguments = {"channel": channel, "user": user_id}
                if post.thread_ts:
                    arguments["thread_ts"] = post.thread_ts
                self._with_less(self._client.chat_postEphemeral, arguments, message)
        except SlackApiError as error:
            if code_of(error) not in UNSEEN:
                raise
            return self._post(post, message, self._dm(user_id))
        return Settled(PostState.SENT)

    def _answered(self, post: Post, message: Message, *, replace: bool) -> bool:
        """Whether a `response_url` took the message; it may be used up or too old.

        Raises:
            _CallFailedError: Slack asks us to wait.
        """
        body = {
            "text": message.text,
            "blocks": message.blocks,
            "replace_original": replace,
            "response_type": "ephemeral",
        }
        if replace:
            body.pop("response_type")
        try:
            answer = answering(post.response_url, seconds=IN_WORKER_SECONDS).send_dict(body)
        except CALL_FAILURES:
            return False
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            wait = retry_after(answer.headers)
            raise _CallFailedError(Failure(Fate.LATER, "ratelimited", wait))
        return bool(answer.status_code == HTTPStatus.OK)

    def _with_less(
        self, call: Callable[..., SlackResponse], arguments: dict[str, Any], message: Message
    ) -> SlackResponse:
        """Call with everything, or with the text alone where Slack does not take what we drew."""
        try:
            return call(**arguments, text=message.text, blocks=message.blocks)
        except SlackApiError as error:
            if code_of(error) not in TOO_MUCH:
                raise
            told = (error.response.get("response_metadata") or {}).get("messages") or ()
            places = [place for text in told for place in _POINTER.findall(str(text))]
            _log.error("%s at %s: sent without blocks", code_of(error), ", ".join(places) or "?")
        return call(**arguments, text=message.text[:_TEXT_LIMIT])

    def _dm(self, user_id: str) -> str:
        if user_id not in self._dms:
            opened = self._client.conversations_open(users=user_id)
            self._dms[user_id] = str(opened["channel"]["id"])
        return self._dms[user_id]

    def _find(self, post: Post) -> str:
        """Where a post stands in a direct message, or empty; channels are not looked into."""
        kind, _, rest = post.to.partition(":")
        channel = self._dm(rest.split(":")[1]) if kind == "person" else rest.split(":")[0]
        if not channel.startswith("D"):
            return ""
        if post.thread_ts:
            found = self._client.conversations_replies(
                channel=channel,
                ts=post.thread_ts,
                limit=_LOOK_BACK_IN_THREAD,
                include_all_metadata=True,
            )
        else:
            found = self._client.conversations_history(
                channel=channel, limit=_LOOK_BACK, include_all_metadata=True
            )
        for message in found["messages"]:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("key") == post.key:
                return f"{channel}:{message['ts']}"
        return ""


@contextmanager
def _harmless_twice() -> Iterator[None]:
    """A call that may simply be made again when nobody knows whether it arrived."""
    try:
        yield
    except CALL_FAILURES as error:
        failure = failure_of(error)
        if failure.fate is Fate.UNSURE:
            raise _CallFailedError(replace(failure, fate=Fate.LATER)) from error
        raise


def _still_unsure(queued: QueuedPost, failure: Failure) -> Settled:
    """Looking for a post failed: nothing is known yet, so it is looked for again."""
    if failure.fate is Fate.DEAD:
        return Settled(PostState.UNKNOWN, error=failure.code)
    settled = _later(queued, failure)
    return replace(settled, error=UNSURE)


def _settled(queued: QueuedPost, failure: Failure) -> Settled:
    if failure.fate is Fate.DEAD:
        return Settled(PostState.DEAD, error=failure.code)
    if failure.fate is not Fate.UNSURE:
        return _later(queued, failure)
    if queued.post.to.startswith("channel:") and not queued.post.to.startswith("channel:D"):
        return _settled_in_channel(queued, failure)
    return replace(_later(queued, failure), error=UNSURE)


def _settled_in_channel(queued: QueuedPost, failure: Failure) -> Settled:
    """Where the app may not look: after a lost connection it posts once more, and then leaves it.

    An answer of 5xx was no success as far as anybody can tell, and is tried again like any other.
    """
    if failure.code != _LOST:
        return _later(queued, failure)
    if queued.last_error == UNSURE:
        return Settled(PostState.UNKNOWN, error=failure.code)
    return replace(_later(queued, failure), error=UNSURE)


def _later(queued: QueuedPost, failure: Failure) -> Settled:
    backoff = min(_FIRST_WAIT_SECONDS * 2 ** min(queued.attempts - 1, 16), _LONGEST_WAIT_SECONDS)
    return Settled(
        PostState.WAITING,
        error=failure.code,
        after_seconds=failure.after_seconds or backoff,
        stop=failure.fate is Fate.STOP,
    )
