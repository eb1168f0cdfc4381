"""The Web API: token, scope, method, answer; every call is noted down."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bot.preview.faults import Faults
from bot.preview.methods import assistant, chat, reading, views
from bot.preview.refused import Json, RefusedError
from bot.preview.scopes import METHOD_SCOPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.preview.faults import Fault
    from bot.preview.state import State

    Method = Callable[[State, Mapping[str, object]], Json]

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "auth.test": reading.auth_test,
        "chat.postMessage": chat.post_message,
        "chat.postEphemeral": chat.post_ephemeral,
        "chat.update": chat.update,
        "chat.delete": chat.delete,
        "views.open": views.open_view,
        "views.push": views.push,
        "views.update": views.update,
        "views.publish": views.publish,
        "users.info": reading.user_info,
        "usergroups.users.list": reading.group_members,
        "conversations.open": reading.open_dm,
        "conversations.info": reading.conversation_info,
        "conversations.history": reading.history,
        "conversations.replies": reading.replies,
        "assistant.threads.setStatus": assistant.set_status,
        "assistant.threads.setSuggestedPrompts": assistant.set_suggested_prompts,
    }
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call that the app made.

    Attributes:
        method: Such as `chat.postMessage`; `response_url` for an answer to an interaction.
        args: What it sent, without the token.
        error: Slack's word when it was refused, or None.
    """

    method: str
    args: Mapping[str, Any]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back over HTTP; `is_cut` means that nothing does."""

    body: Json
    status: int = 200
    retry_after: int | None = None
    is_cut: bool = False


class WebApi:
    """Answers `/api/<method>` as Slack would.

    Args:
        state: What the calls read and change.
        bot_token: The only token that is accepted.
    """

    def __init__(self, state: State, bot_token: str) -> None:
        self._state = state
        self._bot_token = bot_token
        self.faults = Faults()
        self.calls: list[Call] = []
        self.used_scopes: set[str] = set()

    def answer(self, method: str, args: Mapping[str, Any], token: str | None) -> Response:
        """Answer one call, with whatever fault is on order for it."""
        return self.under_fault(method, lambda: Response(self._perform(method, args, token)))

    def under_fault(self, method: str, perform: Callable[[], Response]) -> Response:
        """Do something, going wrong as ordered."""
        fault = self.faults.next_for(method)
        if fault is None:
            return perform()
        stopped = _stopped_by(fault)
        if stopped is not None:
            return stopped
        if fault.kind == "slow":
            threading.Event().wait(fault.seconds)
            return perform()
        return Response(perform().body, is_cut=True)

    def _perform(self, method: str, args: Mapping[str, Any], token: str | None) -> Json:
        try:
            with self._state.lock:
                self._admit(method, token)
                answer = METHODS[method](self._state, args)
        except RefusedError as refusal:
            self.note(Call(method, args, refusal.error))
            return refusal.as_answer()
        self.note(Call(method, args))
        return {"ok": True, **answer}

    def note(self, call: Call) -> None:
        """Write a call down, and let the page know that something may have changed."""
        with self._state.lock:
            self.calls.append(call)
            self._state.changed()

    def _admit(self, method: str, token: str | None) -> None:
        if method not in METHODS:
            raise RefusedError("unknown_method", {"req_method": method})
        if not token:
            raise RefusedError("not_authed")
        if token != self._bot_token:
            raise RefusedError("invalid_auth")
        allowing = METHOD_SCOPES[method]
        held = [scope for scope in allowing if scope in self._state.scopes]
        if allowing and not held:
            provided = ",".join(sorted(self._state.scopes))
            raise RefusedError("missing_scope", {"needed": allowing[0], "provided": provided})
        self.used_scopes.update(held[:1])


def _stopped_by(fault: Fault) -> Response | None:
    if fault.kind == "ratelimited":
        return Response({"ok": False, "error": "ratelimited"}, 429, max(1, int(fault.seconds)))
    if fault.kind == "server_error":
        return Response({"ok": False, "error": "internal_error"}, 500)
    if fault.kind == "drop_before_accept":
        return Response({}, is_cut=True)
    return None
