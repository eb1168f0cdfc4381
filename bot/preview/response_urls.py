"""`response_url`: how the app answers an interaction without a token.

Source: Slack's documentation on handling user interaction: `response_type`, `replace_original`,
`delete_original`; what is not said to be for the channel is for the one person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.preview.api import Call, Response, WebApi
from bot.preview.methods import arguments
from bot.preview.people import BOT_USER_ID
from bot.preview.refused import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.preview.messages import Message
    from bot.preview.state import State
    from bot.preview.tickets import ResponseUrl

_GONE = 404
_BAD = 400


def respond(state: State, api: WebApi, key: str, given: Mapping[str, Any]) -> Response:
    """Take an answer that came in on a response URL."""
    return api.under_fault("response_url", lambda: _respond(state, api, key, given))


def _respond(state: State, api: WebApi, key: str, given: Mapping[str, Any]) -> Response:
    try:
        with state.lock:
            url = state.tickets.open_response_url(key)
            message = place(state, url, given)
            state.tickets.count_use(url, message.ts if message else url.ts)
    except RefusedError as refusal:
        api.note(Call("response_url", given, refusal.error))
        is_gone = refusal.error in ("used_url", "expired_url")
        return Response(refusal.as_answer(), _GONE if is_gone else _BAD)
    api.note(Call("response_url", given))
    return Response({"ok": True})


def place(state: State, url: ResponseUrl, given: Mapping[str, Any]) -> Message | None:
    """Put an answer where it belongs; None when it only took a message away.

    Raises:
        RefusedError: As for posting a message.
    """
    original = state.messages.find(url.channel, url.ts) if url.ts else None
    if arguments.flag(given, "delete_original"):
        if original:
            state.messages.remove(original)
        return None
    said = arguments.content(state, given)
    if arguments.flag(given, "replace_original") and original:
        return state.messages.change(original, said)
    for_all = given.get("response_type") == "in_channel"
    thread_ts = given.get("thread_ts")
    return state.messages.add(
        url.channel,
        BOT_USER_ID,
        said,
        thread_ts=str(thread_ts) if thread_ts else None,
        only_for=None if for_all else url.person_id,
    )
