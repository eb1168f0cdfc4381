"""The one place where an exception from a listener ends.

Events: logged, and left as a failure, so that Slack delivers them again; the third failure is kept
in the audit log and the person is told. Everything else: the person reads a fixed sentence with a
reference. The log has the reference, the exception's type and the place in the code; never its
words, which may quote what somebody typed.
"""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from bot.errors import StoreError
from bot.guide.ask import contact_lines
from bot.guide.codes import as_codes
from bot.guide.ports_audit import AuditEvent
from bot.guide.ports_outbox import Post
from bot.guide.replies import Notice
from bot.slack.blocks.answers import notice_message
from bot.slack.blocks.forms import sorry_view
from bot.slack.clients import IN_ACK_SECONDS, answering
from bot.slack.failures import CALL_FAILURES, failure_of
from bot.slack.logs import where

if TYPE_CHECKING:
    from slack_bolt import App, BoltRequest

    from bot.slack.listeners.parts import Json, Parts

REFERENCE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
REFERENCE_LENGTH = 6
LAST_RETRY = 2
"""`X-Slack-Retry-Num` of the third delivery. In Socket Mode even the first has one, 0."""

FORM_DOUBT = (
    "Treat this as not logged. Your text is still here, and sending it again logs it only once."
)
PRESS_DOUBT = "It may not have counted."
HELP_FIRST = ("emergency", "front_door", "emergency_duty_team")
_log = logging.getLogger(__name__)


def register(app: App, parts: Parts) -> None:
    """Take every exception that leaves a listener or Bolt's own middleware."""

    def failed(error: Exception, body: Json, request: BoltRequest) -> BoltResponse | None:
        reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))
        kind = _kind(body)
        _log.error("%s failed, reference %s: %s", kind, reference, where(error))
        if isinstance(error, BoltUnhandledRequestError) and kind.startswith("event"):
            return None
        if "event" in body:
            return _after_event(parts, body, request, (reference, type(error).__name__))
        is_form = body.get("type") == "view_submission"
        words = sorry_words(parts, error, reference, is_form=is_form)
        return _after_interaction(parts, body, words, reference)

    app.error(failed)


def sorry_words(parts: Parts, error: Exception, reference: str, *, is_form: bool = False) -> str:
    """What a person reads: what may not have happened, what to do now, and the reference.

    After a failure the truth can be "maybe": the words hold either way, and so does trying again.
    """
    what = "Could not save" if isinstance(error, StoreError) else "That did not work"
    front_door = contact_lines(parts.desk.content, ["front_door"])
    now = f" For a child who needs help now: {front_door[0]}." if front_door else ""
    doubt = FORM_DOUBT if is_form else PRESS_DOUBT
    return f"{what}. {doubt} Try again in a moment.{now} Reference: {reference}."


def _kind(body: Json) -> str:
    """What came in, for the log: codes from the payload only."""
    if "event" in body:
        event = body["event"]
        return f"event {event.get('type')}.{event.get('subtype') or 'plain'}"
    if "command" in body:
        return "command"
    return str(body.get("type") or "request")


def _after_event(
    parts: Parts, body: Json, request: BoltRequest, failure: tuple[str, str]
) -> BoltResponse | None:
    retries = (request.headers.get("x-slack-retry-num") or ["0"])[0]
    if not retries.isdigit() or int(retries) < LAST_RETRY:
        return None
    try:
        _keep_dead_letter(parts, body, failure)
    except StoreError:
        if not _say_directly(parts, body["event"], failure[0]):
            return None
    return BoltResponse(status=200, body="")


def _keep_dead_letter(parts: Parts, body: Json, failure: tuple[str, str]) -> None:
    """Note the event's id in the audit log, and tell whoever wrote something."""
    reference, error = failure
    event, now = body["event"], parts.desk.now()
    team_id = event.get("user_team") or parts.roles.team_id
    person_id = f"{team_id}:{event.get('user') or 'nobody'}"
    kept = AuditEvent(
        at=now,
        person_id=person_id,
        role="",
        action="event.dead",
        codes={"event": str(body.get("event_id")), "error": error, "reference": reference},
    )
    to = f"person:{person_id}"
    told = as_codes(Notice(_unanswered(reference), ("contacts",)))
    with parts.desk.store.unit() as unit:
        unit.audit.record(kept)
        if _was_written(event):
            key = f"dead:{body.get('event_id')}"
            unit.outbox.add(Post(key, to, to, "notice", told, not_before=now))


def _was_written(event: Json) -> bool:
    return event.get("type") in ("message", "app_mention") and bool(event.get("user"))


def _unanswered(reference: str) -> str:
    return (
        "What you wrote could not be answered. Write it again, or talk to a person. "
        f"If a child is in danger now, call 999. Reference: {reference}."
    )


def _say_directly(parts: Parts, event: Json, reference: str) -> bool:
    """Say it without the register; whether that worked."""
    if not _was_written(event):
        return False
    try:
        parts.client.chat_postMessage(channel=event["user"], text=_unanswered(reference))
    except CALL_FAILURES as error:
        _log.error("Reference %s: nobody could be told: %s", reference, failure_of(error).code)
        return False
    return True


def _after_interaction(parts: Parts, body: Json, words: str, reference: str) -> BoltResponse | None:
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": words})
    if body.get("type") == "view_submission":
        return BoltResponse(
            status=200, body=_beside_the_form(parts, body["view"], words, reference)
        )
    told = _beside_the_message(body, words) or _on_a_page(parts, body, reference)
    return BoltResponse(status=200, body="") if told else None


def _beside_the_form(parts: Parts, view: Json, words: str, reference: str) -> dict[str, Any]:
    """Under its first field, so that nothing typed is lost; or in its place where it has none."""
    fields = [block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input"]
    if fields:
        return {"response_action": "errors", "errors": {fields[0]: words}}
    view = sorry_view(reference, contact_lines(parts.desk.content, HELP_FIRST))
    return {"response_action": "update", "view": view}


def _beside_the_message(body: Json, words: str) -> bool:
    url = body.get("response_url")
    if not url:
        return False
    message = notice_message(Notice(words, ("contacts",)))
    said = {
        "text": message.text,
        "blocks": message.blocks,
        "response_type": "ephemeral",
        "replace_original": False,
    }
    try:
        answer = answering(str(url), seconds=IN_ACK_SECONDS).send_dict(said)
    except CALL_FAILURES:
        return False
    return bool(answer.status_code == HTTPStatus.OK)


def _on_a_page(parts: Parts, body: Json, reference: str) -> bool:
    is_in_form = (body.get("view") or {}).get("type") == "modal"
    open_ = parts.client.views_push if is_in_form else parts.client.views_open
    view = sorry_view(reference, contact_lines(parts.desk.content, HELP_FIRST))
    try:
        open_(trigger_id=str(body.get("trigger_id") or ""), view=view)
    except CALL_FAILURES:
        return False
    return True
